import type { LogEvent } from '../log-group/log.ts';
import { aggregateOf, type Gathering } from './aggregate.ts';
import { conditionOf } from './condition.ts';
import { createPatternTable } from './pattern-table.ts';
import type { QueryRow, QueryTable } from './query-table.ts';
import { recordOf } from './record.ts';

/** A running query: it is fed events, and has rows at any time. */
export interface RunningQuery {
  add(event: LogEvent): void;
  readonly matched: number;
  rows(): readonly QueryRow[];
}

/**
 * The part of the Logs Insights language that lmon uses: `filter`, then `stats … by bin(…)` or `pattern @message`, and
 * `limit`. Null for anything else.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax.html
 */
export function startedQuery(text: string): RunningQuery | null {
  const stages = text.split(/\s+\|\s+/).map((stage) => stage.trim());
  const [filter, gather, limit, ...more] = stages;
  if (filter === undefined || gather === undefined || more.length > 0) return null;
  const condition = filter.startsWith('filter ') ? conditionOf(filter.slice('filter '.length)) : null;
  const table = gather === 'pattern @message' ? createPatternTable() : statsOf(gather);
  const most = limit === undefined ? MOST_ROWS : limitOf(limit);
  if (condition === null || table === null || most === null) return null;
  let matched = 0;
  return {
    add(event) {
      const record = recordOf(event);
      if (!condition(record)) return;
      matched += 1;
      table.add(event, record);
    },
    get matched() {
      return matched;
    },
    rows: () => table.rows().slice(0, most),
  };
}

const MOST_ROWS = 1_000;

function limitOf(stage: string): number | null {
  const [, most] = /^limit (\d{1,5})$/.exec(stage) ?? [];
  return most === undefined ? null : Number(most);
}

const STATS = /^stats (.+) by bin\((\d+)m\)$/;

function statsOf(stage: string): QueryTable | null {
  const [, list = '', minutes] = STATS.exec(stage) ?? [];
  const aggregates = list.split(/,\s+(?=(?:count|sum|max|avg|pct)\()/).map(aggregateOf);
  if (minutes === undefined || aggregates.some((aggregate) => aggregate === null)) return null;
  const columns = aggregates.filter((aggregate) => aggregate !== null);
  const binMs = Number(minutes) * 60_000;
  const bins = new Map<number, readonly Gathering[]>();
  return {
    add({ timestampMs }, record) {
      const binStartMs = Math.floor(timestampMs / binMs) * binMs;
      const gatherings = bins.get(binStartMs) ?? columns.map(({ start }) => start());
      bins.set(binStartMs, gatherings);
      for (const gathering of gatherings) gathering.add(record);
    },
    rows: () =>
      [...bins]
        .toSorted(([one], [other]) => other - one)
        .map(([binStartMs, gatherings]) => [
          [`bin(${minutes}m)`, timeText(binStartMs)] as const,
          ...gatherings.flatMap((gathering, place) => {
            const value = gathering.value();
            return value === null ? [] : [[columns[place]?.name ?? '', String(value)] as const];
          }),
        ]),
  };
}

/** `2026-11-24 03:10:00.000` */
function timeText(timeMs: number): string {
  return new Date(timeMs).toISOString().replace('T', ' ').replace('Z', '');
}
