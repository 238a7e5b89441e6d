import { isMetNow, type TimeToLimit } from '../../capacity/assessment.ts';
import { type EpochMs, HOUR_MS, MINUTE_MS } from '../../lambda/time.ts';
import { ageInWords, decimalText, utcDay, utcMinute } from '../../terminal/quantity.ts';
import { safe } from '../../terminal/safe-text.ts';
import { inTense, type Tense } from '../../terminal/tense.ts';
import type { SafeText } from '../../terminal/text.ts';
import type { Cause, Rate } from '../cause/cause.ts';
import { JUDGED_MINUTES } from '../minute/function-minute.ts';

/** Words for something that has lasted since a minute. */
export interface SinceWords {
  /** `since 02:58Z`, `for 14 min` */
  readonly since: (timeMs: EpochMs) => SafeText;
  /** `since before 02:58Z`, `for more than 14 min` */
  readonly sinceBefore: (timeMs: EpochMs) => SafeText;
  /** `since 25 Nov about 18:00Z`, `for about 2 days`: for onsets this week, where only the hour is known. */
  readonly sinceAbout: (hourMs: EpochMs) => SafeText;
}

export const SINCE_UTC: SinceWords = {
  since: (timeMs) => safe`since ${utcMinute(timeMs)}`,
  sinceBefore: (timeMs) => safe`since before ${utcMinute(timeMs)}`,
  sinceAbout: (hourMs) => safe`since ${utcDay(hourMs)} about ${utcMinute(hourMs)}`,
};

/** What a sentence needs for its verbs and its times. */
export interface TimeWords extends SinceWords {
  readonly tense: Tense;
}

export const TOLD_IN_UTC: Readonly<Record<Tense, TimeWords>> = {
  present: { ...SINCE_UTC, tense: 'present' },
  past: { ...SINCE_UTC, tense: 'past' },
};

export function since({ sinceMs }: Pick<Cause, 'sinceMs'>, sinceWords: SinceWords): SafeText {
  return sinceMs === null ? safe`` : safe` ${sinceWords.since(sinceMs)}`;
}

/** After a rate: of which time it is, which is not all the time since. */
export function nowSince(
  { sinceMs, newestIsUnknown, spanMs }: Pick<Cause, 'sinceMs'> & Omit<Rate, 'rate' | 'newestIsClean'>,
  timeWords: TimeWords,
): SafeText {
  const whenBegun = since({ sinceMs }, timeWords);
  const comma = sinceMs === null ? safe`` : safe`,`;
  if (newestIsUnknown === true) return safe` in ${judgedTime(spanMs)}${comma}${whenBegun}`;
  return sinceMs === null ? whenBegun : safe` ${inTense(timeWords.tense, 'now', 'then')},${whenBegun}`;
}

/** The span that a rule judged, if it states one: five minutes by default, longer with few calls. */
export function judgedTime(spanMs: number | undefined): SafeText {
  return ageInWords(spanMs ?? JUDGED_MINUTES * MINUTE_MS);
}

/** `between 02:00Z and 03:00Z`: for onsets this week, where only the hour is known. */
export function hourWords({ hourMs }: { readonly hourMs: EpochMs }): SafeText {
  return safe`between ${utcMinute(hourMs)} and ${utcMinute(hourMs + HOUR_MS)}`;
}

/** Whole minutes that the time is between. */
export function minutesAround(eta: TimeToLimit): { readonly early: number; readonly late: number } {
  return { early: Math.floor(eta.earlyMs / MINUTE_MS), late: Math.ceil(eta.lateMs / MINUTE_MS) };
}

/**
 * `in ~6 min (4 to 9)`, `within 5 min`, `now`: the likely time first, as in columns, then the range of the trend. The
 * likely time is rounded down everywhere: what is critical below 10 min never says 10.
 */
export function untilText(eta: TimeToLimit, tense: Tense): SafeText {
  const { early, late } = minutesAround(eta);
  if (isMetNow(eta)) return inTense(tense, 'now', 'then');
  if (eta.likelyMs < SOON_MS) return safe`within ${late} min`;
  const likely = Math.max(1, Math.floor(eta.likelyMs / MINUTE_MS));
  return early === late ? safe`in ${late} min` : safe`in ~${likely} min (${early} to ${late})`;
}

/** Below this a forecast has no number; neither is it `now`, which is only for a limit that is met. */
export const SOON_MS = 30_000;

export function until(eta: TimeToLimit | null, tense: Tense): SafeText {
  if (eta === null) return safe``;
  return safe`; ${foreseen(eta, tense, ['met', 'met', 'was to be met'])} ${untilText(eta, tense)}`;
}

/** Of a past moment, whether a limit was met or only expected to be. */
export function foreseen(
  eta: TimeToLimit | null,
  tense: Tense,
  [present, met, expected]: readonly [present: string, met: string, expected: string],
): SafeText {
  if (eta !== null && isMetNow(eta)) return inTense(tense, present, met);
  return inTense(tense, present, expected);
}

/** Of a pool, before when: `full in ~6 min`, `to be full in ~6 min`. */
export function fullWord(eta: TimeToLimit | null, tense: Tense): SafeText {
  return foreseen(eta, tense, ['full', 'full', 'to be full']);
}

/** Where one number is enough: `~13 min`, `~40 s`. */
export function aboutText(ms: number): SafeText {
  return ms < MINUTE_MS ? safe`~${ageInWords(ms)}` : safe`~${Math.floor(ms / MINUTE_MS)} min`;
}

export function minutesText(ms: number): SafeText {
  const minutes = ms / MINUTE_MS;
  return decimalText(minutes, minutes < 9.95 ? 1 : 0);
}
