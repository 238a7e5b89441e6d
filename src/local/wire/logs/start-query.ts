import * as v from 'valibot';
import { AwsFault, invalidParameter } from '../aws-fault.ts';
import { integer, integerBetween, listOf, textBetween } from '../input-shapes.ts';
import { fingerprint } from '../opaque-token.ts';
import { operation } from '../operation.ts';
import { NO_SUCH_GROUP } from './faults.ts';
import { startedQuery } from './insights/query.ts';
import { logGroup, logGroupName } from './log-group/log-groups.ts';

/**
 * One log group at a time, in epoch seconds, both ends inclusive.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_StartQuery.html
 */
export const startQuery = operation({
  name: 'StartQuery',
  schema: v.object({
    logGroupName: v.optional(textBetween(1, 512)),
    logGroupIdentifiers: v.optional(v.pipe(listOf(textBetween(1, 2_048), 1), v.minLength(1))),
    startTime: v.pipe(integer, v.minValue(0)),
    endTime: v.pipe(integer, v.minValue(0)),
    queryString: textBetween(1, 10_000),
    limit: v.optional(integerBetween(1, 100_000)),
  }),
  invalid: invalidParameter,
  answer: ({ logGroupName: name, logGroupIdentifiers, startTime, endTime, queryString }, account, nowMs) => {
    const named = name ?? logGroupIdentifiers?.[0];
    if (named === undefined) return invalidParameter('A log group must be named.');
    if (startTime > endTime) return invalidParameter('The start time must not lie after the end time.');
    const query = startedQuery(queryString);
    if (query === null)
      return new AwsFault({
        code: 'MalformedQueryException',
        message: `unexpected symbol in: ${queryString}`,
      });
    const group = logGroup(account, logGroupName(named));
    if (group === null) return NO_SUCH_GROUP;
    const queryId = idOf(fingerprint([named, queryString, startTime, endTime, nowMs, account.queries.count]));
    const searched = {
      logGroup: group.name,
      log: group.log,
      startMs: startTime * 1_000,
      endMs: endTime * 1_000 + 999,
    };
    account.queries.start(queryId, query, searched);
    return { queryId };
  },
});

/** Looks like a UUID. */
function idOf(print: string): string {
  const hex = Buffer.from(print).toString('hex').padEnd(32, '0');
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}
