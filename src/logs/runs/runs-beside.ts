import { LONGEST_TIMEOUT_MS } from '../../lambda/function/function-setup.ts';
import type { StoryEvent } from '../lines/story-item.ts';
import { compareItems } from '../log-order.ts';
import type { GrowingRun } from './growing-run.ts';

/** Maps the first event of a run that went on after another began to its last event then known. */
export type Besides = ReadonlyMap<StoryEvent, StoryEvent>;

/**
 * Runs of an environment that go on although others began later; usually none. Such a run goes on as long as it writes;
 * whether it fell silent or only lost its REPORT shows when all others are over and the next begins.
 */
export interface RunsBeside {
  /** All running runs, including the latest, if that is running. */
  running(latest: GrowingRun | undefined): readonly GrowingRun[];
  /** @param latest the latest run before it, if that is running */
  nextBegins(item: StoryEvent, latest: GrowingRun | undefined): void;
  goOn(run: GrowingRun, item: StoryEvent): void;
  end(run: GrowingRun): void;
}

/** @param known from an earlier pass over the same events */
export function createRunsBeside(known: Besides): RunsBeside {
  const beside = new Set<GrowingRun>();

  const goesOnBehind = (run: GrowingRun, item: StoryEvent): boolean => {
    const until = known.get(run.first);
    return until !== undefined && compareItems(item, until) < 0;
  };

  return {
    running(latest) {
      if (beside.size === 0) return latest === undefined ? NONE : [latest];
      return latest === undefined ? [...beside] : [...beside, latest];
    },
    nextBegins(item, latest) {
      if (beside.size === 0 && known.size === 0) return;
      // Only what was known at this point in the log counts, so that the result does not depend on how it was read.
      const seen = [...beside].filter((run) => run.beside !== null).length;
      const isOneLeft = seen === 1 && latest === undefined;
      for (const run of beside) {
        const isSilent = item.event.timestampMs - run.last.event.timestampMs > LONGEST_TIMEOUT_MS;
        if ((isOneLeft || isSilent) && !goesOnBehind(run, item)) beside.delete(run);
      }
      if (latest !== undefined && goesOnBehind(latest, item)) beside.add(latest);
    },
    goOn(run, item) {
      run.beside = item;
      beside.add(run);
    },
    end(run) {
      beside.delete(run);
    },
  };
}

const NONE: readonly GrowingRun[] = [];
