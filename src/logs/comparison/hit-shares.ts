import type { RawText } from '../../terminal/text.ts';
import type { LoggedRun } from '../runs/logged-run.ts';
import type { WholeRuns } from '../runs/whole-runs.ts';
import { shareDifference } from './g-test.ts';
import { fieldsOf, type RunFields } from './run-fields.ts';

/** A value that many failed runs have in common, and few others. */
export interface HitShare {
  readonly field: string;
  readonly value: RawText;
  /** Shares of the failed runs, and of the others, that have it. */
  readonly ofFailed: number;
  readonly ofOthers: number;
  /** The share of runs with it that failed, and of those with another value. */
  readonly failsWith: number;
  readonly failsWithout: number;
  readonly runs: number;
}

export interface HitShares {
  readonly shares: readonly HitShare[];
  /** All compared fields. */
  readonly fields: readonly string[];
}

const MOST_SHARES = 3;
/** A field with more values identifies individual things. */
const MOST_VALUES = 200;
const MOST_COMPARED_FIELDS = 64;
/**
 * A field present in fewer runs is logged because of how they went, or by a few of them only; missing lines are allowed
 * for.
 */
const LEAST_COVERAGE = 0.5;
const FEWEST_FAILED = 5;
const FEWEST_OTHERS = 5;
const LEAST_DIFFERENCE = 15;
const LEAST_RATIO = 3;

interface ValueTally {
  failed: number;
  others: number;
}

type Values = Map<RawText, ValueTally>;

/**
 * Most telling first.
 *
 * @param isMeant selects the runs that are compared with the others
 */
export function hitShares({ runs, keptLines }: WholeRuns, isMeant: (run: LoggedRun) => boolean): HitShares {
  const described = runs.map((run): DescribedRun => ({ isFailed: isMeant(run), fields: fieldsOf(run) }));
  const leastCoverage = LEAST_COVERAGE * keptLines;
  const compared = comparableFields(described, leastCoverage);
  return {
    shares: tellingShares(described, new Set(), MOST_SHARES, leastCoverage),
    fields: compared.map(([field]) => field),
  };
}

interface DescribedRun {
  readonly isFailed: boolean;
  readonly fields: RunFields;
}

/**
 * The most telling value, then the next one that stands out among the runs with it, or among those without: the
 * environments of a failing version are no news beside the version.
 */
function tellingShares(
  runs: readonly DescribedRun[],
  told: ReadonlySet<string>,
  most: number,
  leastCoverage: number,
): readonly HitShare[] {
  if (most === 0) return [];
  const [best] = comparableFields(runs, leastCoverage)
    .filter(([field]) => !told.has(field))
    .flatMap(([field, values]) => bestOf(field, values))
    .toSorted((one, other) => other.difference - one.difference);
  if (best === undefined) return [];
  const { share } = best;
  const has = ({ fields }: DescribedRun) => fields.get(share.field) === share.value;
  const toldNow = new Set([...told, share.field]);
  const within = tellingShares(runs.filter(has), toldNow, most - 1, leastCoverage);
  const beside = tellingShares(
    runs.filter((run) => !has(run)),
    toldNow,
    most - 1,
    leastCoverage,
  );
  return [share, ...within, ...beside].slice(0, most);
}

/** Both failed and successful runs must have the field; otherwise it describes the failure itself. */
function comparableFields(
  runs: readonly DescribedRun[],
  leastCoverage: number,
): readonly (readonly [field: string, values: Values])[] {
  const failed = runs.filter(({ isFailed }) => isFailed).length;
  const others = runs.length - failed;
  if (failed < FEWEST_FAILED || others < FEWEST_OTHERS) return [];
  return [...valuesByField(runs)].filter(([, values]) => {
    const total = totalOf(values);
    return (
      values.size >= 2 &&
      values.size <= MOST_VALUES &&
      total.failed >= Math.max(FEWEST_FAILED, leastCoverage * failed) &&
      total.others >= Math.max(FEWEST_OTHERS, leastCoverage * others)
    );
  });
}

function valuesByField(runs: readonly DescribedRun[]): ReadonlyMap<string, Values> {
  const fields = new Map<string, Values>();
  for (const { isFailed, fields: own } of runs) {
    for (const [field, value] of own) {
      const values = fields.get(field) ?? new Map<RawText, ValueTally>();
      if (values.size === 0 && fields.size >= MOST_COMPARED_FIELDS) continue;
      fields.set(field, values);
      const tally = values.get(value) ?? { failed: 0, others: 0 };
      // One more than the maximum shows that there are too many.
      if (values.size > MOST_VALUES && !values.has(value)) continue;
      values.set(value, tally);
      if (isFailed) tally.failed += 1;
      else tally.others += 1;
    }
  }
  return fields;
}

function totalOf(values: Values): ValueTally {
  const total = { failed: 0, others: 0 };
  for (const tally of values.values()) {
    total.failed += tally.failed;
    total.others += tally.others;
  }
  return total;
}

/** The most telling value of a field; empty where all fail alike. */
function bestOf(field: string, values: Values): readonly { share: HitShare; difference: number }[] {
  const total = totalOf(values);
  const told = [...values].flatMap(([value, { failed, others }]) => {
    const without = { failed: total.failed - failed, others: total.others - others };
    const share: HitShare = {
      field,
      value,
      ofFailed: failed / total.failed,
      ofOthers: others / total.others,
      failsWith: partOf(failed, failed + others),
      failsWithout: partOf(without.failed, without.failed + without.others),
      runs: failed + others,
    };
    const difference = shareDifference(
      { count: failed, total: failed + others },
      { count: without.failed, total: without.failed + without.others },
    );
    const isTelling =
      failed >= FEWEST_FAILED &&
      difference >= LEAST_DIFFERENCE &&
      share.failsWith >= LEAST_RATIO * share.failsWithout;
    return isTelling ? [{ share, difference }] : [];
  });
  return told.toSorted((one, other) => other.difference - one.difference).slice(0, 1);
}

function partOf(count: number, total: number): number {
  return total === 0 ? 0 : count / total;
}
