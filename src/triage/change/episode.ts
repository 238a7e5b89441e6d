import type { EpochMs } from '../../lambda/time.ts';
import { JUDGED_MINUTES } from '../minute/function-minute.ts';

/** A span in which a condition held, as seen afterwards. */
export interface Episode {
  /** Its first minute; null when it began before the first minute known. */
  readonly sinceMs: EpochMs | null;
  /** The first minute in which it no longer held; null while it may go on. */
  readonly endedMs: EpochMs | null;
}

/** An episode with the minutes from its first to its last, those between them that did not hold included. */
export interface EpisodeOf<Minute> extends Episode {
  readonly minutes: readonly Minute[];
}

/**
 * The episodes in a row of minutes, oldest first. Pauses shorter than the judged span don't end one, and a minute
 * without data continues whatever was before it.
 */
export function episodesIn<Minute extends { readonly minuteMs: EpochMs }>(
  minutes: readonly Minute[],
  holds: (minute: Minute) => boolean | null,
): readonly EpisodeOf<Minute>[] {
  const episodes: EpisodeOf<Minute>[] = [];
  let first: number | null = null;
  let last = 0;
  let pause = 0;
  const until = (end: number | null) => {
    if (first === null) return;
    episodes.push({
      sinceMs: first === 0 ? null : (minutes[first]?.minuteMs ?? null),
      endedMs: end === null ? null : (minutes[end]?.minuteMs ?? null),
      minutes: minutes.slice(first, last + 1),
    });
    first = null;
  };
  for (const [index, minute] of minutes.entries()) {
    const held = holds(minute);
    if (held === true) {
      first ??= index;
      last = index;
      pause = 0;
    }
    if (held === false && first !== null && ++pause === JUDGED_MINUTES) until(last + 1);
  }
  until(null);
  return episodes;
}

/**
 * Start of the episode that may still be going on; null when it is over, or began before the first known minute.
 *
 * @param carriedMs its start, where that was seen before `minutes` began
 */
export function lastsSince<Minute extends { readonly minuteMs: EpochMs }>(
  minutes: readonly Minute[],
  holds: (minute: Minute) => boolean | null,
  carriedMs: EpochMs | null = null,
): EpochMs | null {
  const last = episodesIn(minutes, holds).at(-1);
  if (last === undefined || last.endedMs !== null) return null;
  const firstKnownMs = minutes.find((minute) => holds(minute) !== null)?.minuteMs;
  const mayBeOlder = last.sinceMs === null || last.sinceMs === firstKnownMs;
  return mayBeOlder ? (carriedMs ?? last.sinceMs) : last.sinceMs;
}
