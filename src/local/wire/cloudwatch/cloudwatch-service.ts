import { AwsFault, deniedMessage } from '../aws-fault.ts';
import type { Service } from '../service.ts';
import { operationsByName } from '../service.ts';
import { describeAlarms } from './describe-alarms.ts';
import { getMetricData } from './get-metric-data.ts';
import { getMetricStatistics } from './get-metric-statistics.ts';
import { listMetrics } from './list-metrics.ts';
import { putMetricData } from './put-metric-data.ts';

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/Welcome.html */
export const cloudWatchService: Service = {
  actionPrefix: 'cloudwatch',
  json: { version: '1.0', targetPrefix: 'GraniteServiceVersion20100801', queryCompatible: true },
  cbor: { serviceName: 'GraniteServiceVersion20100801' },
  query: { apiVersion: '2010-08-01', xmlNamespace: 'http://monitoring.amazonaws.com/doc/2010-08-01/' },
  operations: operationsByName([
    describeAlarms,
    getMetricData,
    getMetricStatistics,
    listMetrics,
    putMetricData,
  ]),
  refusals: {
    throttled: new AwsFault({
      code: 'ThrottlingException',
      queryCode: 'Throttling',
      message: 'Rate exceeded',
    }),
    expiredToken: new AwsFault({
      code: 'ExpiredTokenException',
      queryCode: 'ExpiredToken',
      status: 403,
      message: 'The security token included in the request is expired',
    }),
    internal: new AwsFault({
      code: 'InternalServiceFault',
      queryCode: 'InternalServiceError',
      status: 500,
      message: 'The request processing has failed because of an unknown error.',
    }),
    malformed: new AwsFault({
      code: 'SerializationException',
      queryCode: 'MalformedInput',
      message: 'The request body could not be read.',
    }),
    denied: (action, callerArn) =>
      new AwsFault({
        code: 'AccessDeniedException',
        queryCode: 'AccessDenied',
        status: 403,
        message: deniedMessage(action, callerArn),
      }),
    unknownOperation: (name) =>
      new AwsFault({
        code: 'UnknownOperationException',
        queryCode: 'InvalidAction',
        message: `Could not find operation ${name}`,
      }),
  },
};
