import { type LogLine, parseLogLine } from '../../lambda/line/log-line.ts';
import type { LogEvent } from '../../logs/event.ts';
import { createReadEnds } from '../../logs/read-ends.ts';
import type { RunEnd } from '../../logs/run-end.ts';
import type { LastLines } from '../../monitor/function/detail/last-lines.ts';
import { levelSpan, messageOf } from '../../print/tail/tail-cells.ts';
import type { Line } from '../../terminal/line.ts';
import { cell, cutLine } from '../../terminal/line-layout.ts';
import { utcSecond } from '../../terminal/quantity.ts';
import { safe, safeText } from '../../terminal/safe-text.ts';
import type { SafeText } from '../../terminal/text.ts';
import { toned } from '../../terminal/words.ts';
import { keyOf } from '../keys/key-label.ts';
import type { Look } from '../parts/look/look.ts';
import { type Times, timeCell } from '../parts/look/time-notation.ts';
import type { Section } from '../parts/sections/sections.ts';

/** `03:12:10`, in UTC with a Z. */
const TIME_WIDTH = 8;
const LEVEL_WIDTH = 5;
/** Kinds of failures are kept before them; they tell more than what a single version adds to the figures. */
const LINES_RANK = 5;

interface ToldLines extends Pick<LastLines, 'events' | 'error'> {
  readonly title: SafeText;
  /** How many of them are shown; by default all. */
  readonly most?: number;
  /** Whether the heading names the key of the log. */
  readonly saysHowToOpen?: boolean;
}

/** The newest lines of a log, newest first. As in the log on screen, the end of a call is told by its REPORT alone. */
export function lineSection(
  { title, events, error, most = events.length, saysHowToOpen = true }: ToldLines,
  times: Times,
  width: number,
  look: Look,
): Section {
  if (events.length === 0) {
    const says =
      error === null
        ? safe`no line of that time in the log`
        : error.kind === 'denied'
          ? safe`denied`
          : safe`not read: ${safeText(error.name)}`;
    return { title, lines: [[toned('dim', says)]], fewest: 1, rank: LINES_RANK };
  }
  return {
    title,
    ...(saysHowToOpen ? { note: safe`${keyOf('logs', look.keymap)} opens the log` } : {}),
    lines: tellingEvents(events)
      .slice(-most)
      .toReversed()
      .map((told) => lineOf(told, times, width, look)),
    isExcerpt: true,
    fewest: 2,
    rank: LINES_RANK,
  };
}

interface ToldEvent extends Pick<LogEvent, 'timestampMs'> {
  readonly line: LogLine;
  /** How the call of a REPORT ended. */
  readonly end: RunEnd | null;
}

/** All of them where a call has only begun. */
function tellingEvents(events: readonly LogEvent[]): readonly ToldEvent[] {
  const ends = createReadEnds();
  const told = events.map((event): ToldEvent => {
    const line = parseLogLine(event.message);
    // The newest lines may have a hole behind which an error stands: none of their calls is known to have gone well.
    return { timestampMs: event.timestampMs, line, end: ends.endAt(event, line, null) };
  });
  const telling = told.filter(({ line: { kind } }) => kind !== 'start' && kind !== 'end');
  return telling.length === 0 ? told : telling;
}

function lineOf({ timestampMs, line, end }: ToldEvent, times: Times, width: number, { glyphs }: Look): Line {
  const time =
    times.notation === 'utc'
      ? utcSecond(timestampMs)
      : timeCell(timestampMs, times.notation, times, TIME_WIDTH);
  return cutLine(
    [
      toned('dim', time),
      toned('fact', safe` `),
      ...cell([levelSpan(line)], LEVEL_WIDTH),
      toned('fact', safe` `),
      ...messageOf(line, 'line', end),
    ],
    width,
    glyphs.ellipsis,
  );
}
