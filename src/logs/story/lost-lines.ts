import type { EpochMs } from '../../lambda/time.ts';
import { ofLog } from '../log-order.ts';
import { createRecentMap } from '../recent-map.ts';
import type { Gap, TailItem } from '../tail-item.ts';

/** The gaps of followed logs in which lines are missing from what was read. */
export interface LostLines {
  /** @param gap as last reported. Returns whether it matters here, or did before. */
  note(gap: Gap): boolean;
  /** Whether lines of that span may be missing. */
  within(span: SpanOfLog): boolean;
}

/** From one line of a log to another. */
export interface SpanOfLog {
  readonly log: Pick<TailItem, 'origin'>;
  readonly fromMs: EpochMs;
  readonly toMs: EpochMs;
}

const MOST_GAPS = 1_000;

export function createLostLines(): LostLines {
  const gaps = createRecentMap<string, Gap>(MOST_GAPS);
  return {
    note(gap) {
      const key = `${gap.startMs}${ofLog(gap)}`;
      const wasKnown = gaps.get(key) !== undefined;
      if (losesLines(gap)) gaps.set(key, gap);
      else gaps.delete(key);
      return wasKnown || losesLines(gap);
    },
    within(span) {
      for (const gap of gaps.values()) if (isWithin(gap, span)) return true;
      return false;
    },
  };
}

export function isWithin(gap: Gap, span: SpanOfLog): boolean {
  const { startMs, endMs } = gap;
  return startMs < span.toMs && (endMs === null || endMs > span.fromMs) && ofLog(gap) === ofLog(span.log);
}

/** After an outage its lines are read in order; what a stream left out is read beside its later lines. */
function losesLines({ missing, reason, endMs }: Gap): boolean {
  return missing !== undefined || (reason === 'sampled' && endMs === null);
}
