import { setImmediate as nextTurn } from 'node:timers/promises';
import { onAbort } from '../../monitor/abort.ts';
import type { PageRoom } from '../../monitor/log/page-room.ts';
import { awaitedEvent } from './awaited-event.ts';

/** Prints what readers of logs bring, in its order and beside the reading. */
export interface PagePrinter<Page> {
  print(page: Page): void;
  /** For the pages that wait to be printed and those that are asked for: more than that would only fill the memory. */
  readonly room: PageRoom;
  /** Resolves when all is printed. */
  finished(): Promise<void>;
}

/** As many as are asked for at once; a page is a megabyte at most. A drain takes as long as the slower of both ends. */
export const MOST_PAGES = 4;

/** Each tells how to ask for the next: while one is printed, one is on its way. A third would only wait. */
export const MOST_PAGES_OF_ONE_LOG = 2;

/** @param printPage resolves when whoever reads the output has room for more. */
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
