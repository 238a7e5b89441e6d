import { median } from './report.ts';

export interface Measured {
  readonly name: string;
  readonly budget: string;
  readonly tookMs: number[];
}

/** One row each: the minimum and the median, each also as a multiple of the first row's. */
export function table(measured: readonly Measured[]): string {
  const [base] = measured;
  const widest = Math.max(...measured.map(({ name }) => name.length));
  const head = `${''.padEnd(widest)}${'least'.padStart(16)}${'median'.padStart(18)}   budget`;
  const rows = measured.map(({ name, budget, tookMs }) => {
    const cells = [least, median].map((of) => cell(of(tookMs), of(base?.tookMs ?? [])));
    return `${name.padEnd(widest)}${cells.join('')}   ${budget}`.trimEnd();
  });
  return [head, ...rows].join('\n');
}

function cell(ms: number, baseMs: number): string {
  return `${Math.round(ms)} ms`.padStart(9) + `${(ms / baseMs).toFixed(1)} ×`.padStart(9);
}

function least(values: readonly number[]): number {
  return Math.min(...values);
}
