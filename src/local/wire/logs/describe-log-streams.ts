import * as v from 'valibot';
import type { EpochMs } from '../../../lambda/time.ts';
import type { Account } from '../account.ts';
import { AwsFault, invalidParameter } from '../aws-fault.ts';
import { boolean, integerBetween, textBetween } from '../input-shapes.ts';
import { listPage } from '../list-page.ts';
import { fingerprint } from '../opaque-token.ts';
import { operation } from '../operation.ts';
import { INVALID_NEXT_TOKEN, NO_SUCH_GROUP } from './faults.ts';
import type { LogStream } from './log-group/log.ts';
import { logGroup, logGroupArn } from './log-group/log-groups.ts';
import { namedGroup } from './log-group/named-group.ts';

/** How rarely CloudWatch updates the times of a stream. */
const TIMES_REFRESHED_EVERY_MS = 1_800_000;

const schema = v.object({
  logGroupName: v.optional(textBetween(1, 512)),
  logGroupIdentifier: v.optional(textBetween(1, 2_048)),
  logStreamNamePrefix: v.optional(textBetween(1, 512)),
  orderBy: v.optional(v.picklist(['LogStreamName', 'LastEventTime']), 'LogStreamName'),
  descending: v.optional(boolean, false),
  nextToken: v.optional(textBetween(1, 4_096)),
  limit: v.optional(integerBetween(1, 50), 50),
});

/** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DescribeLogStreams.html */
export const describeLogStreams = operation({
  name: 'DescribeLogStreams',
  schema,
  invalid: invalidParameter,
  answer: (input, account, nowMs) => {
    const { nextToken, limit, logStreamNamePrefix, orderBy, descending } = input;
    if (orderBy === 'LastEventTime' && logStreamNamePrefix !== undefined) {
      return invalidParameter('Cannot order by LastEventTime with a logStreamNamePrefix.');
    }
    const name = namedGroup(input);
    if (name instanceof AwsFault) return name;
    const group = logGroup(account, name);
    if (group === null) return NO_SUCH_GROUP;

    const streams = group.log
      .streams(nowMs)
      .filter((stream) => stream.name.startsWith(logStreamNamePrefix ?? ''))
      .map((stream) => withStaleTimes(stream, nowMs))
      .sort(orderBy === 'LastEventTime' ? byLastEvent : byName);
    const ordered = descending ? streams.toReversed() : streams;
    const requestPrint = fingerprint([name, logStreamNamePrefix, orderBy, descending]);
    const page = listPage(ordered, limit, nextToken, requestPrint);
    if (page === null) return INVALID_NEXT_TOKEN;
    return {
      logStreams: page.items.map((stream) => description(account, name, stream)),
      ...(page.nextToken === undefined ? {} : { nextToken: page.nextToken }),
    };
  },
});

/** As CloudWatch last noted them: a young stream has no times yet, and the last event looks older than it is. */
function withStaleTimes(stream: LogStream, nowMs: EpochMs): LogStream {
  const { firstEventMs, lastEventMs } = stream;
  const refreshedMs = Math.floor(nowMs / TIMES_REFRESHED_EVERY_MS) * TIMES_REFRESHED_EVERY_MS;
  if (firstEventMs === null || lastEventMs === null || firstEventMs > refreshedMs) {
    return { ...stream, firstEventMs: null, lastEventMs: null };
  }
  return { ...stream, lastEventMs: Math.min(lastEventMs, refreshedMs) };
}

function byName(left: LogStream, right: LogStream): number {
  return left.name < right.name ? -1 : 1;
}

function byLastEvent(left: LogStream, right: LogStream): number {
  return (left.lastEventMs ?? left.createdMs) - (right.lastEventMs ?? right.createdMs) || byName(left, right);
}

function description(account: Account, groupName: string, stream: LogStream): object {
  const { name, createdMs, firstEventMs, lastEventMs } = stream;
  const times =
    firstEventMs === null || lastEventMs === null
      ? {}
      : {
          firstEventTimestamp: firstEventMs,
          lastEventTimestamp: lastEventMs,
          lastIngestionTime: lastEventMs,
        };
  return {
    logStreamName: name,
    creationTime: createdMs,
    ...times,
    arn: `${logGroupArn(account, groupName)}:log-stream:${name}`,
    storedBytes: 0,
  };
}
