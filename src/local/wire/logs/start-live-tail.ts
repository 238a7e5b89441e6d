import * as v from 'valibot';
import type { EpochMs } from '../../../lambda/time.ts';
import type { Account } from '../account.ts';
import { AwsFault, invalidParameter } from '../aws-fault.ts';
import type { EventStream } from '../http/event-stream.ts';
import { listOf, textBetween } from '../input-shapes.ts';
import { streamOperation } from '../operation.ts';
import { NO_SUCH_GROUP } from './faults.ts';
import { filterMatcher } from './filter/filter-pattern.ts';
import { liveSession } from './live-session.ts';
import { logGroup, logGroupName } from './log-group/log-groups.ts';

const names = listOf(textBetween(1, 512), 100);

const schema = v.object({
  logGroupIdentifiers: v.pipe(listOf(textBetween(1, 2_048), 10), v.minLength(1)),
  logStreamNames: v.optional(names, []),
  logStreamNamePrefixes: v.optional(names, []),
  logEventFilterPattern: v.optional(textBetween(0, 1_024), ''),
});

type Input = v.InferOutput<typeof schema>;

const TOO_MANY = new AwsFault({
  code: 'LimitExceededException',
  message: 'The account has as many Live Tail sessions open as it may.',
});

/** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_StartLiveTail.html */
export const startLiveTail = streamOperation({
  name: 'StartLiveTail',
  schema,
  invalid: invalidParameter,
  open: (input, account, nowMs) => complaintAbout(input, account) ?? opened(input, account, nowMs),
});

/** Groups are named by ARN, without the `:*` that DescribeLogGroups puts behind one. */
function complaintAbout(
  { logGroupIdentifiers, logStreamNames, logStreamNamePrefixes }: Input,
  account: Account,
): AwsFault | null {
  if (logGroupIdentifiers.some((each) => !each.startsWith('arn:') || each.endsWith('*')))
    return invalidParameter('Log groups must be given by ARN, without an asterisk.');
  if (logStreamNames.length > 0 && logStreamNamePrefixes.length > 0)
    return invalidParameter('logStreamNames and logStreamNamePrefixes exclude each other.');
  if (logGroupIdentifiers.length > 1 && logStreamNames.length + logStreamNamePrefixes.length > 0)
    return invalidParameter('Log streams can be given for a single log group only.');
  const exist = logGroupIdentifiers.every((each) => logGroup(account, logGroupName(each)) !== null);
  return exist ? null : NO_SUCH_GROUP;
}

function opened(input: Input, account: Account, startedMs: EpochMs): EventStream | AwsFault {
  const { logGroupIdentifiers, logStreamNames, logStreamNamePrefixes, logEventFilterPattern } = input;
  const matches = filterMatcher(logEventFilterPattern);
  if (matches === null) return invalidParameter('Invalid filter pattern');
  const session = account.liveSessions.begin();
  if (session === null) return TOO_MANY;
  const chosen = new Set(logStreamNames);
  return liveSession({
    account,
    groups: logGroupIdentifiers.map(logGroupName),
    matches,
    readsStream: (name) =>
      chosen.size + logStreamNamePrefixes.length === 0 ||
      chosen.has(name) ||
      logStreamNamePrefixes.some((prefix) => name.startsWith(prefix)),
    echo: { ...input, sessionId: `session-${session.id}`, requestId: `request-${session.id}` },
    startedMs,
    onClose: session.end,
  });
}
