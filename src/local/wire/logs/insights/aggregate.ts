import type { QueryRecord } from './record.ts';

/** Computes one column of `stats`, record by record. */
export interface Aggregate {
  readonly name: string;
  readonly start: () => Gathering;
}

export interface Gathering {
  add(record: QueryRecord): void;
  /** Null if there was no value. */
  value(): number | null;
}

const SHAPE = /^(count|sum|max|avg|pct)\((.+)\) as (\w+)$/;

/** `pct(@duration, 50) as p50Ms`; null for an unsupported expression. */
export function aggregateOf(text: string): Aggregate | null {
  const [, name, inside = '', as = ''] = SHAPE.exec(text) ?? [];
  switch (name) {
    case 'count':
      return { name: as, start: () => counting((record) => inside === '*' || record(inside) !== null) };
    case 'sum': {
      const [, field, sought = ''] = /^strcontains\(([@\w.]+), "([^"]*)"\)$/.exec(inside) ?? [];
      if (field === undefined) return null;
      return { name: as, start: () => counting((record) => String(record(field) ?? '').includes(sought)) };
    }
    case 'max':
    case 'avg':
    case 'pct': {
      const [, field, divisor = '1', share = '100'] =
        /^([@\w.]+)(?: \/ (\d+))?(?:, (\d+))?$/.exec(inside) ?? [];
      if (field === undefined) return null;
      const fold =
        name === 'avg' ? average : (sorted: readonly number[]) => quantile(sorted, Number(share) / 100);
      return { name: as, start: () => collecting(field, Number(divisor), fold) };
    }
    default:
      return null;
  }
}

function counting(isCounted: (record: QueryRecord) => boolean): Gathering {
  let count = 0;
  return {
    add(record) {
      if (isCounted(record)) count += 1;
    },
    value: () => count,
  };
}

function collecting(field: string, divisor: number, fold: (sorted: readonly number[]) => number): Gathering {
  const values: number[] = [];
  return {
    add(record) {
      const value = record(field);
      if (typeof value === 'number') values.push(value / divisor);
    },
    // In place: each answer of a running query would sort everything anew, and now merges only what came since.
    value: () => (values.length === 0 ? null : fold(values.sort((one, other) => one - other))),
  };
}

function average(sorted: readonly number[]): number {
  return sorted.reduce((sum, value) => sum + value, 0) / sorted.length;
}

function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(share * sorted.length) - 1))] ?? 0;
}
