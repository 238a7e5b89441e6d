import { FULL_POOL, type TimeToLimit } from '../../capacity/assessment.ts';
import type { Line } from '../../terminal/line.ts';
import { groupedText, rateText } from '../../terminal/quantity.ts';
import { safe, safeText } from '../../terminal/safe-text.ts';
import { inTense, type Tense } from '../../terminal/tense.ts';
import type { RawText, SafeText } from '../../terminal/text.ts';
import { strong, words } from '../../terminal/words.ts';
import type { Cause } from '../cause/cause.ts';
import type { PoolPressure } from '../cause/pool.ts';
import type { PoolFull } from '../cause/pool-cause.ts';
import type { TroubledFunction } from '../cause/troubled-function.ts';
import { newestRate, throttleRateOf } from '../minute/function-minute.ts';
import { functions, percent, wholePercent } from './amount-words.ts';
import { foreseen, fullWord, nowSince, type TimeWords, untilText } from './time-words.ts';

/** Share of unreserved concurrency. */
const PROVISIONED_THAT_MATTERS = 0.1;

export function poolAsSubject(cause: Cause, tense: Tense): Line {
  const pool = words`the account pool `;
  switch (cause.kind) {
    case 'poolFull':
      return cause.newestIsClean || cause.use === null ? pool : words`${pool}${inTense(tense, 'is', 'was')} `;
    case 'poolFilling': {
      const { use, eta } = cause.pressure;
      const isForecast = use < FULL_POOL && eta !== null;
      const is = isForecast ? foreseen(eta, tense, ['is', 'was', 'was']) : inTense(tense, 'is', 'was');
      return words`${pool}${is} `;
    }
    default:
      return [];
  }
}

export function poolFullWords(cause: PoolFull, timeWords: TimeWords): Line {
  const { use, newestIsClean } = cause;
  const { tense } = timeWords;
  const readers = cause.consumers === 0 ? safe`` : safe` (${cause.consumers} fed by a stream)`;
  const hit = words`${strong(functions(cause.others))}${readers}`;
  const named = [...grower(cause.culprit), ...holding(cause, tense)];
  if (newestIsClean) {
    const now = use === null ? safe`` : safe`; ${wholePercent(use)} in use${inTense(tense, ' now', '')}`;
    return [...words`turned away ${hit} in 5 min, none in the newest${now}`, ...named];
  }
  return [...words`${stateText(use)}: ${hit} turned away${nowSince(cause, timeWords)}`, ...named];
}

/** Where there is no room for more: with who grew or holds most of it, which is what to act on. */
export function shortestPoolFullWords(cause: PoolFull, timeWords: TimeWords): Line {
  const { use, newestIsClean, culprit, holder, others } = cause;
  if (newestIsClean) return words`turned away ${strong(functions(others))}; none in the newest minute`;
  const isHolder = culprit === null || culprit === holder?.functionName;
  const named =
    isHolder && holder !== null
      ? words`; ${safeText(holder.functionName)} ${inTense(timeWords.tense, 'holds', 'held')} ${groupedText(holder.level)}`
      : grower(culprit);
  return [
    ...words`${stateText(use)}: ${strong(functions(others))} hit${nowSince(cause, timeWords)}`,
    ...named,
  ];
}

function stateText(use: number | null): SafeText {
  if (use === null) return safe`ran out`;
  return use >= FULL_POOL ? safe`full` : safe`${wholePercent(use)} in use`;
}

/** The function that holds most of it, phrased differently where that is also the one that grew. */
function holding({ culprit, holder }: PoolFull, tense: Tense): Line {
  if (holder === null) return [];
  const holds = safe`${inTense(tense, 'holds', 'held')} ${groupedText(holder.level)}`;
  if (culprit === null) return words`; ${safeText(holder.functionName)} ${holds}`;
  return culprit === holder.functionName ? words` and ${holds}` : [];
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
  const turns = newest === 0 ? safe`turned` : inTense(timeWords.tense, 'turns', 'turned');
  const away = words`the account pool ${turns} away ${rate}`;
  const says =
    newest === 0 ? words`${away} of attempts in 5 min, none in the newest` : words`${away} of attempts`;
  const short = newest === 0 ? words`${away}, none in the newest` : away;
  const ofWhen = { ...reason, ...(newest === null && ({ newestIsUnknown: true } as const)) };
  const whenBegun = newest === 0 ? safe`` : nowSince(ofWhen, timeWords);
  return {
    alone: [...says, ...words`${whenBegun}`, ...grower(pool.culprit), ...holding(pool, timeWords.tense)],
    beside: [
      [...words`; `, ...says],
      [...words`; `, ...short],
    ],
  };
}

/** After a function's own trouble in a list that reports the pool separately: why it is critical. */
export function worseByPoolWords({ isWorseByPool }: Cause): Line {
  return isWorseByPool ? words`; critical because of the account pool` : [];
}

export function poolFillingWords({ pressure }: Extract<Cause, { kind: 'poolFilling' }>, tense: Tense): Line {
  const { eta, growthPerMinute, use, sharedBy } = pressure;
  const shared = [
    ...lessProvisioned(pressure, tense),
    ...(sharedBy === 1 ? [] : words`; ${functions(sharedBy)} ${inTense(tense, 'share', 'shared')} it`),
  ];
  if (use >= FULL_POOL)
    return [...words`${strong(safe`full`)}${peakText(use)}`, ...grower(pressure.culprit), ...shared];
  if (eta === null)
    return [...words`${strong(wholePercent(use))} in use`, ...grower(pressure.culprit), ...shared];
  return [...fullIn(eta, tense), ...growth(pressure.culprit, growthPerMinute, tense), ...shared];
}

/** Behind `the account pool is`. */
function fullIn(eta: TimeToLimit, tense: Tense): Line {
  return words`${fullWord(eta, tense)} ${strong(untilText(eta, tense))}`;
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

function growth(culprit: RawText | null, growthPerMinute: number | null, tense: Tense): Line {
  if (growthPerMinute === null || growthPerMinute <= 0) return [];
  const rate = rateText(growthPerMinute);
  return culprit === null
    ? words`, growing by ${rate} a minute`
    : words` as ${safeText(culprit)} ${inTense(tense, 'adds', 'added')} ${rate} a minute`;
}

/** For 80 columns: the number of functions in it is shown elsewhere. */
export function shortPoolFillingWords(cause: Extract<Cause, { kind: 'poolFilling' }>, tense: Tense): Line {
  const { eta, growthPerMinute, use, culprit } = cause.pressure;
  if (use >= FULL_POOL || eta === null || culprit === null || growthPerMinute === null)
    return poolFillingWords(cause, tense);
  return words`${fullIn(eta, tense)}; ${safeText(culprit)} +${rateText(growthPerMinute)} a min`;
}

function grower(name: RawText | null): Line {
  return name === null ? [] : words`; ${safeText(name)} grew the most`;
}
