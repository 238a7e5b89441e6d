import type { EpochMs } from '../../../lambda/time.ts';
import type { DurationRise } from '../../change/duration-rise.ts';
import { type TrafficChange, trafficChange } from '../../change/traffic-change.ts';
import type { RuleName } from '../../rules/reason.ts';
import type { WeekOnset } from '../../rules/week-onset.ts';
import type { CaseFile } from './case-file.ts';

/** When each symptom began; null where it did not change, or began before the known minutes. */
export interface Onsets {
  readonly attempts: TrafficChange | null;
  readonly duration: DurationRise | null;
  readonly errorsMs: EpochMs | null;
  readonly throttlesMs: EpochMs | null;
  /** Failures that began this week, before the known minutes; set where no other symptom began within them. */
  readonly week: WeekOnset | null;
  /** The earliest onset of what hurts. */
  readonly firstMs: EpochMs | null;
}

/** Calls that run into their timeout fail too. */
const FAILING: ReadonlySet<RuleName> = new Set(['errors', 'timeout']);

export function onsetsOf(file: Pick<CaseFile, 'reasons' | 'minutes' | 'durationRise' | 'weekOnset'>): Onsets {
  const since = (rule: RuleName) => file.reasons.find((reason) => reason.rule === rule)?.sinceMs ?? null;
  const attempts = trafficChange(file.minutes);
  const began = [file.durationRise?.sinceMs, ...file.reasons.map(({ sinceMs }) => sinceMs)].flatMap(
    (timeMs) => timeMs ?? [],
  );
  return {
    attempts,
    duration: file.durationRise,
    errorsMs: since('errors'),
    throttlesMs: since('throttles'),
    week: began.length === 0 && file.reasons.some(({ rule }) => FAILING.has(rule)) ? file.weekOnset : null,
    firstMs: began.length === 0 ? null : Math.min(...began),
  };
}
