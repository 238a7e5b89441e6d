import type { EpochMs } from '../../lambda/time.ts';
import type { LogEvent } from '../../logs/event.ts';
import type { LogPageQuestion } from '../../monitor/log-page.ts';
import type { RawText } from '../../terminal/text.ts';

/**
 * Detects from the pages of a log that previously read lines are gone: if a page covers the place of the newest known
 * line, but contains no known line, the log was replaced. Live readers know that from their own requests; a recording
 * sees the answers of all readers.
 */
export interface GoneLines {
  /** Opens a page before its events are taken. */
  open(question: LogPageQuestion): OpenedPage;
}

export interface OpenedPage {
  /** Takes part of the page, this many of whose lines were known. */
  take(events: readonly LogEvent[], knownCount: number): void;
  /** Call after the last part. Returns whether earlier lines are gone. */
  close(nextToken: RawText | null): boolean;
}

/** A reader may give up after any page. */
const MOST_UNDER_WAY = 1_000;

export function createGoneLines(): GoneLines {
  const newestOf = new Map<RawText, EpochMs>();
  /** The time that unfinished page lists should reach, by the token of the next page. */
  const underWay = new Map<string, EpochMs>();
  const keyOf = (group: RawText, token: RawText) => JSON.stringify([group, token]);

  /** The newest known line, where the page should contain it; else null. */
  const awaitedIn = ({ group, range, pattern, token }: LogPageQuestion): EpochMs | null => {
    if (pattern !== null) return null;
    if (token !== null) return underWay.get(keyOf(group, token)) ?? null;
    const newestMs = newestOf.get(group);
    return newestMs !== undefined && newestMs >= range.startMs && newestMs <= range.endMs ? newestMs : null;
  };

  const expect = (key: string, awaitedMs: EpochMs | null) => {
    if (awaitedMs === null) return;
    if (underWay.size >= MOST_UNDER_WAY) underWay.clear();
    underWay.set(key, awaitedMs);
  };

  return {
    open(question) {
      const { group, pattern } = question;
      const awaitedMs = awaitedIn(question);
      let isMet = awaitedMs === null;
      let newestMs = Number.NEGATIVE_INFINITY;
      return {
        take(events, knownCount) {
          if (knownCount > 0) isMet = true;
          for (const { timestampMs } of events) newestMs = Math.max(newestMs, timestampMs);
        },
        close(nextToken) {
          if (pattern !== null) return false;
          const isPast = awaitedMs !== null && newestMs > awaitedMs;
          const isGone = !isMet && (nextToken === null || isPast);
          if (!isMet && !isGone && nextToken !== null) expect(keyOf(group, nextToken), awaitedMs);
          if (isGone) newestOf.delete(group);
          if (Number.isFinite(newestMs))
            newestOf.set(group, Math.max(newestMs, newestOf.get(group) ?? newestMs));
          return isGone;
        },
      };
    },
  };
}
