import type { EpochMs } from '../../../lambda/time.ts';
import { MINUTE_MS } from '../../../lambda/time.ts';
import type { FleetSnapshot } from '../../../monitor/fleet/fleet-snapshot.ts';
import { connectionState, momentShown, tenseOfState } from '../../../monitor/fleet/freshness.ts';
import { padEnd, padStart } from '../../../terminal/display-width.ts';
import {
  ageInWords,
  ageText,
  localMinute,
  utcDay,
  utcMillisecond,
  utcMinute,
  utcSecond,
} from '../../../terminal/quantity.ts';
import { partOf } from '../../../terminal/safe-edits.ts';
import { safe } from '../../../terminal/safe-text.ts';
import type { Tense } from '../../../terminal/tense.ts';
import type { SafeText } from '../../../terminal/text.ts';
import type { SinceWords, TimeWords } from '../../../triage/sentence/time-words.ts';

/** How times are written: in UTC (the default), in local time, or as ages. */
export type TimeNotation = 'utc' | 'local' | 'ago';

const NEXT: Readonly<Record<TimeNotation, TimeNotation>> = { utc: 'local', local: 'ago', ago: 'utc' };

export function nextNotation(notation: TimeNotation): TimeNotation {
  return NEXT[notation];
}

export interface TimeContext {
  readonly nowMs: EpochMs;
  /** Minutes east of UTC. */
  readonly localOffsetMinutes: number;
}

/** The notation of times on a screen, with the clock that ages refer to. */
export interface Times extends TimeContext {
  readonly notation: TimeNotation;
}

/** For text beside a clock, where ages would have to be converted. */
export function clockTimes({
  look,
  nowMs,
  whereabouts: { localOffsetMinutes },
}: {
  readonly look: { readonly times: TimeNotation };
  readonly nowMs: EpochMs;
  readonly whereabouts: { readonly localOffsetMinutes: number };
}): Times {
  return { notation: look.times === 'local' ? 'local' : 'utc', nowMs, localOffsetMinutes };
}

/** For a fleet screen: ages count from the moment on screen. */
export function timesOf({
  look,
  snapshot,
  nowMs,
  whereabouts,
}: {
  readonly snapshot: Pick<FleetSnapshot, 'connection' | 'judgedMs'>;
  readonly look: { readonly times: TimeNotation };
  readonly nowMs: EpochMs;
  readonly whereabouts: { readonly localOffsetMinutes: number };
}): Times {
  return {
    notation: look.times,
    nowMs: momentShown(snapshot, nowMs),
    localOffsetMinutes: whereabouts.localOffsetMinutes,
  };
}

/**
 * How the sentences of a fleet screen are told. What lasts is counted to the last answer while AWS is silent: nobody saw
 * whether it has gone on.
 */
export function timeWordsOf(scene: Parameters<typeof timesOf>[0]): TimeWords {
  const tense = tenseOnScreen(scene);
  const times = timesOf(scene);
  const { connection } = scene.snapshot;
  const isStale = connectionState(connection, scene.nowMs) === 'stale';
  const nowMs = isStale ? (connection.lastGoodPollMs ?? times.nowMs) : times.nowMs;
  return { ...sinceWordsOf({ ...times, nowMs }), tense };
}

/** By the clock: a poll that hangs publishes nothing. */
export function tenseOnScreen({
  snapshot: { connection },
  nowMs,
}: {
  readonly snapshot: Pick<FleetSnapshot, 'connection'>;
  readonly nowMs: EpochMs;
}): Tense {
  return tenseOfState(connectionState(connection, nowMs));
}

/** A minute in a heading, header or phrase: `02:58Z`, `03:58` in local time, `14m ago`, `in 6m`. */
export function momentText(timeMs: EpochMs, { notation, nowMs, localOffsetMinutes }: Times): SafeText {
  switch (notation) {
    case 'utc':
      return utcMinute(timeMs);
    case 'local':
      return localMinute(timeMs, localOffsetMinutes);
    case 'ago':
      return timeMs > nowMs ? safe`in ${ageText(timeMs - nowMs)}` : safe`${ageText(nowMs - timeMs)} ago`;
  }
}

/** The same in a sentence, where an age is written: `02:58Z`, `1 h 14 min ago`, `in 6 min`. */
export function momentInWords(timeMs: EpochMs, times: Times): SafeText {
  if (times.notation !== 'ago') return momentText(timeMs, times);
  const { nowMs } = times;
  return timeMs > nowMs ? safe`in ${ageInWords(timeMs - nowMs)}` : safe`${ageInWords(nowMs - timeMs)} ago`;
}

/** With seconds: `02:58:07Z`, `03:58:07`. */
export function secondText(timeMs: EpochMs, times: Times): SafeText {
  if (times.notation === 'ago') return momentText(timeMs, times);
  return times.notation === 'utc' ? utcSecond(timeMs) : timeCell(timeMs, 'local', times, SECOND_WIDTH);
}

/** `03:12:01` */
const SECOND_WIDTH = 8;

/** For something that lasts since a minute: the time, or its duration. */
export function sinceWordsOf(times: Times): SinceWords {
  if (times.notation === 'ago') {
    const ageOf = (timeMs: EpochMs) => ageInWords(Math.max(0, times.nowMs - timeMs));
    return {
      since: (timeMs) => safe`for ${ageOf(timeMs)}`,
      sinceBefore: (timeMs) => safe`for more than ${ageOf(timeMs)}`,
      sinceAbout: (hourMs) => safe`for about ${ageOf(hourMs)}`,
    };
  }
  return {
    since: (timeMs) => safe`since ${momentText(timeMs, times)}`,
    sinceBefore: (timeMs) => safe`since before ${momentText(timeMs, times)}`,
    sinceAbout: (hourMs) => safe`since ${dayText(hourMs, times)} about ${momentText(hourMs, times)}`,
  };
}

/** A range of future times: `03:22Z to 03:29Z`, `in 8 to 15 min`. */
export function momentRange(earlyMs: EpochMs, lateMs: EpochMs, times: Times): SafeText {
  const [early, late] = [momentInWords(earlyMs, times), momentInWords(lateMs, times)];
  if (early === late) return early;
  if (times.notation !== 'ago') return safe`${early} to ${late}`;
  const minutesTo = (timeMs: EpochMs) => Math.max(0, Math.round((timeMs - times.nowMs) / MINUTE_MS));
  return safe`in ${minutesTo(earlyMs)} to ${minutesTo(lateMs)} min`;
}

/** `23 Nov 02:58Z`, for spans of more than a day. */
export function dayAndMoment(timeMs: EpochMs, times: Times): SafeText {
  const moment = momentText(timeMs, times);
  if (times.notation === 'ago') return moment;
  return safe`${dayText(timeMs, times)} ${moment}`;
}

/** The local date may differ from that in UTC. */
export function dayText(timeMs: EpochMs, { notation, localOffsetMinutes }: Times): SafeText {
  return utcDay(notation === 'utc' ? timeMs : timeMs + localOffsetMinutes * MINUTE_MS);
}

/** `02:58Z`, of equal width in every notation. */
const MOMENT_WIDTH = 6;

/** A minute in a column whose title or note names the notation. */
export function momentCell(timeMs: EpochMs, times: Times): SafeText {
  return times.notation === 'ago'
    ? padStart(ageText(Math.max(0, times.nowMs - timeMs)), MOMENT_WIDTH)
    : padEnd(momentText(timeMs, times), MOMENT_WIDTH);
}

/** A time in exactly `width` cells: `03:12:01.118`, cut after the second where there is no more room, or `1m 05s`. */
export function timeCell(
  timeMs: EpochMs,
  notation: TimeNotation,
  { nowMs, localOffsetMinutes }: TimeContext,
  width: number,
): SafeText {
  switch (notation) {
    case 'utc':
      return partOf(utcMillisecond(timeMs), 0, width);
    case 'local':
      return partOf(utcMillisecond(timeMs + localOffsetMinutes * MINUTE_MS), 0, width);
    case 'ago':
      return padStart(ageText(Math.max(0, nowMs - timeMs)), width);
  }
}

/** The heading of times in `notation`. */
export function notationName(notation: TimeNotation): SafeText {
  switch (notation) {
    case 'utc':
      return safe`UTC`;
    case 'local':
      return safe`local`;
    case 'ago':
      return safe`ago`;
  }
}
