import { describe, expect, it } from 'vitest';
import { awaitedEvent } from '../../../src/commands/streams/awaited-event.ts';
import { createPagePrinter } from '../../../src/commands/streams/page-printer.ts';
import type { TailItem } from '../../../src/logs/tail-item.ts';
import { logEvent } from '../../monitor/log/scripted-log.ts';

const page = (id: string): readonly TailItem[] => [{ type: 'event', event: logEvent(id, 1), lateMs: null }];

/** A printer whose reader takes a page only when the test allows it. */
function slowlyRead(mostPages?: number) {
  const printed: (readonly TailItem[])[] = [];
  const reads = Array.from({ length: 3 }, awaitedEvent);
  const printer = createPagePrinter((items: readonly TailItem[]) => {
    printed.push(items);
    return reads[printed.length - 1]!.happened;
  }, mostPages);
  return { printer, printed, reads };
}

async function isSettled(promise: Promise<void>): Promise<boolean> {
  let settled = false;
  void promise.then(() => {
    settled = true;
  });
  await new Promise((resolve) => setImmediate(resolve));
  return settled;
}

describe('a printer of pages', () => {
  it('prints one after the other, each when the reader has taken the one before', async () => {
    const { printer, printed, reads } = slowlyRead();
    const [one, two] = [page('one'), page('two')];
    printer.print(one);
    printer.print(two);
    await expect.poll(() => printed).toEqual([one]);
    expect(await isSettled(printer.finished())).toBe(false);
    expect(printed).toEqual([one]);
    for (const { happens } of reads) happens();
    await printer.finished();
    expect(printed).toEqual([one, two]);
  });

  it('has room for a few pages, and no more until one of them is read', async () => {
    const { printer, reads } = slowlyRead(2);
    const { signal } = new AbortController();
    printer.print(page('one'));
    expect(await isSettled(printer.room.free(signal))).toBe(true);
    printer.print(page('two'));
    expect(await isSettled(printer.room.free(signal))).toBe(false);
    expect(printer.room.take()).toBeNull();
    reads[0]!.happens();
    await printer.room.free(signal);
    expect(printer.room.take()).not.toBeNull();
  });

  it('counts requested pages as taking up room', async () => {
    const { printer } = slowlyRead(2);
    const leave = printer.room.take();
    expect(printer.room.take()).not.toBeNull();
    expect(printer.room.take()).toBeNull();
    leave?.();
    printer.print(page('one'));
    expect(printer.room.take()).toBeNull();
  });

  it('lets one page be read after another, even if one fails', async () => {
    const { printer } = slowlyRead();
    const first = awaitedEvent();
    const read: string[] = [];
    const one = printer.room.inTurn(async () => {
      await first.happened;
      read.push('one');
      throw new Error('the reader was ended');
    });
    const two = printer.room.inTurn(async () => read.push('two'));
    first.happens();
    await expect(one).rejects.toThrow('the reader was ended');
    await two;
    expect(read).toEqual(['one', 'two']);
  });

  it('does not block a reader that is stopping', async () => {
    const { printer } = slowlyRead(1);
    const ending = new AbortController();
    printer.print(page('one'));
    const free = printer.room.free(ending.signal);
    expect(await isSettled(free)).toBe(false);
    ending.abort();
    await free;
  });

  it('prints nothing until the call for the next page can have been sent', async () => {
    const { printer, printed } = slowlyRead();
    printer.print(page('one'));
    await Promise.resolve();
    expect(printed).toEqual([]);
  });
});
