const SAID_OF_ONE = 'error|exception|fault|count|type|arn|version|length|manager';
const EXPIRY = 'expir(?:y|es|ed|ing|ation)(?:[-_]?(?:at|in|on|date|time|ms|seconds))?';

/** What is said of a secret, or of one that is missing: a word of its own, as `_DEFAULT` ends in `fault` and is none. */
const OF_NO_SECRET = new RegExp(`^(?:${SAID_OF_ONE}|${EXPIRY})$`, 'i');

/** Where the words begin that a name may end with. */
const WORD_BEGINS = /(?<=[-_])|(?<=[a-z\d])(?=[A-Z])/;

/** Words that begin as a secret does, and are something else. */
const OTHER_WORD = /^(?:secretary|secretaries|secretariat|secretsmanager)$/i;

/**
 * `arn:aws:secretsmanager:eu-west-1:123456789012:secret:prod/db`: an ARN opens nothing, and an error tells by it what
 * is denied.
 */
const ARN_BEFORE = /arn:aws[\w-]{0,20}:secretsmanager:[\w-]{0,32}:\d{0,12}:$/;

/** Whether what is called `name`, at `at`, is no secret, whatever its value. */
export function isNameOfNoSecret(text: string, at: number, name: string): boolean {
  return (
    OTHER_WORD.test(name) ||
    endsWithWordOfNoSecret(name) ||
    ARN_BEFORE.test(text.slice(Math.max(0, at - 100), at))
  );
}

function endsWithWordOfNoSecret(name: string): boolean {
  // Most names are one word, and to part them costs more than to look.
  if (!/[-_A-Z]/.test(name.slice(1))) return false;
  const words = name.split(WORD_BEGINS);
  return [1, 2, 3].some((count) => {
    return words.length > count && OF_NO_SECRET.test(words.slice(-count).join(''));
  });
}

/** The start of a value that tells no more than that there is no secret, or one, if it stands under such a name. */
interface HarmlessValue {
  readonly name: RegExp;
  readonly value: RegExp;
}

const TOKENS_ARE = '(?:used|left|remaining|limit|total|in|out|max|min|generated|consumed|saved|cached)';
const HARMLESS_VALUES: readonly HarmlessValue[] = [
  { name: /^/, value: /(?:true|false|null|undefined|none|nil)(?=[\s,;&}\])"'\\]|$)/iy },
  // Not of a bare `token: 123456`, which opens a door for half a minute.
  {
    name: new RegExp(
      `(?:tokens(?:[-_]?${TOKENS_ARE})?|(?:^|[-_])(?:max|min|num|total|input|output|prompt|completion)[-_]?token)$`,
      'i',
    ),
    value: /\d{1,12}(?=[\s,;&}\])"'\\]|$)/y,
  },
  {
    name: /tokens?[-_]?details$/i,
    value:
      /\{(?:\s{0,8}\\{0,15}["']?\w{1,64}\\{0,15}["']?\s{0,8}:\s{0,8}\d{1,12}\s{0,8}(?:,|(?=\}))){0,16}\}/y,
  },
  // The directory of a shell has the name of a password, which hardly begins with that of a directory.
  {
    name: /^(?:old)?pwd$/i,
    value:
      /\/(?:var|opt|tmp|home|root|usr|mnt|srv|app)(?:\/[\w.-]{1,64}){0,16}\/?(?=\s|$|\\{0,15}["'](?:[\s,}]|$))/y,
  },
  // How many tests did.
  { name: /^pass$/i, value: /\d{1,4}(?=[\s,;&}\])"'\\]|$)/y },
  {
    name: /^authorization$/i,
    value: /(?:denied|failed|granted|refused|rejected)(?=\s(?:for|to|by|because)\s|\s{0,8}(?:[\r\n]|$))/iy,
  },
  // Names of errors of AWS, and how their messages begin.
  {
    name: /^(?:SignatureDoesNotMatch|InvalidClientTokenId|InvalidAccessKeyId|ExpiredToken|InvalidToken)$/,
    value: /(?:The [a-zA-Z]+ |Signature (?:expired|not yet current): )/y,
  },
];

/** Whether at `at` no more than that follows the name that ends at `nameEnd`. */
export function tellsNoSecret(text: string, at: number, nameEnd: number): boolean {
  return HARMLESS_VALUES.some(({ name, value }) => {
    value.lastIndex = at;
    return value.test(text) && name.test(wholeName(text, nameEnd));
  });
}

/** A name is found by the word that it has in it: this is all of it. */
function wholeName(text: string, end: number): string {
  const from = Math.max(0, end - 128);
  let start = end;
  while (start > from && /[\w-]/.test(text.charAt(start - 1))) start -= 1;
  return text.slice(start, end);
}
