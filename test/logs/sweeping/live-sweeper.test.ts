import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MINUTE_MS } from '../../../src/lambda/time.ts';
import type { LogEvent } from '../../../src/logs/event.ts';
import { comparePlaces } from '../../../src/logs/log-order.ts';
import { createLineBalance } from '../../../src/logs/sweeping/line-balance.ts';
import { createLiveSweeper, type LiveSweeper } from '../../../src/logs/sweeping/live-sweeper.ts';
import type { Gap, TailItem } from '../../../src/logs/tail-item.ts';
import { rawText } from '../../../src/terminal/text.ts';
import { readPage } from './read-page.ts';

const START_MS = Date.UTC(2026, 10, 20, 3, 0, 0);

function event(id: string, timestampMs: number, message = id, ingestionMs = timestampMs): LogEvent {
  return {
    eventId: rawText(id),
    logStream: rawText('a'),
    timestampMs,
    ingestionMs,
    message: rawText(message),
  };
}

describe('the balance of two records of a log', () => {
  it('has a line once, whichever way it arrives first', () => {
    const balance = createLineBalance();
    const [one, other] = [event('1', START_MS, 'one'), event('2', START_MS, 'other')];
    expect([balance.streamed(one), balance.polled(one, true)]).toEqual([true, false]);
    expect([balance.polled(other, true), balance.streamed(other)]).toEqual([true, false]);
    expect(balance.size).toBe(0);
  });

  it('has two identical lines of one millisecond twice', () => {
    const balance = createLineBalance();
    const twins = [event('1', START_MS, 'like'), event('2', START_MS, 'like')];
    expect(twins.map((each) => balance.polled(each, true))).toEqual([true, true]);
    expect(twins.map((each) => balance.streamed(each))).toEqual([false, false]);
    expect(balance.streamed(event('3', START_MS, 'like'))).toBe(true);
  });

  it('has as many identical lines as the fuller record, in any order', () =>
    fc.assert(
      fc.property(fc.array(fc.boolean(), { maxLength: 40 }), (ways) => {
        const balance = createLineBalance();
        const given = ways.filter((isPolled, index) => {
          const line = event(String(index), START_MS, 'like');
          return isPolled ? balance.polled(line, true) : balance.streamed(line);
        });
        const polled = ways.filter((isPolled) => isPolled).length;
        expect(given).toHaveLength(Math.max(polled, ways.length - polled));
      }),
    ));

  it('keeps the stream name and the message apart', () => {
    const balance = createLineBalance();
    balance.streamed({ ...event('1', START_MS), logStream: rawText('ab'), message: rawText('c') });
    const other = { ...event('2', START_MS), logStream: rawText('a'), message: rawText('bc') };
    expect(balance.polled(other, true)).toBe(true);
  });

  it('distinguishes long lines that differ in their last digits', () => {
    const balance = createLineBalance();
    const long = (line: number) => event('', START_MS, `${'x'.repeat(200)}${String(line).padStart(6, '0')}`);
    for (let line = 0; line < 100_000; line += 1) balance.polled(long(line), true);
    expect(balance.size).toBe(100_000);
    for (let line = 0; line < 100_000; line += 1)
      if (balance.streamed(long(line))) throw new Error(`${line} is not known any more`);
    expect(balance.size).toBe(0);
    expect(balance.streamed(long(100_000))).toBe(true);
  });

  it("forgets what can't come again", () => {
    const balance = createLineBalance();
    balance.streamed(event('1', START_MS));
    balance.polled(event('2', START_MS), false);
    for (let line = 0; line < 20_000; line += 1) balance.polled(event(`line ${line}`, START_MS), true);
    expect(balance.size).toBe(20_001);
    balance.forgetStreamedBefore(START_MS + 1_000);
    balance.forgetPolled();
    expect(balance.size).toBe(20_000);
    for (let line = 0; line < 10_000; line += 1) balance.polled(event(`more ${line}`, START_MS), true);
    balance.forgetPolled();
    expect(balance.size).toBe(10_000);
  });
});

/** A log as both APIs show it, and a reader of both. */
class Story {
  readonly sweeper: LiveSweeper;
  readonly items: TailItem[] = [];
  readonly #written: readonly LogEvent[];
  readonly #pageSize: number;
  nowMs = START_MS;
  #streamedThroughMs: number | null = null;
  polls = 0;

  constructor(written: readonly LogEvent[], pageSize = 10_000, historyMs = MINUTE_MS) {
    this.#written = written.toSorted((left, right) => comparePlaces(placeOf(left), placeOf(right)));
    this.#pageSize = pageSize;
    this.sweeper = createLiveSweeper(
      { sinceMs: START_MS - historyMs, untilMs: null, follow: true },
      START_MS,
    );
  }

  openStream(): void {
    this.sweeper.expect(this.nowMs);
    this.#streamedThroughMs = this.nowMs;
  }

  loseStream(): void {
    this.#streamedThroughMs = null;
    this.sweeper.lose();
  }

  /** The update with the events ingested since the last one, of which it keeps every `keeps`th. */
  update(keeps = 1): void {
    const afterMs = this.#streamedThroughMs;
    if (afterMs === null) return;
    const all = this.#written.filter(({ ingestionMs }) => ingestionMs > afterMs && ingestionMs <= this.nowMs);
    const events = all.filter((_, index) => index % keeps === 0);
    this.#streamedThroughMs = this.nowMs;
    this.items.push(...this.sweeper.hear({ events, sampled: events.length < all.length }, this.nowMs));
    this.#gap();
  }

  /** Reads one page, if it is time for one. */
  poll(): void {
    const step = this.sweeper.next(this.nowMs);
    if (step.type !== 'read') return;
    this.polls += 1;
    const { startMs, endMs } = step.sweep.range;
    const after = step.sweep.token === null ? 0 : Number(step.sweep.token);
    const rest = this.#written.flatMap((each, index) =>
      index >= after &&
      each.ingestionMs <= this.nowMs &&
      each.timestampMs >= startMs &&
      each.timestampMs <= endMs
        ? [{ each, index }]
        : [],
    );
    const page = rest.slice(0, this.#pageSize);
    const nextToken = rest.length > page.length ? rawText(String(page.at(-1)!.index + 1)) : null;
    const items = page.map(({ each }) => each);
    this.items.push(...readPage(this.sweeper, step.sweep, { items, nextToken }, this.nowMs));
    this.#gap();
  }

  /** Polls, and receives updates once a second while there is a stream. */
  pass(ms: number): void {
    const endMs = this.nowMs + ms;
    while (this.nowMs < endMs) {
      this.nowMs += 250;
      if (this.nowMs % 1_000 === 0) this.update();
      this.poll();
    }
  }

  get lines(): readonly string[] {
    return this.items.flatMap((item) => (item.type === 'event' ? [lineOf(item.event)] : []));
  }

  /** Lines that came before others that the stream did not bring. */
  get ahead(): readonly string[] {
    return this.items.flatMap((item) =>
      item.type === 'event' && item.isAhead === true ? [lineOf(item.event)] : [],
    );
  }

  get gaps() {
    return this.items.filter((item) => item.type === 'gap');
  }

  #gap(): void {
    const news = this.sweeper.gapNews();
    if (news !== null) this.items.push(news);
  }
}

const placeOf = ({ timestampMs, ingestionMs, eventId }: LogEvent) => ({
  timestampMs,
  ingestionMs,
  id: eventId,
});
const lineOf = ({ timestampMs, message }: LogEvent) => `${timestampMs - START_MS} ${message}`;

describe('a live sweeper', () => {
  it('shows what the stream sends at once, and polls once a minute', () => {
    const story = new Story([event('a', START_MS + 100_500)]);
    story.openStream();
    story.pass(60_000);
    const before = story.polls;
    story.pass(5 * MINUTE_MS);
    expect(story.polls - before).toBe(5);
    expect(story.lines).toEqual(['100500 a']);
    expect(story.items[0]).toMatchObject({ event: { streamed: true }, lateMs: null });
  });

  it('polls as usual while there is no stream', () => {
    const story = new Story([]);
    story.openStream();
    story.pass(60_000);
    story.loseStream();
    const before = story.polls;
    story.pass(MINUTE_MS);
    expect(story.polls - before).toBeGreaterThanOrEqual(12);
  });

  it('reports a sampled second, fills it, and reports that', () => {
    const written = [1, 2, 3].map((each) => event(String(each), START_MS + 60_000 + each));
    const story = new Story(written);
    story.openStream();
    story.pass(60_000);
    story.nowMs += 1_000;
    story.update(2);
    expect(story.lines).toEqual(['60001 1', '60003 3']);
    expect(story.gaps).toEqual([{ type: 'gap', reason: 'sampled', startMs: START_MS + 60_000, endMs: null }]);
    story.pass(20_000);
    expect(story.lines).toEqual(['60001 1', '60003 3', '60002 2']);
    expect(story.gaps[1]).toMatchObject({ startMs: START_MS + 60_000, endMs: START_MS + 61_000 });
    expect(story.ahead).toEqual(['60001 1', '60003 3']);
  });

  it('polls after a silence: AWS may have dropped events', () => {
    const story = new Story([event('dropped', START_MS + 95_000)]);
    story.openStream();
    story.pass(90_000);
    story.nowMs += 11_000;
    story.openStream();
    story.update();
    story.pass(15_000);
    expect(story.lines).toEqual(['95000 dropped']);
  });

  it('is no further behind than its last update', () => {
    const story = new Story([]);
    story.openStream();
    story.pass(MINUTE_MS);
    expect(story.nowMs - story.sweeper.state.readThroughMs!).toBeLessThan(1_000);
  });

  it('is not carried past coming events by a timestamp far ahead', () => {
    const ahead = event('ahead', START_MS + 2 * 60 * MINUTE_MS, 'ahead', START_MS + 30_000);
    const story = new Story([ahead, event('present', START_MS + 40_000)]);
    story.openStream();
    story.pass(31_000);
    story.loseStream();
    story.pass(30_000);
    expect(story.lines).toEqual(['7200000 ahead', '40000 present']);
  });

  it('loses nothing of a long history that the stream overtakes, and marks none of it late', () => {
    const written = Array.from({ length: 360 }, (_, index) =>
      event(`id-${index}`, START_MS + (index - 350) * 10_000),
    );
    const story = new Story(written, 6, 60 * MINUTE_MS);
    story.openStream();
    story.pass(3 * MINUTE_MS);
    expect(story.lines.toSorted()).toEqual(written.map(lineOf).toSorted());
    expect(story.items.filter((item) => item.type === 'event' && item.lateMs !== null)).toEqual([]);
  });

  it('reads what arrived while there was neither a stream nor a page, however long only the stream has been back', () => {
    const story = new Story([event('unseen', START_MS + 90_000), event('told', START_MS + 20 * MINUTE_MS)]);
    story.openStream();
    story.pass(MINUTE_MS);
    story.loseStream();
    story.nowMs += MINUTE_MS;
    story.openStream();
    while (story.nowMs < START_MS + 25 * MINUTE_MS) {
      story.nowMs += 1_000;
      story.update();
    }
    story.pass(MINUTE_MS);
    expect(story.lines).toEqual(['1200000 told', '90000 unseen']);
  });

  it('keeps a sampled gap open as long as a flood lasts, and then says what is missing in it', () => {
    const sweeper = createLiveSweeper({ sinceMs: START_MS, untilMs: null, follow: true }, START_MS);
    const gaps: Gap[] = [];
    const floods = new Set<string>();
    const note = () => {
      const news = sweeper.gapNews();
      if (news !== null) gaps.push(news);
    };
    sweeper.expect(START_MS);
    const floodEndMs = START_MS + 5 * MINUTE_MS;
    let count = 0;
    for (let nowMs = START_MS; nowMs < START_MS + 8 * MINUTE_MS; nowMs += 250) {
      const isFlood = nowMs < floodEndMs;
      if (nowMs % 1_000 === 0) {
        const streamed = event('', nowMs - 300, `told ${nowMs}`);
        sweeper.hear({ events: [streamed], sampled: isFlood }, nowMs);
        note();
      }
      const step = sweeper.next(nowMs);
      if (step.type !== 'read') continue;
      const { sweep } = step;
      count += 1;
      // During the flood, a page of the whole log covers 60 ms of it, and the story fits on one page.
      const isWhole = isFlood && sweep.reads === 'all';
      const item = event(
        `${count}`,
        Math.min(isWhole ? sweep.progressMs + 60 : sweep.range.endMs, nowMs - 100),
      );
      const nextToken = isWhole ? rawText(`token ${count}`) : null;
      readPage(sweeper, sweep, { items: [item], nextToken }, nowMs);
      floods.add(sweeper.state.flood?.keeps ?? 'none');
      note();
    }
    expect([...floods]).toEqual(['none', 'story']);
    expect(gaps).toMatchObject([
      { reason: 'sampled', endMs: null },
      { startMs: gaps[0]!.startMs, endMs: floodEndMs - 1_000, missing: 'bulk' },
    ]);
  });

  const moment = fc.oneof(
    fc.record({ does: fc.constant('poll' as const), ms: fc.integer({ min: 0, max: 2_000 }) }),
    fc.record({ does: fc.constant('update' as const), ms: fc.integer({ min: 0, max: 2_000 }) }),
    fc.record({ does: fc.constant('sample' as const), ms: fc.integer({ min: 0, max: 2_000 }) }),
    fc.record({ does: fc.constant('open' as const), ms: fc.integer({ min: 0, max: 2_000 }) }),
    fc.record({ does: fc.constant('lose' as const), ms: fc.integer({ min: 0, max: 5_000 }) }),
  );
  /** Few distinct times and words, so that many lines are identical. */
  const writing = fc.record({
    afterMs: fc.integer({ min: -5, max: 12 }).map((step) => step * 5_000),
    latenessMs: fc.oneof(fc.integer({ min: 0, max: 3_000 }), fc.integer({ min: 0, max: 45_000 })),
    message: fc.constantFrom('x', 'y'),
  });

  it('shows every event exactly once, however updates and pages alternate', () =>
    fc.assert(
      fc.property(
        fc.array(writing, { maxLength: 60, size: 'max' }),
        fc.array(moment, { maxLength: 120, size: 'max' }),
        fc.integer({ min: 4, max: 60 }),
        (writings, moments, pageSize) => {
          const written = writings.map(({ afterMs, latenessMs, message }, index) =>
            event(`id-${index}`, START_MS + afterMs, message, START_MS + afterMs + latenessMs),
          );
          const story = new Story(written, pageSize);
          for (const { does, ms } of moments) {
            story.nowMs += ms;
            if (does === 'poll') story.poll();
            else if (does === 'update') story.update();
            else if (does === 'sample') story.update(3);
            else if (does === 'open') story.openStream();
            else story.loseStream();
          }
          story.pass(5 * MINUTE_MS);
          expect([...story.lines].sort()).toEqual(written.map(lineOf).sort());
          expect(story.gaps.filter(({ endMs }) => endMs === null)).toHaveLength(
            story.gaps.filter(({ endMs }) => endMs !== null).length,
          );
        },
      ),
      { numRuns: 300 },
    ));
});
