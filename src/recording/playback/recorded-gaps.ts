import type { EpochMs, TimeRange } from '../../lambda/time.ts';
import type { Gap } from '../../logs/tail-item.ts';

/** Length of a flood's samples: the gap continues after each. */
const SAMPLE_MS = 10_000;

/**
 * The unread spans of a log between the first and the last complete one, oldest first.
 *
 * @param read complete spans in any order, both ends inclusive
 * @param story spans in which the story of a flood was read
 */
export function recordedGaps(read: readonly TimeRange[], story: readonly TimeRange[]): readonly Gap[] {
  const stories = united(story);
  const holes = holesBetween(united(read), stories.at(-1)?.endMs ?? 0);
  const gaps: Gap[] = [];
  for (const hole of holes) {
    const isTold = stories.some(({ startMs, endMs }) => startMs <= hole.startMs && hole.endMs <= endMs);
    const gap = isTold ? ({ reason: 'flood', missing: 'bulk' } as const) : UNRECORDED;
    const before = gaps.at(-1);
    const goesOn = before?.reason === gap.reason && hole.startMs - (before.endMs ?? 0) <= SAMPLE_MS + 2;
    gaps.splice(goesOn ? -1 : gaps.length, 1, {
      type: 'gap',
      startMs: goesOn ? before.startMs : hole.startMs,
      endMs: hole.endMs,
      ...gap,
    });
  }
  return gaps;
}

const UNRECORDED = { reason: 'unrecorded', missing: 'most' } as const;

/** A span of a log that was read; its end may be where a page list was broken off. */
export interface ReadSpan extends TimeRange {
  readonly isPart: boolean;
}

/**
 * The gap at the end of a log whose reading was broken off: what follows is unknown. Null where the last span was read
 * to its end.
 *
 * @param newestMs of the known events; null without any
 */
export function openGap(read: readonly ReadSpan[], newestMs: EpochMs | null): Gap | null {
  // Recordings of hours have more spans than a call can have arguments.
  const lastMs = read.reduce((latestMs, { endMs }) => Math.max(latestMs, endMs), Number.NEGATIVE_INFINITY);
  const last = read.filter(({ endMs }) => endMs === lastMs);
  if (last.length === 0 || last.some(({ isPart }) => !isPart)) return null;
  // Events are written before their span.
  return { type: 'gap', startMs: Math.max(lastMs, newestMs ?? lastMs) + 1, endMs: null, ...UNRECORDED };
}

/**
 * The part of `gaps` that matters for a request for `range` at `nowMs`: each gap as a whole, and open while it lasts.
 */
export function gapsIn(gaps: readonly Gap[], range: TimeRange, nowMs: EpochMs): readonly Gap[] {
  const lastMs = Math.min(range.endMs, nowMs);
  return gaps
    .filter(({ startMs, endMs }) => startMs <= lastMs && (endMs === null || endMs >= range.startMs))
    .map((gap) => (gap.endMs !== null && gap.endMs > nowMs ? { ...gap, endMs: null } : gap));
}

/** In order, with adjacent spans merged. */
export function united(spans: readonly TimeRange[]): readonly TimeRange[] {
  const whole: { startMs: EpochMs; endMs: EpochMs }[] = [];
  for (const { startMs, endMs } of spans.toSorted((left, right) => left.startMs - right.startMs)) {
    const last = whole.at(-1);
    if (last !== undefined && startMs <= last.endMs + 1) last.endMs = Math.max(last.endMs, endMs);
    else whole.push({ startMs, endMs });
  }
  return whole;
}

/** The parts of a range that none of the spans holds. */
export function unreadIn(range: TimeRange, spans: readonly TimeRange[]): readonly TimeRange[] {
  const before = { startMs: Number.NEGATIVE_INFINITY, endMs: range.startMs - 1 };
  const read = spans.filter(({ startMs, endMs }) => startMs <= range.endMs && endMs >= range.startMs);
  return holesBetween(united([before, ...read]), range.endMs);
}

/** @param throughMs the end of what is known, where that is after the last span */
function holesBetween(spans: readonly TimeRange[], throughMs: EpochMs): readonly TimeRange[] {
  return spans.flatMap(({ endMs }, index) => {
    const hole = { startMs: endMs + 1, endMs: (spans[index + 1]?.startMs ?? throughMs + 1) - 1 };
    return hole.endMs < hole.startMs ? [] : [hole];
  });
}
