import type { FunctionStatus } from '../../monitor/function/status/function-status.ts';
import { safe, safeText } from '../../terminal/safe-text.ts';
import type { SafeText } from '../../terminal/text.ts';
import { someNames } from './some-names.ts';

/** Names functions whose cause comes from metrics alone, although the log may name another; null for none. */
export function unreadLogsNotice(unread: readonly FunctionStatus[]): SafeText | null {
  const [first] = unread;
  if (first === undefined) return null;
  return safe`not read: the logs of ${someNames(unread.map(({ name }) => name))}; their reasons are what metrics alone say, lmon watch ${safeText(first.name)} reads a log as well`;
}
