import * as v from 'valibot';
import { AwsFault, invalidParameter } from '../aws-fault.ts';
import { operation } from '../operation.ts';
import { alreadyExists, NO_SUCH_GROUP } from './faults.ts';
import { isSimulatedGroup, logGroup } from './log-group/log-groups.ts';
import { LOG_GROUP_CLASSES } from './log-group/written-logs.ts';

const groupName = v.pipe(v.string(), v.regex(/^[.\-_/#A-Za-z0-9]{1,512}$/));
const streamName = v.pipe(v.string(), v.regex(/^[^:*]{1,512}$/));

/** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogGroup.html */
export const createLogGroup = operation({
  name: 'CreateLogGroup',
  schema: v.object({ logGroupName: groupName, logGroupClass: v.optional(v.picklist(LOG_GROUP_CLASSES)) }),
  invalid: invalidParameter,
  answer: ({ logGroupName, logGroupClass }, account, nowMs) => {
    if (logGroup(account, logGroupName) !== null) return alreadyExists('group');
    account.writtenLogs.ensureGroup(logGroupName, nowMs, logGroupClass);
    return {};
  },
});

/** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogStream.html */
export const createLogStream = operation({
  name: 'CreateLogStream',
  schema: v.object({ logGroupName: groupName, logStreamName: streamName }),
  invalid: invalidParameter,
  answer: ({ logGroupName, logStreamName }, account, nowMs) => {
    const group = logGroup(account, logGroupName);
    if (group === null) return NO_SUCH_GROUP;
    if (group.log.streams(nowMs).some(({ name }) => name === logStreamName)) return alreadyExists('stream');
    account.writtenLogs.ensureGroup(logGroupName, nowMs).log.createStream(logStreamName, nowMs);
    return {};
  },
});

/** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DeleteLogGroup.html */
export const deleteLogGroup = operation({
  name: 'DeleteLogGroup',
  schema: v.object({ logGroupName: groupName }),
  invalid: invalidParameter,
  answer: ({ logGroupName }, account) => {
    if (isSimulatedGroup(account, logGroupName)) {
      return new AwsFault({
        code: 'OperationAbortedException',
        message: 'A simulated function writes to this log group.',
      });
    }
    if (account.writtenLogs.group(logGroupName) === null) return NO_SUCH_GROUP;
    account.writtenLogs.deleteGroup(logGroupName);
    return {};
  },
});
