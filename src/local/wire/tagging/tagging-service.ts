import { AwsFault, deniedMessage } from '../aws-fault.ts';
import type { Service } from '../service.ts';
import { operationsByName } from '../service.ts';
import { getResources } from './get-resources.ts';

/** @see https://docs.aws.amazon.com/resourcegroupstagging/latest/APIReference/Welcome.html */
export const taggingService: Service = {
  actionPrefix: 'tag',
  json: { version: '1.1', targetPrefix: 'ResourceGroupsTaggingAPI_20170126', queryCompatible: false },
  operations: operationsByName([getResources]),
  refusals: {
    throttled: new AwsFault({ code: 'ThrottledException', message: 'Rate exceeded' }),
    expiredToken: new AwsFault({
      code: 'ExpiredTokenException',
      message: 'The security token included in the request is expired',
    }),
    internal: new AwsFault({ code: 'InternalServiceException', status: 500, message: 'The request failed.' }),
    malformed: new AwsFault({
      code: 'SerializationException',
      message: 'The request body could not be read.',
    }),
    denied: (action, callerArn) =>
      new AwsFault({ code: 'AccessDeniedException', message: deniedMessage(action, callerArn) }),
    unknownOperation: () => new AwsFault({ code: 'UnknownOperationException', message: '' }),
  },
};
