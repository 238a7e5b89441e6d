import { setImmediate as nextTurn } from 'node:timers/promises';
import { onAbort } from '../../monitor/abort.ts';
import type { PageRoom } from '../../monitor/log/page-room.ts';
import { awaitedEvent } from './awaited-event.ts';

/** Prints pages of log readers in order, in parallel with reading. */
export interface PagePrinter<Page> {
  print(page: Page): void;
  /** Room for pages waiting to be printed or being asked for: more would only fill memory. */
  readonly room: PageRoom;
  /** Resolves when all is printed. */
  finished(): Promise<void>;
}

/** Maximum in flight; a page is a megabyte at most. A drain is as slow as the slower of both ends. */
export const MOST_PAGES = 4;

/** Each page tells the token of the next: while one is printed, one is under way. A third would only wait. */
export const MOST_PAGES_OF_ONE_LOG = 2;

/** @param printPage resolves when the output's reader has room for more */
export function createPagePrinter<Page>(
  printPage: (page: Page) => Promise<void>,
  mostPages = MOST_PAGES,
): PagePrinter<Page> {
  let last: Promise<void> = Promise.resolve();
  let lastRead: Promise<unknown> = Promise.resolve();
  let pages = 0;
  const waiting = new Set<() => void>();

  const leave = () => {
    pages -= 1;
    for (const wake of waiting) wake();
    waiting.clear();
  };

  return {
    print(page) {
      pages += 1;
      // The call for the next page goes out before this one is printed.
      last = last
        .then(() => nextTurn())
        .then(() => printPage(page))
        .finally(leave);
    },
    room: {
      async free(signal) {
        while (pages >= mostPages && !signal.aborted) {
          const woken = awaitedEvent();
          waiting.add(woken.happens);
          const stopListening = onAbort(signal, woken.happens);
          await woken.happened;
          stopListening();
        }
      },
      take() {
        if (pages >= mostPages) return null;
        pages += 1;
        return leave;
      },
      inTurn(read) {
        const reading = lastRead.then(read);
        lastRead = reading.catch(() => {});
        return reading;
      },
    },
    finished: () => last,
  };
}
