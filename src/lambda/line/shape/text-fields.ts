/** No line that Lambda writes itself is longer. */
const LONGEST_LINE = 2_048;

/** The first line of `text`, cut at the maximum length of a platform line. */
export function firstLine(text: string): string {
  const head = text.slice(0, LONGEST_LINE);
  return before(before(head, '\n'), '\r');
}

function before(text: string, mark: string): string {
  const at = text.indexOf(mark);
  return at === -1 ? text : text.slice(0, at);
}

/** A field of a platform line, which consists of `Name: value` parts separated by tabs. */
export interface TextField {
  /** The text before its value if the line begins with it, and anywhere else. */
  readonly first: string;
  readonly further: string;
}

export function fieldNamed(name: string): TextField {
  return { first: `${name}: `, further: `\t${name}: ` };
}

/** The value of a field; undefined if the line does not have it. */
export function textField(line: string, { first, further }: TextField): string | undefined {
  const at = line.startsWith(first) ? first.length : behind(line, further);
  if (at === null) return undefined;
  const end = line.indexOf('\t', at);
  return line.slice(at, end === -1 ? undefined : end);
}

function behind(line: string, head: string): number | null {
  const at = line.indexOf(head);
  return at === -1 ? null : at + head.length;
}

/** As many digits as accepted in JSON. */
const DIGITS = /^\d{1,12}(?:\.\d{1,6})?$/;
const UNITS = { ms: ' ms', MB: ' MB' } as const;

/** `80.30 ms` as 80.3 when the unit is `unit`, else null. */
export function quantity(text: string | undefined, unit: keyof typeof UNITS): number | null {
  if (text?.endsWith(UNITS[unit]) !== true) return null;
  const digits = text.slice(0, -UNITS[unit].length);
  return DIGITS.test(digits) ? Number(digits) : null;
}
