import type { LoggedRun } from '../../logs/runs/logged-run.ts';
import type { LogTailSnapshot } from '../../monitor/log/tail/log-tail-snapshot.ts';
import { outcomeWord } from '../../print/invocation/run-words.ts';
import type { AwsAccess } from '../../terminal/aws-command.ts';
import { durationInWords } from '../../terminal/quantity.ts';
import { safe, safeText } from '../../terminal/safe-text.ts';
import { quoted, words } from '../../terminal/words.ts';
import type { Seen } from '../../triage/report/triage-note.ts';
import type { Action } from '../keys/key-action.ts';
import type { LogScreenProps } from '../log/log-screen-props.ts';
import { type LogAtHand, logConsole, logTrace, tailCopyables } from '../log/tail-copyables.ts';
import { originAtHand, reachOf } from '../log/tail-logs.ts';

/** What a key does with a run: opens the copy menu, copies its console or X-Ray link, or adds a note. */
export type RunTaking = 'copy' | 'console' | 'trace' | 'note';

export function isRunTaking(action: Action | null): action is RunTaking {
  return action === 'copy' || action === 'console' || action === 'trace' || action === 'note';
}

export function takeRun(
  taking: RunTaking,
  run: LoggedRun,
  snapshot: LogTailSnapshot,
  { menu, settings, onNote }: Pick<LogScreenProps, 'menu' | 'settings' | 'onNote'>,
): void {
  const last = lineAtHand(run, snapshot, settings.access);
  if (taking === 'copy') menu.open(tailCopyables(last));
  else if (taking === 'trace') menu.copy(logTrace(last));
  else if (taking === 'note') onNote(last.functionName, runNote(run));
  // From its first line on.
  else menu.copy(logConsole({ ...last, item: run.lines[0] ?? null }));
}

/** Its outcome, as a sentence for others: `invocation 3f2504e0-...: timeout, 10.0 s`. */
function runNote({ requestId, outcome, report, startMs, endMs }: LoggedRun): Seen {
  const lasted = report === null ? safe`` : safe`, ${durationInWords(report.durationMs)}`;
  const became = safe`${outcomeWord(outcome).text}${lasted}`;
  const says = words`invocation ${quoted(safeText(requestId))}: ${became}`;
  return { atMs: endMs ?? startMs, isOfMinute: false, says };
}

function lineAtHand(run: LoggedRun, snapshot: LogTailSnapshot, access: AwsAccess): LogAtHand {
  // All its lines, as none is folded into the REPORT here.
  const items = run.lines.map((line) => ({ ...line, invocation: null }));
  const item = items.findLast(({ line }) => line.requestId !== null) ?? null;
  const origin = originAtHand(item, snapshot);
  const { wanted, untilMs } = snapshot;
  const lines = item === null ? [] : [item];
  return { item, lines, items, ...origin, ...reachOf(origin, access), pattern: wanted.pattern, untilMs };
}
