import type { EpochMs } from '../lambda/time.ts';
import type { Line } from '../terminal/line.ts';
import {
  ageText,
  countText,
  durationText,
  groupedText,
  percentText,
  rateText,
  wholePercentText,
} from '../terminal/quantity.ts';
import { safe } from '../terminal/safe-text.ts';
import type { SafeText } from '../terminal/text.ts';
import { strong, words } from '../terminal/words.ts';
import {
  attemptsOf,
  errorRateOf,
  type FunctionMinute,
  newestRate,
  throttleRateOf,
} from './function-minute.ts';
import { limitWasMet } from './rejection.ts';
import { type Reason, reachesTimeout } from './rules.ts';
import type { TroubledFunction } from './troubled-function.ts';

/**
 * One step of the explanation. `atMs` is when it began or, where that is not known, the minute that it speaks of;
 * null stands for what follows from the steps.
 */
export interface WhyStep {
  readonly atMs: EpochMs | null;
  readonly says: Line;
}

export interface WhyFacts extends TroubledFunction {
  readonly timeoutMs: number;
  /** Whether a stream or queue calls the function; null where lmon may not see it. */
  readonly hasEventSource: boolean | null;
}

/** What happened to a function, step by step and each with its evidence, then what that suggests. */
export function whySteps(facts: WhyFacts): readonly WhyStep[] {
  const steps = [durationStep(facts), ...facts.reasons.map((reason) => reasonStep(reason, facts))];
  const told = steps
    .flatMap((step) => step ?? [])
    .toSorted((a, b) => (a.atMs ?? Infinity) - (b.atMs ?? Infinity));
  return [...told, ...likely(facts)];
}

function durationStep({ durationRise, minutes }: WhyFacts): WhyStep | null {
  if (durationRise === null) return null;
  const { sinceMs, beforeMs, nowMs } = durationRise;
  const change = attemptsChange(minutes, sinceMs);
  const rise = words`average duration ${strong(safe`${durationText(beforeMs)} to ${durationText(nowMs)}`)}`;
  return {
    atMs: sinceMs,
    says: change === null ? rise : [...rise, ...words` while attempts ${changeText(change)}`],
  };
}

function reasonStep(reason: Reason, facts: WhyFacts): WhyStep | null {
  const { assessment, minutes } = facts;
  const { limit } = assessment;
  const at = (says: Line): WhyStep => ({ atMs: reason.sinceMs ?? minutes.at(-1)?.minuteMs ?? null, says });
  switch (reason.rule) {
    case 'throttles':
      return at(
        words`${metLimit(facts)}; ${rateWords(facts, reason, throttleRateOf, safe`turned away`)}${callersFeel(facts)}`,
      );
    case 'errors':
      return at(
        words`errors at ${rateWords(facts, reason, errorRateOf, safe`of calls`)}${timeoutEvidence(facts)}`,
      );
    case 'iteratorAge': {
      const workers =
        limit.kind === 'source' && limit.inUse !== null
          ? safe`; ${Math.min(limit.value, Math.round(limit.inUse))} of ${limit.value} shard workers busy`
          : safe``;
      return at(words`records wait ${strong(ageText(reason.value))} before they are read${workers}`);
    }
    case 'deadLetterErrors':
      return at(
        words`${strong(countText(reason.value))} events could not be written to the dead-letter target: they are gone`,
      );
    case 'pool': {
      const own = assessment.level ?? 0;
      const growth = facts.growthPerMinute;
      const pace = growth !== null && growth > 0 ? safe`, ${rateText(growth)} more each minute` : safe``;
      return at(
        words`holds ${strong(groupedText(own))} of the account pool${pace}; the pool is ${wholePercentText(reason.value)} % full`,
      );
    }
    case 'use':
      return hasReason(facts, 'throttles')
        ? null
        : at(words`uses ${strong(safe`${wholePercentText(reason.value)} %`)} of its limit`);
    case 'eta':
      return at(words`at this pace its limit is met in ${strong(ageText(reason.value))}`);
    case 'timeout':
      return hasReason(facts, 'errors')
        ? null
        : at(
            words`the longest call of five minutes took ${strong(safe`${wholePercentText(reason.value)} %`)} of the ${durationText(facts.timeoutMs)} timeout`,
          );
    case 'silence': {
      const last = minutes.findLast((minute) => (minute.invocations ?? 0) > 0);
      return {
        atMs: last?.minuteMs ?? reason.sinceMs,
        says: words`last call; usually ${strong(countText(reason.value))} a minute`,
      };
    }
  }
}

/** Words speak of the same minute as the columns beside them, though rules judge five; both where they differ. */
function rateWords(
  { minutes }: WhyFacts,
  reason: Reason,
  rateOf: (minute: FunctionMinute) => number | null,
  ofWhat: SafeText,
): Line {
  const newest = newestRate(minutes, rateOf);
  const rate = strong(safe`${percentText(newest || reason.value)} %`);
  return newest === 0
    ? words`${rate} ${ofWhat} in five minutes, none in the newest`
    : words`${rate} ${ofWhat}`;
}

function metLimit(facts: WhyFacts): SafeText {
  const { limit } = facts.assessment;
  if (limitWasMet(facts) === false) return safe`met a request or scaling rate, with concurrency to spare`;
  switch (limit.kind) {
    case 'reserved':
      return safe`met the reserved limit of ${groupedText(limit.value)}`;
    case 'account':
      return safe`the account pool of ${groupedText(limit.value)} ran out`;
    case 'source':
      return safe`all ${groupedText(limit.value)} shard workers are busy`;
    case 'off':
      return safe`reserved concurrency is 0: the function is switched off`;
    case 'unknown':
      return safe`a limit that lmon can't see was met`;
  }
}

/** @see https://docs.aws.amazon.com/lambda/latest/dg/invocation-retries.html */
function callersFeel({ hasEventSource }: WhyFacts): SafeText {
  if (hasEventSource === null) return safe``;
  return hasEventSource ? safe`, its event source tries again` : safe`, callers get 429`;
}

function timeoutEvidence({ reasons, timeoutMs }: WhyFacts): SafeText {
  return reachesTimeout(reasons)
    ? safe`; the longest calls reach the ${durationText(timeoutMs)} timeout`
    : safe``;
}

const FLAT_CHANGE = 0.15;

/** A suggestion only where the order of onsets and the traffic speak for it. */
function likely(facts: WhyFacts): readonly WhyStep[] {
  const { durationRise, reasons, minutes } = facts;
  const throttled = reasons.find(({ rule }) => rule === 'throttles');
  if (durationRise === null || throttled?.sinceMs == null || durationRise.sinceMs > throttled.sinceMs)
    return [];
  const change = attemptsChange(minutes, durationRise.sinceMs);
  if (change === null || Math.abs(change) > FLAT_CHANGE) return [];
  return [{ atMs: null, says: words`a slow dependency, not load; a higher limit alone would load it more` }];
}

/** Attempts since `sinceMs` against as many minutes before (an hour at most), as a share: 0.03 is 3 % more. */
function attemptsChange(minutes: readonly FunctionMinute[], sinceMs: EpochMs): number | null {
  const before = minutes.filter(({ minuteMs }) => minuteMs < sinceMs && minuteMs >= sinceMs - 3_600_000);
  const since = minutes.filter(({ minuteMs }) => minuteMs >= sinceMs);
  const usual = meanAttempts(before);
  const now = meanAttempts(since);
  return usual === null || now === null || usual === 0 ? null : now / usual - 1;
}

function meanAttempts(minutes: readonly FunctionMinute[]): number | null {
  const attempts = minutes.flatMap((minute) => attemptsOf(minute) ?? []);
  return attempts.length === 0 ? null : attempts.reduce((sum, count) => sum + count, 0) / attempts.length;
}

function changeText(change: number): SafeText {
  const percent = Math.max(1, Math.round(Math.abs(change) * 100));
  if (Math.abs(change) <= FLAT_CHANGE) return safe`stayed within ${percent} %`;
  return change > 0 ? safe`rose ${percent} %` : safe`fell ${percent} %`;
}

function hasReason({ reasons }: WhyFacts, rule: Reason['rule']): boolean {
  return reasons.some((reason) => reason.rule === rule);
}
