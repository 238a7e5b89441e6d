import { MINUTE_MS, SECOND_MS } from '../../lambda/time.ts';
import type { Sweep } from '../../logs/sweeping/sweep.ts';
import type { TroubleKind } from '../../logs/tail-item.ts';
import type { RawText } from '../../terminal/text.ts';
import { NOT_RECORDED, type SourceError, type SourceErrorKind, UNREADABLE_ANSWER } from '../source-error.ts';

/** How long a reader that neither follows nor is patient puts up with failing calls. */
export const PATIENCE_MS = MINUTE_MS;

const FIRST_DELAY_MS = 500;
const LONGEST_DELAY_MS = 15 * SECOND_MS;

/** Errors with which AWS rejects a request for good: a bad pattern, the wrong log class. */
const REFUSALS: ReadonlySet<string> = new Set(['InvalidParameterException', 'InvalidOperationException']);

/** Whether AWS rejects the request for good. */
export function isRefusal({ name }: SourceError): boolean {
  return REFUSALS.has(name);
}

/** The wait after `failures` failed calls in a row, the last of `kind`. @param random 0 to 1. */
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
  /** Whether to wait for what may pass, however long, without following. */
  readonly isPatient: boolean;
  /** Whether to give up, as a reader that doesn't follow does. It still waits for an absent log. */
  readonly mayGiveUp: boolean;
  /** Whether calls have failed for longer than is tolerated. */
  readonly isTooLong: boolean;
}

/** Whether an error ends the reading. Following ends only where no later call can do better. */
export function endsFollowing(
  error: SourceError,
  sweep: Sweep,
  { follow, isPatient, mayGiveUp, isTooLong }: Reading,
): boolean {
  // A rejected token is dropped and the span asked for anew; any other rejection is about the request itself.
  if (isRefusal(error) && sweep.token === null) return true;
  if (follow && !mayGiveUp) return false;
  switch (error.kind) {
    case 'denied':
    case 'expired':
      return !isPatient;
    case 'absent':
      // A missing log may still be created; what nobody recorded stays unrecorded.
      return !follow || error.name === NOT_RECORDED;
    case 'throttled':
    case 'unreachable':
    case 'malformed':
      return isTooLong && !isPatient;
  }
}

export function troubleKind({ kind, name }: Pick<SourceError, 'kind' | 'name'>): TroubleKind {
  switch (kind) {
    case 'throttled':
      return 'busy';
    case 'absent':
      return 'waiting';
    case 'malformed':
      return isOfNobody(name) ? 'unreadable' : 'malformed';
    case 'unreachable':
    case 'denied':
    case 'expired':
      return kind;
  }
}

/** Whether AWS did not write the answer, or not all of it: what AWS refuses has a name, and not just a status. */
function isOfNobody(name: RawText): boolean {
  return name === UNREADABLE_ANSWER || /^HTTP \d/.test(name);
}
