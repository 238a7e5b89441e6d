import type { EpochMs } from '../../lambda/time.ts';
import type { StoryEvent } from '../lines/story-item.ts';
import { ownCopy } from '../own-copy.ts';
import { MOST_PATTERNS, type PatternMiner } from '../patterns/pattern-miner.ts';

/** How an invocation ended. */
export interface End {
  readonly hasFailed: boolean;
  /** Whether it was read from its beginning. */
  readonly isWhole: boolean;
}

/** Invocations: all, and those read from their beginning. */
export interface Count {
  all: number;
  whole: number;
}

export interface Ends {
  readonly failed: Count;
  readonly others: Count;
}

/** The invocations that say a pattern, and where. */
export interface Tally extends Ends {
  /** Sample messages, to tell varying values from constant ones. */
  readonly messages: string[];
  /** Logs in which it occurs. */
  logs: readonly string[];
  firstMs: EpochMs;
}

/** A tally for each pattern. */
export interface PatternTallies {
  /** Of the pattern that `id` stands for now; undefined for a dropped one. */
  of(id: number): Tally | undefined;
  /** Takes a line of the pattern `id` into its tally. */
  add(id: number, log: string, event: StoryEvent): Tally;
  /** Adds up the tallies of merged patterns, and forgets those of dropped ones. */
  join(): void;
}

const MOST_MESSAGES = 20;
const LONGEST_MESSAGE = 300;
/** Beyond this, tallies of dropped patterns are forgotten, and those of merged ones added up. */
const MOST_TALLIES = 2 * MOST_PATTERNS;

export function createPatternTallies(currentId: PatternMiner['currentId']): PatternTallies {
  const tallies = new Map<number, Tally>();

  const join = () => {
    const before = [...tallies];
    tallies.clear();
    for (const [id, tally] of before) {
      const current = currentId(id);
      if (current === null) continue;
      const other = tallies.get(current);
      tallies.set(current, other === undefined ? tally : joined(other, tally));
    }
  };

  return {
    of: (id) => tallies.get(id) ?? tallies.get(currentId(id) ?? id),
    add(id, log, { event: { timestampMs }, line }) {
      if (tallies.size > MOST_TALLIES) join();
      const tally = tallies.get(id) ?? { ...noEnds(), messages: [], logs: [], firstMs: timestampMs };
      tallies.set(id, tally);
      if (!tally.logs.includes(log)) tally.logs = [...tally.logs, log];
      tally.firstMs = Math.min(tally.firstMs, timestampMs);
      keepSample(tally.messages, line.text);
      return tally;
    },
    join,
  };
}

export const NO_TALLY: Tally = { ...noEnds(), messages: [], logs: [], firstMs: 0 };

export function noEnds(): Ends {
  return { failed: { all: 0, whole: 0 }, others: { all: 0, whole: 0 } };
}

export function count({ failed, others }: Ends, { hasFailed, isWhole }: End, by: 1 | -1): void {
  const counted = hasFailed ? failed : others;
  counted.all += by;
  if (isWhole) counted.whole += by;
}

export function failedOf(ends: readonly Ends[]): Count {
  return sumOf(ends.map(({ failed }) => failed));
}

export function othersOf(ends: readonly Ends[]): Count {
  return sumOf(ends.map(({ others }) => others));
}

function sumOf(counts: readonly Count[]): Count {
  return counts.reduce((sum, { all, whole }) => ({ all: sum.all + all, whole: sum.whole + whole }), {
    all: 0,
    whole: 0,
  });
}

/** Twenty equal samples would make a value look constant. */
function keepSample(messages: string[], message: string): void {
  if (messages.length >= MOST_MESSAGES) return;
  const sample = message.slice(0, LONGEST_MESSAGE);
  if (messages.at(-1) !== sample) messages.push(ownCopy(sample));
}

function joined(one: Tally, other: Tally): Tally {
  return {
    // Some of both: what differs between them is a value.
    messages: [one, other].flatMap(({ messages }) => messages.slice(0, MOST_MESSAGES / 2)),
    logs: [...new Set([...one.logs, ...other.logs])],
    firstMs: Math.min(one.firstMs, other.firstMs),
    failed: failedOf([one, other]),
    others: othersOf([one, other]),
  };
}
