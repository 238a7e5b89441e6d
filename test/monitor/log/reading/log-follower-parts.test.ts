import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { LogEvent } from '../../../../src/logs/event.ts';
import type { TailItem } from '../../../../src/logs/tail-item.ts';
import { ENDLESS_ROOM } from '../../../../src/monitor/log/page-room.ts';
import type { LogAnswer } from '../../../../src/monitor/log-page.ts';
import type { Result } from '../../../../src/monitor/source-error.ts';
import type { LogSource } from '../../../../src/monitor/sources.ts';
import { rawText } from '../../../../src/terminal/text.ts';
import { createManualClock, type ManualClock } from '../../manual-clock.ts';
import { logEvent, sourceError } from '../scripted-log.ts';
import { openedTail } from '../tail/opened-tail.ts';
import { following, idsIn, START_MS, tailEventsIn } from './follow-harness.ts';

type Part = readonly LogEvent[] | 'unreadable';

/** Answers each call with a page in parts, and then with empty pages. */
interface PagesInParts extends LogSource {
  readonly made: readonly Part[];
  readonly calls: number;
}

function inParts(...pages: readonly (readonly Part[])[]): PagesInParts {
  return answering((call) => pages[call] ?? []);
}

function answering(pageOf: (call: number) => readonly Part[]): PagesInParts {
  let calls = 0;
  const made: Part[] = [];
  return {
    made,
    get calls() {
      return calls;
    },
    async page() {
      const page = pageOf(calls);
      calls += 1;
      const parts: Iterable<Result<readonly LogEvent[]>> = {
        *[Symbol.iterator]() {
          for (const part of page) {
            made.push(part);
            yield part === 'unreadable'
              ? { ok: false, error: sourceError('malformed') }
              : { ok: true, value: part };
          }
        },
      };
      const answer: LogAnswer = {
        parts,
        nextToken: null,
        get items(): readonly LogEvent[] {
          throw new Error('nobody is to ask for all of a large page');
        },
      };
      return { ok: true, value: answer };
    },
  };
}

/** Second by second, with turns for reading part by part. */
async function pass(clock: ManualClock, seconds: number): Promise<void> {
  for (let second = 0; second < seconds; second += 1) {
    await clock.advance(1_000);
    await nextTurn();
    await nextTurn();
  }
}

const [one, two, three] = ['one', 'two', 'three'].map((id, index) =>
  logEvent(id, START_MS - 3_000 + index * 1_000),
) as [LogEvent, LogEvent, LogEvent];

describe('a page that comes in parts', () => {
  it('is passed on part by part, in order', async () => {
    const source = inParts([[one, two], [three]]);
    const { items, stop } = following({ events: [], request: { source } });
    await expect.poll(() => idsIn(items)).toEqual(['one', 'two', 'three']);
    await stop();
  });

  it('marks events behind the newest one of an earlier part as late', async () => {
    const source = inParts([[one, three], [two]]);
    const { items, stop } = following({ events: [], request: { source } });
    await expect.poll(() => tailEventsIn(items).map(({ lateMs }) => lateMs)).toEqual([null, null, 1_000]);
    await stop();
  });

  it('is read again when a part of it can\u2019t be read, and nothing is passed on twice', async () => {
    const source = inParts([[one, two], 'unreadable'], [[one, two], [three]]);
    const { clock, items, stop } = following({ events: [], request: { source } });
    await expect.poll(() => source.made.at(-1)).toBe('unreadable');
    await clock.advance(20_000);
    await expect.poll(() => idsIn(items)).toEqual(['one', 'two', 'three']);
    await stop();
  });

  it('is read less and less often while a later part of it can\u2019t be read, which is reported once, and so is its end', async () => {
    let isMended = false;
    const source = answering(() => (isMended ? [[one, two], [three]] : [[one, two], 'unreadable']));
    const { clock, items, stop } = following({ events: [], request: { source } });
    await pass(clock, 600);
    expect(source.calls).toBeLessThan(100);
    const noticesIn = () => items.flatMap((item) => (item.type === 'notice' ? [item.kind] : []));
    expect(noticesIn()).toEqual(['malformed']);
    isMended = true;
    await pass(clock, 20);
    expect(noticesIn()).toEqual(['malformed', 'recovered']);
    expect(idsIn(items)).toEqual(['one', 'two', 'three']);
    await stop();
  });

  it('ends a printout after a minute in which a later part of it can\u2019t be read', async () => {
    const source = answering(() => [[one], 'unreadable']);
    const request = { source, follow: false, untilMs: START_MS };
    const { clock, items, end } = following({ events: [], request });
    await pass(clock, 120);
    expect(end()).toMatchObject({ kind: 'failed', error: { kind: 'malformed' } });
    expect(idsIn(items)).toEqual(['one']);
  });

  it('holds back its next part until there is room for it', async () => {
    const source = inParts([[one], [two], [three]]);
    let letIn = () => {};
    let isFull = false;
    const pageRoom = {
      ...ENDLESS_ROOM,
      free: () => (isFull ? new Promise<void>((resolve) => (letIn = resolve)) : Promise.resolve()),
    };
    const given: LogEvent[] = [];
    const { stop } = following({
      events: [],
      request: {
        source,
        pageRoom,
        onItems(news) {
          given.push(...tailEventsIn(news).map(({ event }) => event));
          isFull = given.length === 2;
        },
      },
    });
    await expect.poll(() => given).toEqual([one, two]);
    await new Promise((resolve) => setImmediate(resolve));
    expect(given).toEqual([one, two]);
    isFull = false;
    letIn();
    await expect.poll(() => given).toEqual([one, two, three]);
    await stop();
  });
});

describe('events of a page that have no place in the log', () => {
  /** Answers each call with the same events, except those that call leaves out. */
  function leavingOut(leftOutOf: (call: number) => readonly string[]): LogSource {
    let calls = 0;
    return {
      async page() {
        const leftOut = leftOutOf(calls).map(rawText);
        calls += 1;
        return { ok: true, value: { items: [one, two], nextToken: null, leftOut } };
      },
    };
  }
  const FIVE_MINUTES_BACK_MS = START_MS - 5 * 60_000;
  const noticesIn = (items: readonly TailItem[]) => items.filter(({ type }) => type === 'notice');

  it('are counted and reported once, however often they are read again', async () => {
    const source = leavingOut(() => ['a', 'b']);
    const { clock, items, stop } = following({ events: [], request: { source } });
    await pass(clock, 120);
    expect(noticesIn(items)).toMatchObject([{ kind: 'leftOut', count: 2 }]);
    expect(idsIn(items)).toEqual(['one', 'two']);
    await stop();
  });

  it('are reported once a minute if every page holds more of them', async () => {
    let calls = 0;
    const source = leavingOut((call) => {
      calls = call + 1;
      return [`of call ${call}`];
    });
    const { clock, items, stop } = following({ events: [], request: { source } });
    await pass(clock, 125);
    await stop();
    const counts = noticesIn(items).map((notice) => ('count' in notice ? notice.count : 0));
    expect(counts).toHaveLength(3);
    expect(counts[0]).toBe(1);
    expect(counts.reduce((sum, count) => sum + count)).toBeGreaterThan(0.9 * calls);
  });

  it('are all reported by the time the reading ends', async () => {
    const request = { source: leavingOut(() => ['a', 'b']), follow: false, untilMs: START_MS };
    const { clock, items, end } = following({ events: [], request });
    await pass(clock, 1);
    expect(end()).toEqual({ kind: 'done' });
    expect(noticesIn(items)).toMatchObject([{ kind: 'leftOut', count: 2 }]);
  });

  it('are reported on a screen, too, if they belong to its history', async () => {
    const clock = createManualClock(START_MS);
    const source: LogSource = {
      async page({ range: { startMs, endMs } }) {
        const isHistory = startMs <= FIVE_MINUTES_BACK_MS && FIVE_MINUTES_BACK_MS <= endMs;
        return {
          ok: true,
          value: { items: [], nextToken: null, leftOut: isHistory ? [rawText('a')] : [] },
        };
      },
    };
    const tail = openedTail(clock, { source, sinceMs: START_MS - 10 * 60_000 });
    await clock.advance(30_000);
    tail.close();
    expect(noticesIn(tail.items(0, 10))).toMatchObject([{ kind: 'leftOut', count: 1 }]);
  });

  it('are reported once if both the follower and the history reader meet them', async () => {
    const clock = createManualClock(START_MS);
    const source: LogSource = {
      async page() {
        await clock.sleep(300);
        return { ok: true, value: { items: [], nextToken: null, leftOut: [rawText('a')] } };
      },
    };
    const tail = openedTail(clock, { source, sinceMs: START_MS - 10 * 60_000 });
    await clock.advance(3 * 60_000);
    tail.close();
    expect(noticesIn(tail.items(0, 10))).toMatchObject([{ kind: 'leftOut', count: 1 }]);
  });

  it('are reported once for the history, though each span of it holds them', async () => {
    const clock = createManualClock(START_MS);
    let spans = 0;
    const source: LogSource = {
      async page({ range: { endMs } }) {
        const isHistory = endMs < START_MS;
        if (isHistory) spans += 1;
        const leftOut = isHistory ? [rawText('a')] : [];
        return { ok: true, value: { items: [], nextToken: null, leftOut } };
      },
    };
    const tail = openedTail(clock, { source, sinceMs: START_MS - 10 * 60_000 });
    await clock.advance(60_000);
    tail.close();
    expect(spans).toBeGreaterThan(1);
    expect(noticesIn(tail.items(0, 10))).toMatchObject([{ kind: 'leftOut', count: 1 }]);
  });
});
