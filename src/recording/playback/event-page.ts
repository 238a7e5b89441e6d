import type { EpochMs, TimeRange } from '../../lambda/time.ts';
import type { LogEvent } from '../../logs/event.ts';
import type { LogAnswer } from '../../monitor/log-page.ts';
import type { RawText } from '../../terminal/text.ts';
import type { EventFact } from '../fact.ts';
import { type GroupLog, type LogQuestion, touching } from './group-log.ts';
import { partitionPoint } from './partition-point.ts';
import type { ReadSpan } from './recorded-gaps.ts';
import type { Timed } from './timeline.ts';

const EVENTS_PER_PAGE = 10_000;

export interface AskedPage {
  /** See `RecordedLogsSettings`. */
  readonly isFollowed: boolean;
  readonly question: LogQuestion;
  readonly token: RawText | null;
  readonly asOfMs: EpochMs;
}

/** The events of a page, and whether they are only a part of what was asked for. */
export function eventPage(
  log: GroupLog & { readonly ordered: readonly EventFact[] },
  { question, token, asOfMs, isFollowed }: AskedPage,
  isKnown: (event: EventFact) => boolean,
): Pick<LogAnswer, 'items' | 'nextToken' | 'isPart'> {
  const { range, pattern, follower } = question;
  const unended = unendedRead(log, question, asOfMs);
  const toldFromMs = isFollowed ? goneBeforeMs(log, asOfMs) : Number.NEGATIVE_INFINITY;
  // A follower continues after the newest line: lines known further on must not make it skip late ones.
  const isHeldBack = ({ timestampMs, atMs }: EventFact) =>
    isFollowed && unended !== null && timestampMs > unended.value.endMs && atMs < unended.atMs;
  const isThere = (event: EventFact) => event.atMs >= toldFromMs && isKnown(event) && !isHeldBack(event);
  const { items, nextToken } = pageFrom(log.ordered, range, isThere, token);
  const asksForNewest = pattern === null && token === null && range.endMs >= asOfMs;
  const late =
    isFollowed && asksForNewest && follower !== undefined
      ? log.arrivals.since(follower, range.startMs, asOfMs).filter(isThere)
      : [];
  return {
    items: late.length === 0 ? items : [...late.toSorted(byLogOrder), ...items],
    nextToken,
    ...(nextToken === null && unended !== null && { isPart: true }),
  };
}

/** The token is the place of the page's first event, which is stable. */
function pageFrom(
  ordered: readonly EventFact[],
  { startMs, endMs }: TimeRange,
  isKnown: (event: EventFact) => boolean,
  token: RawText | null,
): LogAnswer {
  const items: LogEvent[] = [];
  const first =
    token === null ? partitionPoint(ordered, ({ timestampMs }) => timestampMs < startMs) : Number(token);
  for (let index = first; ; index += 1) {
    const event = ordered[index];
    if (event === undefined || event.timestampMs > endMs) return { items, nextToken: null };
    if (items.length === EVENTS_PER_PAGE) return { items, nextToken: String(index) as RawText };
    if (isKnown(event)) items.push(event);
  }
}

/** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_FilterLogEvents.html */
export function inOrder({ byId }: GroupLog): readonly EventFact[] {
  return [...byId.values()].sort(byLogOrder);
}

function byLogOrder(left: EventFact, right: EventFact): number {
  return (
    left.timestampMs - right.timestampMs ||
    left.ingestionMs - right.ingestionMs ||
    (left.eventId < right.eventId ? -1 : 1)
  );
}

/** The last read of the range that had a further page. */
export function unendedRead(
  { readBy }: GroupLog,
  { pattern, range }: LogQuestion,
  asOfMs: EpochMs,
): Timed<ReadSpan> | null {
  const last = readBy.get(pattern)?.lastBy(asOfMs, touching(range)) ?? null;
  return last?.value.isPart && last.value.endMs < range.endMs ? last : null;
}

/** Lines from before this time are gone. */
function goneBeforeMs({ gone }: GroupLog, asOfMs: EpochMs): EpochMs {
  return gone.findLast(({ atMs }) => atMs <= asOfMs)?.beforeMs ?? Number.NEGATIVE_INFINITY;
}
