import { maskedWords } from '../patterns/masked-words.ts';
import type { PatternMiner } from '../patterns/pattern-miner.ts';
import type { StoryEvent } from './story-item.ts';
import type { ToldRun } from './told-run.ts';

/**
 * What a line says, without what differs from run to run: steps of runs are known by it, whatever the application is.
 * It means the same in two readings of a log.
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

/** A part of a run: from a line until the next one that it writes. */
export interface RunStep {
  readonly name: StepName;
  /** The first line that it begins with. */
  readonly line: StoryEvent;
  /** How long nothing was said after it; of all such lines, where there are several. */
  readonly silentMs: number;
}

/** The steps of a run, in the order in which they began. What its environment said before its START is none. */
export function stepsOf(
  { lines, startMs }: Pick<ToldRun, 'lines' | 'startMs'>,
  nameOf: StepNaming,
): readonly RunStep[] {
  const steps = new Map<StepName, RunStep>();
  for (const [index, line] of lines.entries()) {
    const next = lines[index + 1];
    if (next === undefined || line.event.timestampMs < startMs) continue;
    const name = nameOf(line);
    const known = steps.get(name);
    const silentMs = Math.max(0, next.event.timestampMs - line.event.timestampMs);
    steps.set(name, { name, line: known?.line ?? line, silentMs: (known?.silentMs ?? 0) + silentMs });
  }
  return [...steps.values()];
}
