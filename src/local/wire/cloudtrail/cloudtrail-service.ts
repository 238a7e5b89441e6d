import { AwsFault, deniedMessage } from '../aws-fault.ts';
import type { Service } from '../service.ts';
import { operationsByName } from '../service.ts';
import { lookupEvents } from './lookup-events.ts';

/** @see https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/Welcome.html */
export const cloudTrailService: Service = {
  actionPrefix: 'cloudtrail',
  json: { version: '1.1', targetPrefix: 'CloudTrail_20131101', queryCompatible: false },
  operations: operationsByName([lookupEvents]),
  refusals: {
    throttled: new AwsFault({ code: 'ThrottlingException', message: 'Rate exceeded' }),
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
