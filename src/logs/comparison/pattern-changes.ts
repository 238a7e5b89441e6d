import type { LogLevel } from '../../lambda/line/log-level.ts';
import type { EpochMs } from '../../lambda/time.ts';
import { minedWithRoot } from '../lines/mined-words.ts';
import type { Pattern, PatternMiner } from '../patterns/pattern-miner.ts';
import { wordingOf } from '../patterns/wording.ts';
import { rateDifference, shareDifference } from './g-test.ts';
import { hasFailed, type ReadWindow } from './read-window.ts';

/** A pattern that is said more or less often than before, or by runs that fail and not by others. */
export interface PatternChange {
  readonly id: number;
  /** What its lines say, in parts: between them stand values in which they differ. */
  readonly wording: readonly string[];
  /** The worst level of a line of it. */
  readonly level: LogLevel | null;
  readonly countNow: number;
  /** Null where nothing of before was read. */
  readonly countBefore: number | null;
  /** How many times as often as before it is said in a run; null where it was not said before, or nobody knows. */
  readonly factor: number | null;
  /** Said now, several times, and never before. */
  readonly isNew: boolean;
  /** Parts of the runs that failed, and of the others, in which it is said; null where there are none of them. */
  readonly ofFailed: number | null;
  readonly ofOthers: number | null;
  /** Of the first line of it that was read. */
  readonly firstMs: EpochMs;
  /** Whether there was none before that; else it may have been said earlier. */
  readonly isFirstKnown: boolean;
}

/** So many times as often as before is as good as new, where a few said it already. */
const MANY_TIMES = 3;

/** Whether a pattern came with what began, as far as counts tell. */
export function cameWithIt({ isNew, factor }: Pick<PatternChange, 'isNew' | 'factor'>): boolean {
  return isNew || (factor ?? 0) >= MANY_TIMES;
}

const MOST_CHANGES = 5;
/** Chance alone makes one of a thousand patterns differ as much as this. */
const LEAST_DIFFERENCE = 15;
const FEWEST_OF_NEW = 3;
/** What so many more of the failed calls than of the others say is near to why they failed, however much else changed. */
const FINDING_GAP = 0.25;
/** What is said less often now tells less than what is said more often. */
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

/** Errors that tell failed runs from others first, then what else does, then what changed most. */
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
      // Where Go's handlers give back an error no line says which calls failed.
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

/** A pattern that some calls say and others don't. */
export interface SaidPattern {
  readonly wording: readonly string[];
  /** The worst level of a line of it. */
  readonly level: LogLevel | null;
  /** Part of the runs in which it is said. */
  readonly ofRuns: number;
}

/** What nearly all calls say tells none from another, and neither does what hardly any says. */
const SAID_BY_SOME = { least: 0.005, most: 0.9 } as const;
const MOST_SAID = 20;

/**
 * What some calls say, in most of them first: where no line tells which calls failed, how many say something may tell it.
 * Empty where that is told.
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

/** A log is compared run by run; where no REPORT is written, line by line. */
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
    // What was taken for two patterns may have turned out to be one since.
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
  // Java's runtime gives what nobody caught no level.
  tally.level = worse(tally.level, line.isUncaught ? 'ERROR' : line.level);
  tally.firstMs = Math.min(tally.firstMs, event.timestampMs);
  if (tally.messages.length < MOST_MESSAGES)
    tally.messages.push((minedWithRoot(line, event.message) ?? '').slice(0, LONGEST_MESSAGE));
}

const LEVELS: readonly (LogLevel | null)[] = [null, 'TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR', 'FATAL'];

function worse(one: LogLevel | null, other: LogLevel | null): LogLevel | null {
  return LEVELS.indexOf(one) >= LEVELS.indexOf(other) ? one : other;
}
