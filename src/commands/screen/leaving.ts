import type { Complaint } from '../command/complaint.ts';

/** The end of the screens, from when on somebody or something wants it. */
export interface Leaving {
  /** Aborted when they are to be left. */
  readonly signal: AbortSignal;
  leave(): void;
  /** Leaves them for what is wrong; null is nothing, and they go on. */
  endWith(complaint: Complaint | null): void;
  /** What they were left for; null where nothing was wrong. */
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
