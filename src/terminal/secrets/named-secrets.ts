import { isNameOfNoSecret, tellsNoSecret } from './no-secret.ts';
import { secretValue } from './secret-value.ts';
import { type OpenStrings, openAt, StringEnds } from './strings.ts';

/**
 * What a secret is called, how its name is quoted, and what leads to its value: `password=`, `\"apiKey\": `,
 * `"name":"PIN_TOKEN","value":`.
 */
const NAMED =
  /((?:passw(?:or)?d|passphrase|pwd|secret|token|(?:api|access|private)[-_ ]?key|authorization|credentials?|cookie|session[-_ ]?id|signature)[\w-]{0,64})(?:\]|%5D)?(\\{0,15}["'])?\]?\s{0,8}(?:[:=]{1,3}>?|,\s{0,8}\\{0,15}["']value\\{0,15}["']\s{0,8}:)\s{0,8}/gi;

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
    const value = secretValue(named.lastIndex, { name, isQuoted: nameQuote !== '' }, { text, open, ends });
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
