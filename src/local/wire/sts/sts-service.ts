import * as v from 'valibot';
import { callerArn, ROLE_ID, SESSION_NAME } from '../account-identity.ts';
import { AwsFault, deniedMessage } from '../aws-fault.ts';
import { operation } from '../operation.ts';
import type { Service } from '../service.ts';
import { operationsByName } from '../service.ts';

/** @see https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html */
const getCallerIdentity = operation({
  name: 'GetCallerIdentity',
  schema: v.object({}),
  invalid: (message) => new AwsFault({ code: 'ValidationError', message }),
  answer: (_input, { world }) => ({
    Arn: callerArn(world.account),
    UserId: `${ROLE_ID}:${SESSION_NAME}`,
    Account: world.account.accountId,
  }),
});

/** @see https://docs.aws.amazon.com/STS/latest/APIReference/welcome.html */
export const stsService: Service = {
  actionPrefix: 'sts',
  query: { apiVersion: '2011-06-15', xmlNamespace: 'https://sts.amazonaws.com/doc/2011-06-15/' },
  operations: operationsByName([getCallerIdentity]),
  refusals: {
    throttled: new AwsFault({ code: 'Throttling', message: 'Rate exceeded' }),
    expiredToken: new AwsFault({
      code: 'ExpiredToken',
      status: 403,
      message: 'The security token included in the request is expired',
    }),
    internal: new AwsFault({ code: 'InternalFailure', status: 500, message: 'The request failed.' }),
    malformed: new AwsFault({ code: 'MalformedInput', message: 'The request body could not be read.' }),
    denied: (action, arn) =>
      new AwsFault({
        code: 'AccessDenied',
        status: 403,
        message: deniedMessage(action, arn),
      }),
    unknownOperation: (name) =>
      new AwsFault({
        code: 'InvalidAction',
        message: `Could not find operation ${name} for version 2011-06-15`,
      }),
  },
};
