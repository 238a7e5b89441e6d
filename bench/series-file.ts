import type { SeriesPoint } from '../src/triage/onset/series-onsets.ts';

/** Seconds since 1970 have fewer digits than milliseconds, until the year 5138. */
const LARGEST_SECONDS = 1e11;

/**
 * Reads CSV with the header `t,value` or `t,count,total`; times are seconds, milliseconds or ISO, which is UTC if it
 * names no zone.
 */
export function seriesPoints(text: string): readonly SeriesPoint[] {
  const [head = '', ...lines] = text.trim().split(/\r?\n/);
  const columns = head.split(',').map((column) => column.trim().toLowerCase());
  const place = (...names: readonly string[]) => columns.findIndex((column) => names.includes(column));
  const [time, value, total] = [place('t', 'timestamp'), place('value', 'count'), place('total')];
  if (time < 0 || value < 0) throw new Error(`the header must be t,value or t,count,total, and is ${head}`);
  return lines.flatMap((line) => {
    const cells = line.split(',').map((cell) => cell.trim().replace(/^"(.*)"$/, '$1'));
    const point = {
      timeMs: timeMsOf(cells[time] ?? ''),
      value: numberOf(cells[value]),
      total: total < 0 ? null : numberOf(cells[total]),
    };
    return Number.isFinite(point.timeMs) && Number.isFinite(point.value) ? [point] : [];
  });
}

function numberOf(cell: string | undefined): number {
  return cell === undefined || cell === '' ? Number.NaN : Number(cell);
}

function timeMsOf(cell: string): number {
  if (/^-?\d+(\.\d+)?$/.test(cell)) {
    const number = Number(cell);
    return Math.abs(number) < LARGEST_SECONDS ? number * 1_000 : number;
  }
  const hasZone = /(Z|[+-]\d\d:?\d\d)$/i.test(cell);
  const iso = cell.replace(' ', 'T');
  return Date.parse(hasZone ? iso : `${iso.length === 10 ? `${iso}T00:00` : iso}Z`);
}
