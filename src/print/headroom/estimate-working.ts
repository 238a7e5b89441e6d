import type { Assessment, EstimatePart } from '../../capacity/assessment.ts';
import { REQUESTS_PER_ENVIRONMENT } from '../../capacity/limit/limit.ts';
import { CALLS_PER_POLLER, sourceLimit } from '../../capacity/limit/source-limit.ts';
import type { EventSourceMapping } from '../../lambda/event-source.ts';
import { type EpochMs, MINUTE_MS } from '../../lambda/time.ts';
import type { FleetSnapshot } from '../../monitor/fleet/fleet-snapshot.ts';
import type { FunctionStatus } from '../../monitor/function/function-status.ts';
import { numberOf } from '../../monitor/reading.ts';
import { padEnd, padStart } from '../../terminal/display-width.ts';
import type { Line } from '../../terminal/line.ts';
import { ageText, decimalText, groupedText } from '../../terminal/quantity.ts';
import { joinSafe, safe } from '../../terminal/safe-text.ts';
import type { SafeText } from '../../terminal/text.ts';
import { strong, toned } from '../../terminal/words.ts';
import { attemptsOf, averageDurationOf } from '../../triage/minute/function-minute.ts';

/** One line of the working: what is reckoned, from which numbers, and what comes of it. */
interface Step {
  readonly says: SafeText;
  readonly from: SafeText;
  /** Null where nothing is reckoned from it. */
  readonly is: Line | null;
}

const SAYS_WIDTH = 15;
const RESULT_WIDTH = 7;

/** Whose estimate is told, and when. */
interface Estimated {
  readonly status: FunctionStatus;
  readonly account: FleetSnapshot['account'];
  readonly nowMs: EpochMs;
}

/**
 * How the estimate is made, with every number that goes into it as it goes in: whoever has a pocket calculator gets the
 * same.
 */
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
  const { invocations, durationSumMs } = newest;
  const averageMs = averageDurationOf(newest);
  const attempts = attemptsOf(newest);
  const begun = durationSumMs === null ? assessment.level : durationSumMs / MINUTE_MS;
  const partOf = (wanted: EstimatePart['source']) => assessment.parts.find(({ source }) => source === wanted);
  // Calls that last beyond their minute are busy in the next ones too: the estimate counts them where they ran.
  const residence = partOf('residence');
  const inFlight = partOf('inFlight');
  const average = averageMs === null ? null : safe`${fourDigits(averageMs / 1_000)} s`;
  const seen = numberOf(status.observedMax);
  const isWidened = seen !== null && inFlight === undefined;
  return [
    ...(invocations === null || average === null
      ? []
      : [step(safe`served`, safe`${groupedText(invocations)} / 60 s ${times} ${average}`, estimated(begun))]),
    ...(durationSumMs === null
      ? []
      : [step(safe`Sum(Duration)`, safe`${valueText(durationSumMs / 1_000)} s / 60 s`, estimated(begun))]),
    ...(residence === undefined ? [] : residenceSteps(residence, times)),
    ...(attempts === null || average === null || assessment.demand === null
      ? []
      : [
          step(
            safe`attempts`,
            safe`${groupedText(attempts)} / 60 s ${times} ${average}`,
            estimated(assessment.demand),
          ),
        ]),
    ...(seen === null
      ? []
      : [
          step(safe`observed max`, safe`CloudWatch, ${ageText(nowMs - newest.minuteMs)} old`, measured(seen)),
        ]),
    ...(inFlight === undefined
      ? []
      : [
          step(
            safe`in flight`,
            safe`its log, ${ageText(nowMs - inFlight.asOfMs)} old`,
            measured(inFlight.value),
          ),
          ...whyByMinutes(assessment),
        ]),
    ...(assessment.low === null || assessment.high === null
      ? []
      : [
          {
            says: safe`busiest second`,
            from: bandText(assessment.low, assessment.high, isWidened),
            is: null,
          },
        ]),
    ...(assessment.limit.kind === 'requestRate' && attempts !== null
      ? [step(safe`requests/s`, safe`${groupedText(attempts)} / 60 s`, measured(attempts / 60))]
      : []),
  ];
}

/** The newest minutes stand for themselves, those before for all of their calls. */
const MINUTES_APART = 3;

/** The calls of each minute, by how long each ran in the one that is estimated. */
function residenceSteps({ value, ran = [], asOfMs }: EstimatePart, times: SafeText): readonly Step[] {
  const apart = ran.slice(0, MINUTES_APART).map((each) => {
    const minutes = Math.round((asOfMs - each.minuteMs) / MINUTE_MS) - 1;
    return { ...each, says: minutes === 0 ? safe`begun in it` : safe`${minutes} min before` };
  });
  const earlier = ran.slice(MINUTES_APART);
  const sum = (of: 'calls' | 'busyMs') => earlier.reduce((total, each) => total + each[of], 0);
  const all = [...apart, { says: safe`earlier`, calls: sum('calls'), busyMs: sum('busyMs') }]
    .map((each) => ({ ...each, calls: Math.round(each.calls) }))
    .filter(({ calls }) => calls > 0);
  return [
    ...all.map(({ says, calls, busyMs }) =>
      step(
        says,
        safe`${groupedText(calls)} / 60 s ${times} ${fourDigits(busyMs / 1_000 / calls)} s`,
        estimated(busyMs / MINUTE_MS, fourDigits),
      ),
    ),
    step(
      safe`as they ran`,
      joinSafe(
        all.map(({ busyMs }) => fourDigits(busyMs / MINUTE_MS)),
        safe` + `,
      ),
      estimated(value),
    ),
  ];
}

/** Why what is in flight does not judge the limit, though it is known to the second. */
function whyByMinutes({ judgedBy, limit }: Assessment): readonly Step[] {
  if (judgedBy === 'inFlight') return [];
  switch (limit.kind) {
    case 'account':
      return [{ says: safe`judged by`, from: safe`minutes: others use the pool, too`, is: null }];
    case 'source':
      return [{ says: safe`judged by`, from: safe`minutes: a full second fails nobody`, is: null }];
    case 'reserved':
    case 'requestRate':
    case 'off':
    case 'unknown':
      return [];
  }
}

/** Where the limit itself is reckoned from what AWS says. */
function limitSteps(
  { assessment, eventSources }: FunctionStatus,
  account: FleetSnapshot['account'],
  times: SafeText,
): readonly Step[] {
  const { limit } = assessment;
  switch (limit.kind) {
    case 'account':
      return poolSteps(account);
    case 'requestRate': {
      const reserved = limit.value / REQUESTS_PER_ENVIRONMENT;
      const from = safe`${REQUESTS_PER_ENVIRONMENT} ${times} ${groupedText(reserved)} reserved`;
      return [step(safe`its limit`, from, measured(limit.value))];
    }
    case 'source': {
      const sources = eventSources.known ? eventSources.value : [];
      return sources.flatMap(({ mapping, stream }) =>
        mapping.source === 'sqs'
          ? queueSteps(mapping)
          : stream?.known === true
            ? [
                step(
                  safe`workers`,
                  safe`${groupedText(stream.value.openShards)} shards ${times} ${mapping.parallelizationFactor}`,
                  measured(stream.value.openShards * mapping.parallelizationFactor),
                ),
              ]
            : [],
      );
    }
    case 'reserved':
    case 'off':
    case 'unknown':
      return [];
  }
}

/** What is provisioned is taken from the others, as what is reserved is. */
function poolSteps({
  limits,
  idleProvisioned,
  idleProvisionedAgeMs,
  idleProvisionedPresumedMs: presumedMs,
  poolLimit,
}: FleetSnapshot['account']): readonly Step[] {
  if (!limits.known || poolLimit === null) return [];
  const { concurrency, unreservedConcurrency } = limits.value;
  const reserved = groupedText(concurrency - unreservedConcurrency);
  const pool = step(
    safe`account pool`,
    safe`${groupedText(concurrency)} - ${reserved} reserved`,
    measured(unreservedConcurrency),
  );
  if (idleProvisioned === 0) return [pool];
  const old = idleProvisionedAgeMs === 0 ? safe`` : safe` ${ageText(idleProvisionedAgeMs)} before`;
  const less = safe`${groupedText(unreservedConcurrency)} - ${groupedText(idleProvisioned)} provisioned${old}`;
  const left = step(safe`left of it`, less, measured(poolLimit));
  if (presumedMs === undefined) return [pool, left];
  // Else some of what is taken for provisioned was reserved, and given up before anybody looked.
  const from = safe`${reserved} reserved then, read ${ageText(presumedMs)} later`;
  return [pool, left, { says: safe`presumed`, from, is: null }];
}

function queueSteps(mapping: EventSourceMapping): readonly Step[] {
  const { value, by } = sourceLimit(mapping, null);
  if (value === null) return [];
  const from =
    by === 'pollers'
      ? safe`provisioned pollers, ${CALLS_PER_POLLER} calls each`
      : by === 'maximum'
        ? safe`its mapping's maximum`
        : safe`what Lambda gives a queue`;
  return [step(safe`calls at once`, from, measured(value))];
}

/**
 * The band in which the busiest second of nine minutes in ten is expected, in whole calls as the dashboard has it.
 *
 * @param isWidened so that it holds what was observed, and so of more minutes than those
 */
function bandText(low: number, high: number, isWidened: boolean): SafeText {
  const [from, to] = [groupedText(low), groupedText(high)];
  const sure = isWidened ? safe`90 % sure or more` : safe`90 % sure`;
  return from === to ? safe`~${to} at most, ${sure}` : safe`~${from} to ${to}, ${sure}`;
}

function step(says: SafeText, from: SafeText, is: Line): Step {
  return { says, from, is };
}

function estimated(value: number, textOf = valueText): Line {
  return [strong(padStart(safe`~${textOf(value)}`, RESULT_WIDTH), 'ours')];
}

function measured(value: number): Line {
  return [strong(padStart(Number.isInteger(value) ? groupedText(value) : valueText(value), RESULT_WIDTH))];
}

/** Small numbers keep the digit that a reader would get. */
function valueText(value: number): SafeText {
  return value < 99.95 ? decimalText(value, 1) : groupedText(value);
}

/** As many digits as it takes to get the same result. */
function fourDigits(value: number): SafeText {
  const digits = Math.max(0, 3 - Math.max(-3, Math.floor(Math.log10(Math.max(value, 1e-4)))));
  return decimalText(value, Math.min(6, digits));
}
