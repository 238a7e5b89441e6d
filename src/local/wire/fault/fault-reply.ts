import type { WorldAccount } from '../../world/world.ts';
import { callerArn } from '../account-identity.ts';
import { AwsFault } from '../aws-fault.ts';
import type { HttpResponse } from '../http/http-message.ts';
import type { Reply } from '../http/reply.ts';
import { replyWith } from '../http/reply.ts';
import type { Call } from '../protocol/call.ts';
import { actionOf } from '../service.ts';
import type { Fault } from './fault-plan.ts';

const UNAVAILABLE: HttpResponse = {
  status: 503,
  headers: { 'content-type': 'text/html' },
  body: '<html><body><b>Http/1.1 Service Unavailable</b></body></html>',
};

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-troubleshooting.html */
const SIGNED_TOO_EARLY = new AwsFault({
  code: 'InvalidSignatureException',
  queryCode: 'SignatureDoesNotMatch',
  status: 403,
  message: 'Signature expired: it is now earlier than the time of the server less 5 min.',
});

/** The reply that replaces or distorts the answer of `respond`. */
export function faultReply(
  fault: Fault,
  { service, operationName, protocol }: Call,
  account: WorldAccount,
  respond: () => Reply,
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
      return replyWith(
        protocol.refused(service, denied(actionOf(service, operationName), callerArn(account))),
      );
    case 'skewed':
      return replyWith(protocol.refused(service, SIGNED_TOO_EARLY));
    case 'unavailable':
      return replyWith(UNAVAILABLE);
    case 'truncate':
      return firstHalf(respond());
    case 'delay':
      return late(respond(), fault.delayMs);
    case 'reset':
    case 'silent':
      return { kind: fault.kind };
  }
}

/** A stream has no half before it has begun. */
function firstHalf(reply: Reply): Reply {
  switch (reply.kind) {
    case 'response': {
      const bytes = Buffer.from(reply.response.body);
      const half = bytes.subarray(0, Math.floor(bytes.length / 2));
      return replyWith({ ...reply.response, body: half });
    }
    case 'stream':
      reply.stream.close();
      return { kind: 'reset' };
    case 'reset':
    case 'silent':
      return reply;
  }
}

function late(reply: Reply, delayMs: number): Reply {
  return 'delayMs' in reply ? { ...reply, delayMs } : reply;
}
