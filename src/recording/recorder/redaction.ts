import type { SourceError } from '../../monitor/source-error.ts';
import type { Identity } from '../../monitor/sources.ts';
import { startWithoutSecrets } from '../../terminal/secrets/without-secrets.ts';
import type { RawText } from '../../terminal/text.ts';
import type { Fact, Known, KnownFact } from '../fact.ts';

/**
 * How a fact is stored in the black box, which records without being asked and stays on disk for days:
 *
 * - in log lines, secrets are masked (`without-secrets.ts`), and so are mail addresses and session names in ARNs;
 * - log lines are cut after 4,096 characters: the rest is nearly always a payload;
 * - the session name, which with SSO is a person's mail address, is removed from the caller's ARN and from errors, and
 *   so is the name of who made a change.
 *
 * Metrics and function names are kept. Secrets in errors were masked when the errors were read.
 */
export function redacted(fact: Fact): Fact {
  switch (fact.fact) {
    case 'event':
      return { ...fact, message: redactedLine(fact.message) };
    case 'known':
      return { ...fact, value: redactedValue(fact) };
    case 'error':
      return { ...fact, error: redactedError(fact.error) };
    case 'metrics':
    case 'leftOut':
    case 'gone':
    case 'streamed':
    case 'read':
    case 'match':
    case 'slept':
    case 'end':
      return fact;
  }
}

function redactedValue({ what, value }: KnownFact): KnownFact['value'] {
  switch (what) {
    case 'caller':
      return withoutSession(value as Known['caller']);
    case 'logQuery':
      return redactedRows(value as Known['logQuery']);
    case 'trailEvents':
      // The actor is a person, or a session named after one.
      return (value as Known['trailEvents']).map((event) => ({ ...event, actor: null }));
    default:
      return value;
  }
}

/** Query results are log lines, or parts of them. */
function redactedRows(query: Known['logQuery']): Known['logQuery'] {
  const rows = query.rows.map((row) => row.map(([column, value]) => [column, redactedLine(value)] as const));
  return { ...query, rows };
}

const MOST_LINE = 4_096;

function redactedLine(message: RawText): RawText {
  const masked = withoutPeople(startWithoutSecrets(message, MOST_LINE));
  return (message.length > MOST_LINE ? `${masked} [cut]` : masked) as RawText;
}

/** Without mail addresses, and without the person in an ARN. */
function withoutPeople(text: string): string {
  const nameless = text.includes(':sts:') ? text.replace(SESSION, '$1session') : text;
  return nameless.includes('@') ? nameless.replace(MAIL_ADDRESS, '[mail]') : nameless;
}

const MAIL_ADDRESS = /(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+/g;
/** `arn:aws:sts::123456789012:assumed-role/Admin/jane@example.com`, `arn:aws:sts::123456789012:federated-user/jane` */
const SESSION =
  /(:sts:[\w-]{0,32}:\d{0,12}:(?:assumed-role\/[\w+=,.@-]{1,64}|federated-user)\/)[\w+=,.@-]{1,64}/g;

function redactedError(error: SourceError): SourceError {
  return { ...error, message: withoutPeople(error.message) as RawText };
}

function withoutSession(caller: Identity): Identity {
  return caller.arn === null ? caller : { ...caller, arn: withoutPeople(caller.arn) as RawText };
}
