import type { ToldRun } from '../../logs/runs/told-run.ts';
import type { LogTailSnapshot } from '../../monitor/log/log-tail-snapshot.ts';
import type { AwsAccess } from '../../terminal/aws-command.ts';
import type { LogScreenProps } from '../log/log-screen-props.ts';
import { type LogAtHand, logConsole, logTrace, tailCopyables } from '../log/tail-copyables.ts';
import { originAtHand } from '../log/tail-logs.ts';

/** What a key takes of a run: all that can be copied to choose from, or the way to it in the console or in X-Ray. */
export type RunTaking = 'copy' | 'console' | 'trace';

/** @param run null where none is at hand: nothing is taken */
export function takeRun(
  taking: RunTaking,
  run: ToldRun | null,
  snapshot: LogTailSnapshot,
  { menu, settings }: Pick<LogScreenProps, 'menu' | 'settings'>,
): void {
  if (run === null) return;
  const last = lineAtHand(run, snapshot, settings.access);
  if (taking === 'copy') menu.open(tailCopyables(last));
  else if (taking === 'trace') menu.copy(logTrace(last));
  // From its first line on.
  else menu.copy(logConsole({ ...last, item: run.lines[0] ?? null }));
}

function lineAtHand(run: ToldRun, snapshot: LogTailSnapshot, access: AwsAccess): LogAtHand {
  // Its lines are all there: none is hidden behind the REPORT.
  const items = run.lines.map((line) => ({ ...line, invocation: null }));
  const item = items.findLast(({ line }) => line.requestId !== null) ?? null;
  return { item, items, ...originAtHand(item, snapshot), pattern: snapshot.wanted.pattern, access };
}
