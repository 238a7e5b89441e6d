import { type LogLine, parseLogLine } from '../../lambda/line/log-line.ts';
import { isErrorLine } from '../../lambda/line/outcome.ts';
import type { LogEvent } from '../event.ts';
import { comparePlaces, type LogPlace, placeOf } from '../log-order.ts';
import type { Gap, Notice, TailEvent } from '../tail-item.ts';
import type { Invocation } from './invocation.ts';

/** A followed log as a person reads it: each line once understood, and each invocation in one row once it is over. */
export type StoryItem = StoryEvent | Gap | Notice;

export interface StoryEvent extends TailEvent {
  readonly line: LogLine;
  /** Which pattern its words are of; null for what Lambda itself writes, and for what was not asked for. */
  readonly patternId: number | null;
  /**
   * Set where the event is the REPORT of an invocation, whose START and END have no rows of their own then; or its
   * START, where no REPORT came before the environment began the next.
   */
  readonly invocation: Invocation | null;
  /** Set where the row stands for rows before it, too, that say the same. */
  readonly repeats?: Repeats;
}

export interface Repeats {
  /** With this row itself. */
  readonly count: number;
  /** Where the first of them stands. */
  readonly from: LogPlace;
}

/** Whether it tells that something went wrong: by its level, or by what Lambda and the runtime tell of the invocation. */
export function isError(item: StoryItem): boolean {
  if (item.type !== 'event') return false;
  const outcome = item.invocation?.outcome ?? 'ok';
  return outcome !== 'ok' || isErrorLine(item.line);
}

/** The START that an invocation's row has taken in, as a row; none where that was not seen, or is the row. */
export function startsOf(item: StoryItem): readonly StoryEvent[] {
  const start = item.type === 'event' ? item.invocation?.start : null;
  if (item.type !== 'event' || start == null || start === item.event) return [];
  const line = parseLogLine(start.message);
  return [
    { ...originOf(item), type: 'event', event: start, lateMs: null, line, patternId: null, invocation: null },
  ];
}

/** Each invocation as the events that it was told by, in log order: what is saved is what AWS sent. */
export function unfolded(items: readonly StoryItem[]): readonly (TailEvent | Gap | Notice)[] {
  const shown = new Set(items.map((item) => (item.type === 'event' ? item.event : null)));
  return items
    .flatMap((item): readonly (TailEvent | Gap | Notice)[] => {
      if (item.type !== 'event' || item.invocation === null) return [item];
      const { start, end } = item.invocation;
      const hidden = [start, end].filter((event): event is LogEvent => event !== null && !shown.has(event));
      return [
        ...hidden.map((event): TailEvent => ({ ...originOf(item), type: 'event', event, lateMs: null })),
        item,
      ];
    })
    .toSorted((one, other) => comparePlaces(placeOf(one), placeOf(other)));
}

function originOf({ origin }: StoryEvent): Pick<TailEvent, 'origin'> {
  return origin === undefined ? {} : { origin };
}

export function isStoryEvent(item: StoryItem): item is StoryEvent {
  return item.type === 'event';
}
