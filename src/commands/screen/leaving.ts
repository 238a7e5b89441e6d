import type { Complaint } from '../command/complaint.ts';

/** Closing the screens, from the moment it is requested. */
export interface Leaving {
  /** Aborted when they are to close. */
  readonly signal: AbortSignal;
  leave(): void;
  /** Closes them with a complaint; null does nothing. */
  endWith(complaint: Complaint | null): void;
  /** The complaint that closed them; null without one. */
  complaint(): Complaint | null;
}

export function createLeaving(): Leaving {
  const left = new AbortController();
  let wrong: Complaint | null = null;
  return {
    signal: left.signal,
    leave: () => left.abort(),
    endWith(complaint) {
      if (complaint === null) return;
      wrong = complaint;
      left.abort();
    },
    complaint: () => wrong,
  };
}
