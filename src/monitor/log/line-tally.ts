import type { EpochMs } from '../../lambda/time.ts';
import type { LogEvent } from '../../logs/event.ts';
import { createLogActivity } from '../../logs/log-activity.ts';
import { createSelection, type Selection } from '../../logs/selection/selection.ts';
import type { SelectionRules } from '../../logs/selection/selection-rules.ts';
import type { TailItem } from '../../logs/tail-item.ts';

export interface LineCounts {
  /** How many lines were read, and how many of them were wanted. */
  readonly linesRead: number;
  readonly linesChosen: number;
  readonly linesPerSecond: number;
  /** Execution environments that wrote in the last 5 minutes. */
  readonly environments: number;
}

/** Counts the lines of all logs of a tail as they are chosen. */
export interface LineTally {
  /** What chooses lines of one log. */
  newSelection(): Selection;
  /** @param throughMs up to where the logs have been read. */
  counts(throughMs: EpochMs): LineCounts;
}

/** @param rules which lines are wanted; null for all. */
export function createLineTally(rules: SelectionRules | null): LineTally {
  const activity = createLogActivity();
  let linesRead = 0;
  let linesChosen = 0;
  return {
    newSelection() {
      const selected = rules === null ? null : createSelection(rules);
      return (items) => {
        const chosen = selected?.(items) ?? items;
        const events = eventsOf(items);
        linesRead += events.length;
        linesChosen += eventsOf(chosen).length;
        activity.add(events);
        return chosen;
      };
    },
    counts: (throughMs) => ({
      linesRead,
      linesChosen,
      linesPerSecond: activity.linesPerSecond(throughMs),
      environments: activity.environmentCount(throughMs),
    }),
  };
}

function eventsOf(items: readonly TailItem[]): readonly LogEvent[] {
  return items.flatMap((item) => (item.type === 'event' ? [item.event] : []));
}
