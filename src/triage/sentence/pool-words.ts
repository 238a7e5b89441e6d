import { FULL_POOL } from '../../capacity/assessment.ts';
import type { Line } from '../../terminal/line.ts';
import { groupedText, rateText } from '../../terminal/quantity.ts';
import { safe, safeText } from '../../terminal/safe-text.ts';
import { inTense, type Tense } from '../../terminal/tense.ts';
import type { RawText, SafeText } from '../../terminal/text.ts';
import { strong, words } from '../../terminal/words.ts';
import type { Cause } from '../cause/cause.ts';
import type { PoolHolder, PoolPressure } from '../cause/pool.ts';
import type { PoolFilling, PoolFull } from '../cause/pool-cause.ts';
import type { TroubledFunction } from '../cause/troubled-function.ts';
import { newestRate, throttleRateOf } from '../minute/function-minute.ts';
import { functions, percent, wholePercent } from './amount-words.ts';
import type { SentenceForms } from './sentence-forms.ts';
import { foreseen, fullWord, nowSince, type TimeWords, untilText } from './time-words.ts';

/** Share of unreserved concurrency. */
const PROVISIONED_THAT_MATTERS = 0.1;

/** What fills the pool matters more than how its victims are called, and it is what to act on. */
export function poolFullSentence(cause: PoolFull, timeWords: TimeWords): SentenceForms {
  const { use, newestIsClean, consumers } = cause;
  const { tense } = timeWords;
  const victims = strong(functions(cause.others));
  const readers = consumers === 0 ? safe`` : safe` (${consumers} fed by a stream)`;
  const fillers = [...grower(cause.culprit), ...holding(cause, tense)];
  if (newestIsClean) {
    const now = use === null ? safe`` : safe`; ${wholePercent(use)} in use${inTense(tense, ' now', '')}`;
    return {
      says: words`turned away ${victims}${readers} in 5 min, none in the newest${now}${fillers}`,
      short: words`turned away ${victims} in 5 min, none in the newest${now}${fillers}`,
      shortest: words`turned away ${victims}; none in the newest minute`,
    };
  }
  const state = stateText(use);
  const whenBegun = nowSince(cause, timeWords);
  return {
    ...(use !== null && { verb: inTense(tense, 'is', 'was') }),
    says: words`${state}: ${victims}${readers} turned away${whenBegun}${fillers}`,
    short: words`${state}: ${victims} turned away${whenBegun}${fillers}`,
    shortest: words`${state}: ${victims} hit${whenBegun}${mainFiller(cause, tense)}`,
  };
}

export function poolFillingSentence({ pressure }: PoolFilling, tense: Tense): SentenceForms {
  const { eta, growthPerMinute, use, culprit } = pressure;
  const sharing = [...lessProvisioned(pressure, tense), ...sharers(pressure, tense)];
  if (use >= FULL_POOL || eta === null) {
    const state =
      use >= FULL_POOL
        ? words`${strong(safe`full`)}${peakText(use)}`
        : words`${strong(wholePercent(use))} in use`;
    const says = words`${state}${grower(culprit)}${sharing}`;
    return { verb: inTense(tense, 'is', 'was'), says };
  }
  const soonFull = words`${fullWord(eta, tense)} ${strong(untilText(eta, tense))}`;
  const says = words`${soonFull}${growth(culprit, growthPerMinute, tense)}${sharing}`;
  const verb = foreseen(eta, tense, ['is', 'was', 'was']);
  if (culprit === null || growthPerMinute === null) return { verb, says };
  // The number of functions in it is shown elsewhere.
  return { verb, says, short: words`${soonFull}; ${safeText(culprit)} +${rateText(growthPerMinute)} a min` };
}

function stateText(use: number | null): SafeText {
  if (use === null) return safe`ran out`;
  return use >= FULL_POOL ? safe`full` : safe`${wholePercent(use)} in use`;
}

/** The function that holds most of it, phrased differently where that is also the one that grew. */
function holding({ culprit, holder }: PoolFull, tense: Tense): Line {
  if (holder === null) return [];
  if (culprit === null) return words`; ${safeText(holder.functionName)} ${holds(holder, tense)}`;
  return culprit === holder.functionName ? words` and ${holds(holder, tense)}` : [];
}

/** Who grew or holds most of it. */
function mainFiller({ culprit, holder }: PoolFull, tense: Tense): Line {
  if (holder === null || (culprit !== null && culprit !== holder.functionName)) return grower(culprit);
  return words`; ${safeText(holder.functionName)} ${holds(holder, tense)}`;
}

function holds({ level }: PoolHolder, tense: Tense): SafeText {
  return safe`${inTense(tense, 'holds', 'held')} ${groupedText(level)}`;
}

/** A function that is throttled by a full pool. */
export interface TurnedAwayByPool {
  /** Where it has no other trouble. */
  readonly alone: Line;
  /** After its other trouble, longest first. */
  readonly beside: readonly [Line, Line];
}

export function turnedAwayByPool(
  { reasons, minutes }: Pick<TroubledFunction, 'reasons' | 'minutes'>,
  pool: PoolFull,
  timeWords: TimeWords,
): TurnedAwayByPool | null {
  const reason = reasons.find(({ rule }) => rule === 'throttles');
  if (reason === undefined) return null;
  const newest = newestRate(minutes, throttleRateOf);
  const rate = strong(percent(newest || reason.value));
  const fillers = [...grower(pool.culprit), ...holding(pool, timeWords.tense)];
  if (newest === 0) {
    const away = words`the account pool turned away ${rate}`;
    return {
      alone: words`${away} of attempts in 5 min, none in the newest${fillers}`,
      beside: [
        words`; ${away} of attempts in 5 min, none in the newest`,
        words`; ${away}, none in the newest`,
      ],
    };
  }
  const away = words`the account pool ${inTense(timeWords.tense, 'turns', 'turned')} away ${rate}`;
  const ofWhen = { ...reason, ...(newest === null && ({ newestIsUnknown: true } as const)) };
  return {
    alone: words`${away} of attempts${nowSince(ofWhen, timeWords)}${fillers}`,
    beside: [words`; ${away} of attempts`, words`; ${away}`],
  };
}

/** After a function's own trouble in a list that reports the pool separately: why it is critical. */
export function worseByPoolWords({ isWorseByPool }: Cause): Line {
  return isWorseByPool ? words`; critical because of the account pool` : [];
}

/** Why it is full, where the bar beside it shows room: no call need have been turned away. */
function peakText(use: number): SafeText {
  return use >= 1 ? safe`` : safe`, ${wholePercent(use)} at its peak`;
}

/** Without this, a short pool with little in use would be inexplicable. */
function lessProvisioned({ limit, idleProvisioned }: PoolPressure, tense: Tense): Line {
  return idleProvisioned < PROVISIONED_THAT_MATTERS * (limit + idleProvisioned)
    ? []
    : words`; ${groupedText(idleProvisioned)} provisioned ${inTense(tense, 'leave', 'left')} it ${groupedText(limit)}`;
}

function sharers({ sharedBy }: PoolPressure, tense: Tense): Line {
  return sharedBy === 1 ? [] : words`; ${functions(sharedBy)} ${inTense(tense, 'share', 'shared')} it`;
}

function growth(culprit: RawText | null, growthPerMinute: number | null, tense: Tense): Line {
  if (growthPerMinute === null || growthPerMinute <= 0) return [];
  const rate = rateText(growthPerMinute);
  return culprit === null
    ? words`, growing by ${rate} a minute`
    : words` as ${safeText(culprit)} ${inTense(tense, 'adds', 'added')} ${rate} a minute`;
}

function grower(name: RawText | null): Line {
  return name === null ? [] : words`; ${safeText(name)} grew the most`;
}
