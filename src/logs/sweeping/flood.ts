import { type EpochMs, SECOND_MS } from '../../lambda/time.ts';
import { type Sweep, startedSweep } from './sweep.ts';

/**
 * A log that grows faster than the call budget lets it be read. CloudWatch filters the lines that tell the story of its
 * invocations (failures and REPORT lines), which are read in full; other lines are sampled.
 */
export interface Flood {
  /** From here on, not everything has been read. */
  readonly startMs: EpochMs;
  /** `nothing`: even the story grows too fast, or the user's own filter pattern takes the place of the story's. */
  readonly keeps: 'story' | 'nothing';
  readonly sample: Sweep | null;
  /** When the last complete sample began; minus infinity until the first one has proven the flood. */
  readonly lastSampleMs: EpochMs;
}

/** How the reader's lag has grown: from its minimum, over this many pages. */
export interface ReadingLag {
  readonly leastMs: number;
  readonly pages: number;
}

export const NO_LAG: ReadingLag = { leastMs: Number.POSITIVE_INFINITY, pages: 0 };

/** A reader that has fallen this much further behind will not catch up. */
const FLOODED_MS = 60 * SECOND_MS;

/** A backlog of fewer pages is read, however slow AWS is: that is no flood. */
const FLOODED_PAGES = 60;

/** The same where many logs share the calls, and sixty pages would take half an hour. */
const FLOODED_TURNS = 4;
/** As long as sixty pages take for a log on its own. */
const FLOODED_TURNS_MS = 60 * SECOND_MS;

const SAMPLE_SPAN_MS = 10 * SECOND_MS;
/** Distance from a sample's end to the present: most lines have been ingested by then. */
const SAMPLE_AGE_MS = 5 * SECOND_MS;
const SAMPLE_EVERY_MS = 30 * SECOND_MS;

/**
 * The lag without `excusedMs`, which the log did not cause: time without an answer, without a line, or without room for
 * what was read.
 */
export function excusedLag({ leastMs, pages }: ReadingLag, excusedMs: number): ReadingLag {
  return { leastMs: leastMs + excusedMs, pages };
}

/**
 * The lag after a page.
 *
 * @param lagMs how far the reading is behind
 */
export function lagAfterPage({ leastMs, pages }: ReadingLag, lagMs: number): ReadingLag {
  return lagMs <= leastMs ? { leastMs: lagMs, pages: 0 } : { leastMs, pages: pages + 1 };
}

/** @param sharedMs how long the last call waited for those of other logs */
export function isFlooded({ leastMs, pages }: ReadingLag, lagMs: number, sharedMs: number): boolean {
  const isLong = pages >= FLOODED_PAGES || (pages >= FLOODED_TURNS && pages * sharedMs >= FLOODED_TURNS_MS);
  return isLong && lagMs > leastMs + FLOODED_MS;
}

/** A flood that its first sample may still disprove. */
export function suspectedFlood(startMs: EpochMs, keeps: Flood['keeps']): Flood {
  return { startMs, keeps, sample: null, lastSampleMs: Number.NEGATIVE_INFINITY };
}

/** The flood, if a sample has proven it. */
export function provenFlood(flood: Flood | null): Flood | null {
  return flood?.lastSampleMs === Number.NEGATIVE_INFINITY ? null : flood;
}

/** The next sample to read; a clock that was set back makes one due. */
export function sampleStep(
  { sample, lastSampleMs }: Flood,
  nowMs: EpochMs,
): { readonly type: 'read'; readonly sweep: Sweep } | { readonly type: 'wait'; readonly waitMs: number } {
  const waitMs = nowMs < lastSampleMs ? 0 : lastSampleMs + SAMPLE_EVERY_MS - nowMs;
  if (sample === null && waitMs > 0) return { type: 'wait', waitMs };
  const endMs = nowMs - SAMPLE_AGE_MS;
  const range = { startMs: endMs - SAMPLE_SPAN_MS, endMs };
  return { type: 'read', sweep: sample ?? startedSweep('sample', 'all', range, nowMs) };
}

/**
 * The flood after a page of a sample; null when it is over: reading the sample took at most half its length, so that
 * everything can be read again, late lines included. A sample that takes longer than its length has proven enough.
 */
export function floodAfterSample(
  flood: Flood,
  sample: Sweep,
  isComplete: boolean,
  nowMs: EpochMs,
): Flood | null {
  const tookMs = nowMs - sample.startedMs;
  if (isComplete && tookMs <= SAMPLE_SPAN_MS / 2) return null;
  if (!isComplete && tookMs < SAMPLE_SPAN_MS) return { ...flood, sample };
  return { ...flood, sample: null, lastSampleMs: sample.startedMs };
}
