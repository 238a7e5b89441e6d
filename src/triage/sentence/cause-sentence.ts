import type { BindingLimit, TimeToLimit } from '../../capacity/assessment.ts';
import { shareOfLimit } from '../../capacity/assessment.ts';
import { REQUESTS_PER_ENVIRONMENT } from '../../capacity/limit.ts';
import { type EpochMs, MINUTE_MS } from '../../lambda/time.ts';
import type { Line, Span } from '../../terminal/line.ts';
import {
  ageText,
  countText,
  decimalText,
  groupedText,
  percentText,
  rateText,
  utcMinute,
  wholePercentText,
} from '../../terminal/quantity.ts';
import { safe, safeText } from '../../terminal/safe-text.ts';
import type { RawText, SafeText } from '../../terminal/text.ts';
import { strong, toned, words } from '../../terminal/words.ts';
import type { Cause } from '../cause/cause.ts';
import { FULL_POOL, poolIsFull } from '../cause/pool.ts';
import type { Backlogged } from '../minute/backlog.ts';
import { LOSS_WORDS } from '../minute/event-loss.ts';
import { type RuleName, TIMEOUT_MINUTES } from '../rules/rules.ts';
import type { Steady } from '../rules/steady.ts';
import { workersText } from './source-words.ts';

/** A minute among words. */
export type TimeText = (timeMs: EpochMs) => SafeText;

/** A cause in words: who, and what about them, with its one number in bold. */
export interface CauseSentence {
  readonly subject: SafeText;
  readonly says: Line;
  /** The same for 80 columns. */
  readonly short: Line;
}

export function sentenceOf(cause: Cause, timeText: TimeText = utcMinute): CauseSentence {
  const subject =
    cause.kind === 'poolFull' || cause.kind === 'poolFilling'
      ? safe`account pool`
      : safeText(cause.functionName);
  return { subject, says: saidOf(cause, timeText), short: shortlySaidOf(cause, timeText) };
}

/** The sentences of a cause, longest first, for where nothing beside them names the account pool. */
export function wholeSentencesOf(cause: Cause, timeText?: TimeText): readonly Line[] {
  const { says, short } = sentenceOf(cause, timeText);
  const subject = poolAsSubject(cause);
  return [says, short].map((line) => [...subject, ...line]);
}

/** The rules of which the sentence says all that there is to say. */
export function rulesSaid({ kind }: Cause): readonly RuleName[] {
  switch (kind) {
    case 'nearLimit':
      return ['use', 'eta'];
    case 'nearTimeout':
      return ['timeout'];
    case 'losing':
      return ['deadLetterErrors'];
    default:
      return [];
  }
}

function poolAsSubject(cause: Cause): Line {
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

function saidOf(cause: Cause, timeText: TimeText): Line {
  switch (cause.kind) {
    case 'throttled':
      return throttledWords(cause, timeText);
    case 'poolFull':
      return poolFullWords(cause, timeText);
    case 'poolFilling':
      return poolFillingWords(cause);
    case 'losing':
      return losingWords(cause, timeText);
    case 'lagging':
      return laggingWords(cause);
    case 'redriving':
      return redrivingWords(cause, timeText);
    case 'backlogged':
      return backloggedWords(cause, timeText);
    case 'failing':
      return failingWords(cause, timeText);
    case 'nearLimit':
      return words`uses ${strong(percentOfUse(cause.limit))} of ${usedLimitWords(cause.limit)}${until(cause.eta)}`;
    case 'nearTimeout':
      return words`its longest call of ${TIMEOUT_MINUTES} minutes took ${strong(percent(cause.share))} of the timeout`;
    case 'outOfMemory':
      return memoryWords(cause);
    case 'silent':
      return words`not called${since(cause, timeText)}, usually ${strong(countText(cause.usualPerMinute))} times a minute`;
  }
}

/** What waits, as the subject of a sentence. */
export const OLDEST: Readonly<Record<Backlogged, SafeText>> = {
  messages: safe`the oldest message`,
  events: safe`the oldest asynchronous event`,
};

/** Only the causes whose sentence is too long for a narrow screen have another one for it. */
function shortlySaidOf(cause: Cause, timeText: TimeText): Line {
  switch (cause.kind) {
    case 'throttled': {
      if (cause.limit.kind === 'off') return saidOf(cause, timeText);
      if (cause.newestIsClean)
        return words`turned away ${strong(percent(cause.rate))}; none in the newest minute`;
      const slower = risesFirst(cause) ? safe`; duration rose first` : safe``;
      return words`turns away ${strong(percent(cause.rate))}${since(cause, timeText)}${slower}`;
    }
    case 'lagging': {
      const pace =
        cause.growthMs !== null && cause.growthMs > 0
          ? safe`, ${minutesText(cause.growthMs)} more each minute`
          : safe``;
      return words`${strong(safe`${minutesText(cause.ageMs)} min behind`)}${pace}`;
    }
    case 'losing':
      return cause.sinceMs === null
        ? words`lost ${strong(events(cause.events))} in five minutes`
        : words`loses events${since(cause, timeText)}, ${strong(countText(cause.events))} in 5 min`;
    case 'poolFull':
      // Who holds the pool says more than how its victims are called.
      return poolFullWords({ ...cause, consumers: 0 }, timeText);
    case 'nearTimeout':
      return words`takes up to ${strong(percent(cause.share))} of its timeout`;
    case 'redriving':
      return words`sends ${strong(messagesAMinute(cause.messagesPerMinute))} to ${redriveQueue(cause.queueNames)}`;
    case 'outOfMemory':
      return words`runs out of memory: ${strong(deathsText(cause))} in ${ageText(cause.deaths.spanMs)}`;
    case 'failing':
      return cause.steady === null ? saidOf(cause, timeText) : shortSteadyWords(cause.steady);
    default:
      return saidOf(cause, timeText);
  }
}

function risesFirst({ durationRise, sinceMs }: Extract<Cause, { kind: 'throttled' }>): boolean {
  return durationRise !== null && sinceMs !== null && durationRise.sinceMs < sinceMs;
}

function throttledWords(cause: Extract<Cause, { kind: 'throttled' }>, timeText: TimeText): Line {
  if (cause.limit.kind === 'off')
    return words`is ${strong(safe`switched off`)}: its reserved concurrency is 0${since(cause, timeText)}`;
  const rate = strong(percent(cause.rate));
  const where =
    cause.limitWasMet === false
      ? words`: a request or scaling rate was met, not ${limitWords(cause.limit)}`
      : words` at ${limitWords(cause.limit)}`;
  if (cause.newestIsClean)
    return words`turned away ${rate} of attempts in five minutes${where}; none in the newest`;
  const turnsAway = words`turns away ${rate} of attempts${since(cause, timeText)}${where}`;
  const rise = cause.durationRise;
  const roseLater = rise !== null && cause.sinceMs !== null && rise.sinceMs > cause.sinceMs;
  return rise === null || roseLater
    ? turnsAway
    : [...turnsAway, ...words`; slower since ${timeText(rise.sinceMs)}`];
}

/** Few calls die, so that often no rule about errors is broken, and that others take long is not the news. */
function memoryWords(cause: Extract<Cause, { kind: 'outOfMemory' }>): Line {
  return words`runs out of memory: ${strong(deathsText(cause))} of it in the last ${ageText(cause.deaths.spanMs)}`;
}

function deathsText({ deaths: { count, isComplete } }: Extract<Cause, { kind: 'outOfMemory' }>): SafeText {
  const calls = count === 1 ? safe`1 call died` : safe`${groupedText(count)} calls died`;
  return isComplete ? calls : safe`at least ${calls}`;
}

function losingWords(cause: Extract<Cause, { kind: 'losing' }>, timeText: TimeText): Line {
  const how = LOSS_WORDS[cause.way];
  return cause.sinceMs === null
    ? words`lost ${strong(events(cause.events))} in five minutes that ${how}`
    : words`loses events${since(cause, timeText)}: ${strong(countText(cause.events))} in five minutes ${how}`;
}

/** An outage that is older than what is known looks like this too: so it does not say that this is as it always was. */
function steadyWords({ rate, knownMs }: Steady): Line {
  return words`fails ${strong(percent(rate))} of calls, steady in all of the ${ageText(knownMs)} that are known: when it began is not`;
}

function shortSteadyWords({ rate, knownMs }: Steady): Line {
  return words`fails ${strong(percent(rate))} of calls, steady for ${ageText(knownMs)} or longer`;
}

function failingWords(cause: Extract<Cause, { kind: 'failing' }>, timeText: TimeText): Line {
  if (cause.steady !== null) return steadyWords(cause.steady);
  const rate = strong(percent(cause.rate));
  const fails = cause.newestIsClean
    ? words`failed ${rate} of calls in five minutes, none in the newest`
    : words`fails ${rate} of calls${since(cause, timeText)}`;
  return cause.reachesTimeout ? [...fails, ...words`; the longest reach the timeout`] : fails;
}

function poolFullWords(cause: Extract<Cause, { kind: 'poolFull' }>, timeText: TimeText): Line {
  const { use, newestIsClean } = cause;
  const readers = cause.consumers === 0 ? safe`` : safe` (${cause.consumers} fed by a stream)`;
  const hit = words`${strong(functions(cause.others))}${readers}`;
  const named = [...grower(cause.culprit), ...holding(cause)];
  if (newestIsClean) {
    const now = use === null ? safe`` : safe`; ${percent(use)} in use now`;
    return [...words`turned away ${hit} in five minutes, none in the newest${now}`, ...named];
  }
  const state = use === null ? safe`ran out` : use >= FULL_POOL ? safe`full` : safe`${percent(use)} in use`;
  return [...words`${state}${since(cause, timeText)}: ${hit} turned away`, ...named];
}

/** Who holds most of it; said of the one that grew, and else of whoever it is. */
function holding({ culprit, holder }: Extract<Cause, { kind: 'poolFull' }>): Line {
  if (holder === null) return [];
  const level = groupedText(holder.level);
  if (culprit === null) return words`; ${safeText(holder.functionName)} holds ${level}`;
  return culprit === holder.functionName ? words` and holds ${level}` : [];
}

function poolFillingWords({ pressure }: Extract<Cause, { kind: 'poolFilling' }>): Line {
  const { eta, growthPerMinute, use, sharedBy } = pressure;
  const shared = sharedBy === 1 ? [] : words`; ${functions(sharedBy)} share it`;
  if (use >= FULL_POOL) return [...words`${strong(safe`full`)}`, ...grower(pressure.culprit), ...shared];
  if (eta === null) return [...words`${strong(percent(use))} in use`, ...grower(pressure.culprit), ...shared];
  const growing = pressure.culprit === null ? safe`it` : safeText(pressure.culprit);
  const pace =
    growthPerMinute === null || growthPerMinute <= 0
      ? []
      : words` if ${growing} keeps adding ${rateText(growthPerMinute)} a minute`;
  return [...words`full ${strong(untilText(eta))}`, ...pace, ...shared];
}

function laggingWords({ ageMs, growthMs, limit, suspicion }: Extract<Cause, { kind: 'lagging' }>): Line {
  const behind = words`${strong(safe`${minutesText(ageMs)} min behind`)}`;
  const pace =
    growthMs === null
      ? []
      : growthMs > 0
        ? words`, falling ${minutesText(growthMs)} min further behind every minute`
        : words`, catching up`;
  if (suspicion === 'blockedShard')
    return [...behind, ...pace, ...words`; likely one record blocks its shard`];
  const workers =
    limit.kind === 'source' && limit.inUse !== null
      ? words`; ${Math.min(limit.value, Math.round(limit.inUse))} of ${workersText(limit)} busy`
      : [];
  return [...behind, ...pace, ...workers, ...fullToo(limit)];
}

function redrivingWords(cause: Extract<Cause, { kind: 'redriving' }>, timeText: TimeText): Line {
  const { messagesPerMinute, waiting, queueNames } = cause;
  const wait = waiting === null ? safe`` : safe`: ${groupedText(waiting)} wait there`;
  return words`sends ${strong(messagesAMinute(messagesPerMinute))} to ${redriveQueue(queueNames)}${since(cause, timeText)}${wait}`;
}

function backloggedWords(cause: Extract<Cause, { kind: 'backlogged' }>, timeText: TimeText): Line {
  const { of, ageMs } = cause;
  return words`has work waiting: ${OLDEST[of]} for ${strong(ageText(ageMs))}${paceWords(cause, timeText)}`;
}

function paceWords(cause: Extract<Cause, { kind: 'backlogged' }>, timeText: TimeText): SafeText {
  switch (cause.pace) {
    case 'grows':
      return safe`; waits grow${since(cause, timeText)}`;
    case 'stands':
      return safe`, and does not catch up`;
    case 'catchesUp':
      return safe`, catching up`;
    case null:
      return safe``;
  }
}

/** `3.2 messages a minute` */
export function messagesAMinute(count: number): SafeText {
  return safe`${rateText(count)} messages a minute`;
}

/** `its redrive queue orders-failed`, `its 2 redrive queues` */
export function redriveQueue(queueNames: readonly RawText[]): SafeText {
  const [name, ...others] = queueNames;
  if (name === undefined) return safe`its redrive queue`;
  return others.length === 0
    ? safe`its redrive queue ${safeText(name)}`
    : safe`its ${queueNames.length} redrive queues`;
}

/** Said of a consumer's workers: the pool that they draw on is full as well. */
function fullToo(limit: BindingLimit): Line {
  return limit.kind === 'source' && poolIsFull(limit) ? words`; the account pool is full too` : [];
}

/** What is nearly used up; the pool behind a source only matters where it turns calls away. */
function usedLimitWords(limit: BindingLimit): Span {
  if (limit.kind !== 'source') return limitWords(limit);
  return limit.isQueue === true
    ? toned('fact', safe`the ${groupedText(limit.value)} calls at once that its queue may make`)
    : toned('fact', safe`its ${workersText(limit)}`);
}

function limitWords(limit: BindingLimit): Span {
  switch (limit.kind) {
    case 'reserved':
      return toned('fact', safe`its reserved limit of ${groupedText(limit.value)}`);
    case 'account':
      return toned('fact', safe`the account pool of ${groupedText(limit.value)}`);
    case 'source':
      return limit.pool === undefined
        ? toned('fact', safe`its ${workersText(limit)}`)
        : toned('fact', safe`the account pool of ${groupedText(limit.pool.value)}`);
    case 'requestRate':
      return toned('fact', rateLimitText(limit.value));
    case 'off':
      return toned('fact', safe`its reserved limit of 0`);
    case 'unknown':
      return toned(
        'fact',
        limit.because === 'denied'
          ? safe`a limit that is not known (denied)`
          : safe`a limit that is not known yet`,
      );
  }
}

/** The request rate that comes with a reserved concurrency, with where it comes from. */
export function rateLimitText(perSecond: number): SafeText {
  const reserved = groupedText(perSecond / REQUESTS_PER_ENVIRONMENT);
  return safe`its request rate of ${groupedText(perSecond)}/s (${REQUESTS_PER_ENVIRONMENT} x its reserved ${reserved})`;
}

/** Whole minutes that the time is between. */
export function minutesAround(eta: TimeToLimit): { readonly early: number; readonly late: number } {
  return { early: Math.floor(eta.earlyMs / MINUTE_MS), late: Math.ceil(eta.lateMs / MINUTE_MS) };
}

/** `in 4 to 9 min`, `within 5 min`, `now`: the earliest and the latest that the trend allows. */
export function untilText(eta: TimeToLimit): SafeText {
  const { early, late } = minutesAround(eta);
  if (late === 0) return safe`now`;
  if (early === 0) return safe`within ${late} min`;
  return early === late ? safe`in ${late} min` : safe`in ${early} to ${late} min`;
}

function until(eta: TimeToLimit | null): SafeText {
  return eta === null ? safe`` : safe`; met ${untilText(eta)}`;
}

function since({ sinceMs }: Cause, timeText: TimeText): SafeText {
  return sinceMs === null ? safe`` : safe` since ${timeText(sinceMs)}`;
}

function grower(name: RawText | null): Line {
  return name === null ? [] : words`; ${safeText(name)} grew the most`;
}

function functions(count: number): SafeText {
  return count === 1 ? safe`1 function` : safe`${count} functions`;
}

function events(count: number): SafeText {
  return count === 1 ? safe`1 event` : safe`${countText(count)} events`;
}

function percent(share: number): SafeText {
  if (share > 0 && share < 0.0005) return safe`under 0.1 %`;
  return safe`${share < 0.1 ? percentText(share) : wholePercentText(share)} %`;
}

function percentOfUse(limit: BindingLimit): SafeText {
  const use = shareOfLimit(limit);
  return use === null ? safe`?` : percent(use);
}

function minutesText(ms: number): SafeText {
  const minutes = ms / MINUTE_MS;
  return decimalText(minutes, minutes < 9.95 ? 1 : 0);
}
