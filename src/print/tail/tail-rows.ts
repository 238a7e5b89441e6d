import type { LogOrigin, TailEvent } from '../../logs/tail-item.ts';
import { visible } from '../json-line.ts';
import { eventJson } from './event-json.ts';
import { writerOf } from './log-names.ts';
import { tailText } from './tail-text.ts';

/** How the events of a tail are written that is read by more than a program which wants messages alone. */
export interface RowFormat {
  readonly output: 'text' | 'json';
  /** Cells of the column of names; null lets each have what it needs. */
  readonly nameWidth: number | null;
}

/** Rows of events, each with its line break. */
export function tailRows(
  events: Iterable<TailEvent>,
  origin: LogOrigin,
  { output, nameWidth }: RowFormat,
): string {
  let rows = '';
  if (output === 'text') {
    for (const item of events) rows += `${tailText(item, writerOf(item.event, origin), nameWidth)}\n`;
    return rows;
  }
  for (const item of events) rows += `${eventJson(item, origin)}\n`;
  return visible(rows);
}
