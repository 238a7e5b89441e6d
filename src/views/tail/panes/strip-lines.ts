import { type EpochMs, MINUTE_MS, SECOND_MS } from '../../../lambda/time.ts';
import type { EndedCalls } from '../../../logs/story/failure-timeline.ts';
import { reachedMsOf, readingLogs } from '../../../monitor/log/tail/followed-log.ts';
import type { LogTailSnapshot } from '../../../monitor/log/tail/log-tail-snapshot.ts';
import { displayWidth } from '../../../terminal/display-width.ts';
import { heading } from '../../../terminal/drawing/heading.ts';
import { spark } from '../../../terminal/drawing/spark.ts';
import type { Line, Span, Tone } from '../../../terminal/line.ts';
import { cutLine, lineWidth } from '../../../terminal/line-layout.ts';
import { groupedText } from '../../../terminal/quantity.ts';
import { joinSafe, safe } from '../../../terminal/safe-text.ts';
import type { SafeText } from '../../../terminal/text.ts';
import type { Glyphs } from '../../../terminal/theme/glyphs.ts';
import { toned } from '../../../terminal/words.ts';
import type { Look } from '../../parts/look/look.ts';
import { momentText, secondText, type Times } from '../../parts/look/time-notation.ts';
import type { FailureStrip, StripMark } from './failure-strip.ts';

const TITLE = safe`FAILURES`;
export const NOT_COUNTED_YET = safe`not counted yet`;

/** Two rows: what is counted, and the counts over time. */
export function stripLines(strip: FailureStrip, times: Times, width: number, look: Look): readonly Line[] {
  const { glyphs } = look;
  const peak = Math.max(0, ...strip.spans.map((span) => span?.failed ?? 0));
  const title: Line = [
    { ...toned('dim', TITLE), bold: true },
    toned('dim', safe` every ${spanWords(strip.spanMs)}`),
  ];
  const momentOf = (timeMs: EpochMs) =>
    strip.spanMs < MINUTE_MS ? secondText(timeMs, times) : momentText(timeMs, times);
  const drawn = cellsOf(strip, peak, glyphs);
  const cells: Line = [toned('dim', safe`${momentOf(strip.fromMs)} `), ...drawn.flatMap(({ line }) => line)];
  const legend = marksLegend(strip, times, glyphs);
  const row = [...cells, ...legend];
  const note = noteOf(strip, peak, unsettledSigns(drawn), glyphs);
  if (isBlank(strip)) return [heading(title, note, width, glyphs), []];
  const unread = unreadWords(strip, glyphs);
  const explains: Line = unread === null ? legend : [...legend, toned('dim', safe`   ${unread}`)];
  const lastMs = strip.fromMs + (strip.spans.length - 1) * strip.spanMs;
  const end: Line = lastMs > strip.fromMs ? [toned('dim', safe` ${momentOf(lastMs)}`)] : [];
  const explained = [
    [...cells, ...end, ...explains],
    [...cells, ...explains],
  ].find((way) => lineWidth(way) <= width);
  if (explained !== undefined) return [heading(title, note, width, glyphs), explained];
  const longer = unread === null ? note : safe`${note} ${glyphs.middleDot} ${unread}`;
  const hasRoom = lineWidth(title) + WIDTH_BESIDE_NOTE + displayWidth(longer) <= width;
  return [heading(title, hasRoom ? longer : note, width, glyphs), cutLine(row, width, glyphs.ellipsis)];
}

/** Without a call, and anything else to mark, times would frame nothing. */
function isBlank({ spans, marks }: FailureStrip): boolean {
  return marks.length === 0 && spans.every((span) => span !== null && span.all + span.failed === 0);
}

/** The shortest hairline between a title and its note. */
const WIDTH_BESIDE_NOTE = 4;

/** Before anything has been read: where what is counted will stand. */
export function uncountedHeading(snapshot: LogTailSnapshot, width: number, { glyphs }: Look): Line {
  return heading(TITLE, uncountedWords(snapshot), width, glyphs);
}

/** Lines are there before it is known up to when they are complete. */
function uncountedWords({ logs, linesRead, readFromMs }: LogTailSnapshot): SafeText {
  const reading = readingLogs(logs);
  const unread = reading.filter((log) => (reachedMsOf(log) ?? readFromMs) <= readFromMs);
  if (linesRead === 0 || unread.length === 0) return NOT_COUNTED_YET;
  return reading.length === 1
    ? safe`counted once its first page is read`
    : safe`${NOT_COUNTED_YET}: ${unread.length} of ${reading.length} logs not read`;
}

function noteOf(strip: FailureStrip, peak: number, unsettled: SafeText, { middleDot }: Glyphs): SafeText {
  const failed = strip.spans.reduce((sum, span) => sum + (span?.failed ?? 0), 0);
  const all = strip.spans.reduce((sum, span) => sum + (span?.all ?? 0), 0);
  if (!strip.isWhole)
    return failed === 0
      ? safe`calls are not counted: --filter hides some`
      : safe`${groupedText(failed)} ${failed === 1 ? safe`call` : safe`calls`} failed, as far as --filter shows`;
  const dot = safe` ${middleDot} `;
  if (all === 0) return safe`no call has ended`;
  const counts = safe`${groupedText(failed)} of ${groupedText(all)} calls failed${dot}peak ${groupedText(peak)}`;
  return unsettled === '' ? counts : safe`${counts}${dot}${unsettled} not settled`;
}

/** Of cells that may still rise: a low bar would look as if the trouble were over. */
const UNSETTLED = safe`?`;
/** Of those in which some have failed already. */
const UNSETTLED_FAILING = safe`!`;

/** Which of these signs the strip shows; empty for none. */
function unsettledSigns(cells: readonly StripCell[]): SafeText {
  return joinSafe(
    [UNSETTLED, UNSETTLED_FAILING].filter((sign) => cells.some(({ unsettled }) => unsettled === sign)),
    safe` `,
  );
}

function spanWords(spanMs: number): SafeText {
  if (spanMs < MINUTE_MS) return safe`${spanMs / SECOND_MS} s`;
  return spanMs === MINUTE_MS ? safe`minute` : safe`${spanMs / MINUTE_MS}m`;
}

/** Share of the peak: below it, colour is halved, so that calm minutes form no red line. */
const LITTLE = 0.1;

interface StripCell {
  readonly line: Line;
  /** The sign by which it tells that it may still rise. */
  readonly unsettled?: SafeText;
}

function cellsOf(strip: FailureStrip, peak: number, glyphs: Glyphs): readonly StripCell[] {
  const { spans, fromMs, spanMs, settledMs, marks, isWhole } = strip;
  const hasCalls = spans.some((span) => span !== null && span.all + span.failed > 0);
  const signs = new Map(
    marks.map(({ kind, atMs }) => [Math.floor((atMs - fromMs) / spanMs), signOf(kind, glyphs)] as const),
  );
  return spans.map((span, index): StripCell => {
    const sign = signs.get(index);
    if (sign !== undefined) return { line: [sign] };
    if (span === null) return { line: [toned('dim', glyphs.unread)] };
    const isSettled = fromMs + (index + 1) * spanMs <= settledMs;
    if (!isSettled && span.failed > 0)
      return { line: [toned('crit', UNSETTLED_FAILING)], unsettled: UNSETTLED_FAILING };
    if (!isSettled && hasCalls) return { line: [toned('dim', UNSETTLED)], unsettled: UNSETTLED };
    // "None failed" requires that all calls are visible.
    const isBlank = !isSettled || (span.failed === 0 && !isWhole);
    return { line: isBlank ? [toned('dim', safe` `)] : barOf(span, peak, glyphs) };
  });
}

function barOf({ failed, all }: EndedCalls, peak: number, glyphs: Glyphs): Line {
  const tone: Tone = failed > 0 ? 'crit' : 'faint';
  const newest = failed < peak * LITTLE ? 0 : 1;
  const value = all === 0 && failed === 0 ? null : failed;
  return spark([value], { max: Math.max(1, peak), tone, newest }, glyphs);
}

function signOf(kind: StripMark['kind'], { deploy, onset }: Glyphs): Span {
  return kind === 'deploy' ? toned('warn', deploy) : toned('crit', onset);
}

/** The text of a mark without details. */
const UNNAMED: Readonly<Record<StripMark['kind'], SafeText>> = {
  deploy: safe`changed`,
  onset: safe`began to hurt`,
};

/** What the cells mean that were not read, or only in part; null without one. */
function unreadWords({ spans }: FailureStrip, { unread }: Glyphs): SafeText | null {
  return spans.includes(null) ? safe`${unread} not all read` : null;
}

function marksLegend({ marks }: FailureStrip, times: Times, glyphs: Glyphs): Line {
  const distinct = marks.filter(
    (mark, index) => marks.findIndex(({ kind, says }) => kind === mark.kind && says === mark.says) === index,
  );
  return distinct.flatMap(({ kind, atMs, says }): Line => {
    const sign = signOf(kind, glyphs);
    const words = says ?? UNNAMED[kind];
    const moment = kind === 'deploy' && says !== null ? words : safe`${momentText(atMs, times)} ${words}`;
    return [toned('fact', safe`   `), sign, toned(sign.tone, safe` ${moment}`)];
  });
}
