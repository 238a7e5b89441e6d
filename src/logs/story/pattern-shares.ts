import type { EpochMs } from '../../lambda/time.ts';
import type { StoryEvent } from '../lines/story-item.ts';
import { logName, originIn } from '../log-name.ts';
import type { Pattern, PatternMiner } from '../patterns/pattern-miner.ts';
import { wordingOf } from '../patterns/wording.ts';
import { createRecentMap } from '../recent-map.ts';
import { createLineGrouping, type LineGroup } from '../selection/line-group.ts';
import type { LogOrigin } from '../tail-item.ts';
import {
  type Count,
  count,
  createPatternTallies,
  type End,
  type Ends,
  failedOf,
  NO_TALLY,
  noEnds,
  othersOf,
} from './pattern-tallies.ts';

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
  /** Of the functions, or else logs, whose lines contain it; empty where no line names its log. */
  readonly writers: readonly LogOrigin[];
}

export interface PatternShares {
  add(event: StoryEvent): void;
  /**
   * The first `most`, those that mark most failed invocations first: said by many of them, and by few others of the
   * same logs. Of several logs, the best sign of each leads: those of one that fails often would hide why another does.
   */
  shares(most: number): readonly PatternShare[];
}

const MOST_GROUPS = 50_000;
/** More patterns in one invocation tell nothing new. */
const MOST_PATTERNS_OF_ONE = 64;

/** The patterns of one invocation, and how it ended; null until known. */
interface Said {
  /** Whose log it is in; empty where no line names it. */
  readonly log: string;
  /** Replaced with each addition: most invocations say little, and a growing array reserves room for seventeen. */
  patternIds: readonly number[];
  end: End | null;
}

export function createPatternShares(miner: Pick<PatternMiner, 'currentId' | 'patterns'>): PatternShares {
  const groupOf = createLineGrouping();
  const saidIn = createSaidByGroup();
  const tallies = createPatternTallies(miner.currentId);
  const totals = new Map<string, Ends>();
  const origins = new Map<string, LogOrigin>();

  /** Functions that share a log group are told apart, as in its rows. */
  const logOf = ({ event, origin }: StoryEvent): string => {
    if (origin === undefined) return '';
    const writer = originIn(event.logStream, origin);
    const name = logName(writer);
    if (!origins.has(name)) origins.set(name, writer);
    return name;
  };

  const totalOf = (log: string): Ends => {
    const total = totals.get(log) ?? noEnds();
    totals.set(log, total);
    return total;
  };

  /** An updated invocation may turn out to have failed, or to be complete: lines come late. */
  const ended = (one: Said, news: End) => {
    const before = one.end;
    const now: End = {
      hasFailed: news.hasFailed || before?.hasFailed === true,
      isWhole: news.isWhole || before?.isWhole === true,
    };
    if (now.hasFailed === before?.hasFailed && now.isWhole === before.isWhole) return;
    const counted = [totalOf(one.log), ...one.patternIds.flatMap((id) => tallies.of(id) ?? [])];
    for (const ends of counted) {
      if (before !== null) count(ends, before, -1);
      count(ends, now, 1);
    }
    one.end = now;
  };

  const saidNow = (one: Said, id: number, event: StoryEvent) => {
    const tally = tallies.add(id, one.log, event);
    if (one.patternIds.includes(id) || one.patternIds.length >= MOST_PATTERNS_OF_ONE) return;
    one.patternIds = [...one.patternIds, id];
    if (one.end !== null) count(tally, one.end, 1);
  };

  const weighed = (pattern: Pattern, allFailed: Count) => {
    const { messages, logs, firstMs, failed, others } = tallies.of(pattern.id) ?? NO_TALLY;
    const inLogs = logs.map(totalOf);
    const shares = {
      ofFailed: shareOf(failed, failedOf(inLogs)),
      ofOthers: shareOf(others, othersOf(inLogs)),
    };
    const ofAllFailures = failedOf(inLogs).all / Math.max(1, allFailed.all);
    const weight = percentOf(weightOf(shares)) * ofAllFailures;
    return {
      share: { pattern, ...shares, firstMs, writers: logs.flatMap((log) => origins.get(log) ?? []) },
      logs,
      messages,
      weight,
    };
  };

  return {
    add(event) {
      const { line, patternId, invocation } = event;
      const one = saidIn(groupOf(event.event, line), logOf(event));
      if (patternId !== null) saidNow(one, miner.currentId(patternId) ?? patternId, event);
      const outcome = invocation?.outcome ?? null;
      if (outcome !== null) ended(one, { hasFailed: outcome !== 'ok', isWhole: invocation?.start != null });
    },
    shares(most) {
      tallies.join();
      const allFailed = failedOf([...totals.values()]);
      const all = miner.patterns().map((pattern) => weighed(pattern, allFailed));
      return (allFailed.all === 0 ? all.toSorted(byCount) : bestOfEachFirst(all.toSorted(byWeight)))
        .slice(0, most)
        .map(({ share, messages }) => ({ ...share, wording: wordingOf(share.pattern, messages) }));
    },
  };
}

/** What the newest invocations say. */
function createSaidByGroup(): (group: LineGroup, log: string) => Said {
  const said = createRecentMap<LineGroup, Said>(MOST_GROUPS);
  return (group, log) => {
    const known = said.get(group);
    if (known !== undefined) return known;
    const one: Said = { log, patternIds: [], end: null };
    said.set(group, one);
    return one;
  };
}

/** Null for an empty total. Two patterns that were merged may both occur in one invocation. */
function shareOf(part: Count, of: Count): number | null {
  if (of.whole > 0) return Math.min(1, part.whole / of.whole);
  return of.all === 0 ? null : Math.min(1, part.all / of.all);
}

interface Weighed {
  readonly share: Pick<PatternShare, 'pattern' | 'ofOthers' | 'firstMs'>;
  readonly logs: readonly string[];
  readonly weight: number;
}

/** @param ranked best first */
function bestOfEachFirst<Each extends Weighed>(ranked: readonly Each[]): readonly Each[] {
  const led = new Set<string>();
  const leading = ranked.filter(({ logs, weight }) => {
    const isFirst = weight > 0 && logs.some((log) => !led.has(log));
    for (const log of logs) led.add(log);
    return isFirst;
  });
  return [...leading, ...ranked.filter((each) => !leading.includes(each))];
}

function byCount({ share: one }: Weighed, { share: other }: Weighed): number {
  return other.pattern.count - one.pattern.count;
}

function byWeight(one: Weighed, other: Weighed): number {
  return (
    other.weight - one.weight ||
    percentOf(other.share.ofOthers ?? 0) - percentOf(one.share.ofOthers ?? 0) ||
    one.share.firstMs - other.share.firstMs
  );
}

/** As figures are read: by finer ones, rows that read the same would change places with every late line. */
function percentOf(share: number): number {
  return Math.round(100 * share);
}

function weightOf({ ofFailed, ofOthers }: Pick<PatternShare, 'ofFailed' | 'ofOthers'>): number {
  return Math.max(0, (ofFailed ?? 0) - (ofOthers ?? 0));
}
