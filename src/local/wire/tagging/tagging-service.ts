import { jsonRefusals } from '../json-refusals.ts';
import { operationsByName, type Service } from '../service.ts';
import { getResources } from './get-resources.ts';

/** @see https://docs.aws.amazon.com/resourcegroupstagging/latest/APIReference/Welcome.html */
export const taggingService: Service = {
  actionPrefix: 'tag',
  json: { version: '1.1', targetPrefix: 'ResourceGroupsTaggingAPI_20170126', queryCompatible: false },
  operations: operationsByName([getResources]),
  refusals: jsonRefusals({ throttled: 'ThrottledException', internal: 'InternalServiceException' }),
};
