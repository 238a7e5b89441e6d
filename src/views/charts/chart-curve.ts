import asciichart from 'asciichart';
import type { Glyphs } from '../../terminal/glyphs.ts';
import type { Tone } from '../../terminal/line.ts';
import { safe, safeText } from '../../terminal/safe-text.ts';
import type { SafeText } from '../../terminal/text.ts';

/** A curve of a chart, or what curves are held against. */
export type ChartCurve = ValueCurve | LevelCurve;

/** One value a column of time, oldest first; null where there is no data point. */
export interface ValueCurve {
  readonly values: readonly (number | null)[];
  /** Where it is drawn; everywhere when it does not say. It keeps its course where it is not. */
  readonly isDrawn?: readonly boolean[];
  readonly tone: Tone;
  readonly stroke?: Exclude<Stroke, 'level'>;
  /** From so much on it does harm, where its tone tells of harm; from the least on where it does not say. */
  readonly harmFrom?: number;
}

/** A limit, the same all the time. */
export interface LevelCurve {
  readonly value: number;
  readonly tone: Tone;
  readonly stroke: 'level';
}

/** How a curve is drawn, so that curves of one chart are told apart without colour; `level` is what others are held against. */
export type Stroke = 'line' | 'dashed' | 'double' | 'level';

/** The room of a curve: cells, and the value of its top row; its bottom row is 0. */
export interface CurveFrame {
  readonly columns: number;
  readonly rows: number;
  readonly top: number;
  /** What curves are held against: one that is clearly above or below is not drawn on it. */
  readonly levels?: readonly number[];
}

/** The signs of a curve, row by row; null where it is not. */
export type CurveSigns = readonly (readonly (string | null)[])[];

/** A curve drawn in lines, or in dots where there is Braille: four rows and two columns of dots a cell. */
export function curveSigns(curve: ChartCurve, frame: CurveFrame, glyphs: Glyphs): CurveSigns {
  if (frame.rows < 2) return blankSigns(frame);
  if (glyphs.name === 'braille') return dotSigns(curve, frame);
  const quiet = quieted(stretched(curveValues(curve), frame.columns), frame, OFF_GROUND_FROM);
  const values = curve.stroke === 'level' ? quiet : drawnOnly(besideLevels(quiet, curve, frame), curve);
  return plotted(values, frame, SYMBOLS[curve.stroke ?? 'line'][glyphs.name]);
}

/** Of a level the one value that it has everywhere. */
export function curveValues(curve: ChartCurve): readonly (number | null)[] {
  return curve.stroke === 'level' ? [curve.value] : curve.values;
}

/** How a curve looks in a legend. */
export function curveSign({ stroke = 'line' }: { readonly stroke?: Stroke }, glyphs: Glyphs): SafeText {
  if (glyphs.name === 'braille') return DOTTED_SIGNS[stroke];
  return stroke === 'line' && glyphs.name === 'block'
    ? glyphs.gauge.full
    : safeText(SYMBOLS[stroke][glyphs.name][2]);
}

type Symbols = [string, string, string, string, string, string, string, string, string, string];
const SYMBOLS: Readonly<Record<Stroke, Readonly<Record<'ascii' | 'block', Symbols>>>> = {
  line: {
    ascii: ['|', '|', '-', '-', '-', '`', '.', '.', "'", '|'],
    block: ['│', '│', '─', '─', '─', '╰', '╭', '╮', '╯', '│'],
  },
  dashed: {
    ascii: [':', ':', '+', '+', '+', '+', '+', '+', '+', ':'],
    block: ['┆', '┆', '╌', '╌', '╌', '╰', '╭', '╮', '╯', '┆'],
  },
  double: {
    ascii: ['*', '*', '*', '*', '*', '*', '*', '*', '*', '*'],
    block: ['║', '║', '═', '═', '═', '╚', '╔', '╗', '╝', '║'],
  },
  level: {
    ascii: ['=', '=', '=', '=', '=', '=', '=', '=', '=', '='],
    block: ['·', '·', '·', '·', '·', '·', '·', '·', '·', '·'],
  },
};

const STRAIGHT: ReadonlySet<string> = new Set(
  Object.values(SYMBOLS).flatMap(({ ascii, block }) => [ascii[2], block[2]]),
);

/** Whether a sign is of a curve that stays in its row. */
export function goesStraightOn(sign: string): boolean {
  return STRAIGHT.has(sign);
}

/** The dots at 0, in a cell of the bottom row: one lies below them. */
const GROUND_DOTS = 0x12;

/** Whether a sign of the bottom row is of a curve that stays at 0. */
export function staysAtNone(sign: string): boolean {
  const dots = dotsOf(sign);
  return dots === null ? goesStraightOn(sign) : (dots | GROUND_DOTS) === GROUND_DOTS;
}

/** What asciichart draws left of the curve; right of it, it leaves one cell. */
const AXIS_WIDTH = 1;

/**
 * One value a column. asciichart joins neighbours, so a column is what lies between two of them; it throws on a
 * missing value and lets a flat series collapse, so gaps are bridged with the value before and blanked afterwards.
 */
function plotted(
  values: readonly (number | null)[],
  { rows, top }: Pick<CurveFrame, 'rows' | 'top'>,
  symbols: Symbols,
): CurveSigns {
  const first = values.find((value) => value !== null);
  if (first == null) return blankSigns({ columns: values.length, rows });
  let last = first;
  const bridged = [first, ...values].map((value) => {
    last = value ?? last;
    return Math.min(Math.max(0, last), top);
  });
  const text = asciichart.plot(bridged, {
    height: rows - 1,
    min: 0,
    max: top,
    offset: AXIS_WIDTH,
    // An empty label would take a cell out of its row.
    format: () => ' ',
    symbols,
  });
  return text.split('\n').map((line) =>
    Array.from(line)
      .slice(AXIS_WIDTH, AXIS_WIDTH + values.length)
      .map((sign, column) => (sign === ' ' || values[column] === null ? null : sign)),
  );
}

/** How far from the row where it is drawn, in rows, a value has to be to leave it. */
const LEAVES_ROW_BY = 0.65;
/** From so much of a row on, a value stands off the ground, where it would be taken for none. */
const OFF_GROUND_FROM = 0.25;
/** A dot is so little that whatever is not 0 is worth one. */
const OFF_GROUND_IN_DOTS = Number.MIN_VALUE;

/**
 * The values as rows draw them: noise around the middle between two rows would look like the edges of a square wave,
 * and so like two states.
 */
function quieted(
  values: readonly (number | null)[],
  { rows, top }: Pick<CurveFrame, 'rows' | 'top'>,
  offGroundFrom: number,
): readonly (number | null)[] {
  const step = top / (rows - 1);
  const rowOf = (exact: number) => (exact >= offGroundFrom && exact < 1 ? 1 : Math.round(exact));
  let row: number | null = null;
  return values.map((value) => {
    if (value === null) return null;
    const exact: number = value / step;
    if (row === null || row === 0 || Math.abs(exact - row) > LEAVES_ROW_BY) row = rowOf(exact);
    return row * step;
  });
}

/** Nearer to a level than this share of it, a value is as good as on it. */
const ON_LEVEL = 0.05;

/** Rows are coarse: what rounding would draw on a level stands a row above or below it where the value does. */
function besideLevels(
  drawn: readonly (number | null)[],
  { values }: ValueCurve,
  { columns, rows, top, levels = [] }: CurveFrame,
): readonly (number | null)[] {
  const step = top / (rows - 1);
  const exact = stretched(values, columns);
  return drawn.map((height, column) => {
    const value = exact[column] ?? null;
    if (height === null || value === null) return height;
    return levels.reduce((beside, level) => {
      const onLevel = Math.round(level / step) * step;
      if (value > level * (1 + ON_LEVEL)) return Math.max(beside, Math.min(top, onLevel + step));
      if (value < level * (1 - ON_LEVEL)) return Math.min(beside, Math.max(0, onLevel - step));
      return beside;
    }, height);
  });
}

const DOTTED_SIGNS: Readonly<Record<Stroke, SafeText>> = {
  line: safe`⠒⠒`,
  dashed: safe`⠒`,
  double: safe`⠒⠂`,
  level: safe`⠂`,
};

const DOTS_ACROSS = 2;
const DOTS_DOWN = 4;
const DOT = '.';
/** Of how many columns of dots a stroke draws how many. */
const DOT_RHYTHMS: Readonly<
  Record<Exclude<Stroke, 'line'>, { readonly every: number; readonly drawn: number }>
> = {
  dashed: { every: 4, drawn: 2 },
  double: { every: 4, drawn: 3 },
  level: { every: 4, drawn: 1 },
};
/** The dot of a cell's uppermost value: its label stands at the middle of the cell. */
const FIRST_DOT = 1;
const BLANK_BRAILLE = 0x2800;
const ALL_DOTS = 0xff;
/** The bit of each dot of a cell, row by row. */
const DOT_BITS = [0x01, 0x08, 0x02, 0x10, 0x04, 0x20, 0x40, 0x80] as const;

function dotSigns(curve: ChartCurve, { columns, rows, top }: CurveFrame): CurveSigns {
  const frame = { rows: DOTS_DOWN * (rows - 1) + 1, top };
  const quiet = quieted(stretched(curveValues(curve), columns * DOTS_ACROSS), frame, OFF_GROUND_IN_DOTS);
  const values = curve.stroke === 'level' ? quiet : drawnOnly(quiet, curve);
  const stroke = curve.stroke ?? 'line';
  const dots = stroke === 'line' ? plotted(values, frame, SYMBOLS.line.block) : dashes(values, frame, stroke);
  return Array.from({ length: rows }, (_, row) =>
    Array.from({ length: columns }, (_, column) => {
      const bits = DOT_BITS.reduce((set, bit, index) => {
        const down = row * DOTS_DOWN + Math.floor(index / DOTS_ACROSS) - FIRST_DOT;
        const across = column * DOTS_ACROSS + (index % DOTS_ACROSS);
        return dots[down]?.[across] == null ? set : set | bit;
      }, 0);
      return bits === 0 ? null : brailleSign(bits);
    }),
  );
}

/** Dots at the values alone, none between: what joins them would fill the room between two curves. Each dash shows its highest. */
function dashes(
  values: readonly (number | null)[],
  { rows, top }: Pick<CurveFrame, 'rows' | 'top'>,
  stroke: keyof typeof DOT_RHYTHMS,
): CurveSigns {
  const { every, drawn } = DOT_RHYTHMS[stroke];
  const heights = values.map((value, column) => {
    const start = column - (column % every);
    const known = values.slice(start, start + every).flatMap((each) => each ?? []);
    if (value === null || column - start >= drawn || known.length === 0) return null;
    return Math.round((Math.min(Math.max(0, Math.max(...known)), top) / top) * (rows - 1));
  });
  return Array.from({ length: rows }, (_, row) =>
    heights.map((height) => (height === rows - 1 - row ? DOT : null)),
  );
}

/** The signs of curves that meet in a cell as one: dots stand beside dots, where a line would hide another. */
export function mergedSign(signs: readonly string[]): string | null {
  const dots = signs.flatMap((sign) => dotsOf(sign) ?? []);
  if (signs.length === 0 || dots.length < signs.length) return null;
  return brailleSign(dots.reduce((set, bits) => set | bits, 0));
}

/** The bits of a cell of dots; null of any other sign. */
function dotsOf(sign: string): number | null {
  const bits = (sign.codePointAt(0) ?? 0) - BLANK_BRAILLE;
  return bits < 0 || bits > ALL_DOTS ? null : bits;
}

function brailleSign(bits: number): string {
  return String.fromCodePoint(BLANK_BRAILLE + bits);
}

function blankSigns({ columns, rows }: Pick<CurveFrame, 'columns' | 'rows'>): CurveSigns {
  return Array.from({ length: rows }, () => Array<string | null>(columns).fill(null));
}

/** The values spread over `columns`: each column shows the highest of the values that fall into it. */
export function stretched(values: readonly (number | null)[], columns: number): readonly (number | null)[] {
  return Array.from({ length: columns }, (_, column) => {
    const known = ofColumn(values, column, columns).filter(
      (value): value is number => value !== null && Number.isFinite(value),
    );
    return known.length === 0 ? null : Math.max(...known);
  });
}

function drawnOnly(values: readonly (number | null)[], { isDrawn }: ValueCurve): readonly (number | null)[] {
  if (isDrawn === undefined) return values;
  return values.map((value, column) =>
    ofColumn(isDrawn, column, values.length).includes(true) ? value : null,
  );
}

function ofColumn<Value>(values: readonly Value[], column: number, columns: number): readonly Value[] {
  const from = Math.floor((column * values.length) / columns);
  const to = Math.max(from + 1, Math.floor(((column + 1) * values.length) / columns));
  return values.slice(from, to);
}
