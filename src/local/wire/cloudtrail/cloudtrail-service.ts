import { jsonRefusals } from '../json-refusals.ts';
import { operationsByName, type Service } from '../service.ts';
import { lookupEvents } from './lookup-events.ts';

/** @see https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/Welcome.html */
export const cloudTrailService: Service = {
  actionPrefix: 'cloudtrail',
  json: { version: '1.1', targetPrefix: 'CloudTrail_20131101', queryCompatible: false },
  operations: operationsByName([lookupEvents]),
  refusals: jsonRefusals({ throttled: 'ThrottlingException', internal: 'InternalFailure' }),
};
