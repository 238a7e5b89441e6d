import type { ToldRun } from '../../logs/runs/told-run.ts';
import type { LogTailSnapshot } from '../../monitor/log/log-tail-snapshot.ts';
import { outcomeWord } from '../../print/invocation/run-words.ts';
import type { AwsAccess } from '../../terminal/aws-command.ts';
import { durationText } from '../../terminal/quantity.ts';
import { safe, safeText } from '../../terminal/safe-text.ts';
import { quoted, words } from '../../terminal/words.ts';
import type { Seen } from '../../triage/report/triage-note.ts';
import type { Action } from '../keys/key-action.ts';
import type { LogScreenProps } from '../log/log-screen-props.ts';
import { type LogAtHand, logConsole, logTrace, tailCopyables } from '../log/tail-copyables.ts';
import { originAtHand } from '../log/tail-logs.ts';

/** What a key takes of a run: all that can be copied to choose from, the way to it in the console or in X-Ray, or a note. */
export type RunTaking = 'copy' | 'console' | 'trace' | 'note';

export function isRunTaking(action: Action | null): action is RunTaking {
  return action === 'copy' || action === 'console' || action === 'trace' || action === 'note';
}

/** @param run null where none is at hand: nothing is taken */
export function takeRun(
  taking: RunTaking,
  run: ToldRun | null,
  snapshot: LogTailSnapshot,
  { menu, settings, onNote }: Pick<LogScreenProps, 'menu' | 'settings' | 'onNote'>,
): void {
  if (run === null) return;
  const last = lineAtHand(run, snapshot, settings.access);
  if (taking === 'copy') menu.open(tailCopyables(last));
  else if (taking === 'trace') menu.copy(logTrace(last));
  else if (taking === 'note') onNote(last.functionName, runNote(run));
  // From its first line on.
  else menu.copy(logConsole({ ...last, item: run.lines[0] ?? null }));
}

/** What became of it, in a sentence for others: `invocation 3f2504e0-...: timeout, 10.0 s`. */
function runNote({ requestId, outcome, report, startMs, endMs }: ToldRun): Seen {
  const lasted = report === null ? safe`` : safe`, ${durationText(report.durationMs)}`;
  const became = safe`${outcomeWord(outcome).text}${lasted}`;
  const says = words`invocation ${quoted(safeText(requestId))}: ${became}`;
  return { atMs: endMs ?? startMs, isOfMinute: false, says };
}

function lineAtHand(run: ToldRun, snapshot: LogTailSnapshot, access: AwsAccess): LogAtHand {
  // Its lines are all there: none is hidden behind the REPORT.
  const items = run.lines.map((line) => ({ ...line, invocation: null }));
  const item = items.findLast(({ line }) => line.requestId !== null) ?? null;
  return { item, items, ...originAtHand(item, snapshot), pattern: snapshot.wanted.pattern, access };
}
