import * as v from 'valibot';
import { DAY_MS, type EpochMs } from '../../../lambda/time.ts';
import { MOST_AHEAD_MS, OLDEST_WRITTEN_MS } from '../accepted-time.ts';
import { invalidParameter } from '../aws-fault.ts';
import { integer, textBetween } from '../input-shapes.ts';
import { operation } from '../operation.ts';
import { NO_SUCH_GROUP, NO_SUCH_STREAM } from './faults.ts';
import { logGroup } from './log-group/log-groups.ts';

const BATCH_BYTES = 1_048_576;
const BYTES_PER_EVENT = 26;
const BATCH_SPAN_MS = DAY_MS;

const inputLogEvent = v.object({
  timestamp: v.pipe(integer, v.minValue(0)),
  message: v.pipe(v.string(), v.minLength(1)),
});

type InputLogEvent = v.InferOutput<typeof inputLogEvent>;

const schema = v.object({
  logGroupName: textBetween(1, 512),
  logStreamName: textBetween(1, 512),
  logEvents: v.pipe(v.array(inputLogEvent), v.minLength(1), v.maxLength(10_000)),
});

/** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutLogEvents.html */
export const putLogEvents = operation({
  name: 'PutLogEvents',
  schema,
  invalid: invalidParameter,
  answer: ({ logGroupName, logStreamName, logEvents }, account, nowMs) => {
    const group = logGroup(account, logGroupName);
    if (group === null) return NO_SUCH_GROUP;
    if (!group.log.streams(nowMs).some((stream) => stream.name === logStreamName)) return NO_SUCH_STREAM;
    const complaint = batchComplaint(logEvents);
    if (complaint !== null) return invalidParameter(complaint);

    const { accepted, rejectedLogEventsInfo } = sifted(logEvents, nowMs);
    const { writtenLogs } = account;
    const ingestionMs = nowMs + writtenLogs.ingestionDelayMs;
    writtenLogs.ensureGroup(logGroupName, nowMs).log.append(
      logStreamName,
      accepted.map(({ timestamp, message }) => ({
        eventId: writtenLogs.nextEventId(),
        logStream: logStreamName,
        timestampMs: timestamp,
        ingestionMs,
        message,
      })),
      nowMs,
    );
    return {
      nextSequenceToken: '1',
      ...(rejectedLogEventsInfo === null ? {} : { rejectedLogEventsInfo }),
    };
  },
});

/** What is wrong with the whole batch; null when it is valid. */
function batchComplaint(events: readonly InputLogEvent[]): string | null {
  let bytes = 0;
  let lastMs = -Infinity;
  for (const { timestamp, message } of events) {
    if (timestamp < lastMs)
      return 'Log events in a single PutLogEvents request must be in chronological order.';
    lastMs = timestamp;
    bytes += Buffer.byteLength(message) + BYTES_PER_EVENT;
  }
  if (bytes > BATCH_BYTES) return `Upload too large: ${bytes} bytes exceeds limit of ${BATCH_BYTES}`;
  if (lastMs - (events[0]?.timestamp ?? lastMs) > BATCH_SPAN_MS) {
    return 'The batch of log events in a single PutLogEvents request cannot span more than 24 hours.';
  }
  return null;
}

/** Events that are too old or too far ahead are left out, and the answer says which. */
function sifted(
  events: readonly InputLogEvent[],
  nowMs: EpochMs,
): { readonly accepted: readonly InputLogEvent[]; readonly rejectedLogEventsInfo: object | null } {
  const firstAccepted = events.findIndex(({ timestamp }) => timestamp >= nowMs - OLDEST_WRITTEN_MS);
  const tooOld = firstAccepted < 0 ? events.length : firstAccepted;
  const firstTooNew = events.findIndex(({ timestamp }) => timestamp > nowMs + MOST_AHEAD_MS);
  const tooNew = firstTooNew < 0 ? events.length : firstTooNew;
  const accepted = events.slice(tooOld, tooNew);
  if (accepted.length === events.length) return { accepted, rejectedLogEventsInfo: null };
  return {
    accepted,
    rejectedLogEventsInfo: {
      ...(tooOld > 0 ? { tooOldLogEventEndIndex: tooOld } : {}),
      ...(tooNew < events.length ? { tooNewLogEventStartIndex: tooNew } : {}),
    },
  };
}
