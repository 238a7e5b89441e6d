import type { EpochMs } from '../../lambda/time.ts';
import type { StoryEvent } from '../lines/story-item.ts';
import { ownCopy } from '../own-copy.ts';
import { MOST_PATTERNS, type Pattern, type PatternMiner } from '../patterns/pattern-miner.ts';
import { wordingOf } from '../patterns/wording.ts';
import { createLineGrouping, type LineGroup } from '../selection/line-group.ts';

/**
 * How often failed and other invocations say a pattern: one that only failed invocations say is close to the cause.
 * Only invocations read from their beginning count, where there are any: what the others said before is unknown. With
 * several logs, only those that contain the pattern count: that another function never says it proves nothing about
 * failures.
 */
export interface PatternShare {
  readonly pattern: Pattern;
  /** The fixed parts of its lines, between which the values stand. */
  readonly wording: readonly string[];
  /** The share of failed invocations that say it, 0 to 1; null while none has failed. */
  readonly ofFailed: number | null;
  /** The same for the others. */
  readonly ofOthers: number | null;
  readonly firstMs: EpochMs;
}

export interface PatternShares {
  add(event: StoryEvent): void;
  /** The first `most`: frequent in failed invocations and rare in others first. */
  shares(most: number): readonly PatternShare[];
}

const MOST_GROUPS = 50_000;
/** More patterns in one invocation tell nothing new. */
const MOST_PATTERNS_OF_ONE = 64;
const MOST_MESSAGES = 20;
const LONGEST_MESSAGE = 300;
/** Beyond this, tallies of dropped patterns are forgotten, and those of merged ones added up. */
const MOST_TALLIES = 2 * MOST_PATTERNS;

/** The patterns of one invocation, and how it ended; null until known. */
interface Said {
  /** Which log it is in; empty where there is only one. */
  readonly log: string;
  /** Replaced with each addition: most invocations say little, and a growing array reserves room for seventeen. */
  patternIds: readonly number[];
  end: End | null;
}

interface End {
  readonly hasFailed: boolean;
  /** Whether it was read from its beginning. */
  readonly isWhole: boolean;
}

/** Invocations: all, and those read from their beginning. */
interface Count {
  all: number;
  whole: number;
}

interface Ends {
  readonly failed: Count;
  readonly others: Count;
}

interface Tally extends Ends {
  /** Sample messages, to tell varying values from constant ones. */
  readonly messages: string[];
  /** Logs in which it occurs. */
  logs: readonly string[];
  firstMs: EpochMs;
}

export function createPatternShares(miner: Pick<PatternMiner, 'currentId' | 'patterns'>): PatternShares {
  const groupOf = createLineGrouping();
  const said = new Map<LineGroup, Said>();
  const tallies = new Map<number, Tally>();
  const totals = new Map<string, Ends>();

  const totalOf = (log: string): Ends => {
    const total = totals.get(log) ?? noEnds();
    totals.set(log, total);
    return total;
  };

  /** Of the pattern that `id` stands for now. */
  const tallyOf = (id: number): Tally | undefined =>
    tallies.get(id) ?? tallies.get(miner.currentId(id) ?? id);

  const saidIn = (group: LineGroup, log: string): Said => {
    const known = said.get(group);
    if (known !== undefined) return known;
    const one: Said = { log, patternIds: [], end: null };
    said.set(group, one);
    for (const oldest of said.keys()) {
      if (said.size <= MOST_GROUPS) break;
      said.delete(oldest);
    }
    return one;
  };

  /** An updated invocation may turn out to have failed, or to be complete: lines come late. */
  const ended = (one: Said, news: End) => {
    const before = one.end;
    const now: End = {
      hasFailed: news.hasFailed || before?.hasFailed === true,
      isWhole: news.isWhole || before?.isWhole === true,
    };
    if (now.hasFailed === before?.hasFailed && now.isWhole === before.isWhole) return;
    const counted = [totalOf(one.log), ...one.patternIds.flatMap((id) => tallyOf(id) ?? [])];
    for (const ends of counted) {
      if (before !== null) count(ends, before, -1);
      count(ends, now, 1);
    }
    one.end = now;
  };

  const saidNow = (one: Said, id: number, { event, line }: StoryEvent) => {
    const { timestampMs } = event;
    if (tallies.size > MOST_TALLIES) joinTallies();
    const tally = tallies.get(id) ?? { ...noEnds(), messages: [], logs: [], firstMs: timestampMs };
    tallies.set(id, tally);
    if (!tally.logs.includes(one.log)) tally.logs = [...tally.logs, one.log];
    tally.firstMs = Math.min(tally.firstMs, timestampMs);
    keepSample(tally.messages, line.text);
    if (one.patternIds.includes(id) || one.patternIds.length >= MOST_PATTERNS_OF_ONE) return;
    one.patternIds = [...one.patternIds, id];
    if (one.end !== null) count(tally, one.end, 1);
  };

  /** Adds up the tallies of merged patterns, and forgets those of dropped ones. */
  const joinTallies = () => {
    const before = [...tallies];
    tallies.clear();
    for (const [id, tally] of before) {
      const current = miner.currentId(id);
      if (current === null) continue;
      const other = tallies.get(current);
      tallies.set(current, other === undefined ? tally : joined(other, tally));
    }
  };

  return {
    add(event) {
      const { line, patternId, invocation, origin } = event;
      const one = saidIn(groupOf(event.event, line), origin?.group ?? '');
      if (patternId !== null) saidNow(one, miner.currentId(patternId) ?? patternId, event);
      const outcome = invocation?.outcome ?? null;
      if (outcome !== null) ended(one, { hasFailed: outcome !== 'ok', isWhole: invocation?.start != null });
    },
    shares(most) {
      joinTallies();
      const allFailed = failedOf([...totals.values()]);
      return miner
        .patterns()
        .map((pattern) => {
          const { messages, logs, firstMs, failed, others } = tallies.get(pattern.id) ?? NOTHING;
          const inLogs = logs.map(totalOf);
          const shares = {
            ofFailed: shareOf(failed, failedOf(inLogs)),
            ofOthers: shareOf(others, sumOf(inLogs.map((ends) => ends.others))),
          };
          const ofAllFailures = failedOf(inLogs).all / Math.max(1, allFailed.all);
          const weight = weightOf(shares) * ofAllFailures;
          return { share: { pattern, ...shares, firstMs }, messages, weight };
        })
        .toSorted(
          (one, other) => other.weight - one.weight || other.share.pattern.count - one.share.pattern.count,
        )
        .slice(0, most)
        .map(({ share, messages }) => ({ ...share, wording: wordingOf(share.pattern, messages) }));
    },
  };
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
    others: sumOf([one.others, other.others]),
  };
}

const NOTHING: Tally = { ...noEnds(), messages: [], logs: [], firstMs: 0 };

function noEnds(): Ends {
  return { failed: { all: 0, whole: 0 }, others: { all: 0, whole: 0 } };
}

function count({ failed, others }: Ends, { hasFailed, isWhole }: End, by: 1 | -1): void {
  const counted = hasFailed ? failed : others;
  counted.all += by;
  if (isWhole) counted.whole += by;
}

function failedOf(ends: readonly Ends[]): Count {
  return sumOf(ends.map(({ failed }) => failed));
}

function sumOf(counts: readonly Count[]): Count {
  return counts.reduce((sum, { all, whole }) => ({ all: sum.all + all, whole: sum.whole + whole }), {
    all: 0,
    whole: 0,
  });
}

/** Null for an empty total. Two patterns that were merged may both occur in one invocation. */
function shareOf(part: Count, of: Count): number | null {
  if (of.whole > 0) return Math.min(1, part.whole / of.whole);
  return of.all === 0 ? null : Math.min(1, part.all / of.all);
}

function weightOf({ ofFailed, ofOthers }: Pick<PatternShare, 'ofFailed' | 'ofOthers'>): number {
  return Math.max(0, (ofFailed ?? 0) - (ofOthers ?? 0));
}
