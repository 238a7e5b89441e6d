import { FULL_POOL } from '../../capacity/assessment.ts';
import type { Line } from '../../terminal/line.ts';
import { groupedText, rateText } from '../../terminal/quantity.ts';
import { safe, safeText } from '../../terminal/safe-text.ts';
import type { RawText, SafeText } from '../../terminal/text.ts';
import { strong, words } from '../../terminal/words.ts';
import type { Cause } from '../cause/cause.ts';
import type { PoolPressure } from '../cause/pool.ts';
import type { PoolFull } from '../cause/pool-cause.ts';
import type { TroubledFunction } from '../cause/troubled-function.ts';
import { newestRate, throttleRateOf } from '../minute/function-minute.ts';
import { functions, percent, wholePercent } from './amount-words.ts';
import { nowSince, type SinceWords, untilText } from './time-words.ts';

/** Share of unreserved concurrency. */
const PROVISIONED_THAT_MATTERS = 0.1;

export function poolAsSubject(cause: Cause): Line {
  switch (cause.kind) {
    case 'poolFull':
      return cause.newestIsClean || cause.use === null
        ? words`the account pool `
        : words`the account pool is `;
    case 'poolFilling':
      return words`the account pool is `;
    default:
      return [];
  }
}

export function poolFullWords(cause: PoolFull, sinceWords: SinceWords): Line {
  const { use, newestIsClean } = cause;
  const readers = cause.consumers === 0 ? safe`` : safe` (${cause.consumers} fed by a stream)`;
  const hit = words`${strong(functions(cause.others))}${readers}`;
  const named = [...grower(cause.culprit), ...holding(cause)];
  if (newestIsClean) {
    const now = use === null ? safe`` : safe`; ${wholePercent(use)} in use now`;
    return [...words`turned away ${hit} in 5 min, none in the newest${now}`, ...named];
  }
  return [...words`${stateText(use)}: ${hit} turned away${nowSince(cause, sinceWords)}`, ...named];
}

/** Where there is no room for more: with who grew or holds most of it, which is what to act on. */
export function shortestPoolFullWords(cause: PoolFull, sinceWords: SinceWords): Line {
  const { use, newestIsClean, culprit, holder, others } = cause;
  if (newestIsClean) return words`turned away ${strong(functions(others))}; none in the newest minute`;
  const isHolder = culprit === null || culprit === holder?.functionName;
  const named =
    isHolder && holder !== null
      ? words`; ${safeText(holder.functionName)} holds ${groupedText(holder.level)}`
      : grower(culprit);
  return [
    ...words`${stateText(use)}: ${strong(functions(others))} hit${nowSince(cause, sinceWords)}`,
    ...named,
  ];
}

function stateText(use: number | null): SafeText {
  if (use === null) return safe`ran out`;
  return use >= FULL_POOL ? safe`full` : safe`${wholePercent(use)} in use`;
}

/** The function that holds most of it, phrased differently where that is also the one that grew. */
function holding({ culprit, holder }: PoolFull): Line {
  if (holder === null) return [];
  const level = groupedText(holder.level);
  if (culprit === null) return words`; ${safeText(holder.functionName)} holds ${level}`;
  return culprit === holder.functionName ? words` and holds ${level}` : [];
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
  sinceWords: SinceWords,
): TurnedAwayByPool | null {
  const reason = reasons.find(({ rule }) => rule === 'throttles');
  if (reason === undefined) return null;
  const newest = newestRate(minutes, throttleRateOf);
  const rate = strong(percent(newest || reason.value));
  const says =
    newest === 0
      ? words`the account pool turned away ${rate} of attempts in 5 min, none in the newest`
      : words`the account pool turns away ${rate} of attempts`;
  const short =
    newest === 0
      ? words`the account pool turned away ${rate}, none in the newest`
      : words`the account pool turns away ${rate}`;
  const ofWhen = { ...reason, ...(newest === null && ({ newestIsUnknown: true } as const)) };
  const whenBegun = newest === 0 ? safe`` : nowSince(ofWhen, sinceWords);
  return {
    alone: [...says, ...words`${whenBegun}`, ...grower(pool.culprit), ...holding(pool)],
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

export function poolFillingWords({ pressure }: Extract<Cause, { kind: 'poolFilling' }>): Line {
  const { eta, growthPerMinute, use, sharedBy } = pressure;
  const shared = [
    ...lessProvisioned(pressure),
    ...(sharedBy === 1 ? [] : words`; ${functions(sharedBy)} share it`),
  ];
  if (use >= FULL_POOL)
    return [...words`${strong(safe`full`)}${peakText(use)}`, ...grower(pressure.culprit), ...shared];
  if (eta === null)
    return [...words`${strong(wholePercent(use))} in use`, ...grower(pressure.culprit), ...shared];
  return [...words`full ${strong(untilText(eta))}`, ...growth(pressure.culprit, growthPerMinute), ...shared];
}

/** Why it is full, where the bar beside it shows room: no call need have been turned away. */
function peakText(use: number): SafeText {
  return use >= 1 ? safe`` : safe`, ${wholePercent(use)} at its peak`;
}

/** Without this, a short pool with little in use would be inexplicable. */
function lessProvisioned({ limit, idleProvisioned }: PoolPressure): Line {
  return idleProvisioned < PROVISIONED_THAT_MATTERS * (limit + idleProvisioned)
    ? []
    : words`; ${groupedText(idleProvisioned)} provisioned leave it ${groupedText(limit)}`;
}

function growth(culprit: RawText | null, growthPerMinute: number | null): Line {
  if (growthPerMinute === null || growthPerMinute <= 0) return [];
  const rate = rateText(growthPerMinute);
  return culprit === null
    ? words`, growing by ${rate} a minute`
    : words` as ${safeText(culprit)} adds ${rate} a minute`;
}

/** For 80 columns: the number of functions in it is shown elsewhere. */
export function shortPoolFillingWords(cause: Extract<Cause, { kind: 'poolFilling' }>): Line {
  const { eta, growthPerMinute, use, culprit } = cause.pressure;
  if (use >= FULL_POOL || eta === null || culprit === null || growthPerMinute === null)
    return poolFillingWords(cause);
  return words`full ${strong(untilText(eta))}; ${safeText(culprit)} +${rateText(growthPerMinute)} a min`;
}

function grower(name: RawText | null): Line {
  return name === null ? [] : words`; ${safeText(name)} grew the most`;
}
