import { displayWidth } from '../display-width.ts';
import type { Line, Span } from '../line.ts';
import { asLine, cutLine, lineWidth, span } from '../line-layout.ts';
import type { SafeText } from '../text.ts';
import type { Glyphs } from '../theme/glyphs.ts';

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

/** The widest note that a heading of `width` cells shows beside its title. */
export function roomBeside(title: SafeText, width: number): number {
  return width - displayWidth(title) - 1 - SHORTEST_RULE - 1;
}

/** A faint rule of `width` cells. */
export function hairline(width: number, glyphs: Glyphs): Span {
  return span('faint', glyphs.hairline.repeat(Math.max(0, width)) as SafeText);
}

function gap(): Span {
  return span('fact', ' ' as SafeText);
}
