import { withoutNamedSecrets } from './named-secrets.ts';
import { withPlainSigns } from './plain-signs.ts';

/**
 * Masks everything that grants access: values of named secrets, keys, tokens, signatures, names and passwords in URLs,
 * and the canonical request that AWS quotes when a signature is wrong. Logs, services and the SDK contain them, and
 * they must not be readable over a shoulder or in a recording. Secrets that look like ordinary words can't be
 * recognised, and stay.
 */
export function withoutSecrets(text: string): string {
  const plain = withPlainSigns(text);
  const shown = plainWithoutSecrets(plain);
  return shown === plain ? text : shown;
}

function plainWithoutSecrets(text: string): string {
  return SECRETS.reduce(
    (shown, { hint, pattern, shownAs }) =>
      hint === undefined || (typeof hint === 'string' ? shown.includes(hint) : hint(shown))
        ? shown.replace(pattern, shownAs)
        : shown,
    withoutNamedSecrets(withoutPrivateKeys(text)),
  );
}

/** Comes first: after `private_key=` the value of a named secret would end at the first blank. */
function withoutPrivateKeys(text: string): string {
  return text.includes('PRIVATE KEY-----') ? text.replace(PRIVATE_KEY, '[private key]') : text;
}

const PRIVATE_KEY =
  /-----BEGIN [A-Z ]{0,20}PRIVATE KEY-----(?:[\s\S]*?-----END [A-Z ]{0,20}PRIVATE KEY-----|[\s\S]*)/g;

/** The same for the first characters, up to the end of a word: half a secret might not look like one. */
export function startWithoutSecrets(text: string, most: number): string {
  return withoutSecrets(text.length <= most ? text : wholeWords(text.slice(0, most)));
}

function wholeWords(start: string): string {
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
  /** Without a match there is nothing to mask. Logs of thousands of lines a second must be checked too. */
  readonly hint?: string | ((line: string) => boolean);
  readonly pattern: RegExp;
  readonly shownAs: (...match: string[]) => string;
}

/** Every repetition is bounded or unambiguous: a hostile line costs little more than any other. */
const SECRETS: readonly Secret[] = [
  {
    hint: 'The Canonical String',
    pattern: /(?:\n\n)?The Canonical String\b[\s\S]*$/,
    shownAs: () => ' [canonical request]',
  },
  {
    hint: 'AWS4-',
    pattern: /\bAWS4-[A-Z0-9-]{1,32}\s{1,8}Credential=[^'"`\n]*/g,
    shownAs: () => '[signature]',
  },
  { pattern: /\b(?:AKIA|ASIA)[A-Z0-9]{12,128}/g, shownAs: () => '[access key]' },
  {
    // Not "the bearer token is missing".
    pattern: /\b(Bearer)\s(?!\[|(?:tokens?|auth\w{0,12}|schemes?|realm|error)(?![\w.~+/-]))[\w.~+/=%:-]+/gi,
    shownAs: (_, scheme) => `${scheme} [masked]`,
  },
  {
    // Not "Basic authentication failed": few names and passwords have base64 that is one word of letters.
    pattern: /\b([Bb]asic|BASIC)\s(?![A-Z]?[a-z]+(?![\w+/=-]))[\w+/=-]{4,}/g,
    shownAs: (_, scheme) => `${scheme} [masked]`,
  },
  { hint: 'eyJ', pattern: /\beyJ[\w-]{8,}\.[\w-]+(?:\.[\w-]*)?/g, shownAs: () => '[token]' },
  {
    pattern:
      /\b(?:gh[oprsu]_|github_pat_|gl(?:pat|sa)[-_]|xox[abeoprs]-|xapp-|[rs]k_(?:live|test)_|whsec_|sk-|npm_|hf_|pypi-|dckr_pat_|dop_v1_|shp(?:at|ss)_|SG\.|ya29\.|AIza)[\w-]{16,}(?:\.[\w-]{16,})?/g,
    shownAs: () => '[token]',
  },
  {
    // Whoever has the address of a hook may write.
    hint: 'hooks',
    pattern:
      /\b(hooks\.slack\.com|discord(?:app)?\.com)(\\{0,15}\/)(?:(?:api|services|workflows|triggers|webhooks)\\{0,15}\/){1,2}[\w-]{1,128}(?:\\{0,15}\/[\w-]{1,128}){0,3}/g,
    shownAs: (_, host, slash) => `${host}${slash}[masked]`,
  },
  {
    // Not `-u 1000:1000`, which is the user of a container.
    hint: '-u',
    pattern:
      /((?<=^|[\s"'`])(?:-u(?!ser\b)|--(?:proxy-)?user)[\s=,"'`\\]{0,8}(?!\d{1,9}:\d)[^\s:"'`\\]{1,128}:)(?!\s)(?:(?<=(["'`])[^"'`]{1,129})(?:(?!\2)[^\\\n]){1,256}|[^\s"'`\\]{1,256})/g,
    shownAs: (_, user) => `${user}[masked]`,
  },
  {
    hint: ' -',
    pattern:
      /(\b(?:(?:mysql(?:dump|admin)?|mariadb)\s(?:[^\n|;]{0,256}\s)?-p(?=\S)|sshpass\s{1,8}-p\s{0,8}|redis-cli\s(?:[^\n|;]{0,256}\s)?-a\s{1,8})["']?)[^\s"']{1,256}/g,
    shownAs: (_, command) => `${command}[masked]`,
  },
  {
    hint: '@',
    pattern: /(\w:(?:\\{0,15}\/){2})[^\s/?#"'<>]{1,256}@/g,
    shownAs: (_, scheme) => `${scheme}[masked]@`,
  },
  // The digest of an image grants no access.
  {
    hint: hasRunOf(64),
    pattern: /(?<!sha256:)\b[0-9a-f]{64}\b/gi,
    shownAs: () => '[signature]',
  },
  // A line of a key that is logged line by line, and a key of 64 bytes.
  {
    hint: hasRunOf(64),
    pattern:
      /(?<![\w+/=%-])(?:[\dA-Za-z+/]{64}|[\dA-Za-z+/]{70}|[\dA-Za-z+/]{76}|[\dA-Za-z+/]{86}==)(?![\w+/=%-])/g,
    shownAs: maskedKey,
  },
  { hint: hasRunOf(128), pattern: /(?<![\w+/=%-])[\w+/=%-]{128,}/g, shownAs: () => '[token]' },
  {
    hint: hasRunOf(40),
    // A secret access key of AWS has forty characters, like a commit, but not only of lower case letters and digits.
    pattern: /(?<![\w+/])[\w+/]{40}(?![\w+/])/g,
    shownAs: maskedKey,
  },
];

function maskedKey(run = ''): string {
  return /[A-Z]/.test(run) && /[a-z]/.test(run) && /\d/.test(run) ? '[secret key]' : run;
}

/**
 * Whether there is a run of token characters this long. It looks at few characters of a line of words, and so takes a
 * tenth of the time of the expressions that find secrets.
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
