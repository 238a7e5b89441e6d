import type { WorldAccount } from '../../world/world.ts';
import { callerArn } from '../account-identity.ts';
import type { HttpResponse } from '../http-message.ts';
import type { Call } from '../protocol/call.ts';
import type { Reply } from '../reply.ts';
import { replyWith } from '../reply.ts';
import type { Fault } from './fault-plan.ts';

const UNAVAILABLE: HttpResponse = {
  status: 503,
  headers: { 'content-type': 'text/html' },
  body: '<html><body><b>Http/1.1 Service Unavailable</b></body></html>',
};

/** What the caller meets instead of `respond`'s answer, or of it. */
export function faultReply(
  fault: Fault,
  { service, protocol }: Call,
  action: string,
  account: WorldAccount,
  respond: () => HttpResponse,
): Reply {
  const { throttled, internal, expiredToken, denied } = service.refusals;
  switch (fault.kind) {
    case 'throttle':
      return replyWith(protocol.refused(service, throttled));
    case 'internal':
      return replyWith(protocol.refused(service, internal));
    case 'expired':
      return replyWith(protocol.refused(service, expiredToken));
    case 'denied':
      return replyWith(protocol.refused(service, denied(action, callerArn(account))));
    case 'unavailable':
      return replyWith(UNAVAILABLE);
    case 'truncate':
      return replyWith(firstHalf(respond()));
    case 'delay':
      return replyWith(respond(), fault.delayMs);
    case 'reset':
      return { kind: 'reset' };
  }
}

function firstHalf(response: HttpResponse): HttpResponse {
  const bytes = Buffer.from(response.body);
  return { ...response, body: bytes.subarray(0, Math.floor(bytes.length / 2)) };
}
