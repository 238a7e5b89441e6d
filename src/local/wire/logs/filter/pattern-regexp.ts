/** The regular expression between two `%`; null when it isn't one. */
export function patternRegExp(expression: string): RegExp | null {
  try {
    return new RegExp(expression.replaceAll('\\%', '%'));
  } catch {
    return null;
  }
}
