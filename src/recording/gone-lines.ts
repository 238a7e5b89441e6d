import type { EpochMs } from '../lambda/time.ts';
import type { LogEvent } from '../logs/event.ts';
import type { LogPageQuestion } from '../monitor/sources.ts';
import type { RawText } from '../terminal/text.ts';

/**
 * Notices in the pages of a log that lines which were read before are not there any more: whoever reads where the newest of
 * them stood, and meets none that is known, reads another log. Its readers tell from what they ask for; a recording hears
 * of all readers, and only what is answered.
 */
export interface GoneLines {
  /** A page of a log, of which nothing was taken in yet. */
  open(question: LogPageQuestion): OpenedPage;
}

export interface OpenedPage {
  /** Some of the page, of which so many lines were known. */
  take(events: readonly LogEvent[], knownCount: number): void;
  /** All of the page was taken in. Gives back whether what was known before it is gone. */
  close(nextToken: RawText | null): boolean;
}

/** A reader may give up behind any page. */
const MOST_UNDER_WAY = 1_000;

export function createGoneLines(): GoneLines {
  const newestOf = new Map<RawText, EpochMs>();
  /** What a list of pages is to meet that has not come to its end, by the token of its next page. */
  const underWay = new Map<string, EpochMs>();
  const keyOf = (group: RawText, token: RawText) => JSON.stringify([group, token]);

  /** The newest line that was read, where it is to be met; null where it is not. */
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
