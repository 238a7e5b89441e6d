import { type EpochMs, MINUTE_MS } from '../../../lambda/time.ts';
import type { StreamUpdate } from '../../../logs/sweeping/live-sweeper.ts';
import type { PollingNotice, StreamingNotice } from '../../../logs/tail-item.ts';
import { type RawText, rawText } from '../../../terminal/text.ts';
import type { CallOutcome } from '../../calls/call-rate.ts';
import type { Result, SourceError } from '../../source-error.ts';
import type { LiveLogSource } from '../../sources.ts';
import type { FollowRequest } from '../follow-request.ts';
import { liveLoss } from './live-loss.ts';

/**
 * | state     | means                                            |
 * | --------- | ------------------------------------------------ |
 * | opening   | no session yet, or none any more: one is opened  |
 * | streaming | events come as they are taken in                 |
 * | sampled   | the same, but only a part of them                |
 * | polling   | there is no session for now, or for ever         |
 */
export type LiveState = 'opening' | 'streaming' | 'sampled' | 'polling';

/** Whether lines come through Live Tail: then they go on while polling is in trouble. */
export function isStreaming(state: LiveState | null): boolean {
  return state === 'streaming' || state === 'sampled';
}

/** What following with Live Tail needs in addition to polling. */
export interface LiveLog {
  readonly source: LiveLogSource;
  /** The ARN of the group, which Live Tail requires: it may have to be asked for. */
  readonly groupArn: (signal: AbortSignal) => Promise<Result<RawText>>;
  readonly onState?: (state: LiveState) => void;
}

interface SessionsRequest extends Pick<FollowRequest, 'clock' | 'budget' | 'pattern' | 'signal'> {
  readonly live: LiveLog;
  /** Called before a session is asked for. */
  readonly onExpected: () => void;
  readonly onUpdate: (update: StreamUpdate) => void;
  /** Called when the session is gone. */
  readonly onLost: () => void;
  readonly onNotice: (notice: StreamingNotice | PollingNotice) => void;
}

const ACTION = 'logs:StartLiveTail';

/** Every minute begun is billed: sessions that last less are reopened ever less often. */
const LASTING_MS = MINUTE_MS;

/**
 * Opens one Live Tail session after another until `signal` aborts or AWS refuses for good; none while calls are held.
 */
export async function keepSessions(request: SessionsRequest): Promise<void> {
  const { clock, budget, signal, live } = request;
  let groupArn: RawText | null = null;
  let failures = 0;
  let told: PollingNotice['because'] | null = null;

  while (!signal.aborted) {
    const group: Result<RawText> =
      groupArn === null ? await live.groupArn(signal) : { ok: true, value: groupArn };
    groupArn = group.ok ? group.value : null;
    const ended = await sessionOf(group, request);
    if (signal.aborted) return;
    request.onLost();
    if (ended.wasHeld) {
      live.onState?.('polling');
      continue;
    }
    const { lastedMs, error } = ended;
    const hasBegun = lastedMs !== null;
    failures = hasBegun && lastedMs >= LASTING_MS ? 1 : failures + 1;
    const { because, retryMs } = liveLoss(error, failures, budget);
    live.onState?.(retryMs === 0 ? 'opening' : 'polling');
    if (because !== null && (hasBegun || because !== told))
      request.onNotice(pollingNotice(because, error, clock.now()));
    told = because;
    if (retryMs === null) return;
    await clock.sleep(retryMs, signal);
  }
}

function pollingNotice(
  because: PollingNotice['because'],
  error: SourceError | null,
  atMs: EpochMs,
): PollingNotice {
  const name = error?.name ?? rawText('closed');
  const message = error?.message ?? rawText('AWS closed the session');
  return { type: 'notice', kind: 'polling', atMs, because, name, message };
}

interface SessionEnd {
  /** Whether it ended because calls were held. */
  readonly wasHeld: boolean;
  /** How long it delivered events; null where it delivered none. */
  readonly lastedMs: number | null;
  readonly error: SourceError | null;
}

const NOT_BEGUN: SessionEnd = { wasHeld: false, lastedMs: null, error: null };

/** One session, until it ends. */
async function sessionOf(group: Result<RawText>, request: SessionsRequest): Promise<SessionEnd> {
  if (!group.ok) return { ...NOT_BEGUN, error: group.error };
  const { clock, budget, pattern, signal, live } = request;
  await budget.take(ACTION, signal);
  const held = budget.untilHeld();
  if (signal.aborted || held.aborted) return { ...NOT_BEGUN, wasHeld: held.aborted };
  request.onExpected();
  let begunMs: EpochMs | null = null;
  const end = (error: SourceError | null): SessionEnd => ({
    wasHeld: held.aborted,
    lastedMs: begunMs === null ? null : clock.now() - begunMs,
    error,
  });
  for await (const frame of live.source.live(group.value, pattern, AbortSignal.any([signal, held]))) {
    if (held.aborted) break;
    if (!frame.ok) {
      if (begunMs === null) budget.settle(ACTION, outcomeOf(frame.error));
      return end(frame.error);
    }
    if (frame.value.kind !== 'update') continue;
    if (begunMs === null) {
      budget.settle(ACTION, 'ok');
      begunMs = clock.now();
      request.onNotice({ type: 'notice', kind: 'streaming', atMs: begunMs });
    }
    live.onState?.(frame.value.sampled ? 'sampled' : 'streaming');
    request.onUpdate(frame.value);
  }
  return end(null);
}

/** Too many sessions are no reason to make other calls less often. */
function outcomeOf({ kind, name }: SourceError): CallOutcome {
  return kind === 'throttled' && name !== 'LimitExceededException' ? 'throttled' : 'failed';
}
