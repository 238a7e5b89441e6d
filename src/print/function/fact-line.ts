import { blanks, displayWidth, padEnd } from '../../terminal/display-width.ts';
import type { Line, Span } from '../../terminal/line.ts';
import { cell, lineWidth } from '../../terminal/line-layout.ts';
import { safe } from '../../terminal/safe-text.ts';
import type { SafeText } from '../../terminal/text.ts';
import type { Glyphs } from '../../terminal/theme/glyphs.ts';
import { toned } from '../../terminal/words.ts';
import { severityMark } from '../severity-mark.ts';

export const FACT_LABEL_WIDTH = 13;

/** A label with its value. */
export function factLine(label: SafeText, says: Line): Line {
  return [toned('dim', padEnd(label, FACT_LABEL_WIDTH)), ...says];
}

/** `2,886`, `10.0 s`, `368 ms` */
const FIGURE_WIDTH = 6;

/**
 * The same with a number: numbers are right-aligned in a column, so that changes move nothing. One in the colour of a
 * state has the state's mark behind it, which is seen without colour.
 */
export function figureLine(label: SafeText, figure: Line, says: Line, glyphs: Glyphs): Line {
  const before = toned('fact', blanks(FIGURE_WIDTH - lineWidth(figure)));
  const mark = stateMark(figure, glyphs);
  if (mark === null && says.length === 0) return factLine(label, [before, ...figure]);
  const air = toned('fact', safe` `);
  const behind = mark ?? toned('fact', blanks(glyphs.markWidth));
  return factLine(label, [before, ...figure, air, behind, ...(says.length === 0 ? [] : [air, ...says])]);
}

export interface NumberFact {
  readonly label: SafeText;
  readonly number: Span;
  readonly says: SafeText;
}

/** Labels with their numbers, right-aligned in one column, and words behind. */
export function numberLines(facts: readonly NumberFact[]): readonly Line[] {
  const width = Math.max(FIGURE_WIDTH, ...facts.map(({ number }) => displayWidth(number.text)));
  return facts.map(({ label, number, says }) =>
    factLine(label, [...cell([number], width, 'right'), toned('dim', safe`  ${says}`)]),
  );
}

/** A figure among words: one in the colour of a state has the state's mark behind it as well. */
export function markedFigure(figure: Span, glyphs: Glyphs): Line {
  const mark = stateMark([figure], glyphs);
  return mark === null ? [figure] : [figure, toned('fact', safe` `), mark];
}

function stateMark(figure: Line, glyphs: Glyphs): Span | null {
  const state = figure.map(({ tone }) => tone).find((tone) => tone === 'crit' || tone === 'warn');
  return state === undefined ? null : severityMark(state, glyphs);
}

/** An unknown value, with the reason. */
export function unknownFact(because: 'denied' | 'unread'): Line {
  return [toned('dim', because === 'denied' ? safe`denied` : safe`?`)];
}
