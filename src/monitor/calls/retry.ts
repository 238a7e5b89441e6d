import { MINUTE_MS, SECOND_MS } from '../../lambda/time.ts';
import type { Sweep } from '../../logs/sweeping/sweep.ts';
import type { TroubleKind } from '../../logs/tail-item.ts';
import type { SourceError, SourceErrorKind } from '../sources.ts';

/** How long a reader that doesn't follow bears with failing calls. */
export const PATIENCE_MS = MINUTE_MS;

const FIRST_DELAY_MS = 500;
const LONGEST_DELAY_MS = 15 * SECOND_MS;

/** What AWS answers when it won't carry out the request as it is, now or later: a bad pattern, the wrong log class. */
const REFUSALS: ReadonlySet<string> = new Set(['InvalidParameterException', 'InvalidOperationException']);

/** Whether AWS takes the request for one that it can never carry out. */
export function isRefusal({ name }: SourceError): boolean {
  return REFUSALS.has(name);
}

/** How long to wait after `failures` failed calls in a row, the last of `kind`. @param random 0 to 1. */
export function retryDelayMs(kind: SourceErrorKind, failures: number, random: number): number {
  switch (kind) {
    // The call budget backs off for everyone who makes this call.
    case 'throttled':
      return 0;
    case 'unreachable':
    case 'malformed': {
      const delayMs = Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** (failures - 1));
      return Math.round(delayMs * (0.5 + random / 2));
    }
    case 'absent':
      return 5 * SECOND_MS;
    case 'expired':
    case 'denied':
      return 10 * SECOND_MS;
  }
}

interface Reading {
  readonly follow: boolean;
  /** Whether to give up like a reader that doesn't follow. It waits for an absent log all the same. */
  readonly mayGiveUp: boolean;
  readonly troubledMs: number;
}

/** Whether an error ends the reading. Following ends only where no later call can fare better. */
export function endsFollowing(
  error: SourceError,
  sweep: Sweep,
  { follow, mayGiveUp, troubledMs }: Reading,
): boolean {
  // A refused token is given up and the span asked for anew; any other refusal is about the request itself.
  if (isRefusal(error) && sweep.token === null) return true;
  if (follow && !mayGiveUp) return false;
  switch (error.kind) {
    case 'denied':
    case 'expired':
      return true;
    case 'absent':
      return !follow;
    case 'throttled':
    case 'unreachable':
    case 'malformed':
      return troubledMs > PATIENCE_MS;
  }
}

export function troubleKind(kind: SourceErrorKind): TroubleKind {
  switch (kind) {
    case 'throttled':
      return 'busy';
    case 'absent':
      return 'waiting';
    case 'unreachable':
    case 'malformed':
    case 'denied':
    case 'expired':
      return kind;
  }
}
