/** Backpressure for log readers: room for the pages that they bring. */
export interface PageRoom {
  /** Resolves when there seems to be room for a page, or when `signal` aborts. */
  free(signal: AbortSignal): Promise<void>;
  /**
   * Reserves room for a page about to be asked for; null where another reader was faster. Returns how to release it:
   * once the answer is there, before the page is handed on.
   */
  take(): (() => void) | null;
  /** Reads one page after another, so that the lines of each stay together. */
  inTurn<Value>(read: () => Promise<Value>): Promise<Value>;
}

export const ENDLESS_ROOM: PageRoom = {
  free: async () => {},
  take: () => () => {},
  inTurn: (read) => read(),
};
