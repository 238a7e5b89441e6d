import { isRefusedRequest, NOT_RECORDED, type SourceError } from '../../monitor/source-error.ts';
import { logClassWords } from '../../print/log-class.ts';

/** An error in one line, with what to do. */
export function errorSentence(error: SourceError): string {
  const { kind, action, name, message } = error;
  if (name === NOT_RECORDED) return message;
  const ofClass = logClassWords(error);
  if (ofClass !== null) return ofClass;
  switch (kind) {
    case 'expired':
      return /^ExpiredToken/.test(name)
        ? 'credentials have expired: sign in again, with aws sso login or new keys'
        : `no valid credentials: ${message}`;
    case 'denied':
      return `access denied: the identity may not call ${action}; lmon doctor tells what is missing`;
    case 'throttled':
      return `AWS throttles ${action}: too many calls in this account and Region`;
    case 'absent':
      return `not found: ${message}`;
    case 'unreachable':
      return `no answer to ${action}: ${name}${besideName(message, name)}${name === NO_SUCH_HOST ? '; no such Region or endpoint, or no DNS here' : ''}`;
    case 'malformed':
      if (isRefusedRequest(error)) return `AWS refuses this call of ${action}: ${name} (${message})`;
      return `an answer to ${action} that can't be read: ${name} (${message})`;
  }
}

/** A Region that does not exist has no hosts. */
const NO_SUCH_HOST = 'ENOTFOUND';

/** `connect ` before the name: the system call that failed. */
const SYSTEM_CALL = /^[a-z]+ $/;

/**
 * What a message adds to the error's name: the address in `connect ECONNREFUSED 127.0.0.1:1`, the meaning in
 * `certificate has expired: CERT_HAS_EXPIRED`.
 */
function besideName(message: string, name: string): string {
  const [before = '', ...behind] = message.split(name);
  const told = SYSTEM_CALL.test(before) && behind.length > 0 ? '' : before.replace(/[:\s]+$/, ' ');
  const rest = `${told}${behind.join(name)}`.trim();
  return rest === '' ? '' : ` (${rest})`;
}
