import type { EpochMs } from '../../lambda/time.ts';
import type { LogEvent } from '../event.ts';
import { minedWithRoot } from '../lines/mined-words.ts';
import { isStoryEvent } from '../lines/story-item.ts';
import { createStoryReader } from '../lines/story-reader.ts';
import type { LoggedRun } from '../runs/logged-run.ts';
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

/** What a log says while something hurts, compared with before. */
export interface LogComparison {
  readonly now: ComparedWindow;
  /** Null where nothing was read of it. */
  readonly before: ComparedWindow | null;
  /** Largest change first. */
  readonly patterns: readonly PatternChange[];
  /** Patterns said by some calls only, where no line tells which calls failed; else empty. */
  readonly said: readonly SaidPattern[];
  /** Values more frequent in failed runs than in others, most telling first. */
  readonly hits: readonly HitShare[];
  /**
   * Where no line tells which runs failed: the pattern whose runs `hits` compares with the others instead; else null.
   */
  readonly hitsOf: PatternChange | null;
  /**
   * The same for other patterns that appeared with the trouble: metrics tell which of them is as frequent as the
   * failures.
   */
  readonly otherHits?: readonly SayingHits[];
  /** All compared fields, telling or not. */
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
  /** Whether a line belongs to a pattern of the comparison. */
  isOf(patternId: number, event: LogEvent): boolean;
}

/** Compares two spans of one log. Pure; takes time in proportion to the lines. */
export function comparedLog(now: LogSpan, before: LogSpan | null): ComparedLog {
  const { read, patterns } = createStoryReader(minedWithRoot);
  const windowOf = ({ fromMs, toMs, events }: LogSpan): ReadWindow => {
    const items = read(events.map((event) => ({ type: 'event', event, lateMs: null })));
    return { fromMs, toMs, lines: items.filter(isStoryEvent), ...wholeRuns(items, fromMs) };
  };
  // The earlier span is read first, so that new patterns are compared with its patterns.
  const windowBefore = before === null ? null : windowOf(before);
  const windowNow = windowOf(now);
  const changes = patternChanges(windowNow, windowBefore, patterns);
  const [hitsOf = null, ...others] = windowNow.runs.some(hasFailed)
    ? []
    : changes.filter(mayTellFailed).slice(0, MOST_TRIED);
  const says =
    ({ id }: PatternChange) =>
    ({ lines }: LoggedRun) =>
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

/** New with the trouble, not harmless, and not said by nearly all runs. */
function mayTellFailed(change: PatternChange): boolean {
  const { level, countNow, ofOthers } = change;
  return cameWithIt(change) && countNow > 0 && !HARMLESS.has(level) && (ofOthers ?? 1) < 0.9;
}

function comparedWindow({ fromMs, toMs, lines, runs }: ReadWindow): ComparedWindow {
  return { fromMs, toMs, lines: lines.length, runs: runs.length, failed: runs.filter(hasFailed).length };
}
