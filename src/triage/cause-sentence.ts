import type { BindingLimit, TimeToLimit } from '../capacity/assessment.ts';
import { shareOfLimit } from '../capacity/assessment.ts';
import type { Line, Span } from '../terminal/line.ts';
import {
  countText,
  groupedText,
  percentText,
  rateText,
  utcMinute,
  wholePercentText,
} from '../terminal/quantity.ts';
import { safe, safeText } from '../terminal/safe-text.ts';
import type { RawText, SafeText } from '../terminal/text.ts';
import { strong, toned, words } from '../terminal/words.ts';
import type { Cause } from './cause.ts';
import { FULL_POOL } from './rejection.ts';

/** A cause in words: who, and what about them, with its one number in bold. */
export interface CauseSentence {
  readonly subject: SafeText;
  readonly says: Line;
  /** The same for 80 columns. */
  readonly short: Line;
}

export function sentenceOf(cause: Cause): CauseSentence {
  const subject =
    cause.kind === 'poolFull' || cause.kind === 'poolFilling'
      ? safe`account pool`
      : safeText(cause.functionName);
  return { subject, says: saidOf(cause), short: shortlySaidOf(cause) };
}

function saidOf(cause: Cause): Line {
  switch (cause.kind) {
    case 'throttled':
      return throttledWords(cause);
    case 'poolFull':
      return poolFullWords(cause);
    case 'poolFilling':
      return poolFillingWords(cause);
    case 'losing':
      return words`lost ${strong(events(cause.events))} in five minutes that could not be written to its dead-letter target`;
    case 'lagging':
      return laggingWords(cause);
    case 'failing':
      return failingWords(cause);
    case 'nearLimit':
      return words`uses ${strong(percentOfUse(cause.limit))} of ${limitWords(cause.limit)}${until(cause.eta)}`;
    case 'nearTimeout':
      return words`its longest call of five minutes took ${strong(percent(cause.share))} of the timeout`;
    case 'silent':
      return words`not called${since(cause)}, usually ${strong(countText(cause.usualPerMinute))} times a minute`;
  }
}

/** Only the causes whose sentence is too long for a narrow screen have another one for it. */
function shortlySaidOf(cause: Cause): Line {
  switch (cause.kind) {
    case 'throttled': {
      if (cause.limit.kind === 'off') return saidOf(cause);
      if (cause.newestIsClean)
        return words`turned away ${strong(percent(cause.rate))}; none in the newest minute`;
      const slower = risesFirst(cause) ? safe`; duration rose first` : safe``;
      return words`turns away ${strong(percent(cause.rate))}${since(cause)}${slower}`;
    }
    case 'lagging': {
      const pace =
        cause.growthMs !== null && cause.growthMs > 0
          ? safe`, ${minutesText(cause.growthMs)} more each minute`
          : safe``;
      return words`${strong(safe`${minutesText(cause.ageMs)} min behind`)}${pace}`;
    }
    case 'losing':
      return words`lost ${strong(events(cause.events))} in five minutes`;
    default:
      return saidOf(cause);
  }
}

function risesFirst({ durationRise, sinceMs }: Extract<Cause, { kind: 'throttled' }>): boolean {
  return durationRise !== null && sinceMs !== null && durationRise.sinceMs < sinceMs;
}

function throttledWords(cause: Extract<Cause, { kind: 'throttled' }>): Line {
  if (cause.limit.kind === 'off')
    return words`is ${strong(safe`switched off`)}: its reserved concurrency is 0${since(cause)}`;
  const rate = strong(percent(cause.rate));
  const where =
    cause.limitWasMet === false
      ? words`: a request or scaling rate was met, not ${limitWords(cause.limit)}`
      : words` at ${limitWords(cause.limit)}`;
  if (cause.newestIsClean)
    return words`turned away ${rate} of attempts in five minutes${where}; none in the newest`;
  const turnsAway = words`turns away ${rate} of attempts${since(cause)}${where}`;
  const rise = cause.durationRise;
  const roseLater = rise !== null && cause.sinceMs !== null && rise.sinceMs > cause.sinceMs;
  return rise === null || roseLater
    ? turnsAway
    : [...turnsAway, ...words`; slower since ${utcMinute(rise.sinceMs)}`];
}

function failingWords(cause: Extract<Cause, { kind: 'failing' }>): Line {
  const rate = strong(percent(cause.rate));
  const fails = cause.newestIsClean
    ? words`failed ${rate} of calls in five minutes, none in the newest`
    : words`fails ${rate} of calls${since(cause)}`;
  return cause.reachesTimeout ? [...fails, ...words`; the longest reach the timeout`] : fails;
}

function poolFullWords(cause: Extract<Cause, { kind: 'poolFull' }>): Line {
  const { use, newestIsClean } = cause;
  const hit = strong(functions(cause.others));
  const named = [...grower(cause.culprit), ...holding(cause)];
  if (newestIsClean) {
    const now = use === null ? safe`` : safe`; ${percent(use)} in use now`;
    return [...words`turned away ${hit} in five minutes, none in the newest${now}`, ...named];
  }
  const state = use === null ? safe`ran out` : use >= FULL_POOL ? safe`full` : safe`${percent(use)} in use`;
  return [...words`${state}${since(cause)}: ${hit} turned away`, ...named];
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
  if (eta === null) return [...words`${strong(percent(use))} in use`, ...grower(pressure.culprit), ...shared];
  const growing = pressure.culprit === null ? safe`it` : safeText(pressure.culprit);
  const pace =
    growthPerMinute === null || growthPerMinute <= 0
      ? []
      : words` if ${growing} keeps adding ${rateText(growthPerMinute)} a minute`;
  return [...words`full in ${strong(rangeText(eta))}`, ...pace, ...shared];
}

function laggingWords({ ageMs, growthMs, limit }: Extract<Cause, { kind: 'lagging' }>): Line {
  const behind = words`${strong(safe`${minutesText(ageMs)} min behind`)}`;
  const pace =
    growthMs === null
      ? []
      : growthMs > 0
        ? words` and losing ${minutesText(growthMs)} min every minute`
        : words`, catching up`;
  const workers =
    limit.kind === 'source' && limit.inUse !== null
      ? words`; ${Math.min(limit.value, Math.round(limit.inUse))} of ${limit.value} shard workers busy`
      : [];
  return [...behind, ...pace, ...workers];
}

function limitWords(limit: BindingLimit): Span {
  switch (limit.kind) {
    case 'reserved':
      return toned('fact', safe`its reserved limit of ${groupedText(limit.value)}`);
    case 'account':
      return toned('fact', safe`the account pool of ${groupedText(limit.value)}`);
    case 'source':
      return toned('fact', safe`its ${groupedText(limit.value)} shard workers`);
    case 'off':
      return toned('fact', safe`its reserved limit of 0`);
    case 'unknown':
      return toned('fact', safe`a limit that is not known (${safeText(limit.because)})`);
  }
}

/** `4 to 9 min`; the earliest and the latest that the trend allows, never less than the minute that is settling. */
export function rangeText(eta: TimeToLimit): SafeText {
  const early = Math.floor(eta.earlyMs / 60_000);
  const late = Math.max(1, Math.ceil(eta.lateMs / 60_000));
  return early === late ? safe`${late} min` : safe`${early} to ${late} min`;
}

function until(eta: TimeToLimit | null): SafeText {
  return eta === null ? safe`` : safe`; met in ${rangeText(eta)}`;
}

function since({ sinceMs }: Cause): SafeText {
  return sinceMs === null ? safe`` : safe` since ${utcMinute(sinceMs)}`;
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
  const minutes = ms / 60_000;
  return (minutes < 9.95 ? minutes.toFixed(1) : minutes.toFixed(0)) as SafeText;
}
