import { AwsFault, deniedMessage } from '../aws-fault.ts';
import type { Service } from '../service.ts';
import { operationsByName } from '../service.ts';
import { getQueueAttributes } from './get-queue-attributes.ts';
import { getQueueUrl } from './get-queue-url.ts';

/** @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/Welcome.html */
export const sqsService: Service = {
  actionPrefix: 'sqs',
  json: { version: '1.0', targetPrefix: 'AmazonSQS', queryCompatible: true },
  operations: operationsByName([getQueueAttributes, getQueueUrl]),
  refusals: {
    throttled: new AwsFault({
      code: 'com.amazonaws.sqs#RequestThrottled',
      queryCode: 'RequestThrottled',
      status: 403,
      message: 'Rate exceeded',
    }),
    expiredToken: new AwsFault({
      code: 'ExpiredToken',
      status: 403,
      message: 'The security token included in the request is expired',
    }),
    internal: new AwsFault({ code: 'InternalFailure', status: 500, message: 'The request failed.' }),
    malformed: new AwsFault({
      code: 'SerializationException',
      message: 'The request body could not be read.',
    }),
    denied: (action, callerArn) =>
      new AwsFault({
        code: 'AccessDenied',
        status: 403,
        message: deniedMessage(action, callerArn),
      }),
    unknownOperation: (name) =>
      new AwsFault({ code: 'InvalidAction', message: `Could not find operation ${name}` }),
  },
};
