import { describe, expect, it } from 'vitest';
import type { RowThread } from '../../../src/commands/logs/row-thread.ts';
import { createRowsAhead } from '../../../src/commands/logs/rows-ahead.ts';
import type { LogEvent } from '../../../src/logs/event.ts';
import type { TailEvent, TailItem } from '../../../src/logs/tail-item.ts';
import { rawText } from '../../../src/terminal/text.ts';
import { logEvent } from '../../monitor/log/scripted-log.ts';

const CHOICE = { group: rawText('/t/log'), writers: [{ functionName: null, versions: null }] };
const ROWS = new Uint8Array([1]);
const FORMAT = { output: 'text', nameWidth: null } as const;
const ENOUGH_FOR_A_LOOK = 100;

/** Events as they come in one list. */
function listed(...ids: readonly string[]): readonly TailEvent[] {
  const events: LogEvent[] = [];
  const list = { events, json: ids.join() };
  for (const id of ids) events.push({ ...logEvent(id, 1), list });
  return events.map((event) => ({ type: 'event', event, lateMs: null }));
}

/** Rows of a log that is long already, and what its thread was asked. */
function ofLongLog({ isReady = true, isBusy = true } = {}) {
  const asked: string[] = [];
  const thread: RowThread = {
    isReady,
    rows: ({ json }) => Promise.resolve(asked.push(json) > 0 ? ROWS : null),
  };
  let starts = 0;
  const start = () => {
    starts += 1;
    return thread;
  };
  const ahead = createRowsAhead(FORMAT, { start, isBusy: () => isBusy });
  for (let list = 0; list < ENOUGH_FOR_A_LOOK; list++) ahead.of(CHOICE, listed('one'));
  asked.length = 0;
  return { ahead, asked, starts: () => starts };
}

describe('rows made ahead', () => {
  it('are those of whole lists of a long log, for which one thread is started', async () => {
    const { ahead, asked, starts } = ofLongLog();
    expect(await ahead.of(CHOICE, listed('one', 'two'))).toBe(ROWS);
    expect(asked).toEqual(['one,two']);
    expect(starts()).toBe(1);
  });

  it('are none of a short log: it is printed before a thread has started', () => {
    const start = () => {
      throw new Error('started');
    };
    const ahead = createRowsAhead(FORMAT, { start, isBusy: () => true });
    expect(ahead.of(CHOICE, listed('one', 'two'))).toBeNull();
    expect(ahead.isReady).toBe(false);
  });

  it('are none where AWS is waited for, and not the printing', () => {
    const { ahead, starts } = ofLongLog({ isBusy: false });
    expect(ahead.of(CHOICE, listed('one'))).toBeNull();
    expect(starts()).toBe(0);
  });

  it('are none before the thread is ready', () => {
    const { ahead, asked } = ofLongLog({ isReady: false });
    expect(ahead.of(CHOICE, listed('one'))).toBeNull();
    expect(asked).toEqual([]);
  });

  const [one, two] = listed('one', 'two') as [TailEvent, TailEvent];
  it.each<[string, readonly TailItem[]]>([
    ['one of them is late', [{ ...one, lateMs: 12_000 }, two]],
    ['one of them stands beside what was found', [one, { ...two, isContext: true }]],
    ['one of them was told already', [two]],
    ['they stand in another order', [two, one]],
    ['they came alone', [{ ...one, event: logEvent('one', 1) }]],
    ['there is a gap', [{ type: 'gap', startMs: 1, endMs: 2, reason: 'busy' }]],
    ['there are none', []],
  ])('are none where %s', (_what, items) => {
    const { ahead, asked } = ofLongLog();
    expect(ahead.of(CHOICE, items)).toBeNull();
    expect(asked).toEqual([]);
  });
});
