import { jsonRefusals } from '../json-refusals.ts';
import { operationsByName, type Service } from '../service.ts';
import { describeStream } from './describe-stream.ts';

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_Operations_Amazon_DynamoDB_Streams.html */
export const dynamoDbStreamsService: Service = {
  actionPrefix: 'dynamodb',
  json: { version: '1.0', targetPrefix: 'DynamoDBStreams_20120810', queryCompatible: false },
  operations: operationsByName([describeStream]),
  refusals: jsonRefusals({ throttled: 'ThrottlingException', internal: 'InternalServerError' }),
};
