import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MINUTE_MS, SECOND_MS } from '../../../../src/lambda/time.ts';
import type { LogEvent } from '../../../../src/logs/event.ts';
import { STORY_PATTERN } from '../../../../src/logs/queries/failure-pattern.ts';
import type { Gap, TailItem } from '../../../../src/logs/tail-item.ts';
import { rawText } from '../../../../src/terminal/text.ts';
import { logEvent } from '../scripted-log.ts';
import { eventsIn, type Following, type FollowScript, following, idsIn, START_MS } from './follow-harness.ts';

/**
 * At this budget, 25 of these fit on a page, and a page takes 0.6 s: about 40 a second; ten times as many pass through
 * the filter of their story.
 */
const BUDGET = { pageSize: 25, scanned: 250, quotaPerSecond: 5 };

/** Bulk lines at an even rate, every tenth a REPORT. */
function bulk(perSecond: number, fromMs: number, toMs: number): readonly LogEvent[] {
  const stepMs = SECOND_MS / perSecond;
  return Array.from({ length: Math.floor((toMs - fromMs) / stepMs) }, (_, index) => {
    const timestampMs = Math.round(fromMs + index * stepMs);
    const says = index % 10 === 9 ? 'REPORT RequestId: 1 Duration: 3 ms' : 'a line of the bulk';
    return logEvent(`${perSecond}-${fromMs}-${index}`, timestampMs, timestampMs + 400, says);
  });
}

function gapsIn(items: readonly TailItem[]): readonly Gap[] {
  return items.flatMap((item) => (item.type === 'gap' ? [item] : []));
}

function isStory({ message }: LogEvent): boolean {
  return message.startsWith('REPORT');
}

/** Calm, then five minutes of far more than can be read, then calm again. */
const STORM: readonly LogEvent[] = [
  ...bulk(2, START_MS - MINUTE_MS, START_MS + MINUTE_MS),
  ...bulk(100, START_MS + MINUTE_MS, START_MS + 6 * MINUTE_MS),
  ...bulk(2, START_MS + 6 * MINUTE_MS, START_MS + 20 * MINUTE_MS),
];

async function followed(script: FollowScript, minutes: number): Promise<Following> {
  const run = following({ ...BUDGET, ...script });
  await run.clock.advance(minutes * MINUTE_MS);
  await run.stop();
  return run;
}

describe('a log that grows faster than the budget allows reading it', () => {
  it('is a flood, announced when it begins and when it ends, with what is missing', async () => {
    const { items } = await followed({ events: STORM }, 12);
    const [begins, ends, ...others] = gapsIn(items);
    expect(begins).toMatchObject({ reason: 'flood', endMs: null, missing: 'bulk' });
    expect(ends).toMatchObject({ reason: 'flood', startMs: begins!.startMs, missing: 'bulk' });
    expect(others).toEqual([]);
    expect(ends!.endMs).toBeGreaterThan(START_MS + 4 * MINUTE_MS);
    expect(ends!.endMs).toBeLessThan(START_MS + 8 * MINUTE_MS);
  });

  it('still shows the failures and REPORTs once, and all lines from the end of the flood on', async () => {
    const run = await followed({ events: STORM }, 12);
    const seen = eventsIn(run.items);
    const ids = idsIn(run.items);
    expect(new Set(ids).size).toBe(ids.length);
    const readableMs = run.clock.now() - 10 * SECOND_MS;
    const written = STORM.filter(({ timestampMs }) => timestampMs < readableMs);
    const unseen = new Set(written.map(({ eventId }) => eventId as string));
    for (const { eventId } of seen) unseen.delete(eventId);
    const missing = written.filter(({ eventId }) => unseen.has(eventId));
    const [flood] = gapsIn(run.items).slice(-1);
    expect(missing.length).toBeGreaterThan(5_000);
    expect(missing.filter(isStory)).toEqual([]);
    expect(missing.filter(({ timestampMs }) => timestampMs < flood!.startMs)).toEqual([]);
    expect(missing.filter(({ timestampMs }) => timestampMs >= flood!.endMs!)).toEqual([]);
  });

  it('shows samples of the bulk, and failures and REPORTs within half a minute', async () => {
    const run = following({ ...BUDGET, events: STORM });
    await run.clock.advance(5 * MINUTE_MS);
    const count = run.items.length;
    await run.clock.advance(30 * SECOND_MS);
    await run.stop();
    const news = eventsIn(run.items.slice(count));
    expect(news.filter((event) => !isStory(event)).length).toBeGreaterThan(100);
    const newestMs = Math.max(...news.filter(isStory).map(({ timestampMs }) => timestampMs));
    expect(run.clock.now() - newestMs).toBeLessThan(30 * SECOND_MS);
  });

  it('marks the lines of the sample that proves it as read ahead, for its row comes after them', async () => {
    const { items } = await followed({ events: STORM }, 5);
    const row = items.findIndex(({ type }) => type === 'gap');
    const { startMs } = items[row] as Gap;
    const before = items.slice(0, row).filter((item) => item.type === 'event');
    const ahead = before.filter(({ event }) => event.timestampMs > startMs);
    expect(ahead.length).toBeGreaterThan(0);
    expect(before.filter(({ isAhead }) => isAhead === true)).toEqual(ahead);
  });

  it('marks nothing as late that just comes with a sample', async () => {
    const { items } = await followed({ events: STORM }, 5);
    const late = items.filter((item) => item.type === 'event' && (item.lateMs ?? 0) > 5 * SECOND_MS);
    expect(late).toEqual([]);
  });

  it('is not a flood if a burst can be read soon: nothing of it is missing', async () => {
    const events = [
      ...bulk(2, START_MS - MINUTE_MS, START_MS + MINUTE_MS),
      ...bulk(400, START_MS + MINUTE_MS, START_MS + MINUTE_MS + 10 * SECOND_MS),
      ...bulk(2, START_MS + MINUTE_MS + 10 * SECOND_MS, START_MS + 5 * MINUTE_MS),
    ];
    const { items } = await followed({ events }, 10);
    expect(gapsIn(items)).toEqual([]);
    expect([...idsIn(items)].sort()).toEqual(events.map(({ eventId }) => eventId).sort());
  });

  it.each([12, 30])(
    'is announced within minutes where many logs share the calls, and this one is read every %s s',
    async (seconds) => {
      const events = bulk(100, START_MS - MINUTE_MS, START_MS + 6 * MINUTE_MS);
      const quotaPerSecond = 3 / seconds;
      const { items } = await followed({ events, pageSize: 250, scanned: 2_500, quotaPerSecond }, 4);
      expect(gapsIn(items)[0]).toMatchObject({ reason: 'flood', endMs: null });
    },
  );

  it('is not a flood there if a burst can be read soon', async () => {
    const events = [
      ...bulk(2, START_MS - MINUTE_MS, START_MS + MINUTE_MS),
      ...bulk(400, START_MS + MINUTE_MS, START_MS + MINUTE_MS + 10 * SECOND_MS),
      ...bulk(2, START_MS + MINUTE_MS + 10 * SECOND_MS, START_MS + 9 * MINUTE_MS),
    ];
    const { items } = await followed({ events, pageSize: 250, scanned: 2_500, quotaPerSecond: 0.25 }, 20);
    expect(gapsIn(items)).toEqual([]);
    expect([...idsIn(items)].sort()).toEqual(events.map(({ eventId }) => eventId).sort());
  });

  it('is not a flood when AWS throttles a log that can be read', async () => {
    const events = bulk(10, START_MS - MINUTE_MS, START_MS + 15 * MINUTE_MS);
    const weather = (call: number, nowMs: number) =>
      nowMs < START_MS + 5 * MINUTE_MS && call % 3 !== 0 ? ('throttled' as const) : ('fine' as const);
    const { items } = await followed({ events, weather }, 20);
    expect(gapsIn(items).filter(({ reason }) => reason === 'flood')).toEqual([]);
    expect([...idsIn(items)].sort()).toEqual(events.map(({ eventId }) => eventId).sort());
  });

  it('is not a flood when thousands of pages are empty', async () => {
    const weather = (call: number) => (call < 400 ? ('empty' as const) : ('fine' as const));
    const events = bulk(2, START_MS - MINUTE_MS, START_MS + MINUTE_MS);
    const { items } = await followed({ events, weather }, 10);
    expect(gapsIn(items)).toEqual([]);
    expect([...idsIn(items)].sort()).toEqual(events.map(({ eventId }) => eventId).sort());
  });

  it('is not a flood when it is read once, however long that takes', async () => {
    const events = bulk(100, START_MS - 5 * MINUTE_MS, START_MS);
    const run = following({
      ...BUDGET,
      events,
      request: { follow: false, sinceMs: START_MS - 5 * MINUTE_MS },
    });
    await run.clock.advance(20 * MINUTE_MS);
    expect(run.end()).toEqual({ kind: 'done' });
    expect(gapsIn(run.items)).toEqual([]);
    expect(idsIn(run.items)).toHaveLength(events.length);
  });
});

describe("a flood whose failures and REPORTs can't all be read either", () => {
  it.each<{ what: string; script: Partial<FollowScript> }>([
    { what: 'because those grow too fast, too', script: { scanned: 30 } },
    {
      what: 'because a pattern already filters the log',
      script: { request: { pattern: rawText('line') } },
    },
  ])('leaves samples until it ends, $what', async ({ script }) => {
    const run = await followed({ events: STORM, ...script, ...(script.request && { scanned: 25 }) }, 14);
    const gaps = gapsIn(run.items);
    expect(gaps.map(({ missing }) => missing)).toContain('most');
    expect(gaps.at(-1)).toMatchObject({ reason: 'flood', missing: 'most' });
    expect(gaps.at(-1)!.endMs).toBeGreaterThan(START_MS + 4 * MINUTE_MS);
    const ids = idsIn(run.items);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('because AWS refuses their pattern: reading continues', async () => {
    const events = STORM;
    const refusing = following({ ...BUDGET, events });
    const { page } = refusing.log;
    Object.assign(refusing.log, {
      page: (...asked: Parameters<typeof page>) =>
        asked[0].pattern === STORY_PATTERN
          ? Promise.resolve({
              ok: false,
              error: {
                kind: 'malformed',
                action: 'logs:FilterLogEvents',
                name: rawText('InvalidParameterException'),
                message: rawText('no such pattern'),
              },
            })
          : page(...asked),
    });
    await refusing.clock.advance(12 * MINUTE_MS);
    expect(refusing.end()).toBeNull();
    await refusing.stop();
    expect(gapsIn(refusing.items).at(-1)).toMatchObject({ reason: 'flood', missing: 'most' });
    expect(idsIn(refusing.items)).toContain(
      STORM.findLast(({ timestampMs }) => timestampMs < START_MS + 11 * MINUTE_MS)!.eventId,
    );
  });
});

it('says that late lines are not looked for if a log can be read once, but not twice', async () => {
  // Head sweeps can read 33 lines a second and need 24; settling sweeps would need more than the rest.
  const events = bulk(24, START_MS - MINUTE_MS, START_MS + 31 * MINUTE_MS);
  const { items } = await followed({ events }, 30);
  const kinds = items.flatMap((item) => (item.type === 'notice' ? [item.kind] : []));
  expect(kinds).toEqual(['unsettled']);
});

it('repeats nothing and misses no failure or REPORT, whatever the flood', () =>
  fc.assert(
    fc.asyncProperty(
      fc.array(
        fc.record({ perSecond: fc.integer({ min: 1, max: 150 }), seconds: fc.integer({ min: 5, max: 150 }) }),
        {
          minLength: 1,
          maxLength: 6,
        },
      ),
      fc.integer({ min: 20, max: 60 }),
      async (spells, pageSize) => {
        let atMs = START_MS;
        const events = spells.flatMap(({ perSecond, seconds }) => {
          const fromMs = atMs;
          atMs += seconds * SECOND_MS;
          return bulk(perSecond, fromMs, atMs);
        });
        const run = following({ ...BUDGET, pageSize, scanned: 1_000, events });
        await run.clock.advance(atMs - START_MS + 20 * MINUTE_MS);
        await run.stop();
        const ids = new Set(idsIn(run.items));
        expect(ids.size).toBe(eventsIn(run.items).length);
        expect(events.filter((event) => isStory(event) && !ids.has(event.eventId))).toEqual([]);
        const floods = gapsIn(run.items).filter(({ endMs }) => endMs !== null);
        const unseen = events.filter(({ eventId }) => !ids.has(eventId));
        const untold = unseen.filter(
          ({ timestampMs }) =>
            !floods.some(({ startMs, endMs }) => timestampMs >= startMs && timestampMs < endMs!),
        );
        expect(untold).toEqual([]);
      },
    ),
    { numRuns: 12 },
  ));
