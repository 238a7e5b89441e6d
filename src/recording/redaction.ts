import type { Identity } from '../monitor/sources.ts';
import type { RawText } from '../terminal/text.ts';
import type { Fact, Known, KnownFact } from './fact.ts';

/**
 * What becomes of a fact in the black box, which nobody asked for and which lies on a disk for days:
 *
 * - in log lines, what opens doors is masked (keys, tokens, passwords, signatures, cookies, names and passwords in URLs)
 *   and so are mail addresses. What only its writer knows to be secret can't be told from other words, and stays;
 * - of a longer log line the first 4,096 characters are kept: what is behind them is nearly always a payload;
 * - in the caller's ARN, the name of the session, which with SSO is somebody's mail address, is left out, and so is who made
 *   a change.
 *
 * Metrics, names of functions and errors, which were rid of secrets when they were read, are kept as they are.
 */
export function redacted(fact: Fact): Fact {
  switch (fact.fact) {
    case 'event':
      return { ...fact, message: redactedLine(fact.message) };
    case 'known':
      return { ...fact, value: redactedValue(fact) };
    case 'error':
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
      // Who it was is a person, or a session that is named after one.
      return (value as Known['trailEvents']).map((event) => ({ ...event, actor: null }));
    default:
      return value;
  }
}

/** What a query found are lines of a log, or parts of them. */
function redactedRows(query: Known['logQuery']): Known['logQuery'] {
  const rows = query.rows.map((row) => row.map(([column, value]) => [column, redactedLine(value)] as const));
  return { ...query, rows };
}

const MOST_LINE = 4_096;

function redactedLine(message: RawText): RawText {
  const isLong = message.length > MOST_LINE;
  const masked = withoutSecrets(isLong ? wholeWords(message) : message);
  return (isLong ? `${masked} [cut]` : masked) as RawText;
}

/** Half a secret might not look like one. */
function wholeWords(line: string): string {
  const start = line.slice(0, MOST_LINE);
  const end = Math.max(...[' ', '\n', '\t', ',', '"'].map((separator) => start.lastIndexOf(separator)));
  return start.slice(0, Math.max(0, end));
}

const TOKEN_CODES = new Set(
  [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_+/=%-'].map((each) =>
    each.charCodeAt(0),
  ),
);
const IS_OF_TOKEN = Uint8Array.from({ length: 128 }, (_, code) => (TOKEN_CODES.has(code) ? 1 : 0));

function isOfToken(code: number): boolean {
  return IS_OF_TOKEN[code] === 1;
}

interface Secret {
  /** Without it there is nothing to look for: a log of thousands of lines a second is looked through as well. */
  readonly hint?: string | ((line: string) => boolean);
  readonly pattern: RegExp;
  readonly shown: (...match: string[]) => string;
}

/** Every repetition is bounded or can't be entered in two ways: a hostile line costs little more than another. */
const SECRETS: readonly Secret[] = [
  {
    hint: 'PRIVATE KEY-----',
    pattern: /-----BEGIN [A-Z ]{0,20}PRIVATE KEY-----[^-]*(?:-----END [A-Z ]{0,20}PRIVATE KEY-----)?/g,
    shown: () => '[private key]',
  },
  { pattern: /\b(?:AKIA|ASIA)[A-Z0-9]{12,128}/g, shown: () => '[access key]' },
  { pattern: /\b(Bearer|Basic)\s[\w.~+/=-]+/gi, shown: (_, scheme) => `${scheme} [masked]` },
  { hint: 'eyJ', pattern: /\beyJ[\w-]{8,}\.[\w-]+(?:\.[\w-]*)?/g, shown: () => '[token]' },
  {
    pattern:
      /\b(?:gh[oprsu]_|github_pat_|glpat-|xox[abeoprs]-|[rs]k_(?:live|test)_|sk-|npm_|AIza)[\w-]{16,}/g,
    shown: () => '[token]',
  },
  {
    pattern:
      /((?:passw(?:or)?d|passphrase|pwd|secret|token|api-?_?key|access-?_?key|private-?_?key|authorization|credentials?|cookie|session-?_?id|signature)[\w-]{0,32}(?:\\?["'])?\s{0,8}[:=]\s{0,8}(?:\\?["'])?)(?!\[|(?:Bearer|Basic)\b)[^\s"',;&}\\]+/gi,
    shown: (_, name) => `${name}[masked]`,
  },
  { hint: '@', pattern: /(\w:\/\/)[^\s/@]{1,256}@/g, shown: (_, scheme) => `${scheme}[masked]@` },
  {
    hint: '@',
    pattern: /(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+/g,
    shown: () => '[mail]',
  },
  { hint: hasRunOf(128), pattern: /(?<![\w+/=%-])[\w+/=%-]{128,}/g, shown: () => '[token]' },
  {
    hint: hasRunOf(40),
    // A secret access key of AWS has forty characters, as a commit has, but not of small letters and digits alone.
    pattern: /(?<![\w+/])[\w+/]{40}(?![\w+/])/g,
    shown: (run = '') => (/[A-Z]/.test(run) && /[a-z]/.test(run) && /\d/.test(run) ? '[secret key]' : run),
  },
];

function withoutSecrets(line: string): string {
  return SECRETS.reduce(
    (text, { hint, pattern, shown }) =>
      hint === undefined || (typeof hint === 'string' ? text.includes(hint) : hint(text))
        ? text.replace(pattern, shown)
        : text,
    line,
  );
}

/**
 * Whether so many characters of tokens and keys stand side by side. It looks at few of a line of words, and so costs a tenth of the
 * expressions that find them.
 */
function hasRunOf(length: number): (line: string) => boolean {
  return (line) => {
    for (let last = length - 1; last < line.length; ) {
      let at = last;
      while (at > last - length && isOfToken(line.charCodeAt(at))) at -= 1;
      if (at === last - length) return true;
      last = at + length;
    }
    return false;
  };
}

/** `arn:aws:sts::123456789012:assumed-role/Admin/jane@example.com` */
function withoutSession(caller: Identity): Identity {
  const arn = caller.arn?.replace(/(:assumed-role\/.*\/)[^/]*$/, '$1session') ?? null;
  return { ...caller, arn: arn as RawText | null };
}
