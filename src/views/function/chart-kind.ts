import type { FunctionStatus } from '../../monitor/function/status/function-status.ts';
import { isCalled } from '../../monitor/function/status/status-facts.ts';
import { numberOf } from '../../monitor/reading.ts';
import type { Cause } from '../../triage/cause/cause.ts';
import { rulesSaid } from '../../triage/sentence/cause-sentence.ts';

/** What a chart of a function shows. */
export type ChartKind = 'attempts' | 'failures' | 'duration' | 'concurrency' | 'iteratorAge' | 'lostEvents';

/**
 * A function's charts in order. Losses get one only where there are any, and calls that none has served have neither
 * duration nor concurrency: empty charts would take the room of others.
 */
export function chartKinds(status: FunctionStatus): readonly ChartKind[] {
  if (servesNone(status)) return ['attempts', 'failures'];
  const losses: readonly ChartKind[] = (numberOf(status.lostEvents) ?? 0) > 0 ? ['lostEvents'] : [];
  return readsStream(status)
    ? ['attempts', 'duration', 'concurrency', 'iteratorAge', ...losses]
    : ['attempts', 'failures', ...losses, 'duration', 'concurrency'];
}

/** Whether calls came that were all refused. */
function servesNone({ minutes }: FunctionStatus): boolean {
  return minutes.some(isCalled) && minutes.every(({ invocations }) => (invocations ?? 0) === 0);
}

/** Where callers can't be read, an iterator age shows a stream: without one the chart would be empty. */
function readsStream({ iteratorAgeMs, eventSources, minutes }: FunctionStatus): boolean {
  if (iteratorAgeMs === 'notApplicable') return false;
  return eventSources.known || minutes.some((minute) => minute.iteratorAgeMs !== null);
}

/**
 * The chart behind the verdict.
 *
 * @param cause the verdict's cause, even if another rule is broken as badly: a pool that others fill
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
