import type { StoryEvent } from '../lines/story-item.ts';
import { maskedWords } from '../patterns/masked-words.ts';
import type { PatternMiner } from '../patterns/pattern-miner.ts';
import type { LoggedRun } from './logged-run.ts';

/**
 * A line's text without what varies between runs, which identifies steps across runs and across two readings of a log.
 */
export type StepName = string;

export type StepNaming = (item: StoryEvent) => StepName;

export function createStepNaming({
  currentId,
  patterns,
}: Pick<PatternMiner, 'currentId' | 'patterns'>): StepNaming {
  const words = new Map(patterns().map((pattern) => [pattern.id, maskedWords(pattern)]));
  return ({ patternId, line }) => {
    const id = patternId === null ? null : currentId(patternId);
    return (id === null ? undefined : words.get(id)) ?? line.kind;
  };
}

/** A part of a run: from one line to the run's next line. */
export interface RunStep {
  /** The same line of another run has the same name, which includes its ordinal among equal lines. */
  readonly name: StepName;
  /** The line that it begins with; the first of several. */
  readonly line: StoryEvent;
  /** How many lines it covers: one, or all equal ones after the first few. */
  readonly times: number;
  /** The silence after it; summed over its lines. */
  readonly silentMs: number;
}

/** A few retries are listed individually, a loop's lines together. */
const TOLD_APART = 3;

/**
 * The steps of a run, in order. Lines of its environment before START are not steps, nor is END: the code is done by
 * then.
 */
export function stepsOf(
  { lines, startMs }: Pick<LoggedRun, 'lines' | 'startMs'>,
  nameOf: StepNaming,
): readonly RunStep[] {
  const steps = new Map<StepName, RunStep>();
  const seen = new Map<StepName, number>();
  for (const [index, line] of lines.entries()) {
    const next = lines[index + 1];
    if (next === undefined || line.event.timestampMs < startMs || line.line.kind === 'end') continue;
    const kind = nameOf(line);
    const place = Math.min(seen.get(kind) ?? 0, TOLD_APART);
    seen.set(kind, place + 1);
    const name = `${place} ${kind}`;
    const known = steps.get(name);
    const silentMs = Math.max(0, next.event.timestampMs - line.event.timestampMs);
    steps.set(name, {
      name,
      line: known?.line ?? line,
      times: (known?.times ?? 0) + 1,
      silentMs: (known?.silentMs ?? 0) + silentMs,
    });
  }
  return [...steps.values()];
}
