import { traceLink } from '../../lambda/console-link.ts';
import { traceIdOf } from '../../lambda/trace-id.ts';
import type { ToldRun } from '../../logs/runs/told-run.ts';
import type { LogTailSnapshot } from '../../monitor/log/log-tail-snapshot.ts';
import type { AwsAccess } from '../../terminal/aws-command.ts';
import { safe, safeText } from '../../terminal/safe-text.ts';
import { type LogAtHand, logConsole, tailCopyables } from '../log/tail-copyables.ts';
import { originAtHand } from '../log/tail-logs.ts';
import type { Copyable } from '../parts/copy-menu.ts';

/** What can be copied of a run: what can be of its last line, whose block it is, and the way to its trace. */
export function runCopyables(
  run: ToldRun,
  snapshot: LogTailSnapshot,
  access: AwsAccess,
): readonly Copyable[] {
  const traceId = run.reportEvent === null ? null : traceIdOf(run.reportEvent.message);
  const trace: readonly Copyable[] =
    traceId === null
      ? []
      : [
          {
            key: 't',
            name: safe`trace link`,
            lines: [traceLink(safeText(access.region), safeText(traceId))],
          },
        ];
  return [...tailCopyables(lineAtHand(run, snapshot, access)), ...trace];
}

/** The run's log stream in the AWS console, from its first line on. */
export function runConsole(run: ToldRun, snapshot: LogTailSnapshot, access: AwsAccess): Copyable {
  const log = lineAtHand(run, snapshot, access);
  return logConsole({ ...log, item: run.lines[0] ?? null });
}

function lineAtHand(run: ToldRun, snapshot: LogTailSnapshot, access: AwsAccess): LogAtHand {
  // Its lines are all there: none is hidden behind the REPORT.
  const items = run.lines.map((line) => ({ ...line, invocation: null }));
  const item = items.findLast(({ line }) => line.requestId !== null) ?? null;
  return { item, items, ...originAtHand(item, snapshot), pattern: snapshot.wanted.pattern, access };
}
