import { blanks, displayWidth, startOf } from './display-width.ts';
import type { Glyphs } from './glyphs.ts';
import type { Line, Span, Tone } from './line.ts';
import { joinSafe } from './safe-text.ts';
import type { SafeText } from './text.ts';

export type Align = 'left' | 'right';

export function span(tone: Tone, text: SafeText, bold = false): Span {
  return bold ? { tone, text, bold } : { tone, text };
}

/** The cells that a line fills. */
export function lineWidth(line: Line): number {
  return line.reduce((width, { text }) => width + displayWidth(text), 0);
}

/** The words of a line without its looks. */
export function lineText(line: Line): SafeText {
  return joinSafe(line.map(({ text }) => text));
}

/** At most `width` cells of a line, with `ellipsis` at its end where something is missing. */
export function cutLine(line: Line, width: number, ellipsis: SafeText = '…' as SafeText): Line {
  const start = startOfLine(line, width);
  if (start === line) return line;
  const room = width - displayWidth(ellipsis);
  if (room < 0) return start;
  const kept = startOfLine(start, room);
  const last = kept.at(-1);
  return [...kept, last === undefined ? span('dim', ellipsis) : { ...last, text: ellipsis }];
}

/** As much of `line` as fits into `width` cells: `line` itself when all of it does. */
function startOfLine(line: Line, width: number): Line {
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

/** `left` and `right` at the two ends of exactly `width` cells. `right` is whole while it fits; `left` is cut. */
export function leftRight(left: Line, right: Line, width: number, ellipsis?: SafeText): Line {
  const end = cutLine(right, width, ellipsis);
  const endWidth = lineWidth(end);
  const gap = endWidth === 0 || endWidth === width ? 0 : 1;
  const start = cell(left, width - endWidth - gap, 'left', ellipsis);
  return gap === 0 ? [...start, ...end] : [...start, span('fact', blanks(gap)), ...end];
}

/**
 * The title of a section: bold and dim, then a hairline over `width` cells, then a note at the right edge that
 * says what the reader needs to trust the section. The note is left out where both don't fit.
 */
export function heading(
  title: Line | SafeText,
  note: Line | SafeText | null,
  width: number,
  glyphs: Glyphs,
): Line {
  const start = asLine(title, 'dim', true);
  const end = note === null ? [] : asLine(note, 'dim');
  const endWidth = lineWidth(end);
  const rule = width - lineWidth(start) - 1;
  const ruleBesideNote = rule - endWidth - 1;
  if (endWidth > 0 && ruleBesideNote >= SHORTEST_RULE) {
    return [...start, gap(), hairline(ruleBesideNote, glyphs), gap(), ...end];
  }
  if (rule > 0) return [...start, gap(), hairline(rule, glyphs)];
  return cutLine(start, width, glyphs.ellipsis);
}

const SHORTEST_RULE = 2;

/** A faint rule of `width` cells. */
export function hairline(width: number, glyphs: Glyphs): Span {
  return span('faint', glyphs.hairline.repeat(Math.max(0, width)) as SafeText);
}

function gap(): Span {
  return span('fact', ' ' as SafeText);
}

function asLine(content: Line | SafeText, tone: Tone, bold = false): Line {
  return typeof content === 'string' ? [span(tone, content, bold)] : content;
}
