import { AwsFault, deniedMessage } from '../aws-fault.ts';
import { operationsByName, type Service } from '../service.ts';
import { describeStream } from './describe-stream.ts';

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_Operations_Amazon_DynamoDB_Streams.html */
export const dynamoDbStreamsService: Service = {
  actionPrefix: 'dynamodb',
  json: { version: '1.0', targetPrefix: 'DynamoDBStreams_20120810', queryCompatible: false },
  operations: operationsByName([describeStream]),
  refusals: {
    throttled: new AwsFault({ code: 'LimitExceededException', message: 'Rate exceeded' }),
    expiredToken: new AwsFault({
      code: 'ExpiredTokenException',
      message: 'The security token included in the request is expired',
    }),
    internal: new AwsFault({ code: 'InternalServerError', status: 500, message: 'The request failed.' }),
    malformed: new AwsFault({
      code: 'SerializationException',
      message: 'The request body could not be read.',
    }),
    denied: (action, callerArn) =>
      new AwsFault({ code: 'AccessDeniedException', message: deniedMessage(action, callerArn) }),
    unknownOperation: () => new AwsFault({ code: 'UnknownOperationException', message: '' }),
  },
};
