import type { LogEvent } from '../log-group/log.ts';
import type { QueryRecord } from './record.ts';

/** Values of a row by the name of the column, in order. */
export type QueryRow = readonly (readonly [field: string, value: string])[];

/** The result of a query over the filtered events. */
export interface QueryTable {
  /** @param record the fields of the event, which are parsed only once */
  add(event: LogEvent, record: QueryRecord): void;
  rows(): readonly QueryRow[];
}
