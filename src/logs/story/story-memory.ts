import { isError, isStoryEvent, type StoryEvent, type StoryItem } from '../lines/story-item.ts';
import { createStoryReader, type StoryReader } from '../lines/story-reader.ts';
import { earliestPlace, placeOf } from '../log-order.ts';
import { createEventRing, type EventRing, type EventRingLimits } from '../ring/event-ring.ts';
import type { Rows } from '../rows/rows.ts';
import { createShownRows, type ShownRows } from '../rows/shown-rows.ts';
import { createRunTeller, eventsOf, type RunTeller } from '../runs/run-teller.ts';
import type { ToldRun } from '../runs/told-run.ts';
import { isExcluded, isFailureWanted, type SelectionRules } from '../selection/selection-rules.ts';
import { isAskedFor, type TailItem } from '../tail-item.ts';
import { createFailureTimeline, type FailureTimeline } from './failure-timeline.ts';
import { createInvocationFold, type InvocationFold } from './invocation-fold.ts';
import { createPatternShares, type PatternShares } from './pattern-shares.ts';
import { createVersionStatistics, type VersionStatisticsStore } from './version-statistics.ts';

/**
 * The newest part of a followed log as a story, and what of it is shown. Where a part of the log was asked for, that is
 * kept, and how its invocations ended; of the rest no more than is told of all invocations.
 */
export interface StoryMemory
  extends Pick<EventRing, 'size' | 'sizeBytes' | 'dropped'>,
    Pick<InvocationFold, 'runsOf'>,
    Pick<PatternShares, 'shares'>,
    Pick<FailureTimeline, 'spans' | 'versions'>,
    Pick<VersionStatisticsStore, 'statistics'>,
    Pick<StoryReader, 'patterns'> {
  /**
   * In any order; those at a place that is taken are news of what stands there. Gives back how many of the lines that
   * were asked for tell of an error.
   */
  add(items: readonly TailItem[]): number;
  /** Chooses the rows that are shown. */
  choose: ShownRows['choose'];
  readonly shown: Omit<ShownRows, 'choose' | 'changedFrom' | 'removed'>;
  /** All rows. */
  readonly all: Rows;
  /**
   * The runs of which lines are in memory, by their start. Once asked for they grow with the lines; the same list while
   * nothing is new.
   */
  runs(): readonly ToldRun[];
}

/** Of the lines in memory, as many may have made room before their runs are forgotten: to look each time costs more. */
const MOST_UNFORGOTTEN = 1 / 8;

/** @param rules what was asked for; null for all */
export function createStoryMemory(limits: EventRingLimits, rules: SelectionRules | null = null): StoryMemory {
  const ring = createEventRing<StoryItem>(limits);
  const { read, patterns } = createStoryReader();
  const invocations = createInvocationFold();
  const said = createPatternShares(patterns);
  const timeline = createFailureTimeline();
  const versions = createVersionStatistics();
  /** Null until somebody wants to know of the runs. */
  let teller: RunTeller | null = null;
  let droppedWhenTold = 0;
  const shown = createShownRows(ring, patterns.currentId);

  /** Lines that made room are part of no run any more. */
  const forgetRuns = () => {
    const [oldest] = ring.view(0, 1);
    if (ring.dropped > droppedWhenTold && oldest !== undefined) teller?.forgetBefore(placeOf(oldest));
    droppedWhenTold = ring.dropped;
  };

  const tellLine = (row: StoryEvent) => {
    const { line, event } = row;
    said.add(row);
    if (row.part !== 'recalled') versions.add(row);
    if (line.kind === 'start' && line.version !== null) timeline.began(line.version, event.timestampMs);
  };

  const tellEnd = (row: StoryEvent) => {
    const { line, invocation } = row;
    if (line.report === null || invocation === null) return;
    said.add(row);
    timeline.ended(row, placeOf(row));
  };

  const isKept = (row: StoryEvent): boolean => rules === null || isRowAskedFor(row, rules);

  return {
    add(items) {
      const news = read(items);
      const events = news.filter(isStoryEvent);
      const { rows, folded } = invocations.add(events);
      const kept = rows.filter(isKept);
      // It may have been one of a failure, as far as was known.
      const gone = [...folded, ...rows.filter((row) => !isKept(row)).map(placeOf)];
      const changed = [...news.filter((item) => !isStoryEvent(item)), ...kept];
      for (const event of events) tellLine(event);
      for (const row of rows) tellEnd(row);
      teller?.add(rules === null ? toldEvents(events, rows) : eventsOf(kept));
      ring.remove(gone);
      ring.insert(changed);
      if (ring.dropped - droppedWhenTold > ring.size * MOST_UNFORGOTTEN) forgetRuns();
      shown.removed(gone);
      const earliest = earliestPlace(changed.map(placeOf));
      if (earliest !== null) shown.changedFrom(earliest);
      return events.filter((event) => isAskedFor(event) && isError(event)).length;
    },
    runs() {
      if (teller === null) {
        teller = createRunTeller();
        teller.add(eventsOf(ring.view(0, ring.size)));
      }
      forgetRuns();
      return teller.runs();
    },
    choose: shown.choose,
    shown,
    all: ring,
    patterns,
    runsOf: invocations.runsOf,
    shares: said.shares,
    statistics: versions.statistics,
    spans: timeline.spans,
    versions: timeline.versions,
    get size() {
      return ring.size;
    },
    get sizeBytes() {
      return ring.sizeBytes;
    },
    get dropped() {
      return ring.dropped;
    },
  };
}

/** The row of an invocation is where a line of it is, or where it failed and failures were asked for. */
function isRowAskedFor(row: StoryEvent, rules: SelectionRules): boolean {
  const { message } = row.event;
  if (row.invocation === null) return isAskedFor(row);
  if (isExcluded(message, rules)) return false;
  return isAskedFor(row) || (isError(row) && isFailureWanted(message, rules));
}

/** What was read, and what became of REPORTs: they are what their rows say of the invocation. */
function toldEvents(news: readonly StoryEvent[], rows: readonly StoryEvent[]): readonly StoryEvent[] {
  const reports = rows.filter(({ line }) => line.kind === 'report');
  const rowOf = new Map(reports.map((row) => [row.event, row]));
  const told = news.map((event) => rowOf.get(event.event) ?? event);
  for (const { event } of news) rowOf.delete(event);
  return [...told, ...rowOf.values()];
}
