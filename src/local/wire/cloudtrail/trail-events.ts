import type { EpochMs } from '../../../lambda/time.ts';
import type { World, WorldFunction } from '../../world/world.ts';
import { fingerprint } from '../opaque-token.ts';

/** One call in the history of an account. */
export interface LocalTrailEvent {
  readonly eventId: string;
  readonly eventName: string;
  readonly atMs: EpochMs;
  readonly username: string;
  readonly functionName: string;
  readonly isReadOnly: boolean;
}

/** CloudTrail shows a call minutes later. */
const SHOWN_AFTER_MS = 5 * 60_000;
/** A person who checks what a pipeline did. */
const LOOKED_AFTER_MS = 90_000;

/** The changes made to a function, derived from its versions and aliases. Newest first. */
export function trailEventsOf(world: World, f: WorldFunction, nowMs: EpochMs): readonly LocalTrailEvent[] {
  const isAliased = world.aliases(f.name, nowMs).length > 0;
  return world
    .versions(f.name, nowMs)
    .flatMap(({ publishedMs }) => [
      eventOf(f, 'UpdateFunctionCode20150331v2', publishedMs - 2_000),
      eventOf(f, 'PublishVersion20150331', publishedMs),
      ...(isAliased ? [eventOf(f, 'UpdateAlias20150331', publishedMs + 1_000)] : []),
      {
        ...eventOf(f, 'GetFunction20150331v2', publishedMs + LOOKED_AFTER_MS),
        username: 'jo',
        isReadOnly: true,
      },
    ])
    .filter(({ atMs }) => atMs + SHOWN_AFTER_MS <= nowMs)
    .toSorted((one, other) => other.atMs - one.atMs);
}

function eventOf(f: WorldFunction, eventName: string, atMs: EpochMs): LocalTrailEvent {
  return {
    eventId: fingerprint([f.name, eventName, atMs]),
    eventName,
    atMs,
    username: 'release-pipeline',
    functionName: f.name,
    isReadOnly: false,
  };
}
