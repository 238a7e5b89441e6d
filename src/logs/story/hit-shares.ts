import type { RawText } from '../../terminal/text.ts';
import { shareDifference } from './g-test.ts';
import { hasFailed } from './read-window.ts';
import { fieldsOf, type RunFields } from './run-fields.ts';
import type { ToldRun } from './told-run.ts';

/** What many of the runs that failed have in common, and few of the others. */
export interface HitShare {
  readonly field: string;
  readonly value: RawText;
  /** Parts of the runs that failed, and of the others, that have it. */
  readonly ofFailed: number;
  readonly ofOthers: number;
  /** Part of the runs with it that failed, and of those with another value. */
  readonly failsWith: number;
  readonly failsWithout: number;
  readonly runs: number;
}

export interface HitShares {
  readonly shares: readonly HitShare[];
  /** All fields that were compared. */
  readonly fields: readonly string[];
}

const MOST_SHARES = 3;
/** A field with more values names things one by one. */
const MOST_VALUES = 200;
const MOST_COMPARED_FIELDS = 64;
/** What is said by fewer of the runs is said because of how they went, unless about as many of both say it: then lines are missing. */
const LEAST_COVERAGE = 0.5;
const LEAST_COVERAGE_ALIKE = 0.2;
const ALIKE = 1.5;
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
 * The most telling first.
 *
 * @param isMeant whether a run is one of those that are held against the others
 */
export function hitShares(
  runs: readonly ToldRun[],
  isMeant: (run: ToldRun) => boolean = hasFailed,
): HitShares {
  const described = runs.map((run): DescribedRun => ({ isFailed: isMeant(run), fields: fieldsOf(run) }));
  const compared = comparableFields(described);
  return {
    shares: tellingShares(described, new Set(), MOST_SHARES),
    fields: compared.map(([field]) => field),
  };
}

interface DescribedRun {
  readonly isFailed: boolean;
  readonly fields: RunFields;
}

/**
 * The most telling value, and then what tells more among the runs with it or among those without: the environments of
 * a version that fails are no news beside the version.
 */
function tellingShares(
  runs: readonly DescribedRun[],
  told: ReadonlySet<string>,
  most: number,
): readonly HitShare[] {
  if (most === 0) return [];
  const [best] = comparableFields(runs)
    .filter(([field]) => !told.has(field))
    .flatMap(([field, values]) => bestOf(field, values))
    .toSorted((one, other) => other.difference - one.difference);
  if (best === undefined) return [];
  const { share } = best;
  const has = ({ fields }: DescribedRun) => fields.get(share.field) === share.value;
  const toldNow = new Set([...told, share.field]);
  const within = tellingShares(runs.filter(has), toldNow, most - 1);
  const beside = tellingShares(
    runs.filter((run) => !has(run)),
    toldNow,
    most - 1,
  );
  return [share, ...within, ...beside].slice(0, most);
}

function comparableFields(
  runs: readonly DescribedRun[],
): readonly (readonly [field: string, values: Values])[] {
  const failed = runs.filter(({ isFailed }) => isFailed).length;
  const others = runs.length - failed;
  if (failed < FEWEST_FAILED || others < FEWEST_OTHERS) return [];
  return [...valuesByField(runs)].filter(([, values]) => isComparable(values, failed, others));
}

function valuesByField(runs: readonly DescribedRun[]): ReadonlyMap<string, Values> {
  const fields = new Map<string, Values>();
  for (const { isFailed, fields: own } of runs) {
    for (const [field, value] of own) {
      const values = fields.get(field) ?? new Map<RawText, ValueTally>();
      if (values.size === 0 && fields.size >= MOST_COMPARED_FIELDS) continue;
      fields.set(field, values);
      const tally = values.get(value) ?? { failed: 0, others: 0 };
      // One more than the most is enough to know that there are too many.
      if (values.size > MOST_VALUES && !values.has(value)) continue;
      values.set(value, tally);
      if (isFailed) tally.failed += 1;
      else tally.others += 1;
    }
  }
  return fields;
}

/** Runs that failed and runs that did not both have to tell it, or it tells of the failure. */
function isComparable(values: Values, failed: number, others: number): boolean {
  const total = totalOf(values);
  return (
    values.size >= 2 &&
    values.size <= MOST_VALUES &&
    total.failed >= FEWEST_FAILED &&
    total.others >= FEWEST_OTHERS &&
    isCovered(total.failed / failed, total.others / others)
  );
}

function isCovered(ofFailed: number, ofOthers: number): boolean {
  const least = Math.min(ofFailed, ofOthers);
  const areAlike = Math.max(ofFailed, ofOthers) <= ALIKE * least;
  return least >= (areAlike ? LEAST_COVERAGE_ALIKE : LEAST_COVERAGE);
}

function totalOf(values: Values): ValueTally {
  const total = { failed: 0, others: 0 };
  for (const tally of values.values()) {
    total.failed += tally.failed;
    total.others += tally.others;
  }
  return total;
}

/** The value of a field that tells most; none where all fail alike. */
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
