import type { LogEvent } from '../log-group/log.ts';

/** Values of a row by the name of the column, in order. */
export type QueryRow = readonly (readonly [field: string, value: string])[];

/** The result of a query over the filtered events. */
export interface QueryTable {
  add(event: LogEvent): void;
  rows(): readonly QueryRow[];
}
