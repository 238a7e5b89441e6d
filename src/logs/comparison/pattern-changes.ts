import type { LogLevel } from '../../lambda/line/shape/log-level.ts';
import type { EpochMs } from '../../lambda/time.ts';
import { minedWithRoot } from '../lines/mined-words.ts';
import type { Pattern, PatternMiner } from '../patterns/pattern-miner.ts';
import { wordingOf } from '../patterns/wording.ts';
import { rateDifference, shareDifference } from './g-test.ts';
import { hasFailed, type ReadWindow } from './read-window.ts';

/** A pattern that became more or less frequent, or that failed runs say and others don't. */
export interface PatternChange {
  readonly id: number;
  /** The fixed parts of its lines, between which the values stand. */
  readonly wording: readonly string[];
  /** The worst level of its lines. */
  readonly level: LogLevel | null;
  readonly countNow: number;
  /** Null where no earlier span was read. */
  readonly countBefore: number | null;
  /** How many times as often as before a run says it; null where it is new, or when unknown. */
  readonly factor: number | null;
  /** Said several times now, and never before. */
  readonly isNew: boolean;
  /** Shares of the failed runs, and of the others, that say it; null where there are none of them. */
  readonly ofFailed: number | null;
  readonly ofOthers: number | null;
  /** Time of the first line of it that was read. */
  readonly firstMs: EpochMs;
  /** Whether that line is known to be the first; otherwise there may be earlier ones. */
  readonly isFirstKnown: boolean;
}

/** A pattern this many times as frequent counts as new, even if a few runs said it before. */
const MANY_TIMES = 3;

/** Whether a pattern appeared with the trouble, as far as counts tell. */
export function cameWithIt({ isNew, factor }: Pick<PatternChange, 'isNew' | 'factor'>): boolean {
  return isNew || (factor ?? 0) >= MANY_TIMES;
}

const MOST_CHANGES = 5;
/** By chance alone, one of a thousand patterns differs this much. */
const LEAST_DIFFERENCE = 15;
const FEWEST_OF_NEW = 3;
/** A pattern that is more frequent in failed calls by this much is close to the cause, however much else changed. */
const FINDING_GAP = 0.25;
/** A pattern that became rarer tells less than one that became more frequent. */
const WEIGHT_OF_LESS = 0.4;
const MOST_MESSAGES = 20;
const LONGEST_MESSAGE = 300;

interface Tally {
  readonly messages: string[];
  level: LogLevel | null;
  firstMs: EpochMs;
  now: number;
  before: number;
  failed: number;
  others: number;
}

/** First errors that distinguish failed runs, then other patterns that do, then the largest changes. */
export function patternChanges(
  now: ReadWindow,
  before: ReadWindow | null,
  miner: Pick<PatternMiner, 'currentId' | 'patterns'>,
): readonly PatternChange[] {
  const tallies = talliesOf(now, before, miner);
  const failed = now.runs.filter(hasFailed).length;
  const runs: RunCounts = { failed, others: now.runs.length - failed };
  const exposure = exposures(now, before);
  return miner
    .patterns()
    .flatMap((pattern) => {
      const tally = tallies.get(pattern.id);
      if (tally === undefined) return [];
      const change = changeOf(pattern, tally, before === null ? null : exposure, runs);
      const { score, isFinding } = weightOf(tally, exposure, runs);
      const isBad = change.level === 'ERROR' || change.level === 'FATAL';
      // Where Go handlers return an error, no line tells which calls failed.
      const isTold = isFinding || (failed === 0 && isBad && change.isNew);
      const rank = isTold ? 1 + Number(isBad) : 0;
      return score < LEAST_DIFFERENCE ? [] : [{ change, score, rank }];
    })
    .toSorted((one, other) => other.rank - one.rank || other.score - one.score)
    .slice(0, MOST_CHANGES)
    .map(({ change }) => change);
}

interface RunCounts {
  readonly failed: number;
  readonly others: number;
}

interface Exposures {
  readonly now: number;
  readonly before: number;
}

/** A pattern that only some calls say. */
export interface SaidPattern {
  readonly wording: readonly string[];
  /** The worst level of its lines. */
  readonly level: LogLevel | null;
  /** The share of runs that say it. */
  readonly ofRuns: number;
}

/** A pattern that nearly all calls or hardly any say distinguishes nothing. */
const SAID_BY_SOME = { least: 0.005, most: 0.9 } as const;
const MOST_SAID = 20;

/**
 * Patterns that some calls say, most frequent first: where no line tells which calls failed, their frequency may. Empty
 * where lines do tell.
 */
export function saidPatterns(
  now: ReadWindow,
  miner: Pick<PatternMiner, 'currentId' | 'patterns'>,
): readonly SaidPattern[] {
  const { length } = now.runs;
  if (length === 0 || now.runs.some(hasFailed)) return [];
  const tallies = talliesOf(now, null, miner);
  return miner
    .patterns()
    .flatMap((pattern) => {
      const tally = tallies.get(pattern.id);
      const ofRuns = (tally?.others ?? 0) / length;
      const isOfSome = ofRuns >= SAID_BY_SOME.least && ofRuns <= SAID_BY_SOME.most;
      return tally !== undefined && isOfSome
        ? [{ wording: wordingOf(pattern, tally.messages), level: tally.level, ofRuns }]
        : [];
    })
    .toSorted((one, other) => other.ofRuns - one.ofRuns)
    .slice(0, MOST_SAID);
}

/** A log is compared run by run; without REPORT lines, line by line. */
function exposures(now: ReadWindow, before: ReadWindow | null): Exposures {
  const hasRuns = now.runs.length > 0 && (before === null || before.runs.length > 0);
  return hasRuns
    ? { now: now.runs.length, before: before?.runs.length ?? 0 }
    : { now: now.lines.length, before: before?.lines.length ?? 0 };
}

function weightOf(
  tally: Tally,
  exposure: Exposures,
  { failed, others }: RunCounts,
): { readonly score: number; readonly isFinding: boolean } {
  const rateNow = tally.now / Math.max(1, exposure.now);
  const rateBefore = tally.before / Math.max(1, exposure.before);
  const change = rateDifference(
    { count: tally.now, exposure: exposure.now },
    { count: tally.before, exposure: exposure.before },
  );
  const gap = tally.failed / Math.max(1, failed) - tally.others / Math.max(1, others);
  const telling =
    gap > 0
      ? shareDifference({ count: tally.failed, total: failed }, { count: tally.others, total: others })
      : 0;
  return {
    score: (rateNow >= rateBefore ? change : WEIGHT_OF_LESS * change) + telling,
    isFinding: gap >= FINDING_GAP && telling >= LEAST_DIFFERENCE,
  };
}

function changeOf(
  pattern: Pattern,
  tally: Tally,
  exposure: Exposures | null,
  { failed, others }: RunCounts,
): PatternChange {
  const { now, before, level, firstMs, messages } = tally;
  return {
    id: pattern.id,
    wording: wordingOf(pattern, messages),
    level,
    countNow: now,
    countBefore: exposure === null ? null : before,
    factor:
      exposure === null || before === 0 ? null : now / exposure.now / (before / Math.max(1, exposure.before)),
    isNew: exposure !== null && exposure.before > 0 && before === 0 && now >= FEWEST_OF_NEW,
    ofFailed: failed === 0 ? null : tally.failed / failed,
    ofOthers: others === 0 ? null : tally.others / others,
    firstMs,
    isFirstKnown: false,
  };
}

function talliesOf(
  now: ReadWindow,
  before: ReadWindow | null,
  miner: Pick<PatternMiner, 'currentId'>,
): ReadonlyMap<number, Tally> {
  const tallies = new Map<number, Tally>();
  const tallyOf = (patternId: number | null): Tally | null => {
    // Two patterns may have been merged since.
    const id = patternId === null ? null : miner.currentId(patternId);
    if (id === null) return null;
    const known = tallies.get(id);
    if (known !== undefined) return known;
    const added = { messages: [], level: null, firstMs: now.toMs, now: 0, before: 0, failed: 0, others: 0 };
    tallies.set(id, added);
    return added;
  };
  for (const { patternId } of before?.lines ?? []) {
    const tally = tallyOf(patternId);
    if (tally !== null) tally.before += 1;
  }
  for (const told of now.lines) {
    const tally = tallyOf(told.patternId);
    if (tally !== null) countLine(tally, told);
  }
  for (const run of now.runs) {
    const way = hasFailed(run) ? 'failed' : 'others';
    const said = new Set(run.lines.map(({ patternId }) => tallyOf(patternId)));
    for (const tally of said) if (tally !== null) tally[way] += 1;
  }
  return tallies;
}

function countLine(tally: Tally, { line, event }: ReadWindow['lines'][number]): void {
  tally.now += 1;
  // The Java runtime gives an uncaught error no level.
  tally.level = worse(tally.level, line.isUncaught ? 'ERROR' : line.level);
  tally.firstMs = Math.min(tally.firstMs, event.timestampMs);
  if (tally.messages.length < MOST_MESSAGES)
    tally.messages.push((minedWithRoot(line, event.message) ?? '').slice(0, LONGEST_MESSAGE));
}

const LEVELS: readonly (LogLevel | null)[] = [null, 'TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR', 'FATAL'];

function worse(one: LogLevel | null, other: LogLevel | null): LogLevel | null {
  return LEVELS.indexOf(one) >= LEVELS.indexOf(other) ? one : other;
}
