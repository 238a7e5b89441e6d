import { clumpedTrace } from './clumped-arrivals.ts';
import { type FlagTally, flagTally } from './flag-score.ts';
import { LOOK_EVERY_MS, looksAt } from './seen.ts';
import { playedTrace } from './trace.ts';
import { truthOf } from './truth.ts';
import { watched } from './watched.ts';

/** What the flag did in one trace of clumped arrivals. */
export function runClumped(kind: string, seed: number, hours: number, warmUpS: number): FlagTally {
  const { trace, limit } = clumpedTrace(kind, seed, hours);
  const calls = playedTrace(trace, limit, seed);
  const truth = truthOf(calls);
  const isOn = new Uint8Array(Math.ceil((truth.peakOfSecond.length * 1_000) / LOOK_EVERY_MS));
  const judge = watched(calls, { hasLogs: true, isSampled: false });
  let look = 0;
  for (const seen of looksAt(calls, truth)) isOn[look++] = judge(seen).assessment.flag === 'ok' ? 0 : 1;
  return flagTally(isOn, truth, limit, warmUpS);
}
