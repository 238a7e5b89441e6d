import * as v from 'valibot';
import type { LogPosition } from '../../world/world-log.ts';
import { AwsFault, invalidParameter } from '../aws-fault.ts';
import { boolean, integer, integerBetween, textBetween } from '../input-shapes.ts';
import { fingerprint, readToken, writeToken } from '../opaque-token.ts';
import { operation } from '../operation.ts';
import { INVALID_NEXT_TOKEN, NO_SUCH_GROUP, NO_SUCH_STREAM, unreadableClass } from './faults.ts';
import { type LogEvent, positionOf } from './log-group/log.ts';
import { logGroup } from './log-group/log-groups.ts';
import { logPosition } from './log-group/log-position.ts';
import { namedGroup } from './log-group/named-group.ts';
import { eventsBackwards } from './log-group/read-backwards.ts';

const PAGE_BYTES = 1_048_576;

const schema = v.object({
  logGroupName: v.optional(textBetween(1, 512)),
  logGroupIdentifier: v.optional(textBetween(1, 2_048)),
  logStreamName: textBetween(1, 512),
  startTime: v.optional(v.pipe(integer, v.minValue(0)), 0),
  endTime: v.optional(v.pipe(integer, v.minValue(0)), Number.MAX_SAFE_INTEGER),
  nextToken: v.optional(textBetween(1, 4_096)),
  limit: v.optional(integerBetween(1, 10_000), 10_000),
  startFromHead: v.optional(boolean, false),
});

/** `f` reads forwards after `position`, `b` reads backwards before it. */
const tokenState = v.object({ direction: v.picklist(['f', 'b']), position: logPosition });

/**
 * `endTime` is exclusive. Tokens are always present: at the end, the token comes back unchanged.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_GetLogEvents.html
 */
export const getLogEvents = operation({
  name: 'GetLogEvents',
  schema,
  invalid: invalidParameter,
  answer: (input, account, nowMs) => {
    const name = namedGroup(input);
    if (name instanceof AwsFault) return name;
    const group = logGroup(account, name);
    if (group === null) return NO_SUCH_GROUP;
    const unreadable = unreadableClass('GetLogEvents', group);
    if (unreadable !== null) return unreadable;
    const isKnown = group.log.streams(nowMs).some((stream) => stream.name === input.logStreamName);
    if (!isKnown) return NO_SUCH_STREAM;

    const { nextToken, limit, startFromHead, ...rest } = input;
    const requestPrint = fingerprint(rest);
    const range = { startMs: input.startTime, endMs: input.endTime - 1, nowMs };
    const start = firstState(startFromHead, range.startMs, range.endMs);
    const state = nextToken === undefined ? start : readToken(nextToken, requestPrint, tokenState);
    if (state === null) return INVALID_NEXT_TOKEN;

    const { direction, position } = state;
    const request = { ...range, limit, streams: new Set([input.logStreamName]) };
    const events =
      direction === 'f'
        ? withinPage(group.log.read({ ...request, after: position }))
        : withinPage(eventsBackwards(group.log, { ...request, before: position })).toReversed();
    const token = (towards: 'f' | 'b', event: LogEvent | undefined) =>
      writeToken(
        { direction: towards, position: event === undefined ? position : positionOf(event) },
        requestPrint,
      );
    return {
      events: events.map(({ timestampMs, message, ingestionMs }) => ({
        timestamp: timestampMs,
        message,
        ingestionTime: ingestionMs,
      })),
      nextForwardToken: token('f', events.at(-1)),
      nextBackwardToken: token('b', events[0]),
    };
  },
});

function firstState(
  startFromHead: boolean,
  startMs: number,
  endMs: number,
): v.InferOutput<typeof tokenState> {
  const position = (timestampMs: number): LogPosition => ({ timestampMs, ingestionMs: -1, eventId: '' });
  return startFromHead
    ? { direction: 'f', position: position(startMs) }
    : { direction: 'b', position: position(endMs + 1) };
}

/** The events that fit into one page, at least one. */
function withinPage(events: readonly LogEvent[]): readonly LogEvent[] {
  let bytes = 0;
  const end = events.findIndex(({ message }, index) => {
    bytes += Buffer.byteLength(message);
    return index > 0 && bytes > PAGE_BYTES;
  });
  return end < 0 ? events : events.slice(0, end);
}
