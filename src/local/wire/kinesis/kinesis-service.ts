import { jsonRefusals } from '../json-refusals.ts';
import { operationsByName, type Service } from '../service.ts';
import { describeStreamSummary } from './describe-stream-summary.ts';

/** @see https://docs.aws.amazon.com/kinesis/latest/APIReference/Welcome.html */
export const kinesisService: Service = {
  actionPrefix: 'kinesis',
  json: { version: '1.1', targetPrefix: 'Kinesis_20131202', queryCompatible: false },
  operations: operationsByName([describeStreamSummary]),
  refusals: jsonRefusals({ throttled: 'LimitExceededException', internal: 'InternalFailure' }),
};
