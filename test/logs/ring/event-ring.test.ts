import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { comparePlaces, placeOf } from '../../../src/logs/log-order.ts';
import { createEventRing } from '../../../src/logs/ring/event-ring.ts';
import type { Gap, TailEvent } from '../../../src/logs/tail-item.ts';
import { rawText } from '../../../src/terminal/text.ts';
import { collectGarbage } from '../../garbage.ts';
import { logEvent } from '../../monitor/log/scripted-log.ts';

const ROOMY = { maxItems: 1_000, maxBytes: 1_000_000 };

function item(id: string, timestampMs: number, message = id): TailEvent {
  return { type: 'event', event: logEvent(id, timestampMs, timestampMs, message), lateMs: null };
}

function idsOf(ring: ReturnType<typeof createEventRing>): readonly string[] {
  return ring.view(0, ring.size).map((entry) => (entry.type === 'event' ? entry.event.eventId : entry.type));
}

/** Registered in a function of its own, so that no variable of the test keeps it alive. */
function watched(registry: FinalizationRegistry<null>, id: string, timestampMs: number): TailEvent {
  const event = item(id, timestampMs);
  registry.register(event, null);
  return event;
}

describe('a ring of events', () => {
  it('replaces the row of a gap when the gap changes', () => {
    const ring = createEventRing(ROOMY);
    const gap: Gap = { type: 'gap', startMs: 2, endMs: null, reason: 'asleep' };
    ring.insert([item('a', 1), gap]);
    ring.insert([{ ...gap, endMs: 9 }, item('b', 3)]);
    expect(idsOf(ring)).toEqual(['a', 'gap', 'b']);
    expect(ring.view(1, 1)).toEqual([{ ...gap, endMs: 9 }]);
  });

  it('keeps a gap that reaches into the remaining rows in front of them, and still replaces that row', () => {
    const ring = createEventRing({ maxItems: 4, maxBytes: 1_000_000 });
    const gap: Gap = { type: 'gap', startMs: 2, endMs: null, reason: 'flood', missing: 'bulk' };
    ring.insert([item('a', 1), gap]);
    for (let index = 3; index < 20; index += 1) ring.insert([item(`event-${index}`, index)]);
    expect(idsOf(ring)).toEqual(['gap', 'event-16', 'event-17', 'event-18', 'event-19']);
    expect(ring.view(0, 1)).toEqual([{ ...gap, startMs: 15, beganMs: 2 }]);
    ring.insert([{ ...gap, endMs: 18 }]);
    expect(idsOf(ring).filter((each) => each === 'gap')).toHaveLength(1);
    expect(ring.view(0, 1)).toMatchObject([{ beganMs: 2, endMs: 18 }]);
    for (let index = 20; index < 30; index += 1) ring.insert([item(`event-${index}`, index)]);
    expect(idsOf(ring)).toEqual(['event-26', 'event-27', 'event-28', 'event-29']);
    expect(ring.dropped + ring.size).toBe(29);
  });

  it('drops a gap that ends before the remaining rows', () => {
    const ring = createEventRing({ maxItems: 2, maxBytes: 1_000_000 });
    ring.insert([item('a', 1), { type: 'gap', startMs: 2, endMs: 3, reason: 'busy' }]);
    ring.insert([item('b', 4), item('c', 5)]);
    expect(idsOf(ring)).toEqual(['b', 'c']);
  });

  it.each([{ bound: 'bytes', limits: { maxItems: 1_000, maxBytes: 900 } }])(
    'is bounded by $bound: the oldest rows are dropped and counted',
    ({ limits }) => {
      const ring = createEventRing(limits);
      for (let index = 0; index < 10; index += 1) ring.insert([item(`event-${index}`, index)]);
      expect(idsOf(ring)).toEqual(['event-7', 'event-8', 'event-9']);
      expect(ring.dropped).toBe(7);
    },
  );

  it.each(['eventId', 'logStream', 'message'] as const)('counts the bytes of the %s', (field) => {
    const ring = createEventRing({ maxItems: 1_000, maxBytes: 1_000_000 });
    for (let index = 0; index < 10; index += 1) {
      const event = { ...logEvent(`event-${index}`, index), [field]: rawText(`${index}`.repeat(200_000)) };
      ring.insert([{ type: 'event', event, lateMs: null }]);
    }
    expect(ring.size).toBe(2);
    expect(ring.sizeBytes).toBeLessThanOrEqual(1_000_000);
  });

  it('keeps no reference to what was dropped', async () => {
    const ring = createEventRing({ maxItems: 3, maxBytes: 1_000_000 });
    let hasGone = () => {};
    const gone = new Promise<void>((resolve) => {
      hasGone = resolve;
    });
    const registry = new FinalizationRegistry(() => hasGone());
    ring.insert([watched(registry, 'oldest', 1), item('b', 2), item('c', 3)]);
    ring.insert([item('d', 4)]);
    collectGarbage();
    await gone;
    expect(idsOf(ring)).toEqual(['b', 'c', 'd']);
  });

  it('keeps no reference to what was dropped little by little', async () => {
    const ring = createEventRing({ maxItems: 100, maxBytes: 1_000_000 });
    let hasGone = () => {};
    const gone = new Promise<void>((resolve) => {
      hasGone = resolve;
    });
    const registry = new FinalizationRegistry(() => hasGone());
    ring.insert([item('oldest', 0), watched(registry, 'second', 1)]);
    for (let index = 2; index < 103; index += 1) ring.insert([item(`event-${index}`, index)]);
    collectGarbage();
    await gone;
    expect(ring.dropped).toBe(3);
  });

  it('can remove more at once than a call takes arguments', () => {
    const ring = createEventRing({ maxItems: 300_000, maxBytes: Number.MAX_SAFE_INTEGER });
    const many = Array.from({ length: 200_000 }, (_, index) => item(`event-${index}`, index));
    ring.insert([...many, item('last', 200_000)]);
    ring.remove(many.map(placeOf));
    expect(idsOf(ring)).toEqual(['last']);
  });

  it('finds a row again after rows were added before it', () => {
    const ring = createEventRing(ROOMY);
    const held = item('held', 50);
    ring.insert([item('a', 10), held, item('z', 90)]);
    ring.insert([item('b', 20), item('c', 30)]);
    expect(ring.indexOf(placeOf(held))).toBe(3);
    expect(ring.indexOf({ timestampMs: 1_000, ingestionMs: 0, id: '' })).toBe(ring.size);
  });

  it('holds the newest of all added rows, in log order, whatever the order and the batches', () => {
    const batches = fc.array(fc.array(fc.integer({ min: 0, max: 50 }), { maxLength: 9 }), { maxLength: 12 });
    fc.assert(
      fc.property(batches, fc.integer({ min: 1, max: 40 }), (timestampBatches, maxItems) => {
        const ring = createEventRing({ maxItems, maxBytes: Number.MAX_SAFE_INTEGER });
        const given = timestampBatches.map((batch, number) =>
          batch.map((timestampMs, index) => item(`${number}-${index}`, timestampMs)),
        );
        for (const batch of given) ring.insert(batch);
        const all = given.flat().sort((left, right) => comparePlaces(placeOf(left), placeOf(right)));
        expect(ring.size + ring.dropped).toBe(all.length);
        expect(ring.size).toBe(Math.min(all.length, maxItems));
        expect(ring.view(0, ring.size)).toEqual(all.slice(-maxItems));
      }),
    );
  });
});
