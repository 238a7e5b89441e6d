import { safe, safeText } from '../../terminal/safe-text.ts';
import type { SafeText } from '../../terminal/text.ts';
import type { Glyphs } from '../../terminal/theme/glyphs.ts';
import { type ChartCurve, curveValues, type Stroke, type ValueCurve } from './chart-curve.ts';
import { dashValues, dotSigns, dotsOf } from './dot-signs.ts';
import {
  blankSigns,
  type CurveSigns,
  GROUND,
  goesStraightOn,
  isOnGround,
  plotted,
  SYMBOLS,
} from './line-signs.ts';
import { aboveIn, type CurveFrame, drawnOnly, quieted, stretched } from './row-values.ts';
import { type Stem, withStems } from './stems.ts';

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
  const course = quieted(exact, rowsOf);
  const values = curve.stroke === 'level' ? course : drawnOnly(course, curve);
  const stroke = curve.stroke ?? 'line';
  // The whole course is plotted, so that what is drawn of it starts with a joint to what came before.
  const plot = plotted(course, frame, SYMBOLS[stroke][glyphs.name]);
  const isZero = exact.map((value) => value !== null && value <= 0);
  const signs = grounded(plot, isZero, stroke, glyphs.name).map((row) =>
    row.map((sign, column) => (values[column] == null ? null : sign)),
  );
  return stroke === 'line' ? withStems(signs, values, STEMS[glyphs.name]) : signs;
}

/**
 * Zero lies on the floor of the bottom row, as in a sparkline: next to nothing, in the middle of that row, is told from
 * it. What rises from the floor or falls to it goes through the row, as a turn would hang above the floor.
 */
function grounded(
  signs: CurveSigns,
  isZero: readonly boolean[],
  stroke: Stroke,
  set: 'ascii' | 'block',
): CurveSigns {
  const [, , , , , fallen, , , rising, upright] = SYMBOLS[stroke][set];
  const isStraight = (sign: string | null) => sign !== null && goesStraightOn({ sign, stroke });
  const bottom = (signs.at(-1) ?? []).map((sign, column) =>
    isZero[column] === true && isStraight(sign) ? GROUND[set] : sign,
  );
  const joined = bottom.map((sign, column) => {
    if (isStraight(sign)) return sign;
    const meetsZero = sign === rising ? isZero[column - 1] : sign === fallen && isZero[column];
    return meetsZero === true ? upright : sign;
  });
  return [...signs.slice(0, -1), joined];
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

/** Whether a sign belongs to a curve at 0. */
export function staysAtNone(sign: string): boolean {
  const dots = dotsOf(sign);
  return dots === null ? isOnGround(sign) : (dots | GROUND_DOTS) === GROUND_DOTS;
}
