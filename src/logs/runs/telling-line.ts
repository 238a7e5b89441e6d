import { isErrorLine } from '../../lambda/line/outcome.ts';
import type { StoryEvent } from '../lines/story-item.ts';
import type { LoggedRun } from './logged-run.ts';

/** The line that says most about how a run went: its last error, else its code's last line; null for a silent run. */
export function tellingLine({ lines }: Pick<LoggedRun, 'lines'>): StoryEvent | null {
  return (
    lines.findLast(({ line }) => line.kind === 'app' && isErrorLine(line)) ??
    lines.findLast(({ line }) => line.kind === 'failure') ??
    lines.findLast(({ line }) => line.kind === 'app') ??
    null
  );
}
