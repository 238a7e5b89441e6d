import type { Assessment } from '../../src/capacity/assessment.ts';
import { MINUTE_MS } from '../../src/lambda/time.ts';
import { type Calls, callsOf } from './calls.ts';
import { type FlagTally, flagTally } from './flag-score.ts';
import { loadOf } from './loads.ts';
import {
  finalMinutes,
  type MinuteBands,
  type MinuteErrors,
  noBands,
  noErrors,
  polledMinute,
} from './minute-score.ts';
import { NAIVE_RULES } from './naive-rules.ts';
import { EtaScore, RiskScore, scoreRisks } from './risk-score.ts';
import { LOOK_EVERY_MS, looksAt } from './seen.ts';
import { type Truth, truthOf } from './truth.ts';
import { watched } from './watched.ts';

/** The results of one load with one seed. */
export interface LoadResult {
  readonly flags: ReadonlyMap<string, FlagTally>;
  readonly errors: MinuteErrors;
  readonly bands: MinuteBands;
  readonly risk: { readonly all: RiskScore; readonly before: RiskScore; readonly eta: EtaScore };
}

export const LMON = 'lmon';
export const LMON_SAMPLED = 'lmon, 30 % of the log';
const SAMPLE = 0.3;
/** Warm-up: until then too little is known, so nothing is scored. */
export const WARM_UP_S = 15 * 60;

export function runLoad(name: string, seed: number, hours: number, withSample: boolean): LoadResult {
  const calls = callsOf(loadOf(name, seed), seed, hours);
  const truth = truthOf(calls);
  const errors = noErrors();
  const bands = noBands();
  const risk = { all: new RiskScore(), before: new RiskScore(), eta: new EtaScore() };
  const flags = new Map<string, FlagTally>();
  const said: Pick<Assessment, 'risk' | 'eta'>[] = [];
  const judge = watched(calls, { hasLogs: true, isSampled: false });
  const rules = [...NAIVE_RULES].map(([rule, make]) => ({
    rule,
    says: make(calls.limit),
    isOn: newLooks(truth),
  }));
  const isOn = newLooks(truth);
  let look = 0;
  for (const seen of looksAt(calls, truth)) {
    for (const { says, isOn } of rules) isOn[look] = says(seen) ? 1 : 0;
    const { assessment, polled } = judge(seen);
    isOn[look++] = assessment.flag === 'ok' ? 0 : 1;
    said.push({ risk: assessment.risk, eta: assessment.eta });
    if (polled === null || polled.minuteMs < calls.startMs + WARM_UP_S * 1_000) continue;
    const trueMean = truth.meanOfMinute[(polled.minuteMs - calls.startMs) / MINUTE_MS] ?? 0;
    polledMinute(seen, trueMean, errors);
    errors['logs as polled'].add(polled.mean, trueMean);
  }
  for (const { rule, isOn } of rules) flags.set(rule, flagTally(isOn, truth, calls.limit, WARM_UP_S));
  flags.set(LMON, flagTally(isOn, truth, calls.limit, WARM_UP_S));
  scoreRisks(said, truth, WARM_UP_S, risk);
  finalMinutes(calls, truth, WARM_UP_S / 60, { errors, bands });
  if (withSample) flags.set(LMON_SAMPLED, sampledFlags(calls, truth, errors));
  return { flags, errors, bands, risk };
}

/** lmon's flag when it sees only a sample of the log. */
function sampledFlags(calls: Calls, truth: Truth, errors: LoadResult['errors']): FlagTally {
  const judge = watched(calls, { hasLogs: true, isSampled: true });
  const isOn = newLooks(truth);
  let look = 0;
  for (const seen of looksAt(calls, truth, SAMPLE)) {
    const { assessment, polled } = judge(seen);
    isOn[look++] = assessment.flag === 'ok' ? 0 : 1;
    if (polled === null || polled.minuteMs < calls.startMs + WARM_UP_S * 1_000) continue;
    const trueMean = truth.meanOfMinute[(polled.minuteMs - calls.startMs) / MINUTE_MS] ?? 0;
    errors['logs at 30 %'].add(polled.mean, trueMean);
  }
  return flagTally(isOn, truth, calls.limit, WARM_UP_S);
}

function newLooks({ peakOfSecond }: Truth): Uint8Array {
  return new Uint8Array(Math.ceil((peakOfSecond.length * 1_000) / LOOK_EVERY_MS));
}
