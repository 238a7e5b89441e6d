import type { LogEvent } from '../log.ts';

/** Values of a row by the name of the column, in order. */
export type QueryRow = readonly (readonly [field: string, value: string])[];

/** What a query makes of the events that its filter lets through. */
export interface QueryTable {
  add(event: LogEvent): void;
  rows(): readonly QueryRow[];
}
