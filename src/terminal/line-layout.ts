import { blanks, displayWidth, startOf } from './display-width.ts';
import type { Line, Span, Tone } from './line.ts';
import type { SafeText } from './text.ts';

export type Align = 'left' | 'right';

export function span(tone: Tone, text: SafeText, bold = false): Span {
  return bold ? { tone, text, bold } : { tone, text };
}

/** The cells that a line fills. */
export function lineWidth(line: Line): number {
  return line.reduce((width, { text }) => width + displayWidth(text), 0);
}

/** The text of a line without styles. */
export function lineText(line: Line): SafeText {
  let text = '';
  for (const part of line) text += part.text;
  return text as SafeText;
}

/** At most `width` cells of a line, with `ellipsis` at its end where something is missing. */
export function cutLine(line: Line, width: number, ellipsis: SafeText = '…' as SafeText): Line {
  const start = startOfLine(line, width);
  if (start === line) return line;
  const room = width - displayWidth(ellipsis);
  if (room < 0) return start;
  const kept = withoutGap(withoutScrap(startOfLine(start, room), line));
  const last = kept.at(-1);
  return [...kept, last === undefined ? span('dim', ellipsis) : { ...last, text: ellipsis }];
}

const LONGEST_FIELD_NAME = 32;
/** A short fragment set apart by blanks; for a longer one, the gap would look like spare room. */
const SET_APART = / {2,}([^ ]{1,10})$/;
const FEWEST_LETTERS = 4;
/** Two blanks separate fields; more are column padding. */
const GAP_AT_END = /(?:^|[^ ]) {2}$/;

/** A field cut to a few letters says nothing, so it is dropped with the blanks before it. */
function withoutScrap(kept: Line, whole: Line): Line {
  const last = kept.at(-1);
  const begun = last === undefined ? undefined : SET_APART.exec(last.text)?.[1];
  if (last === undefined || begun === undefined) return kept;
  const beyond = startOfLine(whole, lineWidth(kept) + LONGEST_FIELD_NAME);
  const goesOn = lineText(beyond).slice(lineText(kept).length).split(' ', 1)[0] ?? '';
  // Right behind a short value, the ellipsis would make it look cut even where all of it is there.
  const isWhole = goesOn === '' && !begun.includes('=');
  if (isWhole || !isScrap(begun, goesOn)) return kept;
  return [...kept.slice(0, -1), { ...last, text: last.text.replace(SET_APART, ' ') as SafeText }];
}

/** An ellipsis is as close to a whole field as to one from which a fragment was dropped. */
function withoutGap(kept: Line): Line {
  const last = kept.at(-1);
  if (last === undefined || !GAP_AT_END.test(last.text)) return kept;
  return [...kept.slice(0, -1), { ...last, text: last.text.slice(0, -1) as SafeText }];
}

/** A name without its value says no more than a fragment of it. */
function isScrap(begun: string, goesOn: string): boolean {
  const isField = /^[^=]+=/.test(`${begun}${goesOn}`);
  const telling = isField ? begun.replace(/^[^=]+=?/, '') : begun;
  return telling.length < FEWEST_LETTERS;
}

/** As much of `line` as fits into `width` cells; `line` itself if all of it does. */
export function startOfLine(line: Line, width: number): Line {
  let room = width;
  for (const [index, part] of line.entries()) {
    const text = startOf(part.text, room);
    if (text.length < part.text.length) {
      return text === '' ? line.slice(0, index) : [...line.slice(0, index), { ...part, text }];
    }
    room -= displayWidth(text);
  }
  return line;
}

/** `content` in exactly `width` cells: cut, or padded on the side that `align` leaves free. */
export function cell(
  content: Line | SafeText,
  width: number,
  align: Align = 'left',
  ellipsis?: SafeText,
): Line {
  const whole = asLine(content, 'fact');
  const shown = cutLine(whole, width, ellipsis);
  const free = blanks(width - lineWidth(shown));
  if (free === '') return shown;
  const padding = span('fact', free);
  return align === 'left' ? [...shown, padding] : [padding, ...shown];
}

/** The first of these forms that fits into `width` cells; if none does, the last and shortest. */
export function firstThatFits(ways: readonly Line[], width: number): Line {
  return ways.find((way) => lineWidth(way) <= width) ?? ways.at(-1) ?? [];
}

/** `left` and `right` at the ends of exactly `width` cells. `right` is kept while it fits; `left` is cut. */
export function leftRight(left: Line, right: Line, width: number, ellipsis?: SafeText): Line {
  const end = cutLine(right, width, ellipsis);
  const endWidth = lineWidth(end);
  const gap = endWidth === 0 || endWidth === width ? 0 : 1;
  const start = cell(left, width - endWidth - gap, 'left', ellipsis);
  return gap === 0 ? [...start, ...end] : [...start, span('fact', blanks(gap)), ...end];
}

/** Text becomes a line in this tone. */
export function asLine(content: Line | SafeText, tone: Tone, bold = false): Line {
  return typeof content === 'string' ? [span(tone, content, bold)] : content;
}
