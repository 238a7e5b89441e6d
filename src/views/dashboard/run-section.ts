import { MINUTE_MS } from '../../lambda/time.ts';
import { type CallSpan, callSpans } from '../../monitor/function/detail/call-spans.ts';
import type { FunctionDetail } from '../../monitor/function/detail/function-detail.ts';
import { padStart } from '../../terminal/display-width.ts';
import type { Line } from '../../terminal/line.ts';
import { cell, leftRight } from '../../terminal/line-layout.ts';
import { ageText, durationText, groupedText } from '../../terminal/quantity.ts';
import { safe } from '../../terminal/safe-text.ts';
import { strong, toned } from '../../terminal/words.ts';
import type { Look } from '../parts/look/look.ts';
import { momentText, type Times } from '../parts/look/time-notation.ts';
import type { Section } from '../parts/sections/sections.ts';
import { lineSection } from './line-section.ts';

/** The columns of the note above them. */
const CALLS_WIDTH = 6;
const FAILED_WIDTH = 8;
const LONGEST_WIDTH = 9;
const MOST_RUNS = 12;
/** Of shorter spans it is more interesting how long ago they were than when they ended. */
const SHORT_SPAN_MS = 5 * MINUTE_MS;

/** When a function that is not called now was called, how that went, and what its log said last. */
export function runSections(
  { day, lastLines }: Pick<FunctionDetail, 'day' | 'lastLines'>,
  times: Times,
  width: number,
  look: Look,
): readonly Section[] {
  if (day === null) return [];
  const spans = callSpans(day);
  return [
    callsSection(spans, times, width),
    ...(lastLines === null
      ? []
      : [lineSection({ title: safe`LAST LINES`, ...lastLines }, times, width, look)]),
  ];
}

function callsSection(spans: readonly CallSpan[], times: Times, width: number): Section {
  const title = safe`CALLS, last 24 h`;
  if (spans.length === 0)
    return { title, lines: [[toned('dim', safe`none in the last 24 h`)]], fewest: 1, rank: 1 };
  const shown = spans.slice(0, MOST_RUNS);
  const more = spans.length - shown.length;
  return {
    title,
    note: [toned('dim', safe`calls  failed  longest`)],
    lines: [
      ...shown.map((span) => spanLine(span, times, width)),
      ...(more === 0 ? [] : [[toned('dim', safe`and ${groupedText(more)} times before`)]]),
    ],
    fewest: 1,
    rank: 1,
  };
}

/** `18:10Z 9h 02m ago        1       0   6m 52s`; a longer span with its end. */
function spanLine(span: CallSpan, times: Times, width: number): Line {
  const { startMs, endMs, calls, throttles, errors, longestMs } = span;
  const failed = errors === null && throttles === 0 ? null : (errors ?? 0) + throttles;
  const counted: Line = [
    toned('fact', padStart(groupedText(calls + throttles), CALLS_WIDTH)),
    ...failedCell(failed),
    ...cell(
      [longestMs === null ? toned('dim', safe`-`) : toned('fact', durationText(longestMs))],
      LONGEST_WIDTH,
      'right',
    ),
  ];
  const ends: Line =
    endMs - startMs > SHORT_SPAN_MS
      ? [toned('dim', safe` to ${momentText(endMs, times)}`)]
      : times.notation === 'ago'
        ? []
        : [toned('dim', safe` ${ageText(Math.max(0, times.nowMs - startMs))} ago`)];
  return leftRight([strong(momentText(startMs, times)), ...ends], counted, width);
}

function failedCell(failed: number | null): Line {
  if (failed === null) return cell([toned('dim', safe`-`)], FAILED_WIDTH, 'right');
  const says = failed === 0 ? toned('dim', safe`0`) : strong(groupedText(failed), 'crit');
  return cell([says], FAILED_WIDTH, 'right');
}
