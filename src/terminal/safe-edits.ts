import type { SafeText } from './text.ts';

/** Operations that keep safe text safe. */

/** From index `from` up to index `to`, as in `String.slice`. */
export function partOf(text: SafeText, from: number, to?: number): SafeText {
  return text.slice(from, to) as SafeText;
}

/** With each match of `pattern` replaced by the result of `by`. */
export function replacedIn(text: SafeText, pattern: RegExp, by: (match: SafeText) => SafeText): SafeText {
  return text.replace(pattern, (match) => by(match as SafeText)) as SafeText;
}

export function repeated(text: SafeText, times: number): SafeText {
  return text.repeat(times) as SafeText;
}

/** Capitalized, for the beginning of a sentence. */
export function capitalized(text: SafeText): SafeText {
  return (text.charAt(0).toUpperCase() + text.slice(1)) as SafeText;
}

export function upperCased(text: SafeText): SafeText {
  return text.toUpperCase() as SafeText;
}
