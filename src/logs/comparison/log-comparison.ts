import type { EpochMs } from '../../lambda/time.ts';
import type { LogEvent } from '../event.ts';
import { minedWithRoot } from '../lines/mined-words.ts';
import { isStoryEvent } from '../lines/story-item.ts';
import { createStoryReader } from '../lines/story-reader.ts';
import type { ToldRun } from '../runs/told-run.ts';
import { wholeRuns } from '../runs/whole-runs.ts';
import { type HitShare, hitShares } from './hit-shares.ts';
import {
  cameWithIt,
  type PatternChange,
  patternChanges,
  type SaidPattern,
  saidPatterns,
} from './pattern-changes.ts';
import { hasFailed, type ReadWindow } from './read-window.ts';

/** What a log says while something hurts, beside what it said before. */
export interface LogComparison {
  readonly now: ComparedWindow;
  /** Null where nothing was read of it. */
  readonly before: ComparedWindow | null;
  /** Those that changed most first. */
  readonly patterns: readonly PatternChange[];
  /** What some calls say, where no line tells which calls failed; else empty. */
  readonly said: readonly SaidPattern[];
  /** What runs that failed have more often than others, the most telling first. */
  readonly hits: readonly HitShare[];
  /** Where no line tells which runs failed: what those say that `hits` holds against the others in their place; else null. */
  readonly hitsOf: PatternChange | null;
  /** The same for what else came with it: which of them is said by as many as fail is told by metrics. */
  readonly otherHits?: readonly SayingHits[];
  /** What was compared, whether it told anything or not. */
  readonly comparedFields: readonly string[];
}

export interface SayingHits {
  readonly of: PatternChange;
  readonly hits: readonly HitShare[];
}

export interface ComparedWindow {
  readonly fromMs: EpochMs;
  readonly toMs: EpochMs;
  readonly lines: number;
  readonly runs: number;
  readonly failed: number;
}

/** A span of a log as it was read. */
export interface LogSpan {
  readonly fromMs: EpochMs;
  readonly toMs: EpochMs;
  readonly events: readonly LogEvent[];
}

export interface ComparedLog {
  readonly comparison: LogComparison;
  /** Whether a line is of a pattern that the comparison tells of. */
  isOf(patternId: number, event: LogEvent): boolean;
}

/** Compares two spans of one log. Pure, and in proportion to the lines. */
export function comparedLog(now: LogSpan, before: LogSpan | null): ComparedLog {
  const { read, patterns } = createStoryReader(minedWithRoot);
  const windowOf = ({ fromMs, toMs, events }: LogSpan): ReadWindow => {
    const items = read(events.map((event) => ({ type: 'event', event, lateMs: null })));
    return { fromMs, toMs, lines: items.filter(isStoryEvent), ...wholeRuns(items, fromMs) };
  };
  // What was said before comes first, so that its patterns are what new ones are held against.
  const windowBefore = before === null ? null : windowOf(before);
  const windowNow = windowOf(now);
  const changes = patternChanges(windowNow, windowBefore, patterns);
  const [hitsOf = null, ...others] = windowNow.runs.some(hasFailed)
    ? []
    : changes.filter(mayTellFailed).slice(0, MOST_TRIED);
  const says =
    ({ id }: PatternChange) =>
    ({ lines }: ToldRun) =>
      lines.some(({ patternId }) => patternId !== null && patterns.currentId(patternId) === id);
  const { shares, fields } = hitShares(windowNow, hitsOf === null ? hasFailed : says(hitsOf));
  return {
    comparison: {
      now: comparedWindow(windowNow),
      before: windowBefore && comparedWindow(windowBefore),
      patterns: changes,
      said: saidPatterns(windowNow, patterns),
      hits: shares,
      hitsOf,
      otherHits: others.map((of) => ({ of, hits: hitShares(windowNow, says(of)).shares })),
      comparedFields: fields,
    },
    isOf(patternId, event) {
      const [item] = read([{ type: 'event', event, lateMs: null }]);
      if (item?.type !== 'event' || item.patternId === null) return false;
      return patterns.currentId(item.patternId) === patterns.currentId(patternId);
    },
  };
}

const MOST_TRIED = 3;
const HARMLESS: ReadonlySet<string | null> = new Set(['TRACE', 'DEBUG', 'INFO']);

/** What came with it, is no harmless line and is not said by nearly all. */
function mayTellFailed(change: PatternChange): boolean {
  const { level, countNow, ofOthers } = change;
  return cameWithIt(change) && countNow > 0 && !HARMLESS.has(level) && (ofOthers ?? 1) < 0.9;
}

function comparedWindow({ fromMs, toMs, lines, runs }: ReadWindow): ComparedWindow {
  return { fromMs, toMs, lines: lines.length, runs: runs.length, failed: runs.filter(hasFailed).length };
}
