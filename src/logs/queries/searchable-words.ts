import { type RawText, rawText } from '../../terminal/text.ts';

const FEWEST_CHARACTERS = 8;
const MOST_CHARACTERS = 100;
/** The error class before its message: in JSON they are separate members. */
const BEHIND_CLASS = /(?<=^[\w.:$]{3,80}): /;
/** Characters that a JSON log writes unescaped. */
const PLAIN = /[ !#-[\]-~]+/g;

/**
 * A filter pattern that finds lines of this wording, and maybe others; null where no part of it is long enough to
 * search for.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
 */
export function searchableWords(wording: readonly string[]): RawText | null {
  const plain = wording.flatMap((part) => part.match(PLAIN) ?? []).map((part) => part.trim());
  const longest = plain.toSorted((one, other) => other.length - one.length)[0] ?? '';
  if (longest.length < FEWEST_CHARACTERS) return null;
  const whole = longest.slice(0, MOST_CHARACTERS).trim();
  const parts = whole.split(BEHIND_CLASS);
  // All terms must match, but at least one has to be distinctive.
  const terms = parts.some((part) => part.length >= FEWEST_CHARACTERS) ? parts : [whole];
  return rawText(terms.map((term) => `"${term}"`).join(' '));
}
