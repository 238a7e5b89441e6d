import { type EpochMs, SECOND_MS } from '../../lambda/time.ts';
import type { RawText } from '../../terminal/text.ts';
import type { StoryEvent } from '../lines/story-item.ts';
import { logName, originIn } from '../log-name.ts';
import { type LogPlace, ofLog, placeKey } from '../log-order.ts';
import { createRecentMap } from '../recent-map.ts';
import type { Gap } from '../tail-item.ts';

/** Invocations that ended within a span of a log. */
export interface EndedCalls {
  readonly failed: number;
  readonly all: number;
}

/** When invocations failed, including dropped rows; and since when each version has written. */
export interface FailureTimeline {
  /** @param event the row of a finished invocation: a later one at the same place updates it */
  ended(event: StoryEvent, place: LogPlace): void;
  began(start: StoryEvent): void;
  /** @param gap as last reported */
  missed(gap: Gap): void;
  /**
   * `count` spans of `spanMs`, a multiple of `SLOT_MS`, from `fromMs` on. Null where no call is known and a gap leaves
   * open whether there was one.
   */
  spans(fromMs: EpochMs, spanMs: number, count: number): readonly (EndedCalls | null)[];
  /** Versions in order of first appearance. */
  versions(): readonly SeenVersion[];
}

export interface SeenVersion {
  /** Its function; null where one log is read on its own. */
  readonly name: RawText | null;
  readonly version: RawText;
  readonly firstMs: EpochMs;
}

export const SLOT_MS = 5 * SECOND_MS;
/** A day. */
const MOST_SLOTS = 17_280;
/** Rows that may still be updated. */
const MOST_REMEMBERED = 50_000;
const MOST_GAPS = 1_000;
/** Of all functions whose logs are read together. */
const MOST_VERSIONS = 500;

export function createFailureTimeline(): FailureTimeline {
  const slots = createRecentMap<number, { failed: number; all: number }>(MOST_SLOTS);
  const counted = createRecentMap<string, boolean>(MOST_REMEMBERED);
  const firstSeen = new Map<string, SeenVersion>();
  const gaps = createRecentMap<string, Gap>(MOST_GAPS);

  const slotAt = (timestampMs: EpochMs) => {
    const number = Math.floor(timestampMs / SLOT_MS);
    const slot = slots.get(number) ?? { failed: 0, all: 0 };
    if (slot.all === 0) slots.set(number, slot);
    return slot;
  };

  return {
    ended({ event, invocation }, place) {
      const key = placeKey(place);
      const hasFailed = invocation?.outcome != null && invocation.outcome !== 'ok';
      const before = counted.get(key);
      if (before === hasFailed) return;
      const slot = slotAt(event.timestampMs);
      if (before === undefined) slot.all += 1;
      slot.failed += hasFailed ? 1 : before === undefined ? 0 : -1;
      counted.set(key, hasFailed);
    },
    began({ line: { version }, event, origin }) {
      if (version === null) return;
      const name = origin === undefined ? null : logName(originIn(event.logStream, origin));
      const key = `${name ?? ''} ${version}`;
      const known = firstSeen.get(key);
      if (known === undefined && firstSeen.size === MOST_VERSIONS) return;
      if (known === undefined || event.timestampMs < known.firstMs)
        firstSeen.set(key, { name, version, firstMs: event.timestampMs });
    },
    missed(gap) {
      const key = `${gap.beganMs ?? gap.startMs} ${ofLog(gap)}`;
      if (leavesOpen(gap)) gaps.set(key, gap);
      else gaps.delete(key);
    },
    spans(fromMs, spanMs, count) {
      const endMs = fromMs + spanMs * count;
      const reaching = [...gaps.values()].filter((gap) => touches(gap, fromMs, endMs));
      return Array.from({ length: count }, (_, index) => {
        const first = Math.floor((fromMs + index * spanMs) / SLOT_MS);
        let failed = 0;
        let all = 0;
        for (let number = first; number < first + spanMs / SLOT_MS; number++) {
          const slot = slots.get(number);
          failed += slot?.failed ?? 0;
          all += slot?.all ?? 0;
        }
        const startMs = fromMs + index * spanMs;
        const isUnknown = all === 0 && reaching.some((gap) => touches(gap, startMs, startMs + spanMs));
        return isUnknown ? null : { failed, all };
      });
    },
    versions() {
      return [...firstSeen.values()].toSorted((one, other) => one.firstMs - other.firstMs);
    },
  };
}

/** Whether calls may have ended in a gap unseen: during a flood, REPORT lines are still read. */
function leavesOpen({ endMs, missing }: Gap): boolean {
  return endMs === null || (missing !== undefined && missing !== 'bulk');
}

/** @param endMs exclusive */
function touches(gap: Gap, startMs: EpochMs, endMs: EpochMs): boolean {
  return gap.startMs < endMs && (gap.endMs === null || gap.endMs >= startMs);
}
