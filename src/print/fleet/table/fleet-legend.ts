import type { MetLimitKind } from '../../../capacity/assessment.ts';
import type { FunctionStatus } from '../../../monitor/function/status/function-status.ts';
import type { Line } from '../../../terminal/line.ts';
import { lineWidth } from '../../../terminal/line-layout.ts';
import { joinSafe, safe } from '../../../terminal/safe-text.ts';
import type { SafeText } from '../../../terminal/text.ts';
import { toned } from '../../../terminal/words.ts';
import type { CellContext, FleetColumn } from './fleet-column.ts';
import { AS_ALL_WEEK, ERRORS } from './fleet-columns.ts';
import type { FleetLayout } from './fleet-table.ts';
import { ETA, LIMIT_LETTERS, USE, USE_OF_LIMIT } from './limit-columns.ts';

interface Sign {
  readonly sign: SafeText;
  readonly means: SafeText;
  /** Where there is room. */
  readonly inFull?: SafeText;
}

const LIMIT_NAMES: Readonly<Record<MetLimitKind, SafeText>> = {
  reserved: safe`reserved`,
  requestRate: safe`its requests/s`,
  scaling: safe`new in 10 s`,
  account: safe`account pool`,
  source: safe`shards`,
  provisioned: safe`provisioned`,
  off: safe`switched off`,
};
const POOL_OF_ALL = safe`account pool, used by all`;

const SIGNS: readonly Sign[] = [
  { sign: AS_ALL_WEEK, means: safe`as all week` },
  ...(Object.keys(LIMIT_NAMES) as MetLimitKind[]).map((kind) => ({
    sign: LIMIT_LETTERS[kind],
    means: LIMIT_NAMES[kind],
    ...(kind === 'account' && { inFull: POOL_OF_ALL }),
  })),
];
const SIGNED: ReadonlySet<FleetColumn> = new Set([ERRORS, USE_OF_LIMIT, USE, ETA]);

/** The forms of a legend of the same signs, longest first. */
export type LegendForms = readonly Line[];

/**
 * What the signs in the cells of these functions mean, and no others; none without a sign. With too little room for all
 * of them, those in the fewest cells go first.
 *
 * @returns the forms for all signs, then for one sign less, and so on
 */
export function fleetLegend(
  functions: readonly FunctionStatus[],
  layout: FleetLayout,
  context: Omit<CellContext, 'width'>,
): readonly LegendForms[] {
  const signed = layout.filter(({ column }) => SIGNED.has(column));
  return legendOf(
    functions.flatMap((status) =>
      signed.flatMap(({ column, width }) => column.cell(status, { ...context, width })),
    ),
  );
}

function legendOf(cells: Line): readonly LegendForms[] {
  const countOf = ({ sign }: Sign) => cells.filter(({ text }) => text === sign).length;
  const shown = SIGNS.map((sign) => ({ sign, count: countOf(sign) })).filter(({ count }) => count > 0);
  const byCount = shown.toSorted((one, other) => other.count - one.count);
  return byCount.map((_, left) => {
    const kept = new Set(byCount.slice(0, byCount.length - left));
    return formsOf(shown.filter((each) => kept.has(each)).map(({ sign }) => sign));
  });
}

function formsOf(signs: readonly Sign[]): LegendForms {
  const told = (meansOf: (sign: Sign) => SafeText, gap: SafeText): Line => [
    toned(
      'dim',
      joinSafe(
        signs.map((each) => safe`${each.sign} ${meansOf(each)}`),
        gap,
      ),
    ),
  ];
  const inShort = ({ means }: Sign) => means;
  return [
    told(({ inFull, means }) => inFull ?? means, safe`   `),
    told(inShort, safe`   `),
    told(inShort, safe`  `),
  ];
}

/** The longest form that fits into `width` cells; null for none. */
export function fittingLegend(ways: readonly Line[], width: number): Line | null {
  return ways.find((way) => lineWidth(way) <= width) ?? null;
}
