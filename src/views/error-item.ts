import { parseLogLine } from '../lambda/log-line.ts';
import type { TailItem } from '../logs/tail-item.ts';

/**
 * What every line of level ERROR or FATAL has in it, whatever its format: the name of the level, the status of a
 * REPORT that went wrong, a number from 50 on, or an escape that may hide one of these.
 */
const MAY_BE_ERROR =
  /error|fail|fatal|crit|time(?:out|d out)|"(?:level|severity|levelname)"\s*:\s*(?:[5-9]\d|\d{3,}|\d+[.e])|\\u/i;

const known = new WeakMap<TailItem, boolean>();

/** Whether the item is an event of level ERROR or FATAL. Cheap for the many that are not, and once for the others. */
export function isErrorItem(item: TailItem): boolean {
  if (item.type !== 'event' || !MAY_BE_ERROR.test(item.event.message)) return false;
  const before = known.get(item);
  if (before !== undefined) return before;
  const { level } = parseLogLine(item.event.message);
  const isError = level === 'ERROR' || level === 'FATAL';
  known.set(item, isError);
  return isError;
}
