import type { LogLine } from '../../../lambda/line/log-line.ts';
import { endOrStartMs, type LoggedRun } from '../../../logs/runs/logged-run.ts';
import { hasEnded } from '../../../logs/runs/run-outcome.ts';
import { outcomeWord } from '../../../print/invocation/run-words.ts';
import { filterWords } from '../../log/filter-words.ts';
import type { InvocationsState } from './invocations-state.ts';

/**
 * The listed runs, in order. Unfinished ones only where the filter asks for them, or where no end was seen of any: what
 * AWS filters may have no REPORT at all.
 */
export function listedRuns(
  runs: readonly LoggedRun[],
  { filter, sortedBy }: Pick<InvocationsState, 'filter' | 'sortedBy'>,
): readonly LoggedRun[] {
  const matches = matcherOf(filter);
  const listsAll = filter !== '' || !runs.some(({ outcome }) => hasEnded(outcome));
  const found = runs
    .filter((run) => (listsAll || hasEnded(run.outcome)) && matches(run))
    .toSorted((one, other) => endOrStartMs(other) - endOrStartMs(one));
  if (sortedBy?.sortsBy === undefined) return found;
  const { sortsBy } = sortedBy;
  return found
    .map((run) => ({ run, by: sortsBy(run) }))
    .toSorted((one, other) => comparedDown(one.by, other.by))
    .map(({ run }) => run);
}

function comparedDown(one: number | string | null, other: number | string | null): number {
  if (one === null || other === null) return Number(one === null) - Number(other === null);
  if (typeof one === 'string' || typeof other === 'string') return String(one).localeCompare(String(other));
  return other - one;
}

function matcherOf(filter: string): (run: LoggedRun) => boolean {
  const words = filterWords(filter.toLowerCase());
  return (run) => words.every(({ word, isExcluded }) => says(run, word) !== isExcluded);
}

/** Outcomes match by name, and runs by their application lines: every REPORT mentions memory. */
function says({ outcome, lines, requestId }: LoggedRun, word: string): boolean {
  return (
    outcomeWord(outcome).text.includes(word) ||
    requestId.includes(word) ||
    lines.some(({ line }) => isOfCode(line) && line.text.toLowerCase().includes(word))
  );
}

function isOfCode({ kind }: LogLine): boolean {
  return kind === 'app' || kind === 'failure';
}
