import type { Line } from '../../../terminal/line.ts';
import { safe } from '../../../terminal/safe-text.ts';
import type { SafeText } from '../../../terminal/text.ts';
import type { Glyphs } from '../../../terminal/theme/glyphs.ts';
import { toned } from '../../../terminal/words.ts';
import type { Action } from '../../keys/key-action.ts';
import { heightOf, type Section, sectionLines } from './sections.ts';
import { topRowAfter } from './top-row.ts';

/** Sections in a place that may be too small for all of them. */
export interface ScrolledSections {
  readonly sections: readonly Section[];
  readonly width: number;
  readonly height: number;
}

/** From the first step on they stand below each other as a whole, row by row: none gives way to another any more. */
export function scrolledLines(
  { sections, width, height }: ScrolledSections,
  step: number,
  glyphs: Glyphs,
): readonly Line[] {
  const whole = sectionLines(sections, width, Number.POSITIVE_INFINITY, glyphs);
  const first = Math.min(step - 1, Math.max(0, whole.length - height));
  return whole.slice(first, first + height);
}

/** By how many steps they can be scrolled: by none where all of them have room. */
export function lastStep({ sections, height }: ScrolledSections): number {
  const rows = heightOf(sections.filter(({ lines }) => lines.length > 0));
  return rows <= height ? 0 : rows - height + 1;
}

/** The step after a key; null for a key that moves nothing. */
export function stepAfter(action: Action, step: number, scrolled: ScrolledSections): number | null {
  return topRowAfter(action, step, { height: scrolled.height, lastTop: lastStep(scrolled) });
}

/** Which lines are shown, or by which key there are more; empty where all have room. */
export function scrolledNote(scrolled: ScrolledSections, step: number, down: SafeText): Line {
  const last = lastStep(scrolled);
  if (last === 0) return [];
  const first = Math.min(step, last);
  if (first === 0) return [toned('focus', down), toned('dim', safe` more`)];
  const { height } = scrolled;
  return [toned('dim', safe`lines ${first} to ${first - 1 + height} of ${last - 1 + height}`)];
}
