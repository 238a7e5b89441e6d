import { type Assessment, type EstimatePart, wantedAtOnce } from '../../capacity/assessment.ts';
import { type EpochMs, MINUTE_MS } from '../../lambda/time.ts';
import type { FleetSnapshot } from '../../monitor/fleet/fleet-snapshot.ts';
import type { FunctionStatus } from '../../monitor/function/status/function-status.ts';
import { readPerMinuteMs } from '../../monitor/headroom/more-workers.ts';
import { numberOf } from '../../monitor/reading.ts';
import { padEnd } from '../../terminal/display-width.ts';
import type { Line } from '../../terminal/line.ts';
import { ageText, decimalText, groupedText, levelText } from '../../terminal/quantity.ts';
import { joinSafe, safe } from '../../terminal/safe-text.ts';
import type { SafeText } from '../../terminal/text.ts';
import { toned } from '../../terminal/words.ts';
import { attemptsOf, averageDurationOf, type FunctionMinute } from '../../triage/minute/function-minute.ts';
import { limitSteps } from './limit-working.ts';
import {
  estimated,
  fourDigits,
  measured,
  RESULT_WIDTH,
  type Step,
  step,
  valueText,
  WHOLE_FROM,
} from './working-step.ts';

const SAYS_WIDTH = 15;

/** The estimate to explain, with its time. */
interface Estimated {
  readonly status: FunctionStatus;
  readonly account: FleetSnapshot['account'];
  readonly nowMs: EpochMs;
}

/** How the estimate is computed, with every input as it is used: a pocket calculator gives the same result. */
export function workingLines(
  { status, account, nowMs }: Estimated,
  width: number,
  times: SafeText,
): readonly Line[] {
  return [...workingSteps(status, nowMs, times), ...limitSteps(status, account, times)].map(
    ({ says, from, is }) => {
      const fromWidth = Math.max(0, width - SAYS_WIDTH - RESULT_WIDTH - 2);
      return [
        toned('dim', padEnd(says, SAYS_WIDTH)),
        toned('fact', padEnd(from, fromWidth)),
        ...(is === null ? [] : [toned('dim', safe`= `), ...is]),
      ];
    },
  );
}

function workingSteps(status: FunctionStatus, nowMs: EpochMs, times: SafeText): readonly Step[] {
  const { assessment } = status;
  const newest = status.minutes.at(-1);
  if (newest === undefined || assessment.level === null) return [];
  return [
    ...meanSteps(newest, { ...assessment, level: assessment.level }, times),
    ...keepUpSteps(status, times),
    ...measuredSteps(status, newest, nowMs),
    ...bandSteps(status),
    ...requestSteps(newest, assessment),
  ];
}

/** From CloudWatch's minute: the traffic and its duration. */
function meanSteps(
  newest: FunctionMinute,
  assessment: Assessment & { readonly level: number },
  times: SafeText,
): readonly Step[] {
  const { invocations, durationSumMs } = newest;
  const { level, demand } = assessment;
  const averageMs = averageDurationOf(newest);
  const attempts = attemptsOf(newest);
  const average = averageMs === null ? null : safe`${fourDigits(averageMs / 1_000)} s`;
  const begun = durationSumMs === null ? level : durationSumMs / MINUTE_MS;
  // Calls that outlast their minute are busy in the next ones too: the estimate counts them where they ran.
  const residence = partOf(assessment, 'residence');
  const callsOf = (calls: number, takes: SafeText) => safe`${groupedText(calls)} / 60 s ${times} ${takes}`;
  return [
    ...(invocations === null || average === null
      ? []
      : [step(safe`served`, callsOf(invocations, average), estimated(begun))]),
    ...(durationSumMs === null
      ? []
      : [step(safe`Sum(Duration)`, safe`${valueText(durationSumMs / 1_000)} s / 60 s`, estimated(begun))]),
    ...(residence === undefined ? [] : residenceSteps(residence, times)),
    ...(attempts === null || average === null || demand === null
      ? []
      : [step(safe`attempts`, callsOf(attempts, average), estimated(demand))]),
  ];
}

/** A stream that gains age reads less than a minute of records in a minute. */
function keepUpSteps(status: FunctionStatus, times: SafeText): readonly Step[] {
  const wanted = wantedAtOnce(status.assessment);
  const readMs = readPerMinuteMs(status);
  if (wanted === null || readMs === MINUTE_MS) return [];
  const read = fourDigits(readMs / 1_000);
  return [
    step(
      safe`to keep up`,
      safe`${fourDigits(wanted)} ${times} 60 s / ${read} s`,
      estimated((wanted * MINUTE_MS) / readMs),
    ),
  ];
}

/** Values counted by CloudWatch and the log. */
function measuredSteps(status: FunctionStatus, newest: FunctionMinute, nowMs: EpochMs): readonly Step[] {
  const { assessment } = status;
  const seen = numberOf(status.observedMax);
  const inFlight = partOf(assessment, 'inFlight');
  const ageOf = (atMs: EpochMs) => ageText(nowMs - atMs);
  return [
    ...(seen === null
      ? []
      : [step(safe`observed max`, safe`CloudWatch, ${ageOf(newest.minuteMs)} old`, measured(seen))]),
    ...(inFlight === undefined
      ? []
      : [
          step(safe`in flight`, safe`its log, ${ageOf(inFlight.asOfMs)} old`, measured(inFlight.value)),
          ...whyByMinutes(assessment),
        ]),
  ];
}

function bandSteps({ assessment, observedMax }: FunctionStatus): readonly Step[] {
  const { low, high } = assessment;
  if (low === null || high === null) return [];
  const isWidened = numberOf(observedMax) !== null && partOf(assessment, 'inFlight') === undefined;
  return [{ says: safe`busiest second`, from: bandText(low, high, isWidened), is: null }];
}

function requestSteps(newest: FunctionMinute, { limit }: Assessment): readonly Step[] {
  const attempts = attemptsOf(newest);
  if (limit.kind !== 'requestRate' || attempts === null) return [];
  return [step(safe`requests/s`, safe`${groupedText(attempts)} / 60 s`, measured(attempts / 60))];
}

function partOf({ parts }: Assessment, wanted: EstimatePart['source']): EstimatePart | undefined {
  return parts.find(({ source }) => source === wanted);
}

/** The newest minutes are listed individually, earlier ones are summed up. */
const MINUTES_APART = 3;

/** The calls of each minute, by how long they ran within the estimated one. */
function residenceSteps({ value, ran = [], asOfMs }: EstimatePart, times: SafeText): readonly Step[] {
  const apart = ran.slice(0, MINUTES_APART).map((each) => {
    const minutes = Math.round((asOfMs - each.minuteMs) / MINUTE_MS) - 1;
    return {
      ...each,
      says:
        minutes === 0 ? safe`this minute` : minutes === 1 ? safe`minute before` : safe`${minutes} min before`,
    };
  });
  const earlier = ran.slice(MINUTES_APART);
  const sum = (of: 'calls' | 'busyMs') => earlier.reduce((total, each) => total + each[of], 0);
  const all = [...apart, { says: safe`earlier`, calls: sum('calls'), busyMs: sum('busyMs') }]
    .map((each) => ({ ...each, calls: Math.round(each.calls) }))
    .filter(({ calls }) => calls > 0);
  // As precise as their sum, which is computed from one digit more.
  const isLarge = value >= WHOLE_FROM;
  return [
    ...all.map(({ says, calls, busyMs }) =>
      step(
        says,
        safe`${groupedText(calls)} / 60 s ${times} ${fourDigits(busyMs / 1_000 / calls)} s`,
        estimated(busyMs / MINUTE_MS, isLarge ? levelText : valueText),
      ),
    ),
    step(
      safe`together`,
      joinSafe(
        all.map(({ busyMs }) => decimalText(busyMs / MINUTE_MS, isLarge ? 1 : 2)),
        safe` + `,
      ),
      estimated(value),
    ),
  ];
}

/** Why the in-flight count, although known to the second, does not judge the limit. */
function whyByMinutes({ judgedBy, limit }: Assessment): readonly Step[] {
  if (judgedBy === 'inFlight') return [];
  switch (limit.kind) {
    case 'account':
      return [{ says: safe`judged by`, from: safe`minutes: others use the pool, too`, is: null }];
    case 'source':
      return [{ says: safe`judged by`, from: safe`minutes: a full second fails nobody`, is: null }];
    case 'reserved':
    case 'requestRate':
    case 'provisioned':
    case 'off':
    case 'unknown':
      return [];
  }
}

/**
 * The range of the busiest second in nine of ten minutes, in whole calls as on the dashboard.
 *
 * @param isWidened to contain an observed value, so that it covers more minutes than that
 */
function bandText(low: number, high: number, isWidened: boolean): SafeText {
  const [from, to] = [groupedText(low), groupedText(high)];
  const sure = isWidened ? safe`90 % sure or more` : safe`90 % sure`;
  return from === to ? safe`~${to} at most, ${sure}` : safe`~${from} to ${to}, ${sure}`;
}
