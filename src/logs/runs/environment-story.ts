import type { RawText } from '../../terminal/text.ts';
import type { StoryEvent } from '../lines/story-item.ts';
import { compareItems, type LogPlace } from '../log-order.ts';
import { inOrder, mergeInOrder } from '../ring/merge-in-order.ts';
import { createGrowingRuns, isAtOrBehind } from './growing-runs.ts';
import type { LoggedRun } from './logged-run.ts';
import type { Besides } from './runs-beside.ts';

/** The runs of one execution environment, usually one after another, whatever order its events are read in. */
export interface EnvironmentStory {
  /** A batch in any order; an event read again replaces itself. An event after all others is cheapest. */
  add(batch: readonly StoryEvent[]): void;
  /** By first line. Unchanged runs are the same objects. */
  runs(): readonly LoggedRun[];
  /** Forgets leading runs without a line at or after a place. Returns whether anything is left. */
  forgetBefore(place: LogPlace): boolean;
}

export function createEnvironmentStory(logStream: RawText): EnvironmentStory {
  const events: StoryEvent[] = [];
  let growing = createGrowingRuns(logStream);
  /** Set when an event arrived that belongs before others: then everything is rebuilt. */
  let isStale = false;

  const tellAnew = (besides?: Besides) => {
    isStale = false;
    growing = createGrowingRuns(logStream, besides);
    for (const event of events) growing.tell(event);
  };

  const upToDate = () => {
    if (isStale) tellAnew();
    // Runs built without that knowledge may hold lines of another.
    if (growing.isMistaken) tellAnew(growing.besides());
    return growing;
  };

  return {
    add(batch) {
      const sorted = inOrder(batch);
      const last = events.at(-1);
      const behind = last === undefined ? 0 : sorted.findIndex((each) => compareItems(last, each) < 0);
      const among = behind < 0 ? sorted : sorted.slice(0, behind);
      const replaced = mergeInOrder(events, among);
      isStale ||= replaced.length < among.length;
      if (!isStale) for (const [before, now] of replaced) growing.replace(before, now);
      for (const event of behind < 0 ? [] : sorted.slice(behind)) {
        events.push(event);
        if (!isStale) growing.tell(event);
      }
    },
    runs: () => upToDate().runs(),
    forgetBefore(place) {
      const first = upToDate().forgetBefore(place);
      const from = events.findIndex((each) => each === first || isAtOrBehind(each, place));
      events.splice(0, from < 0 ? events.length : from);
      return events.length > 0;
    },
  };
}
