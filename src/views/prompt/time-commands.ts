import { MINUTES_ARE_KEPT_MS } from '../../lambda/metric.ts';
import { DAY_MS, type EpochMs, MINUTE_MS } from '../../lambda/time.ts';
import { isTimeOfDay, momentOf, spanOf } from '../../monitor/typed-time.ts';
import { shellWord } from '../../terminal/aws-command.ts';
import { ageInWords, utcDay, utcSecond, utcTime } from '../../terminal/quantity.ts';
import { safe, safeText } from '../../terminal/safe-text.ts';
import { didYouMean } from '../../terminal/spelling/did-you-mean.ts';
import type { SafeText } from '../../terminal/text.ts';
import type { WindowAction } from '../keys/key-action.ts';
import { CALLS_ARE_STOPPED } from '../parts/header/header-facts.ts';
import {
  NO_FLEET,
  noSuch,
  type PromptCommand,
  type PromptSubjects,
  read,
  refused,
  startingWith,
} from './prompt-command.ts';

const SPANS: ReadonlyMap<string, WindowAction> = new Map([
  ['5m', 'window5m'],
  ['15m', 'window15m'],
  ['30m', 'window30m'],
  ['1h', 'window1h'],
  ['3h', 'window3h'],
  ['24h', 'window24h'],
]);
const PRESENT = 'now';
const TIMES: readonly string[] = ['02:55', '15m', '-5m', '+5m', '2026-11-24T02:55:00Z', PRESENT];

export const SINCE_COMMAND: PromptCommand = {
  name: 'since',
  aliases: ['window'],
  takes: safe`SPAN`,
  takesWords: [...SPANS.keys()],
  says: safe`charts of ${safeText([...SPANS.keys()].join(' '))}`,
  withoutFleet: NO_FLEET,
  choices: (typed) => startingWith(typed, [...SPANS.keys()]),
  read: (argument) => {
    const window = SPANS.get(argument);
    return window === undefined
      ? refused(`${noSuch('span', argument, [...SPANS.keys()])}${didYouMean(nearestSpan(argument))}`)
      : read({ kind: 'window', window });
  },
};

export const AT_COMMAND: PromptCommand = {
  name: 'at',
  takes: safe`TIME`,
  takesWords: TIMES,
  says: safe`as it was: 02:55 15m -5m +5m, or now`,
  withoutFleet: 'no fleet is watched here: a log of the past is lmon tail --since TIME --until TIME',
  choices: (typed) => startingWith(typed, [PRESENT, '-5m', '+5m', '15m', '1h']),
  read: (argument, subjects) => {
    if (argument === PRESENT) return read({ kind: 'at', atMs: null });
    const atMs = pastMoment(argument, subjects);
    if (atMs === null) return refused(noSuch('time', argument, TIMES));
    if (subjects.nowMs - atMs > MINUTES_ARE_KEPT_MS) return refused('CloudWatch keeps minutes for 15 days');
    const notPlayed = whyNotPlayed(argument, atMs, subjects);
    if (notPlayed !== null) return refused(notPlayed);
    if (atMs > subjects.nowMs) return read({ kind: 'at', atMs: null, isToCome: true });
    if (atMs > subjects.nowMs - MINUTE_MS) return read({ kind: 'at', atMs: null });
    return subjects.isStopped ? refused(CALLS_ARE_STOPPED) : read({ kind: 'at', atMs });
  },
};

/** The shortest span that shows as much as requested, or the longest. */
function nearestSpan(typed: string): readonly string[] {
  const askedMs = spanOf(typed);
  if (askedMs === null) return [];
  const spans = [...SPANS.keys()];
  return [spans.find((span) => (spanOf(span) ?? 0) >= askedMs) ?? spans.at(-1) ?? ''];
}

/** An absolute time, or a step from the moment on screen. */
function pastMoment(argument: string, subjects: PromptSubjects): EpochMs | null {
  const { nowMs, pastMs, recording } = subjects;
  const [, sign, span = ''] = /^([-+])(.+)$/.exec(argument) ?? [];
  if (sign === undefined) return typedMoment(argument, subjects);
  const stepMs = spanOf(span);
  if (stepMs === null) return null;
  const fromMs = pastMs ?? nowMs;
  if (sign === '-') return Math.max(0, fromMs - stepMs);
  // No step goes beyond the present, except in a replay that is at it: it has more to come.
  const isReplayed = recording !== null && pastMs === null;
  return isReplayed ? fromMs + stepMs : Math.min(nowMs, fromMs + stepMs);
}

/** A time of day is the last one, in a recording the nearest one: that may still be to come. */
function typedMoment(argument: string, { nowMs, recording }: PromptSubjects): EpochMs | null {
  const lastMs = momentOf(argument, nowMs);
  if (lastMs === null || recording === null || !isTimeOfDay(argument)) return lastMs;
  const nextMs = lastMs + DAY_MS;
  return nextMs - nowMs < nowMs - lastMs ? nextMs : lastMs;
}

/** Null for a moment that the replay has played, and for an account. */
function whyNotPlayed(argument: string, atMs: EpochMs, { nowMs, recording }: PromptSubjects): string | null {
  if (recording === null || atMs <= nowMs) return null;
  const { endMs, replaying } = recording;
  if (atMs > endMs) return `the recording ends ${endText(endMs, nowMs)}`;
  // A replay takes a time of day for the last one before its end.
  const isTyped = momentOf(argument, endMs) === atMs;
  const start = isTyped ? safeText(argument) : utcTime(atMs);
  const moment = /^[-+]/.test(argument) ? utcSecond(atMs) : argument;
  return `the replay is still ${ageInWords(atMs - nowMs)} before ${moment}; ${replaying} --now ${shellWord(start)} starts there`;
}

function endText(endMs: EpochMs, nowMs: EpochMs): SafeText {
  return utcDay(endMs) === utcDay(nowMs) ? utcSecond(endMs) : utcTime(endMs);
}
