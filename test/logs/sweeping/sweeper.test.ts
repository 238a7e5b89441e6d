import { describe, expect, it } from 'vitest';
import { SECOND_MS } from '../../../src/lambda/time.ts';
import type { LogEvent } from '../../../src/logs/event.ts';
import { isEndless, type Sweep, startedSweep } from '../../../src/logs/sweeping/sweep.ts';
import { initialSweepState, type SweepSpan, settledBeforeMs } from '../../../src/logs/sweeping/sweep-plan.ts';
import { createSweeper, type Sweeper } from '../../../src/logs/sweeping/sweeper.ts';
import { rawText } from '../../../src/terminal/text.ts';
import { logEvent } from '../../monitor/log/scripted-log.ts';
import { readPage } from './read-page.ts';

const START_MS = Date.UTC(2026, 10, 20, 3, 0, 0);
const FOLLOWING: SweepSpan = { sinceMs: START_MS - 60_000, untilMs: null, follow: true };

function sweepAt(sweeper: Sweeper, nowMs: number): Sweep {
  const step = sweeper.next(nowMs);
  if (step.type !== 'read') throw new Error(`it wants to ${step.type}`);
  return step.sweep;
}

/** Answers the next request with one complete page. */
function answer(sweeper: Sweeper, nowMs: number, items: readonly LogEvent[] = []): Sweep {
  const sweep = sweepAt(sweeper, nowMs);
  readPage(sweeper, sweep, { items, nextToken: null }, nowMs);
  return sweep;
}

/** The same with a page for each event. */
function answerInTurn(sweeper: Sweeper, nowMs: number, items: readonly LogEvent[]): void {
  for (const [index, item] of items.entries()) {
    const nextToken = index === items.length - 1 ? null : rawText(`token-${index}`);
    readPage(sweeper, sweepAt(sweeper, nowMs), { items: [item], nextToken }, nowMs);
  }
}

describe('the sweeps of a followed log', () => {
  it.each([
    { what: 'the whole span', sinceMs: START_MS - 600_000, startMs: START_MS - 600_000 },
    { what: 'the window for late events', sinceMs: START_MS, startMs: START_MS - 90_000 },
  ])('begin with $what', ({ sinceMs, startMs }) => {
    expect(sweepAt(createSweeper({ ...FOLLOWING, sinceMs }, START_MS), START_MS)).toMatchObject({
      kind: 'leading',
      range: { startMs },
      token: null,
    });
  });

  it('pass on no history from before the span, except late events', () => {
    const sweeper = createSweeper(FOLLOWING, START_MS);
    const beforeMs = FOLLOWING.sinceMs - 1;
    const old = logEvent('old', beforeMs);
    const inside = logEvent('inside', FOLLOWING.sinceMs);
    const late = logEvent('late', beforeMs, START_MS + 1_000);
    const given = [
      [old, inside],
      [old, inside, late],
      [old, inside, late],
    ].map((items, index) => {
      const nowMs = START_MS + index * 60_000;
      return readPage(sweeper, sweepAt(sweeper, nowMs), { items, nextToken: null }, nowMs);
    });
    expect(given.map((events) => events.map(({ event }) => event.eventId))).toEqual([
      ['inside'],
      ['late'],
      [],
    ]);
  });

  it('continue 5 s before the newest event', () => {
    const sweeper = createSweeper(FOLLOWING, START_MS);
    answer(sweeper, START_MS, [logEvent('newest', START_MS - 300)]);
    expect(sweepAt(sweeper, START_MS + 1_100)).toMatchObject({
      kind: 'head',
      range: { startMs: START_MS - 5_300 },
    });
  });

  it('occasionally read at least 90 s again', () => {
    const sweeper = createSweeper({ ...FOLLOWING, sinceMs: START_MS - 600_000 }, START_MS);
    answer(sweeper, START_MS, [logEvent('newest', START_MS)]);
    const kinds = new Map<string, Sweep>();
    for (let second = 2; second < 20; second += 2) {
      const nowMs = START_MS + second * SECOND_MS;
      const sweep = answer(sweeper, nowMs, [logEvent(`event-${second}`, nowMs)]);
      kinds.set(sweep.kind, sweep);
    }
    const settling = kinds.get('leading')!;
    expect(settling.startedMs - START_MS).toBeLessThanOrEqual(15 * SECOND_MS);
    expect(settling.range.startMs).toBeLessThanOrEqual(START_MS - 90 * SECOND_MS);
  });

  it('wait between two calls', () => {
    const sweeper = createSweeper(FOLLOWING, START_MS);
    answer(sweeper, START_MS);
    expect(sweeper.next(START_MS + 100)).toEqual({ type: 'wait', waitMs: 1_000 });
  });

  it('use the token of the last page for the next one', () => {
    const sweeper = createSweeper(FOLLOWING, START_MS);
    const first = sweepAt(sweeper, START_MS);
    readPage(sweeper, first, { items: [], nextToken: rawText('token-1') }, START_MS);
    expect(sweepAt(sweeper, START_MS + 10)).toMatchObject({ range: first.range, token: 'token-1', pages: 1 });
  });

  it.each([
    ['an empty page repeats its own token', ['a', 'a']],
    ['tokens go in a circle', ['a', 'b', 'c', 'a', 'b', 'c', 'a', 'b', 'c']],
    ['a circle begins late', ['x', 'y', 'z', 'a', 'b', 'a', 'b', 'a', 'b']],
  ])('start over, and are not over, when %s', (_what, tokens) => {
    const sweeper = createSweeper(FOLLOWING, START_MS);
    const wasEndless = tokens.map((token) => {
      const sweep = sweepAt(sweeper, START_MS);
      const page = { items: [], nextToken: rawText(token) };
      readPage(sweeper, sweep, page, START_MS);
      return isEndless(sweep, page);
    });
    expect(wasEndless.filter(Boolean)).toHaveLength(1);
    expect(sweeper.state.readThroughMs).toBeNull();
  });

  it.each([
    ['after 10,000 empty pages', 10_001, [], true],
    ['never while pages have events', 10_001, [1], false],
    ['not for thousands of empty pages', 9_000, [], false],
  ])('start over %s', (_what, pages, steps, expected) => {
    const sweeper = createSweeper(FOLLOWING, START_MS);
    let endless = false;
    for (let page = 0; page < pages; page += 1) {
      const sweep = sweepAt(sweeper, START_MS);
      const items = steps.map((step) => logEvent(`event-${page}`, FOLLOWING.sinceMs + (page + 1) * step));
      const answered = { items, nextToken: rawText(`token-${page}`) };
      readPage(sweeper, sweep, answered, START_MS);
      endless ||= isEndless(sweep, answered);
    }
    expect(endless).toBe(expected);
  });

  it('start over from the last event read when the token is refused', () => {
    const sweeper = createSweeper(FOLLOWING, START_MS);
    const items = [logEvent('one', START_MS - 40_000), logEvent('two', START_MS - 30_000)];
    readPage(sweeper, sweepAt(sweeper, START_MS), { items, nextToken: rawText('token-1') }, START_MS);
    sweeper.refuse(sweepAt(sweeper, START_MS));
    const resumed = sweepAt(sweeper, START_MS);
    expect(resumed).toMatchObject({ token: null, range: { startMs: START_MS - 30_000 } });
    const page = {
      items: [logEvent('two', START_MS - 30_000), logEvent('three', START_MS)],
      nextToken: null,
    };
    expect(readPage(sweeper, resumed, page, START_MS).map(({ event }) => event.eventId)).toEqual(['three']);
  });

  it('start at the last settled time after an hour without a page', () => {
    const sweeper = createSweeper(FOLLOWING, START_MS);
    answer(sweeper, START_MS, [logEvent('newest', START_MS)]);
    const { floorMs } = sweeper.state;
    expect(sweepAt(sweeper, START_MS + 3_600_000)).toMatchObject({
      kind: 'leading',
      range: { startMs: floorMs },
    });
  });

  it.each([
    { what: 'the first page', empty: 0 },
    { what: 'a page after an empty one', empty: 1 },
  ])('read ten minutes again while $what holds them', ({ empty }) => {
    for (const sinceMs of [START_MS - 1_000_000, START_MS]) {
      const sweeper = createSweeper({ ...FOLLOWING, sinceMs }, START_MS);
      const page = { items: [], nextToken: rawText('token') };
      for (let index = 0; index < empty; index++)
        readPage(sweeper, sweepAt(sweeper, START_MS), page, START_MS);
      answer(sweeper, START_MS, [logEvent('newest', START_MS)]);
      expect(sweeper.state.floorMs).toBe(START_MS - 600_000);
    }
  });

  it.each([
    { what: 'a pattern', hasPattern: true, reads: 'all' },
    { what: 'the story of a flood', hasPattern: false, reads: 'story' },
  ] as const)('read no ten minutes again where AWS has to search them for $what', ({ hasPattern, reads }) => {
    const span = { ...FOLLOWING, sinceMs: START_MS - 1_000_000, hasPattern };
    const state = { ...initialSweepState(span, START_MS), newestMs: START_MS };
    const started = startedSweep('settling', reads, { startMs: span.sinceMs, endMs: START_MS }, START_MS);
    const settledAfter = (pages: number) =>
      settledBeforeMs(state, { ...started, pages, filledPages: 1 }, Number.POSITIVE_INFINITY);
    expect([1, 2].map(settledAfter)).toEqual([START_MS - 600_000, START_MS - 90_000]);
  });

  it('begin no further back where the first one took several pages to search for a pattern', () => {
    const sweeper = createSweeper({ ...FOLLOWING, sinceMs: START_MS, hasPattern: true }, START_MS);
    const empty = { items: [], nextToken: rawText('token') };
    readPage(sweeper, sweepAt(sweeper, START_MS), empty, START_MS);
    answer(sweeper, START_MS, [logEvent('newest', START_MS)]);
    expect(sweeper.state.floorMs).toBe(START_MS - 90_000);
  });

  it('read further back once events are later than half the window', () => {
    const sweeper = createSweeper({ ...FOLLOWING, sinceMs: START_MS - 1_000_000 }, START_MS);
    const slow = logEvent('slow', START_MS - 80_000, START_MS);
    answerInTurn(sweeper, START_MS, [slow, logEvent('newest', START_MS)]);
    expect(sweeper.state.floorMs).toBe(START_MS - 160_000);
  });

  it('begin at whole milliseconds, even when the expected lateness decreases', () => {
    const sweeper = createSweeper({ ...FOLLOWING, sinceMs: START_MS - 1_000_000 }, START_MS);
    answer(sweeper, START_MS, [logEvent('slow', START_MS - 61_111, START_MS), logEvent('newest', START_MS)]);
    for (let second = 20; second <= 120; second += 20) {
      answer(sweeper, START_MS + second * SECOND_MS, []);
      expect(sweeper.state.floorMs % 1).toBe(0);
    }
  });

  it('do not go far back for an import of old events', () => {
    const sweeper = createSweeper({ ...FOLLOWING, sinceMs: START_MS - 100_000_000 }, START_MS);
    answerInTurn(sweeper, START_MS, [
      logEvent('old', START_MS - 90_000_000, START_MS),
      logEvent('newest', START_MS),
    ]);
    expect(sweeper.state.floorMs).toBe(START_MS - 90_000);
  });
});

describe('the ids that are remembered', () => {
  it('are those of the last moment if a log is read once', () => {
    const sweeper = createSweeper({ ...FOLLOWING, follow: false }, START_MS);
    const items = Array.from({ length: 500 }, (_, index) =>
      logEvent(`event-${index}`, FOLLOWING.sinceMs + Math.floor(index / 5)),
    );
    readPage(sweeper, sweepAt(sweeper, START_MS), { items, nextToken: rawText('token-1') }, START_MS);
    expect(sweeper.seenCount).toBe(5);
  });

  it('are not even asked for in seconds of which none is kept', () => {
    const sweeper = createSweeper({ ...FOLLOWING, follow: false }, START_MS);
    let asked = 0;
    const items = Array.from({ length: 500 }, (_, second) => {
      const { eventId, ...rest } = logEvent(`event-${second}`, FOLLOWING.sinceMs + second * SECOND_MS);
      return {
        ...rest,
        get eventId() {
          asked += 1;
          return eventId;
        },
      };
    });
    readPage(sweeper, sweepAt(sweeper, START_MS), { items, nextToken: rawText('token-1') }, START_MS);
    // Of the last one, which may come again.
    expect(asked).toBeLessThanOrEqual(2);
  });

  it.each([true, false])('suffice when a page of a followed log breaks off: %s', (follow) => {
    const sweeper = createSweeper({ ...FOLLOWING, follow }, START_MS);
    const at = (id: string, ms: number) => logEvent(id, FOLLOWING.sinceMs + ms);
    const broken = sweeper.open(sweepAt(sweeper, START_MS), START_MS);
    broken.take([at('one', 1), at('two', 2)]);
    broken.take([at('three', 2), at('four', 2)]);
    broken.abandon();
    const again = sweepAt(sweeper, START_MS);
    expect(again).toMatchObject({ token: null, range: { startMs: FOLLOWING.sinceMs + 2 } });
    const items = [at('two', 2), at('three', 2), at('four', 2), at('five', 2), at('six', 3)];
    const events = readPage(sweeper, again, { items, nextToken: null }, START_MS);
    expect(events.map(({ event }) => event.eventId)).toEqual(['five', 'six']);
  });

  it('are those of the window, however long the log is followed', () => {
    const sweeper = createSweeper(FOLLOWING, START_MS);
    for (let second = 0; second < 1_800; second += 2) {
      const nowMs = START_MS + second * SECOND_MS;
      answer(sweeper, nowMs, [logEvent(`a-${second}`, nowMs), logEvent(`b-${second}`, nowMs)]);
    }
    // Ten minutes of them, as all fit on one page.
    expect(sweeper.seenCount).toBeLessThan(650);
  });

  it('are those of a page if a long log is read once', () => {
    const sweeper = createSweeper({ ...FOLLOWING, sinceMs: START_MS - 3_600_000, follow: false }, START_MS);
    for (let page = 0; page < 100; page += 1) {
      const items = Array.from({ length: 100 }, (_, index) =>
        logEvent(`${page}-${index}`, START_MS - 3_600_000 + page * 10_000 + index * 100),
      );
      readPage(sweeper, sweepAt(sweeper, START_MS), { items, nextToken: rawText(`token-${page}`) }, START_MS);
    }
    expect(sweeper.seenCount).toBeLessThan(30);
  });
});
