import type { SourceError } from '../monitor/sources.ts';

/** What went wrong, in one line that says what to do. */
export function errorSentence({ kind, action, name, message }: SourceError): string {
  switch (kind) {
    case 'expired':
      return `no valid credentials: ${message}`;
    case 'denied':
      return `access denied: the identity may not call ${action}`;
    case 'throttled':
      return `AWS throttles ${action}: too many calls in this account and Region`;
    case 'absent':
      return `not found: ${message}`;
    case 'unreachable':
      return `no answer to ${action}: ${name}${message === '' || message === name ? '' : ` (${message})`}`;
    case 'malformed':
      return `an answer to ${action} that can't be read: ${name} (${message})`;
  }
}
