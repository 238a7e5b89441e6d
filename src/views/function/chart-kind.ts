import type { FunctionStatus } from '../../monitor/function/function-status.ts';
import { numberOf } from '../../monitor/reading.ts';
import type { Cause } from '../../triage/cause/cause.ts';
import { rulesSaid } from '../../triage/sentence/cause-sentence.ts';

/** What a chart of a function shows. */
export type ChartKind = 'attempts' | 'failures' | 'duration' | 'concurrency' | 'iteratorAge' | 'lostEvents';

/**
 * Which charts a function has, in their order. What is lost has one where anything is: a line at zero would take the room
 * of others.
 */
export function chartKinds(status: FunctionStatus): readonly ChartKind[] {
  const losses: readonly ChartKind[] = (numberOf(status.lostEvents) ?? 0) > 0 ? ['lostEvents'] : [];
  return readsStream(status)
    ? ['attempts', 'duration', 'concurrency', 'iteratorAge', ...losses]
    : ['attempts', 'failures', ...losses, 'duration', 'concurrency'];
}

/** Of whom nobody may say who calls it, a stream does if records have an age: without one its chart would be empty. */
function readsStream({ iteratorAgeMs, eventSources, minutes }: FunctionStatus): boolean {
  if (iteratorAgeMs === 'notApplicable') return false;
  return eventSources.known || minutes.some((minute) => minute.iteratorAgeMs !== null);
}

/**
 * The chart that the verdict rests on.
 *
 * @param cause of which the verdict speaks, though another rule may be broken as badly: that of a pool that others fill
 */
export function pickedChart(status: FunctionStatus, cause: Cause | undefined): ChartKind {
  const [said] = cause === undefined ? [] : rulesSaid(cause);
  const rule = said ?? status.reasons[0]?.rule;
  const kind = rule === undefined ? 'attempts' : chartOf(rule);
  return chartKinds(status).includes(kind) ? kind : 'attempts';
}

function chartOf(rule: FunctionStatus['reasons'][number]['rule']): ChartKind {
  switch (rule) {
    case 'iteratorAge':
      return 'iteratorAge';
    case 'errors':
    case 'throttles':
      return 'failures';
    case 'timeout':
    case 'memory':
      return 'duration';
    case 'deadLetterErrors':
      return 'lostEvents';
    default:
      return 'attempts';
  }
}
