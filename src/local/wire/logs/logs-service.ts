import { AwsFault, deniedMessage } from '../aws-fault.ts';
import type { Service } from '../service.ts';
import { operationsByName } from '../service.ts';
import { describeLogGroups } from './describe-log-groups.ts';
import { describeLogStreams } from './describe-log-streams.ts';
import { filterLogEvents } from './filter-log-events.ts';
import { getLogEvents } from './get-log-events.ts';
import { getQueryResults } from './get-query-results.ts';
import { createLogGroup, createLogStream, deleteLogGroup } from './log-group-changes.ts';
import { putLogEvents } from './put-log-events.ts';
import { startLiveTail } from './start-live-tail.ts';
import { startQuery } from './start-query.ts';
import { stopQuery } from './stop-query.ts';

/** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/Welcome.html */
export const logsService: Service = {
  actionPrefix: 'logs',
  json: { version: '1.1', targetPrefix: 'Logs_20140328', queryCompatible: false },
  operations: operationsByName([
    filterLogEvents,
    getLogEvents,
    describeLogGroups,
    describeLogStreams,
    putLogEvents,
    createLogGroup,
    createLogStream,
    deleteLogGroup,
    startLiveTail,
    startQuery,
    getQueryResults,
    stopQuery,
  ]),
  refusals: {
    throttled: new AwsFault({ code: 'ThrottlingException', message: 'Rate exceeded' }),
    expiredToken: new AwsFault({
      code: 'ExpiredTokenException',
      message: 'The security token included in the request is expired',
    }),
    internal: new AwsFault({
      code: 'ServiceUnavailableException',
      status: 500,
      message: 'The service cannot complete the request.',
    }),
    malformed: new AwsFault({
      code: 'SerializationException',
      message: 'The request body could not be read.',
    }),
    denied: (action, callerArn) =>
      new AwsFault({
        code: 'AccessDeniedException',
        message: deniedMessage(action, callerArn),
      }),
    unknownOperation: () => new AwsFault({ code: 'UnknownOperationException', message: '' }),
  },
};
