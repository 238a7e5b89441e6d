import { AwsFault, deniedMessage } from '../aws-fault.ts';
import type { Service } from '../service.ts';
import { operationsByName } from '../service.ts';
import { describeStreamSummary } from './describe-stream-summary.ts';

/** @see https://docs.aws.amazon.com/kinesis/latest/APIReference/Welcome.html */
export const kinesisService: Service = {
  actionPrefix: 'kinesis',
  json: { version: '1.1', targetPrefix: 'Kinesis_20131202', queryCompatible: false },
  operations: operationsByName([describeStreamSummary]),
  refusals: {
    throttled: new AwsFault({ code: 'LimitExceededException', message: 'Rate exceeded' }),
    expiredToken: new AwsFault({
      code: 'ExpiredTokenException',
      message: 'The security token included in the request is expired',
    }),
    internal: new AwsFault({ code: 'InternalFailure', status: 500, message: 'The request failed.' }),
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
