import type { Glyphs } from '../../terminal/glyphs.ts';
import type { Line, Tone } from '../../terminal/line.ts';
import { lineWidth } from '../../terminal/line-layout.ts';
import { safe } from '../../terminal/safe-text.ts';
import type { SafeText } from '../../terminal/text.ts';
import { toned } from '../../terminal/words.ts';
import type { Stroke } from './chart-curve.ts';
import { curveSign } from './curve-signs.ts';

/** What a curve of a chart shows. */
export interface LegendEntry {
  readonly tone: Tone;
  readonly word: SafeText;
  /** For where not all words of the legend have room. */
  readonly short?: SafeText;
  readonly stroke?: Stroke;
  /** Of a limit that the chart does not reach up to: its sign is nowhere to be found in it. */
  readonly isAbove?: boolean;
}

/** What a heading keeps between its title and its note: a short rule and a blank on either side. */
const RULE_WIDTH = 4;

/** The legend of a chart, in shorter words where `room`, all that its title leaves of the row, is too small for it. */
export function legendLine(legend: readonly LegendEntry[], room: number, glyphs: Glyphs): Line {
  const whole = lineOf(legend, glyphs);
  return lineWidth(whole) + RULE_WIDTH <= room
    ? whole
    : lineOf(
        legend.map(({ word, short = word, ...entry }) => ({ ...entry, word: short })),
        glyphs,
      );
}

function lineOf(legend: readonly LegendEntry[], glyphs: Glyphs): Line {
  return legend.flatMap(
    ({ tone, word, stroke = 'line', isAbove = false }, place): Line => [
      toned('fact', place === 0 ? safe`` : safe`  `),
      isAbove ? toned('dim', glyphs.above) : toned(tone, curveSign({ stroke }, glyphs)),
      toned('dim', safe` ${word}`),
    ],
  );
}
