/** Where the pages go that readers of logs bring, as far as it has room for them. */
export interface PageRoom {
  /** Resolves when there seems to be room for a page, or when `signal` aborts. */
  free(signal: AbortSignal): Promise<void>;
  /**
   * Takes the place of a page that is about to be asked for; null where somebody else was faster. Returns how to give it
   * back: once the answer is there, and before the page is handed on.
   */
  take(): (() => void) | null;
  /** Reads one page after another, so that the lines of one stay together. */
  inTurn<Value>(read: () => Promise<Value>): Promise<Value>;
}

export const ENDLESS_ROOM: PageRoom = {
  free: async () => {},
  take: () => () => {},
  inTurn: (read) => read(),
};
