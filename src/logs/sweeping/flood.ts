import { type EpochMs, SECOND_MS } from '../../lambda/time.ts';
import { type Sweep, startedSweep } from './sweep.ts';

/**
 * A log that grows faster than the call budget lets it be read. What tells the story of its invocations (failures and
 * REPORT lines) is picked by CloudWatch and read without a hole; of the other lines there are samples.
 */
export interface Flood {
  /** From here on not all has been read. */
  readonly startMs: EpochMs;
  /** `nothing`: even the story grows too fast, or the person's own pattern leaves no room for a second one. */
  readonly keeps: 'story' | 'nothing';
  readonly sample: Sweep | null;
  /** When the last whole sample began; before all time while the first one has yet to prove that there is a flood. */
  readonly lastSampleMs: EpochMs;
}

/** How the distance to the present has grown: from the least that it was, over so many pages. */
export interface ReadingLag {
  readonly leastMs: number;
  readonly pages: number;
}

export const NO_LAG: ReadingLag = { leastMs: Number.POSITIVE_INFINITY, pages: 0 };

/** Fallen so much further behind than it was, the reader will not catch up. */
const FLOODED_MS = 60 * SECOND_MS;

/** A backlog of fewer pages is read, however slowly AWS lets them go: it is no flood. */
const FLOODED_PAGES = 60;

const SAMPLE_SPAN_MS = 10 * SECOND_MS;
/** From a sample's end to the present: most lines have been taken in by then. */
const SAMPLE_AGE_MS = 5 * SECOND_MS;
const SAMPLE_EVERY_MS = 30 * SECOND_MS;

/**
 * The lag, of which the log has not caused `excusedMs` more: a time without an answer, without a line, or without room for
 * what was read.
 */
export function excusedLag({ leastMs, pages }: ReadingLag, excusedMs: number): ReadingLag {
  return { leastMs: leastMs + excusedMs, pages };
}

/**
 * The lag after a page.
 * @param lagMs how far the reading is behind.
 */
export function lagAfterPage({ leastMs, pages }: ReadingLag, lagMs: number): ReadingLag {
  return lagMs <= leastMs ? { leastMs: lagMs, pages: 0 } : { leastMs, pages: pages + 1 };
}

export function isFlooded({ leastMs, pages }: ReadingLag, lagMs: number): boolean {
  return lagMs > leastMs + FLOODED_MS && pages >= FLOODED_PAGES;
}

/** A flood that its first sample may yet deny. */
export function suspectedFlood(startMs: EpochMs, keeps: Flood['keeps']): Flood {
  return { startMs, keeps, sample: null, lastSampleMs: Number.NEGATIVE_INFINITY };
}

/** The flood, once a sample has proved it. */
export function provenFlood(flood: Flood | null): Flood | null {
  return flood?.lastSampleMs === Number.NEGATIVE_INFINITY ? null : flood;
}

/** What to read next of the samples; a clock that was set back makes one due. */
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
 * The flood after a page of a sample, null when it is over: its seconds took no more than half their length to read, so
 * that all can be read again, and settled. A sample that takes longer than its own length says enough.
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
