import { isNameOfNoSecret, tellsNoSecret } from './no-secret.ts';
import type { OpenStrings } from './quoted-string.ts';
import { secretValue } from './secret-value.ts';
import { openAt, StringEnds } from './strings.ts';

const MARK = '\\\\{0,15}["\'`]';
/** Of other keys many open nothing, as that of a table. */
const KINDS_OF_KEY =
  'api|access|private|account|shared|subscription|functions?|encryption|signing|master|auth|consumer|app|application';
/** Where a name may end with the word: `DB_PASS` and `smtpPass`, but not `bypass`. */
const PASS = '(?<=(?:(?<![a-z])|db|user|smtp|mail|root|admin|login|ftp|proxy|redis|mysql|pg)pass)(?![\\w-])';
/** Behind the word, as an expression that begins with what stands before it is slow to find. */
const NAME = [
  'passw(?:or)?d|passphrase|passcode|pwd|secret|token|authorization|credentials?|cookie|session[-_ ]?id|signature',
  `pass${PASS}`,
  `key(?<=(?:${KINDS_OF_KEY})[-_ ]?key)`,
  'otp(?<=(?<![a-z])otp)(?![a-z])',
  'sig(?<=(?:[?&;]|%26|%3F)sig)(?==|%3D)',
].join('|');

/** Of a property, as PHP prints it: `[password:protected] => a b`, `["token":"User":private]=>`. */
const SCOPE = `(?::(?:protected|(?:${MARK})?[\\w\\\\]{1,128}(?:${MARK})?:private)(?=\\]))?`;

/** `token%3D1` and `%22token%22%3A1` in another address. */
const OF_ADDRESS = '(?:%(?:25){0,3}2[27])?%(?:25){0,3}3[AD]';

/** `"name":"PIN_TOKEN","value":` and `name="token" value=`. */
const OF_VALUE = `,\\s{0,8}(?:${MARK})?(?:parameter)?value(?:${MARK})?\\s{0,8}(?::|=>)|\\s{1,8}value=`;

/** `['Cookie', 'sid=1']` is a name with its value, and not two names, nor `"type":"token","id":7`, nor what is said of one. */
const NO_SECRET_OF_PAIR =
  '[a-z_-]{1,64}\\k<mark>|[\\w.-]{1,64}\\k<mark>\\s{0,8}[:=]|(?:is|must|should|has|was|needs|cannot|may|too)\\s';
const OF_PAIR = `(?<=${MARK}[\\w-]{1,96}${MARK}),(?=\\s{0,8}(?<mark>${MARK})(?!${NO_SECRET_OF_PAIR}))`;

/** `--password x` of a command, and `PASSWORD 'x'` of SQL. */
const OF_OPTION = `\\s{1,8}(?:(?<=(?:--|(?<![^\\s"'\x60])-)[\\w-]{1,96}\\s{1,8})(?!(?:is|or|of|and|via|instead|option|flag)\\s)(?=[^\\s-])|(?<=password\\s{1,8})(?='))`;

/** `<wsse:Password Type="text">a b</wsse:Password>` */
const OF_ELEMENT =
  '(?<=(?<!\\w)<(?:[\\w.-]{1,64}:)?[\\w.-]{1,96})(?<element>(?:\\s[^<>]{0,256})?>)(?=[^\\s<"\'`,;:.)\\]/]|<!\\[)';

/** What a secret is called, how its name is quoted, and what leads to its value: `password=`, `\"apiKey\": `. */
const NAMED = new RegExp(
  `((?:${NAME})[\\w-]{0,64})(?:${SCOPE}\\]|%5D)?(${MARK})?${SCOPE}\\]?(?:\\s{0,64}(?:[:=]{1,3}>?|->)|${OF_ADDRESS}|${OF_VALUE}|${OF_PAIR}|${OF_OPTION}|${OF_ELEMENT})\\s{0,64}`,
  'gi',
);

/** `[password] => `, whose value has no marks: it goes on to the end of the line. */
const LEADS_TO_REST = /[\w\\]\]\s{0,8}=>\s{0,64}$/;

/**
 * A text without what stands under the name of a secret, whatever it is: a string, a list, the rest of a header. It
 * goes through the text once, and a hostile one costs little more than another.
 */
export function withoutNamedSecrets(text: string): string {
  // Most lines name none, and to copy the expression costs as much as to look for one.
  if (text.search(NAMED) === -1) return text;
  const named = new RegExp(NAMED);
  const ends = new StringEnds(text);
  let open: OpenStrings = [];
  let readTo = 0;
  let shown = '';
  let shownTo = 0;
  for (let found = named.exec(text); found !== null; found = named.exec(text)) {
    const [, name = '', nameQuote = ''] = found;
    if (isNameOfNoSecret(text, found.index, name)) continue;
    if (tellsNoSecret(text, named.lastIndex, found.index + name.length)) continue;
    open = openAt(text, open, readTo, named.lastIndex);
    readTo = named.lastIndex;
    const isElement = found.groups?.['element'] !== undefined;
    const isOfArray = nameQuote === '' && LEADS_TO_REST.test(found[0]);
    const called = { name, isQuoted: nameQuote !== '', isElement, isOfArray };
    const value = secretValue(named.lastIndex, called, { text, open, ends });
    if (value === null) continue;
    // JSON stays JSON where the value was none of its strings.
    const quote = value.isQuoted ? '' : nameQuote;
    // It may begin in one whose end is in doubt.
    if (value.start >= shownTo) shown += `${text.slice(shownTo, value.start)}${quote}[masked]${quote}`;
    shownTo = Math.max(shownTo, value.end);
    // What is quoted has as many marks that begin as that end.
    readTo = value.behind;
    named.lastIndex = value.behind;
  }
  return shownTo === 0 ? text : shown + text.slice(shownTo);
}
