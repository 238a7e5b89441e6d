import { safe, safeText } from '../../terminal/safe-text.ts';
import type { SafeText } from '../../terminal/text.ts';
import type { Glyphs } from '../../terminal/theme/glyphs.ts';
import { type ChartCurve, curveValues, type Stroke, type ValueCurve } from './chart-curve.ts';
import { dashValues, dotSigns, dotsOf } from './dot-signs.ts';
import { blankSigns, type CurveSigns, goesStraightOn, plotted, RAISED, SYMBOLS } from './line-signs.ts';
import { aboveIn, type CurveFrame, drawnOnly, type Lift, quieted, stretched } from './row-values.ts';
import { type Stem, withStems } from './stems.ts';

/** A row is coarse: lifted by one, next to nothing would look like a third of a low chart. `raised` draws it. */
const LIFT: Lift = { from: 0.5, downTo: 0.25 };

const STEMS: Readonly<Record<'ascii' | 'block', Stem>> = {
  ascii: { head: '-', shaft: '|', foot: '|' },
  block: { head: '┬', shaft: '│', foot: '╵' },
};

/** A curve in lines, or in Braille dots where available: four rows and two columns of dots in each cell. */
export function curveSigns(curve: ChartCurve, frame: CurveFrame, glyphs: Glyphs): CurveSigns {
  if (frame.rows < 2) return blankSigns(frame);
  if (glyphs.name === 'braille') return dotSigns(curve, frame);
  const { columns, rows, top } = frame;
  const rowsOf = curve.stroke === 'level' ? { rows, top } : { ...frame, above: aboveIn(curve, columns) };
  const exact = stretched(curveValues(curve), columns);
  const course = quieted(exact, rowsOf, LIFT);
  const values = curve.stroke === 'level' ? course : drawnOnly(course, curve);
  const stroke = curve.stroke ?? 'line';
  // The whole course is plotted, so that what is drawn of it starts with a joint to what came before.
  const plot = plotted(course, frame, SYMBOLS[stroke][glyphs.name]);
  const isRaised = exact.map((value, column) => value !== null && value > 0 && course[column] === 0);
  const lifted = raised(plot, isRaised, { stroke, raisedSign: RAISED[stroke][glyphs.name] });
  const signs = lifted.map((row) => row.map((sign, column) => (values[column] == null ? null : sign)));
  return stroke === 'line' ? withStems(signs, values, STEMS[glyphs.name]) : signs;
}

/** Less than half a row, but more than 0, is drawn at the top of the bottom row: 0 is drawn at its middle. */
function raised(
  signs: CurveSigns,
  isRaised: readonly boolean[],
  { stroke, raisedSign }: { readonly stroke: Stroke; readonly raisedSign: string },
): CurveSigns {
  const bottom = signs.length - 1;
  return signs.map((row, place) =>
    place < bottom
      ? row
      : row.map((sign, column) =>
          sign !== null && isRaised[column] === true && goesStraightOn({ sign, stroke }) ? raisedSign : sign,
        ),
  );
}

/** The value that each column shows. */
export function shownValues(
  { values, stroke = 'line' }: ValueCurve,
  columns: number,
  { name }: Glyphs,
): readonly (number | null)[] {
  const each = stretched(values, columns);
  return name === 'braille' && stroke !== 'line' ? dashValues(each) : each;
}

/** The sign of a curve in a legend. */
export function curveSign({ stroke = 'line' }: { readonly stroke?: Stroke }, glyphs: Glyphs): SafeText {
  if (glyphs.name === 'braille') return DOTTED_SIGNS[stroke];
  return stroke === 'line' && glyphs.name === 'block'
    ? glyphs.gauge.full
    : safeText(SYMBOLS[stroke][glyphs.name][2]);
}

const DOTTED_SIGNS: Readonly<Record<Stroke, SafeText>> = {
  line: safe`⠒⠒`,
  dashed: safe`⠒`,
  double: safe`⠒⠂`,
  level: safe`⠂`,
};

/** The dots at 0 in a cell of the bottom row, which has one row of dots below them. */
const GROUND_DOTS = 0x12;

/** Whether a sign in the bottom row belongs to a curve at 0. */
export function staysAtNone({ sign, stroke }: { readonly sign: string; readonly stroke: Stroke }): boolean {
  const dots = dotsOf(sign);
  return dots === null ? goesStraightOn({ sign, stroke }) : (dots | GROUND_DOTS) === GROUND_DOTS;
}
