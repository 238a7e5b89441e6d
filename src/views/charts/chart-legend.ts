import type { Line, Tone } from '../../terminal/line.ts';
import { lineWidth } from '../../terminal/line-layout.ts';
import { safe } from '../../terminal/safe-text.ts';
import type { SafeText } from '../../terminal/text.ts';
import type { Glyphs } from '../../terminal/theme/glyphs.ts';
import { toned } from '../../terminal/words.ts';
import type { Stroke } from './chart-curve.ts';
import { curveSign } from './curve-signs.ts';

/** What a curve of a chart shows. */
export interface LegendEntry {
  readonly tone: Tone;
  readonly word: SafeText;
  /** For narrow legends. */
  readonly short?: SafeText;
  readonly stroke?: Stroke;
  /** Set for a limit above the chart: its sign appears nowhere in it. */
  readonly isAbove?: boolean;
}

/** Least width between a heading's title and its note: a short rule with a blank on either side. */
export const LEAST_RULE = 4;

/** The legend of a chart, in short words where `room`, the rest of the title's row, is too narrow. */
export function legendLine(legend: readonly LegendEntry[], room: number, glyphs: Glyphs): Line {
  const whole = lineOf(legend, glyphs);
  return lineWidth(whole) + LEAST_RULE <= room ? whole : lineOf(inShort(legend), glyphs);
}

/** The legend in a row of its own, closer together before any of it is cut. */
export function legendBelow(legend: readonly LegendEntry[], width: number, glyphs: Glyphs): Line {
  const line = legendLine(legend, width, glyphs);
  return lineWidth(line) <= width ? line : lineOf(inShort(legend), glyphs, safe` `);
}

function inShort(legend: readonly LegendEntry[]): readonly LegendEntry[] {
  return legend.map(({ word, short = word, ...entry }) => ({ ...entry, word: short }));
}

function lineOf(legend: readonly LegendEntry[], glyphs: Glyphs, air = safe`  `): Line {
  return legend.flatMap(
    ({ tone, word, stroke = 'line', isAbove = false }, place): Line => [
      toned('fact', place === 0 ? airBefore(glyphs) : air),
      isAbove ? toned('dim', glyphs.above) : toned(tone, curveSign({ stroke }, glyphs)),
      toned('dim', safe` ${word}`),
    ],
  );
}

/** Beside a rule of hyphens, the sign of a line would look like a part of it. */
function airBefore({ name }: Glyphs): SafeText {
  return name === 'ascii' ? safe` ` : safe``;
}
