import { eventBytes } from '../event.ts';
import { minedWithEnd } from '../lines/mined-words.ts';
import { isError, isStoryEvent, type StoryEvent, type StoryItem } from '../lines/story-item.ts';
import { createStoryReader, type StoryReader } from '../lines/story-reader.ts';
import { earliestPlace, placeOf } from '../log-order.ts';
import { createEventRing, type EventRing, type EventRingLimits, itemBytes } from '../ring/event-ring.ts';
import type { Rows } from '../rows/rows.ts';
import { createShownRows, type ShownRows } from '../rows/shown-rows.ts';
import type { LoggedRun } from '../runs/logged-run.ts';
import { createLoggedRuns, eventsOf, type LoggedRuns } from '../runs/logged-runs.ts';
import { isExcluded, isFailureWanted, type SelectionRules } from '../selection/selection-rules.ts';
import { isAskedFor, type TailItem } from '../tail-item.ts';
import { createFailureTimeline, type FailureTimeline } from './failure-timeline.ts';
import { InvocationFold } from './invocation-fold.ts';
import { createPatternShares, type PatternShares } from './pattern-shares.ts';
import { createVersionStatistics, type VersionStatisticsStore } from './version-statistics.ts';

/**
 * The newest part of a followed log as a story, and its selected rows. If only a part of the log was asked for, that
 * part and the outcomes of its invocations are kept; the rest only counts towards statistics.
 */
export interface StoryMemory
  extends Pick<EventRing, 'size' | 'sizeBytes' | 'dropped'>,
    Pick<InvocationFold, 'runsOf'>,
    Pick<PatternShares, 'shares'>,
    Pick<FailureTimeline, 'spans' | 'versions'>,
    Pick<VersionStatisticsStore, 'statistics'>,
    Pick<StoryReader, 'patterns'> {
  /** In any order; an item at an occupied place updates it. Returns those of the requested lines that are errors. */
  add(items: readonly TailItem[]): readonly StoryEvent[];
  /** Selects the rows to show. */
  choose: ShownRows['choose'];
  readonly shown: Omit<ShownRows, 'choose' | 'changedFrom' | 'removed'>;
  /** All rows. */
  readonly all: Rows;
  /**
   * The runs with lines in memory, by start. Updated with new lines once asked for; the same list while nothing
   * changes.
   */
  runs(): readonly LoggedRun[];
}

/** Share of dropped lines at which their runs are forgotten: checking each time costs more. */
const MOST_UNFORGOTTEN = 1 / 8;

/** @param rules what was asked for; null for all */
export function createStoryMemory(limits: EventRingLimits, rules: SelectionRules | null = null): StoryMemory {
  const ring = createEventRing<StoryItem>(limits, bytesOf);
  const { read, patterns } = createStoryReader(minedWithEnd);
  const invocations = new InvocationFold(limits.maxBytes);
  const said = createPatternShares(patterns);
  const timeline = createFailureTimeline();
  const versions = createVersionStatistics();
  /** Null until runs are asked for. */
  let logged: LoggedRuns | null = null;
  let droppedWhenTold = 0;
  const shown = createShownRows(ring, patterns.currentId);

  /** Removes dropped lines from their runs. */
  const forgetRuns = () => {
    const [oldest] = ring.view(0, 1);
    if (ring.dropped > droppedWhenTold && oldest !== undefined) logged?.forgetBefore(placeOf(oldest));
    droppedWhenTold = ring.dropped;
  };

  const tellLine = (row: StoryEvent) => {
    said.add(row);
    if (row.part !== 'recalled') versions.add(row);
    if (row.line.kind === 'start') timeline.began(row);
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
      const gaps = news.filter((item) => item.type === 'gap');
      const { rows, folded } = invocations.add(events, gaps);
      const kept = rows.filter(isKept);
      // It may have counted as a failure before.
      const gone = [...folded, ...rows.filter((row) => !isKept(row)).map(placeOf)];
      const changed = [...news.filter((item) => !isStoryEvent(item)), ...kept];
      for (const event of events) tellLine(event);
      for (const row of rows) tellEnd(row);
      for (const gap of gaps) timeline.missed(gap);
      logged?.add(rules === null ? toldEvents(events, rows) : eventsOf(kept));
      ring.remove(gone);
      ring.insert(changed);
      if (ring.dropped - droppedWhenTold > ring.size * MOST_UNFORGOTTEN) forgetRuns();
      shown.removed(gone);
      const earliest = earliestPlace(changed.map(placeOf));
      if (earliest !== null) shown.changedFrom(earliest);
      return events.filter((event) => isAskedFor(event) && isError(event));
    },
    runs() {
      if (logged === null) {
        logged = createLoggedRuns();
        logged.add(eventsOf(ring.view(0, ring.size)));
      }
      forgetRuns();
      return logged.runs();
    },
    choose: shown.choose,
    shown,
    all: ring,
    patterns,
    runsOf: (requestId) => invocations.runsOf(requestId),
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

/** The row of an invocation keeps its START and END, which have no rows. */
function bytesOf(item: StoryItem): number {
  const invocation = item.type === 'event' ? item.invocation : null;
  let bytes = itemBytes(item);
  for (const event of [invocation?.start, invocation?.end])
    if (event != null && item.type === 'event' && event !== item.event) bytes += eventBytes(event);
  return bytes;
}

/** An invocation's row is wanted where any of its lines is, or where it failed and failures were asked for. */
function isRowAskedFor(row: StoryEvent, rules: SelectionRules): boolean {
  const { message } = row.event;
  if (row.invocation === null) return isAskedFor(row);
  if (isExcluded(message, rules)) return false;
  return isAskedFor(row) || (isError(row) && isFailureWanted(message, rules));
}

/** The events just read, and updated REPORTs, whose rows tell their invocation. */
function toldEvents(news: readonly StoryEvent[], rows: readonly StoryEvent[]): readonly StoryEvent[] {
  const reports = rows.filter(({ line }) => line.kind === 'report');
  const rowOf = new Map(reports.map((row) => [row.event, row]));
  const told = news.map((event) => rowOf.get(event.event) ?? event);
  for (const { event } of news) rowOf.delete(event);
  return [...told, ...rowOf.values()];
}
