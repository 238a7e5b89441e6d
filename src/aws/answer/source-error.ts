import type {
  CLOCK_SKEWED,
  NO_CREDENTIALS,
  SourceError,
  SourceErrorKind,
  UNREADABLE_ANSWER,
} from '../../monitor/source-error.ts';
import { kindOfErrorName } from './error-name.ts';
import { raw } from './field.ts';
import { areMissing, signInAdvice } from './sign-in-advice.ts';
import { readThrown, type Thrown } from './thrown.ts';

/**
 * Classifies anything thrown: by name, HTTP status, system code and shape.
 *
 * @param action the IAM action of the call
 */
export function sourceError(thrown: unknown, action: string): SourceError {
  const seen = readThrown(thrown);
  return { kind: kindOf(seen), action, name: raw(nameOf(seen)), message: raw(messageOf(seen)) };
}

/** Classifies failures to get credentials. A role that may not be assumed does not mean that `action` is denied. */
export function signInError(thrown: unknown, action: string, profile: string | null): SourceError {
  const error = sourceError(thrown, action);
  switch (error.kind) {
    case 'throttled':
    case 'unreachable':
      return error;
    case 'expired':
    case 'denied':
    case 'absent':
    case 'malformed':
      return {
        ...error,
        kind: 'expired',
        name: areMissing(error.message) ? raw(MISSING) : error.name,
        message: raw(signInAdvice(error.message, profile)),
      };
  }
}

/** For a well-formed answer without the requested data. */
export function unreadableAnswer(action: string): SourceError {
  return {
    kind: 'malformed',
    action,
    name: raw(UNREADABLE),
    message: raw('the answer does not hold what was asked for'),
  };
}

function kindOf(seen: Thrown): SourceErrorKind {
  if (isClockSkew(seen)) return 'unreachable';
  if (isCredentialError(seen)) return CONNECTION_TROUBLE.test(seen.message) ? 'unreachable' : 'expired';
  // Without a Region, as without credentials, the profile is incomplete: the user has to fix the same thing.
  if (seen.message === 'Region is missing') return 'expired';
  if (seen.systemCode !== null) return 'unreachable';
  return kindOfErrorName(seen.name) ?? kindOfStatus(seen);
}

/**
 * A retry helps, as the SDK signs with the corrected time after the first refusal; new credentials would not. The SDK
 * corrects the time after any error: one that is not about the signature would come again.
 */
function isClockSkew(seen: Thrown): boolean {
  if (seen.clockSkewCorrected && mayBeAboutTheSignature(seen)) return true;
  if (/^Request(TimeTooSkewed|Expired|InTheFuture)(Exception)?$/.test(seen.name)) return true;
  return /^(InvalidSignature|SignatureDoesNotMatch)/.test(seen.name) && SIGNATURE_TIME.test(seen.message);
}

function mayBeAboutTheSignature(seen: Thrown): boolean {
  const kind = kindOfErrorName(seen.name);
  return kind === null || kind === 'denied' || kind === 'expired';
}

const SIGNATURE_TIME = /signature (expired|not yet current)/i;

function isCredentialError(seen: Thrown): boolean {
  return /^(CredentialsProvider|TokenProvider|Provider)Error$/.test(seen.name);
}

/** Credential providers wrap their error as text: a broken network is not an expired session. */
const CONNECTION_TROUBLE =
  /\b(ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|EPIPE|TimeoutError|socket hang up)\b/;

function kindOfStatus({ httpStatus, unreadable }: Thrown): SourceErrorKind {
  if (httpStatus === null) return 'malformed';
  if (httpStatus === 429) return 'throttled';
  // 407: the proxy wants a password; 408: the server timed out.
  if (httpStatus >= 500 || httpStatus === 407 || httpStatus === 408) return 'unreachable';
  if (unreadable !== null) return 'malformed';
  if (httpStatus === 401) return 'expired';
  if (httpStatus === 403) return 'denied';
  if (httpStatus === 404) return 'absent';
  return 'malformed';
}

/** Names that the SDK uses for errors without one. */
const NAMELESS: ReadonlySet<string> = new Set([
  'Unknown',
  'UnknownError',
  'Error',
  'SyntaxError',
  'TypeError',
]);

const SKEWED: typeof CLOCK_SKEWED = 'RequestTimeTooSkewed';
const MISSING: typeof NO_CREDENTIALS = 'NoCredentials';
const UNREADABLE: typeof UNREADABLE_ANSWER = 'UnreadableAnswer';

function nameOf(seen: Thrown): string {
  const { name, systemCode, httpStatus } = seen;
  if (isClockSkew(seen)) return SKEWED;
  if (systemCode !== null) return systemCode;
  if (!NAMELESS.has(name) || httpStatus === null) return name;
  return httpStatus < 300 ? UNREADABLE : `HTTP ${httpStatus}`;
}

/** A decoder's message ("Unexpected token '<'") does not tell what was received. */
function messageOf({ message, systemCode, httpStatus, unreadable }: Thrown): string {
  if (unreadable === 'html') return 'a page of HTML in place of an answer';
  if (unreadable === 'noJson' && systemCode === null) return "the answer is cut short, or not one of AWS's";
  if (message !== '' && message !== 'Unknown' && message !== 'UnknownError') return message;
  return systemCode ?? (httpStatus === null ? 'no message' : `HTTP ${httpStatus} without a message`);
}
