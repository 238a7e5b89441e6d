/** No line that Lambda writes itself is longer. */
const LONGEST_LINE = 2_048;

/** The first line of `text`, cut where a line of Lambda's own would have ended long ago. */
export function firstLine(text: string): string {
  const head = text.slice(0, LONGEST_LINE);
  const end = head.search(/[\r\n]/);
  return end === -1 ? head : head.slice(0, end);
}

/** The value of `name` in a line that Lambda wrote, whose parts are `Name: value` with tabs between them. */
export function textField(line: string, name: string): string | undefined {
  const head = `${name}: `;
  const at = line.startsWith(head) ? 0 : line.indexOf(`\t${head}`) + 1;
  if (!line.startsWith(head, at)) return undefined;
  const end = line.indexOf('\t', at);
  return line.slice(at + head.length, end === -1 ? undefined : end);
}

/** `80.30 ms` as 80.3 when the unit is `unit`, else null. */
export function quantity(text: string | undefined, unit: 'ms' | 'MB'): number | null {
  const digits = /^(\d{1,15}(?:\.\d{1,6})?) (ms|MB)$/.exec(text ?? '');
  return digits !== null && digits[2] === unit ? Number(digits[1]) : null;
}
