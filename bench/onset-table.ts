import { MINUTE_MS } from '../src/lambda/time.ts';
import { RandomStream } from '../src/local/world/chance/random-stream.ts';
import { growsSince } from '../src/monitor/function/growth.ts';
import type { Change } from '../src/triage/onset/change.ts';
import { countChanges } from '../src/triage/onset/count-changes.ts';
import { levelChanges } from '../src/triage/onset/level-changes.ts';

const RUNS = 400;
const MINUTES = 120;
/** The earliest and the latest position of the change. */
const CHANGES_FROM = 30;
const CHANGES_TO = 90;
/** The fleet dates the growth of its pool by so many. */
const POOL_MINUTES = 60;

interface Row {
  readonly name: string;
  /** The number of onsets in the row that `make` makes. */
  readonly make: (dice: RandomStream) => {
    readonly changes: readonly Pick<Change, 'place'>[];
    readonly onsets: readonly number[];
  };
}

/** How well the onsets of one kind of row were found. */
export interface OnsetScore {
  readonly name: string;
  readonly rows: number;
  readonly rowsWithFalse: number;
  readonly onsets: number;
  readonly found: number;
  /** For each onset of a row with changes, the minutes to the nearest of them, in order. */
  readonly errors: readonly number[];
}

/** One line per kind of row: how many of its onsets were found, how far off, and how many rows had too many. */
export function onsetTable(seed: number): string {
  const head = `${''.padEnd(58)}found   median error   p90     rows with a false one`;
  return [head, ...onsetScores(seed, RUNS).map(lineOf)].join('\n');
}

/** @param rows of each kind. */
export function onsetScores(seed: number, rows: number): readonly OnsetScore[] {
  return ROWS.map((row, index) => scoreOf(row, rows, new RandomStream(seed + index)));
}

function scoreOf({ name, make }: Row, rows: number, dice: RandomStream): OnsetScore {
  const errors: number[] = [];
  const score = { onsets: 0, found: 0, rowsWithFalse: 0 };
  for (let run = 0; run < rows; run++) {
    const { changes, onsets } = make(dice);
    score.onsets += onsets.length;
    for (const onset of onsets) {
      if (changes.length > 0) errors.push(Math.min(...changes.map(({ place }) => Math.abs(place - onset))));
    }
    score.found += Math.min(changes.length, onsets.length);
    if (changes.length > onsets.length) score.rowsWithFalse += 1;
  }
  return { name, rows, ...score, errors: errors.toSorted((a, b) => a - b) };
}

function lineOf({ name, rows, rowsWithFalse, onsets, found, errors }: OnsetScore): string {
  const quantile = (share: number) => errors[Math.floor((errors.length - 1) * share)];
  const cells =
    onsets === 0
      ? ''.padEnd(31)
      : `${percent(found / onsets).padStart(7)}${`${quantile(0.5)} min`.padStart(15)}${`${quantile(0.9)} min`.padStart(9)}`;
  return `${name.padEnd(56)}${cells}${percent(rowsWithFalse / rows).padStart(26)}`;
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}

const errorsAt = (calls: number, rateAt: (minute: number) => number) => (dice: RandomStream) =>
  countChanges(minutes((minute) => ({ count: binomial(calls, rateAt(minute), dice), total: calls })));
const callsAt = (meanAt: (minute: number) => number) => (dice: RandomStream) =>
  countChanges(minutes((minute) => ({ count: poisson(meanAt(minute), dice), total: null })));
const durationsAt = (medianAt: (minute: number) => number, spread: number) => (dice: RandomStream) =>
  levelChanges(minutes((minute) => medianAt(minute) * Math.exp(spread * dice.normal())));

const steps: readonly (readonly [calls: number, before: number, after: number])[] = [
  [10, 0.005, 0.05],
  [10, 0.005, 0.2],
  [100, 0.005, 0.02],
  [100, 0.005, 0.05],
  [1_000, 0.005, 0.02],
];

const ROWS: readonly Row[] = [
  ...steps.map(
    ([calls, before, after]): Row => ({
      name: `errors ${100 * before} -> ${100 * after} % of ${calls}/min`,
      make: (dice) => {
        const onset = placeIn(dice);
        return {
          changes: errorsAt(calls, (minute) => (minute < onset ? before : after))(dice),
          onsets: [onset],
        };
      },
    }),
  ),
  ...[10, 100, 1_000].map((calls) =>
    quiet(
      `errors 0.5 % of ${calls}/min, quiet`,
      errorsAt(calls, () => 0.005),
    ),
  ),
  {
    name: 'errors 0.5 -> 5 -> 0.5 % of 100/min, back after 15 min',
    make: (dice) => {
      const onset = placeIn(dice);
      const isBad = (minute: number) => minute >= onset && minute < onset + 15;
      return {
        changes: errorsAt(100, (minute) => (isBad(minute) ? 0.05 : 0.005))(dice),
        onsets: [onset, onset + 15],
      };
    },
  },
  {
    name: 'errors 0.5 % up a ramp of 10 min to 10 % of 100/min',
    make: (dice) => {
      const onset = placeIn(dice);
      const way = (minute: number) => Math.max(0, Math.min(1, (minute - onset) / 10));
      return { changes: errorsAt(100, (minute) => 0.005 + 0.095 * way(minute))(dice), onsets: [onset] };
    },
  },
  quiet(
    'errors rise steadily, 0.5 to 2 % of 1000/min',
    errorsAt(1_000, (minute) => 0.005 + (0.015 * minute) / MINUTES),
  ),
  quiet(
    'calls, 500/min, quiet',
    callsAt(() => 500),
  ),
  quiet(
    'calls rise steadily, 500 to 1000/min',
    callsAt((minute) => 500 + (500 * minute) / MINUTES),
  ),
  quiet(
    'calls over the crest of a day',
    callsAt((minute) => 500 + 200 * daily(minute)),
  ),
  {
    name: 'calls 200 -> 300/min',
    make: (dice) => {
      const onset = placeIn(dice);
      return { changes: callsAt((minute) => (minute < onset ? 200 : 300))(dice), onsets: [onset] };
    },
  },
  ...[4, 24].flatMap((perMinute) =>
    [8, 12, 30].map((grown): Row => {
      const name = `pool in use, 100, grows by ${perMinute}/min for ${grown} min`;
      return { name, make: (dice) => poolThatGrows(perMinute, grown, dice) };
    }),
  ),
  {
    name: 'durations x 1.5, spread 0.3',
    make: (dice) => {
      const onset = placeIn(dice);
      return { changes: durationsAt((minute) => (minute < onset ? 100 : 150), 0.3)(dice), onsets: [onset] };
    },
  },
  quiet(
    'durations, spread 0.3, quiet',
    durationsAt(() => 100, 0.3),
  ),
  quiet(
    'durations rise steadily, x 2',
    durationsAt((minute) => 100 * 2 ** (minute / MINUTES), 0.1),
  ),
  quiet(
    'durations over the crest of a day',
    durationsAt((minute) => 100 + 40 * daily(minute), 0.1),
  ),
  quiet(
    'durations while a day begins',
    durationsAt((minute) => 100 + 40 * Math.sin((2 * Math.PI * minute) / 1_440), 0.1),
  ),
];

/** As the fleet dates it: by the hour that ends now. */
function poolThatGrows(perMinute: number, grown: number, dice: RandomStream): ReturnType<Row['make']> {
  const onset = POOL_MINUTES - grown;
  const pool = Array.from({ length: POOL_MINUTES }, (_, minute) => ({
    minuteMs: minute * MINUTE_MS,
    unreservedInUse: poisson(100 + perMinute * Math.max(0, minute - onset + 0.5), dice),
  }));
  const sinceMs = growsSince(pool);
  return { changes: sinceMs === null ? [] : [{ place: sinceMs / MINUTE_MS }], onsets: [onset] };
}

function quiet(name: string, changesIn: (dice: RandomStream) => readonly Change[]): Row {
  return { name, make: (dice) => ({ changes: changesIn(dice), onsets: [] }) };
}

/** Two hours of a day around its busiest. */
function daily(minute: number): number {
  return Math.sin(Math.PI / 3 + (2 * Math.PI * minute) / 1_440);
}

function placeIn(dice: RandomStream): number {
  return CHANGES_FROM + Math.floor(dice.share() * (CHANGES_TO - CHANGES_FROM));
}

function minutes<Item>(of: (minute: number) => Item): readonly Item[] {
  return Array.from({ length: MINUTES }, (_, minute) => of(minute));
}

/**
 * The number of successes in `total` trials with probability `share`, drawn by skipping from one success to the next.
 */
function binomial(total: number, share: number, dice: RandomStream): number {
  let count = 0;
  const perSkip = Math.log1p(-share);
  for (let at = skip(); at < total; at += 1 + skip()) count += 1;
  return count;

  function skip(): number {
    return Math.floor(-dice.exponential() / perSkip);
  }
}

function poisson(mean: number, dice: RandomStream): number {
  let count = 0;
  for (let at = dice.exponential(); at < mean; at += dice.exponential()) count += 1;
  return count;
}
