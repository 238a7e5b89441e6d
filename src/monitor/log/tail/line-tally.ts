import type { EpochMs } from '../../../lambda/time.ts';
import { createLogActivity } from '../../../logs/log-activity.ts';
import { createSelection, type Selection } from '../../../logs/selection/selection.ts';
import type { SelectionRules } from '../../../logs/selection/selection-rules.ts';
import type { TailEvent, TailItem } from '../../../logs/tail-item.ts';

export interface LineCounts {
  /** How many lines were read, and how many were wanted. */
  readonly linesRead: number;
  readonly linesChosen: number;
  readonly linesPerSecond: number;
  /** Execution environments that wrote in the last 5 minutes. */
  readonly environments: number;
}

/** Counts the lines of all logs of a tail as they are chosen. */
export interface LineTally {
  /** Marks the lines of one log that were not asked for but tell the outcome of others. */
  newSelection(): Selection;
  /** @param throughMs the time up to which the logs have been read */
  counts(throughMs: EpochMs): LineCounts;
}

/** @param rules selects lines; null for all */
export function createLineTally(rules: SelectionRules | null): LineTally {
  const activity = createLogActivity();
  let linesRead = 0;
  let linesChosen = 0;
  return {
    newSelection() {
      const selected = rules === null ? null : createSelection(rules, 'untold');
      return (items) => {
        const events = eventsOf(items);
        const wanted = selected === null ? events : eventsOf(selected(items));
        linesRead += events.length;
        linesChosen += wanted.length;
        activity.add(events.map(({ event }) => event));
        return selected === null ? items : withParts(items, wanted);
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

/** Earlier items that turned out to be wanted come first. */
function withParts(items: readonly TailItem[], wanted: readonly TailEvent[]): readonly TailItem[] {
  const batch = new Set(eventsOf(items).map(({ event }) => event));
  const wantedAs = new Map(wanted.map((item) => [item.event, item]));
  const earlier = wanted.filter(({ event }) => !batch.has(event));
  return [
    ...earlier.map((item): TailEvent => ({ ...item, part: 'recalled' })),
    ...items.map(
      (item): TailItem =>
        item.type === 'event' ? (wantedAs.get(item.event) ?? { ...item, part: 'beside' }) : item,
    ),
  ];
}

function eventsOf(items: readonly TailItem[]): readonly TailEvent[] {
  return items.filter((item) => item.type === 'event');
}
