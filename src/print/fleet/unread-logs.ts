import type { FunctionStatus } from '../../monitor/function/status/function-status.ts';
import { joinSafe, safe, safeText } from '../../terminal/safe-text.ts';
import type { SafeText } from '../../terminal/text.ts';

const MOST_NAMED = 3;

/** Names functions whose cause comes from metrics alone, although the log may name another; null for none. */
export function unreadLogsNotice(unread: readonly FunctionStatus[]): SafeText | null {
  const [first] = unread;
  if (first === undefined) return null;
  const names = unread.slice(0, MOST_NAMED).map(({ name }) => safeText(name));
  const more = unread.length - names.length;
  const all = more > 0 ? [...names, safe`${more} more`] : names;
  return safe`not read: the logs of ${joinSafe(all, safe`, `)}; their reasons are what metrics alone say, lmon watch ${safeText(first.name)} reads a log as well`;
}
