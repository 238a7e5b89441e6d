import { type FunctionMinute, total } from '../minute/function-minute.ts';
import { onceFor } from '../minute/once-for.ts';
import { countChanges } from '../onset/count-changes.ts';
import { countLikelihood } from '../onset/count-likelihood.ts';
import { STEADY } from '../thresholds.ts';

/**
 * Whether calls failed alike for as long as minutes are known: then nothing began, however much single minutes vary.
 */
export const failsAsEver = onceFor((minutes): boolean => {
  const known = calledMinutes(minutes);
  if (known.length < STEADY.fewestMinutes) return false;
  const early = known.slice(0, known.length / 2);
  return (
    early.some(({ errors }) => (errors ?? 0) > 0) &&
    countChanges(known.map(failures)).length === 0 &&
    !failsMoreThan(early, known.slice(-STEADY.newestMinutes))
  );
});

export function calledMinutes(minutes: readonly FunctionMinute[]): readonly FunctionMinute[] {
  return minutes.filter(({ invocations }) => (invocations ?? 0) > 0);
}

/** By a large factor, and by more than chance: a rise too slow for any minute to stand out is not steady. */
function failsMoreThan(early: readonly FunctionMinute[], newest: readonly FunctionMinute[]): boolean {
  const likelihood = countLikelihood([failuresOf(early), failuresOf(newest)]);
  const gain = likelihood.of(0, 1) + likelihood.of(1, 2) - likelihood.of(0, 2);
  return likelihood.rate(1, 2) >= STEADY.timesEarly * likelihood.rate(0, 1) && gain > STEADY.leastGain;
}

function failuresOf(minutes: readonly FunctionMinute[]) {
  return {
    count: total(minutes, ({ errors }) => errors),
    total: total(minutes, ({ invocations }) => invocations),
  };
}

function failures({ errors, invocations }: FunctionMinute) {
  return { count: errors ?? 0, total: invocations ?? 0 };
}
