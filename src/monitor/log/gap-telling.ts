import { SECOND_MS } from '../../lambda/time.ts';
import type { GapReason, LogOrigin, TailItem } from '../../logs/tail-item.ts';
import { createSharedGap, type GapOfLogs, type SharedGap } from '../../logs/trouble/shared-gap.ts';
import type { Clock } from '../clock.ts';
import type { SleepWatch } from '../sleep-watch.ts';

/** Tells gaps of many logs that have one reason as one. */
export interface GapTelling {
  /** What of the news of a log is told by itself, and at once. */
  newsOf(origin: LogOrigin, items: readonly TailItem[]): readonly TailItem[];
  /** Tells what nobody was told yet, and nothing more. */
  close(): void;
}

export interface GapTellingRequest {
  readonly clock: Clock;
  readonly sleeps?: SleepWatch | null;
  readonly signal: AbortSignal;
  /** How many logs there are: one alone has nothing to share. */
  readonly logCount: () => number;
  readonly tell: (gap: GapOfLogs) => void;
}

/** Of a sleep all logs say so at once, when the process wakes. */
const ASLEEP = 'asleep' satisfies GapReason;
/** Of what keeps AWS from answering each log learns when it asks next. */
const OUTAGES = [
  'busy',
  'unreachable',
  'skewed',
  'expired',
  'denied',
] as const satisfies readonly GapReason[];
/** No two tries of a log lie further apart. */
const GATHER_MS = 15 * SECOND_MS;

export function createGapTelling({ clock, sleeps, signal, logCount, tell }: GapTellingRequest): GapTelling {
  const sleep = createSharedGap(ASLEEP);
  const outages = OUTAGES.map(createSharedGap);
  const gathering = new Set<SharedGap>();

  const tellOf = (shared: SharedGap) => {
    const gap = shared.told();
    if (gap !== null) tell(gap);
  };

  const gather = async (outage: SharedGap) => {
    gathering.add(outage);
    await clock.sleep(GATHER_MS, signal);
    gathering.delete(outage);
    if (!signal.aborted) tellOf(outage);
  };

  const stopListening = sleeps?.listen({ heard: () => tellOf(sleep) });

  return {
    newsOf(origin, items) {
      if (logCount() < 2 || items.every(({ type }) => type === 'event')) return items;
      const news = [sleep, ...outages].reduce((rest, shared) => shared.newsOf(origin, rest), items);
      for (const outage of outages) if (outage.isUntold && !gathering.has(outage)) void gather(outage);
      return news;
    },
    close() {
      stopListening?.();
      for (const shared of [sleep, ...outages]) tellOf(shared);
    },
  };
}
