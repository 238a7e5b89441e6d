import type { RawText } from '../terminal/text.ts';

export type Result<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly error: SourceError };

/**
 * | kind        | means                                                               |
 * | ----------- | ------------------------------------------------------------------- |
 * | throttled   | AWS asks lmon to slow down                                          |
 * | denied      | the identity may not make this call                                 |
 * | expired     | credentials are missing, expired or not accepted                    |
 * | absent      | the function, log group or stream does not exist (yet)              |
 * | unreachable | no answer: DNS, refused, reset, time-out, or the service failed     |
 * | malformed   | an answer that could not be read, or a request that AWS calls wrong |
 */
export type SourceErrorKind = 'throttled' | 'denied' | 'expired' | 'absent' | 'unreachable' | 'malformed';

export interface SourceError {
  readonly kind: SourceErrorKind;
  /** The IAM action of the call, such as `logs:FilterLogEvents`. */
  readonly action: string;
  /** The error name from AWS or the system, such as `AccessDeniedException` or `ECONNREFUSED`. */
  readonly name: RawText;
  readonly message: RawText;
}

/** The error name with which a recording answers a question that was not asked while recording. */
export const NOT_RECORDED = 'NotRecorded';

/** Whether a recording had no answer: it may have one of a later time, and asking again costs nothing. */
export function isUnrecorded(answer: Result<unknown>): boolean {
  return !answer.ok && answer.error.name === NOT_RECORDED;
}

/** Whether a later call may be answered. What is denied or absent stays so for a while. */
export function mayBeAnsweredLater(error: SourceError | null): boolean {
  const kind = error?.kind;
  return kind === 'throttled' || kind === 'unreachable' || kind === 'expired';
}

/** One name for the error with which services refuse a request whose signing time is off; each calls it differently. */
export const CLOCK_SKEWED = 'RequestTimeTooSkewed';

/** The error name of a call that AWS has not answered in time. */
export const GIVEN_UP = 'TimeoutError';

/** The error name of an answer that is cut short, or not AWS's. */
export const UNREADABLE_ANSWER = 'UnreadableAnswer';

/** The error name where no credentials were found: none have expired that could be renewed. */
export const NO_CREDENTIALS = 'NoCredentials';

const REFUSED_REQUEST = /^(Validation|InvalidParameter|InvalidOperation|MissingRequiredParameter)/;

/** Whether AWS understood the request and calls it wrong: neither the network nor the endpoint is to blame. */
export function isRefusedRequest({ kind, name }: Pick<SourceError, 'kind' | 'name'>): boolean {
  return kind === 'malformed' && REFUSED_REQUEST.test(name);
}

/** Whether AWS may have carried out the call that failed, and charge for it. */
export function mayBeCarriedOut({ kind, name }: SourceError): boolean {
  return kind === 'unreachable' ? name !== CLOCK_SKEWED : name === UNREADABLE_ANSWER;
}
