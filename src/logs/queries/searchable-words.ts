import { type RawText, rawText } from '../../terminal/text.ts';

const FEWEST_CHARACTERS = 8;
const MOST_CHARACTERS = 100;
/** The class of an error in front of what it says: in JSON these are members of their own. */
const BEHIND_CLASS = /(?<=^[\w.:$]{3,80}): /;
/** What is written in a JSON log as it is said. */
const PLAIN = /[ !#-[\]-~]+/g;

/**
 * A pattern of CloudWatch that finds lines of such wording, and maybe others; null where no part of it is long enough
 * to be looked for.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
 */
export function searchableWords(wording: readonly string[]): RawText | null {
  const plain = wording.flatMap((part) => part.match(PLAIN) ?? []).map((part) => part.trim());
  const longest = plain.toSorted((one, other) => other.length - one.length)[0] ?? '';
  if (longest.length < FEWEST_CHARACTERS) return null;
  const whole = longest.slice(0, MOST_CHARACTERS).trim();
  const parts = whole.split(BEHIND_CLASS);
  // Both have to be found: it takes one of them to tell such a line from others.
  const terms = parts.some((part) => part.length >= FEWEST_CHARACTERS) ? parts : [whole];
  return rawText(terms.map((term) => `"${term}"`).join(' '));
}
