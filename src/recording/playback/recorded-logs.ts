import { type EpochMs, SECOND_MS, type TimeRange } from '../../lambda/time.ts';
import type { Gap } from '../../logs/tail-item.ts';
import type { LogAnswer } from '../../monitor/log-page.ts';
import type { RawText } from '../../terminal/text.ts';
import type { EventFact, GoneFact, LeftOutFact, MatchFact, ReadFact, StreamedFact } from '../fact.ts';
import { eventPage, inOrder, unendedRead } from './event-page.ts';
import { type GroupLog, type LogQuestion, touching } from './group-log.ts';
import { createLateArrivals } from './late-arrivals.ts';
import { gapsIn, openGap, type ReadSpan, recordedGaps, united, unreadIn } from './recorded-gaps.ts';
import { createRecordedStreams } from './recorded-streams.ts';
import type { ReadBetween } from './sampled-spans.ts';
import { createTimeline, earliestOf } from './timeline.ts';

/** The logs of a recording, as known at any time of it. */
export interface RecordedLogs {
  add(fact: EventFact | LeftOutFact | GoneFact | StreamedFact | ReadFact | MatchFact): void;
  /** Whether any part of the range had been read with the pattern by then. */
  isRead(question: LogQuestion, asOfMs: EpochMs): boolean;
  /** Null where none had. Parts of the range that were never read appear as gaps. */
  page(question: LogQuestion, token: RawText | null, asOfMs: EpochMs): LogAnswer | null;
  /** When any part of the range is next read with the pattern. */
  nextAfter(question: LogQuestion, nowMs: EpochMs): EpochMs | null;
  /** What of the range had not been read with the pattern by then; null where none of that is read later. */
  restAfter(question: LogQuestion, nowMs: EpochMs): RestOfRange | null;
  /** Whether any of the log was read at some time, with this pattern, or where none is given, in any way. */
  wasRead(group: RawText, pattern?: RawText): boolean;
  /** The first moment of the log, or of any log, that was read as a whole; null for none. */
  fromMs(group: RawText | null): EpochMs | null;
  /** The first to the last moment of the log that was read as a whole; null for none. */
  spanOf(group: RawText): TimeRange | null;
}

export interface RestOfRange {
  /** When a part of it is next read. */
  readonly nextMs: EpochMs;
  /** Whether the last page that had been read had a successor. */
  readonly isUnderWay: boolean;
}

export interface RecordedLogsSettings {
  /** The pattern that was read during floods: its matches are part of the complete log. */
  readonly storyPattern: RawText;
  /** Patterns with whose matches a log is as good as whole: where only failures are wanted, those that find them. */
  readonly failurePatterns?: readonly RawText[];
  /**
   * Whether the log is followed: then lines disappear when they did live, and appear no sooner than their page was
   * read.
   */
  readonly isFollowed: boolean;
}

export function createRecordedLogs({
  storyPattern,
  failurePatterns = [],
  isFollowed,
}: RecordedLogsSettings): RecordedLogs {
  const wholePatterns: readonly (RawText | null)[] = [null, ...failurePatterns];
  const wantedPatterns = [storyPattern, ...failurePatterns];
  const logs = new Map<RawText, GroupLog>();
  const streams = createRecordedStreams();
  const logOf = (group: RawText): GroupLog => {
    const log = logs.get(group) ?? emptyLog();
    logs.set(group, log);
    return log;
  };

  const patternsFor = (pattern: RawText | null) => (pattern === null ? [null, ...wantedPatterns] : [pattern]);
  const isRead: RecordedLogs['isRead'] = ({ group, range, pattern }, asOfMs) => {
    const timelineOf = (each: RawText | null) => logs.get(group)?.readBy.get(each);
    return patternsFor(pattern).some((each) => timelineOf(each)?.lastBy(asOfMs, touching(range)) != null);
  };
  const isKnown = (
    log: GroupLog,
    pattern: RawText | null,
    event: EventFact,
    asOfMs = Number.MAX_VALUE,
  ): boolean =>
    pattern === null
      ? event.atMs <= asOfMs && !isFoundAlone(log, event, wantedPatterns)
      : (log.foundBy.get(pattern)?.get(event.eventId) ?? Number.POSITIVE_INFINITY) <= asOfMs;

  const gapsOf = (log: GroupLog, ordered: readonly EventFact[], pattern: RawText | null): readonly Gap[] => {
    const spansOf = (each: RawText | null) => log.readBy.get(each)?.values() ?? [];
    const read = pattern === null ? wholePatterns.flatMap(spansOf) : spansOf(pattern);
    const story = pattern === null ? spansOf(storyPattern) : [];
    const newest = ordered.findLast((event) => isKnown(log, pattern, event));
    const open = openGap([...read, ...story], newest?.timestampMs ?? null);
    return [...recordedGaps(read, story), ...(open === null ? [] : [open])];
  };

  return {
    add(fact) {
      if (fact.fact === 'streamed') return streams.add(fact);
      const log = logOf(fact.group);
      switch (fact.fact) {
        case 'event':
          if (log.byId.has(fact.eventId)) break;
          log.byId.set(fact.eventId, fact);
          log.arrivals.add(fact);
          break;
        case 'leftOut':
          log.leftOut.push(fact);
          break;
        case 'gone':
          log.gone.push(fact);
          break;
        case 'read':
          addRead(log, fact, wholePatterns);
          break;
        case 'match':
          addMatch(log, fact);
      }
    },
    isRead,
    page(question, token, asOfMs) {
      const { group, range, pattern } = question;
      const log = logs.get(group);
      if (log === undefined || !isRead(question, asOfMs)) return null;
      const ordered = log.ordered ?? inOrder(log);
      log.ordered = ordered;
      const allGaps = log.gapsBy.get(pattern) ?? gapsOf(log, ordered, pattern);
      log.gapsBy.set(pattern, allGaps);
      const gaps = gapsIn(allGaps, range, asOfMs);
      const leftOut = leftOutOf(log, range, asOfMs);
      const reading = { readBetween: wholeReadOf(log, storyPattern), gaps: allGaps };
      const streamed = streams.lackOf(group, range, reading, asOfMs);
      const isKnownThen = (event: EventFact) => isKnown(log, pattern, event, asOfMs);
      const asked = { question, token, asOfMs, isFollowed };
      return {
        ...eventPage({ ...log, ordered }, asked, isKnownThen),
        ...(gaps.length === 0 ? {} : { gaps }),
        ...(leftOut.length === 0 ? {} : { leftOut }),
        ...(streamed === null ? {} : { streamed }),
      };
    },
    nextAfter: ({ group, range, pattern }, nowMs) =>
      nextRead(logs.get(group), pattern === null ? wholePatterns : [pattern], [range], nowMs),
    restAfter: (asked, nowMs) => restAfter(logs.get(asked.group), asked, patternsFor(asked.pattern), nowMs),
    wasRead(group, pattern) {
      const readBy = logs.get(group)?.readBy;
      return pattern === undefined ? (readBy?.size ?? 0) > 0 : readBy?.has(pattern) === true;
    },
    spanOf(group) {
      const { fromMs = null, throughMs = null } = logs.get(group) ?? {};
      return fromMs === null || throughMs === null ? null : { startMs: fromMs, endMs: throughMs };
    },
    fromMs: (group) =>
      earliestOf((group === null ? [...logs.values()] : [logs.get(group)]).map((log) => log?.fromMs ?? null)),
  };
}

function emptyLog(): GroupLog {
  return {
    byId: new Map(),
    arrivals: createLateArrivals(),
    leftOut: [],
    gone: [],
    ordered: null,
    readBy: new Map(),
    gapsBy: new Map(),
    whole: null,
    foundBy: new Map(),
    fromMs: null,
    throughMs: null,
  };
}

/** When any part of the ranges is next read with one of the patterns. */
function nextRead(
  log: GroupLog | undefined,
  patterns: readonly (RawText | null)[],
  ranges: readonly TimeRange[],
  nowMs: EpochMs,
): EpochMs | null {
  const isWanted = (read: TimeRange) => ranges.some((range) => touching(range)(read));
  return earliestOf(patterns.map((pattern) => log?.readBy.get(pattern)?.nextAfter(nowMs, isWanted) ?? null));
}

function restAfter(
  log: GroupLog | undefined,
  question: LogQuestion,
  patterns: readonly (RawText | null)[],
  nowMs: EpochMs,
): RestOfRange | null {
  if (log === undefined) return null;
  const read = patterns.flatMap((each) => log.readBy.get(each)?.valuesBy(nowMs) ?? []);
  const nextMs = nextRead(log, patterns, unreadIn(question.range, read), nowMs);
  return nextMs === null ? null : { nextMs, isUnderWay: unendedRead(log, question, nowMs) !== null };
}

/** Whether a pattern matched it where the surrounding lines were never read: alone it would pass for everything. */
function isFoundAlone(log: GroupLog, event: EventFact, wantedPatterns: readonly RawText[]): boolean {
  const { foundBy, readBy } = log;
  const { eventId, timestampMs, atMs } = event;
  if (wantedPatterns.some((pattern) => foundBy.get(pattern)?.has(eventId))) return false;
  // An event is written with the first read that finds it.
  const isOfPattern = [...foundBy.values()].some((found) => (found.get(eventId) ?? atMs + 1) <= atMs);
  if (!isOfPattern) return false;
  log.whole ??= united(readBy.get(null)?.values() ?? []);
  return !log.whole.some(({ startMs, endMs }) => startMs <= timestampMs && timestampMs <= endMs);
}

/** When a span was read, or a flood's story in its place. */
function wholeReadOf({ readBy }: GroupLog, storyPattern: RawText): ReadBetween {
  return (span, afterMs, throughMs) =>
    earliestOf(
      [null, storyPattern].map(
        (pattern) => readBy.get(pattern)?.nextAfter(afterMs, isWholeReadOf(span), throughMs) ?? null,
      ),
    );
}

/** Head sweeps look back for seconds, and leave late lines to settling sweeps, which look back for over a minute. */
const SETTLING_MS = 30 * SECOND_MS;

function isWholeReadOf(span: TimeRange): (read: ReadSpan) => boolean {
  const fromMs = Math.min(span.startMs, span.endMs - SETTLING_MS);
  return ({ startMs, endMs, isPart }) => !isPart && startMs <= fromMs && endMs >= span.endMs;
}

/** By name: an item without a time belongs to the span of the request that returned it. */
function leftOutOf(log: GroupLog, range: TimeRange, asOfMs: EpochMs): readonly RawText[] {
  const isAskedFor = touching(range);
  return log.leftOut.flatMap((fact) => (fact.atMs <= asOfMs && isAskedFor(fact) ? fact.names : []));
}

function addMatch({ foundBy }: GroupLog, { atMs, pattern, eventIds }: MatchFact): void {
  const found = foundBy.get(pattern) ?? new Map<RawText, EpochMs>();
  foundBy.set(pattern, found);
  for (const id of eventIds) if (!found.has(id)) found.set(id, atMs);
}

function addRead(
  log: GroupLog,
  { atMs, pattern, startMs, endMs, isPart }: ReadFact,
  wholePatterns: readonly (RawText | null)[],
): void {
  const reads = log.readBy.get(pattern) ?? createTimeline<ReadSpan>();
  log.readBy.set(pattern, reads);
  reads.add(atMs, { startMs, endMs, isPart: isPart === true });
  if (!wholePatterns.includes(pattern)) return;
  log.fromMs = Math.min(startMs, log.fromMs ?? startMs);
  log.throughMs = Math.max(endMs, log.throughMs ?? endMs);
}
