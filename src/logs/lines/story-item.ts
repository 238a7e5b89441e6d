import { type LogLine, parseLogLine } from '../../lambda/line/log-line.ts';
import { isErrorLine } from '../../lambda/line/outcome.ts';
import type { LogEvent } from '../event.ts';
import { comparePlaces, type LogPlace, placeOf } from '../log-order.ts';
import type { Gap, Notice, TailEvent } from '../tail-item.ts';
import { endOfInvocation, type Invocation } from './invocation.ts';

/** A followed log as shown to the user: each line parsed once, and each finished invocation in one row. */
export type StoryItem = StoryEvent | Gap | Notice;

export interface StoryEvent extends TailEvent {
  readonly line: LogLine;
  /** The pattern of its text; null for most of Lambda's own lines, and for lines that were not asked for. */
  readonly patternId: number | null;
  /**
   * Set where the event is the REPORT of an invocation, whose START and END then have no rows; or its START, where no
   * REPORT came before the environment began the next one.
   */
  readonly invocation: Invocation | null;
  /** Set where the row also stands for earlier rows that say the same. */
  readonly repeats?: Repeats;
}

export interface Repeats {
  /** Including this row. */
  readonly count: number;
  /** The place of the first of them. */
  readonly from: LogPlace;
  /** Whether all of them are of this row's request. */
  readonly isOneRequest: boolean;
  /** Whether all of them are of this row's execution environment. */
  readonly isOneEnvironment: boolean;
}

/** Whether it stands for lines of several requests, of which it shows the newest. */
export function isOfSeveralRequests({ repeats }: Pick<StoryEvent, 'repeats'>): boolean {
  return repeats !== undefined && !repeats.isOneRequest;
}

/** Whether it shows an error: by its level, or by the outcome of its invocation. */
export function isError(item: StoryItem): boolean {
  if (item.type !== 'event') return false;
  const outcome = item.invocation?.outcome ?? 'ok';
  return outcome !== 'ok' || isErrorLine(item.line);
}

/** The START folded into an invocation's row, as a row of its own; none where it was not seen, or is the row itself. */
export function startsOf(item: StoryItem): readonly StoryEvent[] {
  const start = item.type === 'event' ? item.invocation?.start : null;
  if (item.type !== 'event' || start == null || start === item.event) return [];
  const line = parseLogLine(start.message);
  return [
    { ...originOf(item), type: 'event', event: start, lateMs: null, line, patternId: null, invocation: null },
  ];
}

/** Invocations unfolded into their events, in log order: a saved file holds what AWS sent. */
export function unfolded(items: readonly StoryItem[]): readonly (TailEvent | Gap | Notice)[] {
  const shown = new Set(items.map((item) => (item.type === 'event' ? item.event : null)));
  return items
    .flatMap((item): readonly (TailEvent | Gap | Notice)[] => {
      if (item.type !== 'event' || item.invocation === null) return [item];
      const { start, end } = item.invocation;
      const hidden = [start, end].filter((event): event is LogEvent => event !== null && !shown.has(event));
      return [
        ...hidden.map((event): TailEvent => ({ ...originOf(item), type: 'event', event, lateMs: null })),
        withEnd(item),
      ];
    })
    .toSorted((one, other) => comparePlaces(placeOf(one), placeOf(other)));
}

/** A row as a line on its own, which tells how its run ended as the row does. */
export function withEnd(item: StoryEvent): StoryEvent {
  return item.invocation === null ? item : { ...item, end: endOfInvocation(item.invocation) };
}

function originOf({ origin }: StoryEvent): Pick<TailEvent, 'origin'> {
  return origin === undefined ? {} : { origin };
}

export function isStoryEvent(item: StoryItem): item is StoryEvent {
  return item.type === 'event';
}
