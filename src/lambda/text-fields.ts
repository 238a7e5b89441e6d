/** No line that Lambda writes itself is longer. */
const LONGEST_LINE = 2_048;

/** The first line of `text`, cut where a line of Lambda's own would have ended long ago. */
export function firstLine(text: string): string {
  const head = text.slice(0, LONGEST_LINE);
  const end = head.search(/[\r\n]/);
  return end === -1 ? head : head.slice(0, end);
}

/** The tab-separated `Name: value` parts of a line that Lambda wrote. */
export function textFields(line: string): ReadonlyMap<string, string> {
  const fields = new Map<string, string>();
  for (const part of line.split('\t')) {
    const colon = part.indexOf(': ');
    if (colon > 0) fields.set(part.slice(0, colon), part.slice(colon + 2));
  }
  return fields;
}

/** `80.30 ms` as 80.3 when the unit is `unit`, else null. */
export function quantity(text: string | undefined, unit: 'ms' | 'MB'): number | null {
  const digits = /^(\d{1,15}(?:\.\d{1,6})?) (ms|MB)$/.exec(text ?? '');
  return digits !== null && digits[2] === unit ? Number(digits[1]) : null;
}
