import { StartLiveTailCommand, type StartLiveTailResponseStream } from '@aws-sdk/client-cloudwatch-logs';
import type { Result, SourceError } from '../../monitor/source-error.ts';
import type { LiveFrame, LiveLogSource } from '../../monitor/sources.ts';
import { listOf, readable } from '../answer/field.ts';
import { sourceError, unreadableAnswer } from '../answer/source-error.ts';
import { logs } from '../client/logs.ts';
import type { Ask } from '../connection/ask.ts';
import { startDeadline } from '../connection/deadline.ts';
import { streamedEvent } from './log-event/streamed-event.ts';

const ACTION = 'logs:StartLiveTail';

/**
 * One session, from opening until either side ends it.
 *
 * @param silenceMs wall time. Updates come every second: a stream that is silent for this long is broken.
 * @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_StartLiveTail.html
 */
export async function* liveFrames(
  ask: Ask,
  silenceMs: number,
  ...[groupArn, pattern, signal]: Parameters<LiveLogSource['live']>
): AsyncGenerator<Result<LiveFrame>> {
  // The question's deadline ends with its answer; this stream stays open for hours.
  const session = new AbortController();
  const close = () => session.abort();
  signal.addEventListener('abort', close, { once: true });
  try {
    const opened = await ask(
      {
        action: ACTION,
        send: (clients) =>
          clients.of(logs).send(
            new StartLiveTailCommand({
              logGroupIdentifiers: [groupArn],
              ...(pattern === null ? {} : { logEventFilterPattern: pattern }),
            }),
            { abortSignal: session.signal },
          ),
        read: ({ responseStream }) => responseStream,
      },
      signal,
    );
    if (opened.ok) yield* framesOf(opened.value, silenceMs, signal);
    else if (!signal.aborted) yield opened;
  } finally {
    signal.removeEventListener('abort', close);
    close();
  }
}

async function* framesOf(
  stream: AsyncIterable<StartLiveTailResponseStream>,
  silenceMs: number,
  signal: AbortSignal,
): AsyncGenerator<Result<LiveFrame>> {
  const messages = stream[Symbol.asyncIterator]();
  for (;;) {
    const message = await nextMessage(messages, silenceMs, signal);
    if (signal.aborted || (message.ok && message.value.done === true)) return;
    if (!message.ok) {
      yield message;
      return;
    }
    const frame = frameOf(message.value.value);
    if (frame !== null) yield { ok: true, value: frame };
  }
}

async function nextMessage<Message>(
  messages: AsyncIterator<Message>,
  silenceMs: number,
  signal: AbortSignal,
): Promise<Result<IteratorResult<Message>>> {
  const deadline = startDeadline(silenceMs, signal);
  try {
    return { ok: true, value: await deadline.race(messages.next()) };
  } catch (thrown) {
    return { ok: false, error: named(sourceError(thrown, ACTION)) };
  } finally {
    deadline.release();
  }
}

/** The stream's decoder gives its errors no name. */
function named(error: SourceError): SourceError {
  return error.name === 'Error' ? { ...error, name: unreadableAnswer(ACTION).name } : error;
}

/** Null for unknown messages. */
function frameOf({ sessionStart, sessionUpdate }: StartLiveTailResponseStream): LiveFrame | null {
  if (sessionStart !== undefined) return { kind: 'opened' };
  if (sessionUpdate === undefined) return null;
  const results = listOf(sessionUpdate.sessionResults) ?? [];
  const events = readable(results, streamedEvent);
  return {
    kind: 'update',
    // Where AWS does not say, it may have been sampled: polling finds out.
    sampled: sessionUpdate.sessionMetadata?.sampled !== false,
    events,
    leftOut: results.length - events.length,
  };
}
