import { blanks } from '../display-width.ts';
import type { Line, Span } from '../line.ts';
import { cutLine, lineText, lineWidth } from '../line-layout.ts';
import type { SafeText } from '../text.ts';
import type { Theme } from '../theme/theme.ts';

export interface DrawOptions {
  /** Marks the whole row as selected. */
  readonly band?: boolean;
  /** Ends a row that is cut. */
  readonly ellipsis?: SafeText;
}

const RESET = '\x1b[0m';
const BLANK = /^ *$/;

/** The terminal's current styles. */
interface Pen {
  readonly foreground: string;
  readonly bold: boolean;
  readonly faint: boolean;
  /** Foreground and background are swapped. */
  readonly reverse: boolean;
}

const FRESH_PEN: Pen = { foreground: '39', bold: false, faint: false, reverse: false };

/**
 * A row of exactly `width` cells, cut or padded, that restores the terminal's styles. A band of reverse video ends before
 * the gap in front of a picture: around low bars it would leave a hole, and full ones would be taken for more of it.
 */
export function drawLine(line: Line, width: number, theme: Theme, options: DrawOptions = {}): string {
  const shown = cutLine(line, width, options.ellipsis);
  const padding = blanks(width - lineWidth(shown));
  const isReversed = options.band === true && theme.bandReverses;
  const bandEnd = isReversed ? partsBeforePicture(shown) : 0;
  let drawn = options.band ? `\x1b[${theme.band}m` : '';
  let pen = { ...FRESH_PEN, reverse: isReversed };
  for (const [place, part] of shown.entries()) {
    const reverses = place < bandEnd;
    const keepsPen = BLANK.test(part.text) && part.marked !== true;
    const next = keepsPen ? penOfBlanks(pen, reverses) : penFor(part, theme, reverses);
    drawn += changeOfPen(pen, next) + part.text;
    pen = next;
  }
  if (options.band)
    return drawn + changeOfPen(pen, penOfBlanks(pen, bandEnd > shown.length)) + padding + RESET;
  return drawn + changeToFresh(pen) + padding;
}

/** How many parts a band of reverse video covers; infinitely many where it goes on to the edge. */
function partsBeforePicture(shown: Line): number {
  const picture = shown.findIndex(({ isPicture }) => isPicture === true);
  if (picture === -1) return Number.POSITIVE_INFINITY;
  const gap = shown[picture - 1];
  return gap !== undefined && BLANK.test(gap.text) ? picture - 1 : picture;
}

/** The text of a row, for pipes and files: no styles, no trailing blanks. */
export function plainLine(line: Line): SafeText {
  return lineText(line).trimEnd() as SafeText;
}

/** Blanks don't show a foreground, so they need no style change for it; in reverse video they show only that. */
function penOfBlanks(pen: Pen, reverses: boolean): Pen {
  return reverses
    ? { ...pen, foreground: FRESH_PEN.foreground, faint: false, reverse: true }
    : { ...pen, reverse: false };
}

function penFor(part: Span, theme: Theme, reverses: boolean): Pen {
  const bold = part.bold === true;
  if (reverses) return { ...FRESH_PEN, bold, reverse: part.marked !== true };
  const { foreground, faint } = (part.faded ? theme.faded : theme.full)[part.tone];
  return { foreground, bold, faint, reverse: part.marked === true };
}

function changeOfPen(from: Pen, to: Pen): string {
  // SGR 22 ends both bold and faint.
  const ends = (from.bold && !to.bold) || (from.faint && !to.faint);
  const parameters = [
    ends ? '22' : '',
    to.bold && (ends || !from.bold) ? '1' : '',
    to.faint && (ends || !from.faint) ? '2' : '',
    to.foreground === from.foreground ? '' : to.foreground,
    to.reverse === from.reverse ? '' : to.reverse ? '7' : '27',
  ].filter((parameter) => parameter !== '');
  return parameters.length === 0 ? '' : `\x1b[${parameters.join(';')}m`;
}

function changeToFresh(pen: Pen): string {
  return changeOfPen(pen, FRESH_PEN) === '' ? '' : RESET;
}
