import { AwsFault, deniedMessage } from './aws-fault.ts';
import type { Refusals } from './service.ts';

/**
 * The errors of newer services that speak AWS JSON. They differ in their names for throttling and for internal errors.
 */
export function jsonRefusals(codes: { readonly throttled: string; readonly internal: string }): Refusals {
  return {
    throttled: new AwsFault({ code: codes.throttled, message: 'Rate exceeded' }),
    expiredToken: new AwsFault({
      code: 'ExpiredTokenException',
      message: 'The security token included in the request is expired',
    }),
    internal: new AwsFault({ code: codes.internal, status: 500, message: 'The request failed.' }),
    malformed: new AwsFault({
      code: 'SerializationException',
      message: 'The request body could not be read.',
    }),
    denied: (action, callerArn) =>
      new AwsFault({ code: 'AccessDeniedException', message: deniedMessage(action, callerArn) }),
    unknownOperation: () => new AwsFault({ code: 'UnknownOperationException', message: '' }),
  };
}
