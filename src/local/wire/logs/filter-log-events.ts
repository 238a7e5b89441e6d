import * as v from 'valibot';
import type { EpochMs } from '../../../lambda/time.ts';
import type { LogPosition } from '../../world/world-log.ts';
import type { Account } from '../account.ts';
import { AwsFault, invalidParameter } from '../aws-fault.ts';
import { boolean, integer, integerBetween, listOf, textBetween } from '../input-shapes.ts';
import { fingerprint, readToken, writeToken } from '../opaque-token.ts';
import { operation } from '../operation.ts';
import { INVALID_NEXT_TOKEN, NO_SUCH_GROUP, unreadableClass } from './faults.ts';
import { filterMatcher } from './filter/filter-pattern.ts';
import type { LogEvent } from './log-group/log.ts';
import { type LogGroup, logGroup } from './log-group/log-groups.ts';
import { logPosition } from './log-group/log-position.ts';
import { namedGroup } from './log-group/named-group.ts';
import { type LogQuestion, scanPage } from './log-group/scan-page.ts';

/** CloudWatch scans one slice of time per call: longer requests get pages without events. */
const SLICE_MS = 60_000;
const EMPTY_PAGE_EVERY = 8;

const schema = v.object({
  logGroupName: v.optional(textBetween(1, 512)),
  logGroupIdentifier: v.optional(textBetween(1, 2_048)),
  logStreamNames: v.optional(v.pipe(listOf(textBetween(1, 512), 100), v.minLength(1))),
  logStreamNamePrefix: v.optional(textBetween(1, 512)),
  startTime: v.optional(v.pipe(integer, v.minValue(0))),
  endTime: v.optional(v.pipe(integer, v.minValue(0))),
  filterPattern: v.optional(textBetween(0, 1_024), ''),
  nextToken: v.optional(textBetween(1, 4_096)),
  limit: v.optional(integerBetween(1, 10_000), 10_000),
  startFromHead: v.optional(boolean, true),
});

type Input = v.InferOutput<typeof schema>;

const tokenState = v.object({ after: v.nullable(logPosition), rested: v.boolean() });

/**
 * `startTime` and `endTime` are both inclusive.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_FilterLogEvents.html
 */
export const filterLogEvents = operation({
  name: 'FilterLogEvents',
  schema,
  invalid: invalidParameter,
  answer: (input, account, nowMs) => {
    const { nextToken, limit: _limit, ...rest } = input;
    const requestPrint = fingerprint(rest);
    const state =
      nextToken === undefined
        ? { after: null, rested: false }
        : readToken(nextToken, requestPrint, tokenState);
    if (state === null) return INVALID_NEXT_TOKEN;
    const question = readQuestion(input, account, nowMs);
    if (question instanceof AwsFault) return question;
    const startsEmpty = !state.rested && answersEmpty(question, state.after, requestPrint, nowMs);
    if (startsEmpty) return page([], writeToken({ after: state.after, rested: true }, requestPrint));
    const { events, resumeAfter } = scanPage({ ...question, after: state.after, limit: input.limit, nowMs });
    return page(
      events,
      resumeAfter === null ? null : writeToken({ after: resumeAfter, rested: false }, requestPrint),
    );
  },
});

function readQuestion(input: Input, account: Account, nowMs: EpochMs): LogQuestion | AwsFault {
  const name = namedGroup(input);
  if (name instanceof AwsFault) return name;
  if (input.logStreamNames !== undefined && input.logStreamNamePrefix !== undefined) {
    return invalidParameter('logStreamNames and logStreamNamePrefix exclude each other.');
  }
  const startMs = input.startTime ?? 0;
  const endMs = input.endTime ?? Number.MAX_SAFE_INTEGER;
  if (startMs > endMs) return invalidParameter('The start time must not lie after the end time.');
  const matches = filterMatcher(input.filterPattern);
  if (matches === null) return invalidParameter('Invalid filter pattern');
  const group = logGroup(account, name);
  if (group === null) return NO_SUCH_GROUP;
  const unreadable = unreadableClass('FilterLogEvents', group);
  if (unreadable !== null) return unreadable;
  const streams = chosenStreams(input, group, nowMs);
  return { group, startMs, endMs, matches, streams, newestFirst: !input.startFromHead };
}

function chosenStreams(input: Input, group: LogGroup, nowMs: EpochMs): ReadonlySet<string> | null {
  const { logStreamNames, logStreamNamePrefix } = input;
  if (logStreamNames !== undefined) return new Set(logStreamNames);
  if (logStreamNamePrefix === undefined) return null;
  const names = group.log.streams(nowMs).map((stream) => stream.name);
  return new Set(names.filter((name) => name.startsWith(logStreamNamePrefix)));
}

/** One page in eight of a longer request, always the same ones. */
function answersEmpty(
  { startMs, endMs }: LogQuestion,
  after: LogPosition | null,
  requestPrint: string,
  nowMs: EpochMs,
): boolean {
  if (after === null && Math.min(endMs, nowMs) - startMs <= SLICE_MS) return false;
  const digest = Buffer.from(fingerprint([requestPrint, after]), 'base64url');
  return digest.readUInt8(0) % EMPTY_PAGE_EVERY === 0;
}

function page(events: readonly LogEvent[], nextToken: string | null): object {
  return {
    events: events.map((event) => ({
      logStreamName: event.logStream,
      timestamp: event.timestampMs,
      message: event.message,
      ingestionTime: event.ingestionMs,
      eventId: event.eventId,
    })),
    searchedLogStreams: [],
    ...(nextToken === null ? {} : { nextToken }),
  };
}
