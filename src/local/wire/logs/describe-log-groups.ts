import * as v from 'valibot';
import type { EpochMs } from '../../../lambda/time.ts';
import type { Account } from '../account.ts';
import { invalidParameter } from '../aws-fault.ts';
import { integerBetween, textBetween } from '../input-shapes.ts';
import { listPage } from '../list-page.ts';
import { fingerprint } from '../opaque-token.ts';
import { operation } from '../operation.ts';
import { INVALID_NEXT_TOKEN } from './faults.ts';
import { logGroup, logGroupArn, logGroupNames } from './log-group/log-groups.ts';
import { storedBytesOf } from './log-group/stored-bytes.ts';

const schema = v.object({
  logGroupNamePrefix: v.optional(textBetween(1, 512)),
  logGroupNamePattern: v.optional(textBetween(0, 512)),
  nextToken: v.optional(textBetween(1, 4_096)),
  limit: v.optional(integerBetween(1, 50), 50),
});

/** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DescribeLogGroups.html */
export const describeLogGroups = operation({
  name: 'DescribeLogGroups',
  schema,
  invalid: invalidParameter,
  answer: (
    { logGroupNamePrefix: prefix, logGroupNamePattern: pattern, nextToken, limit },
    account,
    nowMs,
  ) => {
    if (prefix !== undefined && pattern !== undefined) {
      return invalidParameter('logGroupNamePrefix and logGroupNamePattern exclude each other.');
    }
    const names = logGroupNames(account).filter(
      (name) => name.startsWith(prefix ?? '') && name.includes(pattern ?? ''),
    );
    const page = listPage(names, limit, nextToken, fingerprint([prefix, pattern]));
    if (page === null) return INVALID_NEXT_TOKEN;
    return {
      logGroups: page.items.map((name) => description(account, name, pattern !== undefined, nowMs)),
      ...(page.nextToken === undefined ? {} : { nextToken: page.nextToken }),
    };
  },
});

/** A search by pattern answers less. */
function description(account: Account, name: string, isBrief: boolean, nowMs: EpochMs): object {
  const arn = logGroupArn(account, name);
  const group = logGroup(account, name);
  const { createdMs = 0, logGroupClass = 'STANDARD' } = group ?? {};
  const brief = {
    logGroupName: name,
    creationTime: createdMs,
    arn: `${arn}:*`,
  };
  if (isBrief) return brief;
  const storedBytes = group === null ? 0 : storedBytesOf(group, nowMs);
  return { ...brief, metricFilterCount: 0, storedBytes, logGroupClass, logGroupArn: arn };
}
