import { AwsFault, deniedMessage } from '../aws-fault.ts';
import type { Service } from '../service.ts';
import { operationsByName } from '../service.ts';
import {
  getFunctionConcurrency,
  getFunctionConfiguration,
  getFunctionEventInvokeConfig,
} from './function-reads.ts';
import { getAccountSettings } from './get-account-settings.ts';
import { listAliases } from './list-aliases.ts';
import { listEventSourceMappings } from './list-event-source-mappings.ts';
import { listFunctions } from './list-functions.ts';
import { listProvisionedConcurrencyConfigs } from './list-provisioned-concurrency-configs.ts';
import { listVersionsByFunction } from './list-versions-by-function.ts';

/** @see https://docs.aws.amazon.com/lambda/latest/api/welcome.html */
export const lambdaService: Service = {
  actionPrefix: 'lambda',
  rest: [
    { method: 'GET', path: '/2015-03-31/functions', operation: 'ListFunctions' },
    {
      method: 'GET',
      path: '/2015-03-31/functions/{FunctionName}/configuration',
      operation: 'GetFunctionConfiguration',
    },
    {
      method: 'GET',
      path: '/2019-09-30/functions/{FunctionName}/concurrency',
      operation: 'GetFunctionConcurrency',
    },
    { method: 'GET', path: '/2015-03-31/functions/{FunctionName}/aliases', operation: 'ListAliases' },
    {
      method: 'GET',
      path: '/2015-03-31/functions/{FunctionName}/versions',
      operation: 'ListVersionsByFunction',
    },
    {
      method: 'GET',
      path: '/2019-09-30/functions/{FunctionName}/provisioned-concurrency',
      operation: 'ListProvisionedConcurrencyConfigs',
    },
    {
      method: 'GET',
      path: '/2019-09-25/functions/{FunctionName}/event-invoke-config',
      operation: 'GetFunctionEventInvokeConfig',
    },
    { method: 'GET', path: '/2016-08-19/account-settings', operation: 'GetAccountSettings' },
    { method: 'GET', path: '/2015-03-31/event-source-mappings', operation: 'ListEventSourceMappings' },
  ],
  operations: operationsByName([
    listFunctions,
    getFunctionConfiguration,
    getFunctionConcurrency,
    getAccountSettings,
    listEventSourceMappings,
    listAliases,
    listVersionsByFunction,
    listProvisionedConcurrencyConfigs,
    getFunctionEventInvokeConfig,
  ]),
  refusals: {
    throttled: new AwsFault({
      code: 'TooManyRequestsException',
      status: 429,
      message: 'Rate exceeded',
      members: { Reason: 'CallerRateLimitExceeded' },
      headers: { 'retry-after': '1' },
    }),
    expiredToken: new AwsFault({
      code: 'ExpiredTokenException',
      status: 403,
      message: 'The security token included in the request is expired',
    }),
    internal: new AwsFault({
      code: 'ServiceException',
      status: 500,
      message: 'An error occurred and the request cannot be processed.',
    }),
    malformed: new AwsFault({
      code: 'InvalidRequestContentException',
      message: 'Could not parse request body into json',
    }),
    denied: (action, callerArn) =>
      new AwsFault({
        code: 'AccessDeniedException',
        status: 403,
        message: deniedMessage(action, callerArn),
      }),
    unknownOperation: () => new AwsFault({ code: 'UnknownOperationException', status: 404, message: '' }),
  },
};
