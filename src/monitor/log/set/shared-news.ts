import { SECOND_MS } from '../../../lambda/time.ts';
import type { GapReason, ItemOfLogs, LogOrigin, TailItem } from '../../../logs/tail-item.ts';
import { createSharedGap, type SharedGap } from '../../../logs/trouble/shared-gap.ts';
import { createSharedTrouble } from '../../../logs/trouble/shared-trouble.ts';
import type { Clock } from '../../clock.ts';
import type { SleepWatch } from '../../sleep-watch.ts';
import { untilQuiet } from './until-quiet.ts';

/**
 * Reports once what happens to many logs alike: gaps with the same reason, and trouble that they share, with its end.
 */
export interface SharedNews {
  /** The news of a log that is reported separately and at once. */
  newsOf(origin: LogOrigin, items: readonly TailItem[]): readonly TailItem[];
  /** Reports what is still pending, and ends. */
  close(): void;
}

export interface SharedNewsRequest {
  readonly clock: Clock;
  readonly sleeps?: SleepWatch | null;
  readonly signal: AbortSignal;
  /** The number of logs: a single one shares no gap. */
  readonly logCount: () => number;
  readonly tell: (item: ItemOfLogs) => void;
}

/** After a sleep all logs report it at once, when the process wakes. */
const ASLEEP = 'asleep' satisfies GapReason;
/** Each log learns of an outage of AWS only with its next request, when it may have become another. */
const OUTAGE = ['busy', 'unreachable', 'skewed', 'expired'] as const satisfies readonly GapReason[];
const DENIED = 'denied' satisfies GapReason;
/** A log never waits longer than this between two tries. */
const GATHER_MS = 15 * SECOND_MS;

export function createSharedNews({ clock, sleeps, signal, logCount, tell }: SharedNewsRequest): SharedNews {
  const sleep = createSharedGap(ASLEEP);
  const outages = [createSharedGap(...OUTAGE), createSharedGap(DENIED)];
  const trouble = createSharedTrouble();
  const gathering = new Set<unknown>();

  const tellOf = ({ told }: Pick<SharedGap, 'told'>) => {
    for (let item = told(); item !== null; item = told()) tell(item);
  };

  const gather = async (shared: Pick<SharedGap, 'told'>, untilGathered: Promise<void>) => {
    gathering.add(shared);
    await untilGathered;
    gathering.delete(shared);
    if (!signal.aborted) tellOf(shared);
  };

  /** Throttled logs get their turns one after the other, so a log that is the only one waits once more for others. */
  const untilNoticed = async (outage: SharedGap) => {
    await clock.sleep(GATHER_MS, signal);
    if (outage.isUntoldOfOne) await clock.sleep(GATHER_MS, signal);
  };

  const gatherUntold = () => {
    for (const outage of outages)
      if (outage.isUntold && !gathering.has(outage)) void gather(outage, untilNoticed(outage));
    if (trouble.untoldCount() > 0 && !gathering.has(trouble))
      void gather(trouble, untilQuiet(trouble.untoldCount, clock, signal));
  };

  const stopListening = sleeps?.listen({ heard: () => tellOf(sleep) });

  return {
    newsOf(origin, items) {
      if (items.every(({ type }) => type === 'event')) return items;
      const gaps = logCount() < 2 ? [] : [sleep, ...outages];
      const news = [...gaps, trouble].reduce((rest, shared) => shared.newsOf(origin, rest), items);
      gatherUntold();
      return news;
    },
    close() {
      stopListening?.();
      for (const shared of [sleep, ...outages, trouble]) tellOf(shared);
    },
  };
}
