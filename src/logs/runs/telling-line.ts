import { isErrorLine } from '../../lambda/line/outcome.ts';
import type { StoryEvent } from '../lines/story-item.ts';
import type { ToldRun } from './told-run.ts';

/** The line that says most of how a run went: the last error, else the last that its code wrote; null for a silent one. */
export function tellingLine({ lines }: Pick<ToldRun, 'lines'>): StoryEvent | null {
  return (
    lines.findLast(({ line }) => line.kind === 'app' && isErrorLine(line)) ??
    lines.findLast(({ line }) => line.kind === 'failure') ??
    lines.findLast(({ line }) => line.kind === 'app') ??
    null
  );
}
