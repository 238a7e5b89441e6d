/** The findings of one part of the bench: a table to read, and all measured values. */
export interface Report {
  readonly title: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** Every single value, by what was measured. */
  readonly measured: Readonly<Record<string, unknown>>;
}

/** The first column is left-aligned, the others right-aligned. */
export function reportText({ title, head, rows }: Report): string {
  const lines = [head, ...rows];
  const widths = head.map((_name, column) => Math.max(...lines.map((line) => (line[column] ?? '').length)));
  const drawn = lines.map((line) =>
    widths
      .map((width, column) =>
        column === 0 ? (line[column] ?? '').padEnd(width) : (line[column] ?? '').padStart(width + 3),
      )
      .join('')
      .trimEnd(),
  );
  return [title, ...drawn.map((line) => `  ${line}`), ''].join('\n');
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** The value that `share` of all values don't exceed; NaN of an empty list. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

/** `3.1 ×`; empty if there is nothing to compare with. */
export function timesText(value: number, base: number | null): string {
  return base === null || !Number.isFinite(value / base) ? '' : `${(value / base).toFixed(2)} ×`;
}
