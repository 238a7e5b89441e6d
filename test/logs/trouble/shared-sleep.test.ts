import { describe, expect, it } from 'vitest';
import type { Gap, Notice, TailItem, TroubleNotice } from '../../../src/logs/tail-item.ts';
import { createSharedSleep } from '../../../src/logs/trouble/shared-sleep.ts';
import { rawText } from '../../../src/terminal/text.ts';

const slept = (startMs: number, end: Partial<Gap> = {}): Gap => ({
  type: 'gap',
  startMs,
  endMs: null,
  reason: 'asleep',
  ...end,
});
const ENDED: Notice = {
  type: 'notice',
  kind: 'ended',
  atMs: 90,
  name: rawText('any'),
  message: rawText('any'),
};
const troubled = (kind: TroubleNotice['kind']): TroubleNotice => ({
  type: 'notice',
  kind,
  atMs: 75,
  sinceMs: 75,
  name: rawText('any'),
  message: rawText('any'),
});
const A = rawText('a');
const B = rawText('b');
const C = rawText('c');

describe('the sleep of several logs', () => {
  it('is told once when all have said so, and once more when the last is read up to now', () => {
    const shared = createSharedSleep();
    expect(shared.newsOf(A, [slept(12)])).toEqual([]);
    expect(shared.newsOf(B, [slept(10)])).toEqual([]);
    expect(shared.newsOf(C, [slept(11)])).toEqual([]);
    expect(shared.heard()).toEqual({ group: A, gap: slept(10, { logCount: 3 }) });
    expect(shared.newsOf(C, [slept(11, { endMs: 80 })])).toEqual([]);
    expect(shared.newsOf(A, [slept(12, { endMs: 85 })])).toEqual([]);
    expect(shared.newsOf(B, [slept(10, { endMs: 82 })])).toEqual([slept(10, { endMs: 85, logCount: 3 })]);
  });

  it('is told of a log alone, and with its own words, where no other slept', () => {
    const shared = createSharedSleep();
    shared.newsOf(A, [slept(12)]);
    expect(shared.heard()).toEqual({ group: A, gap: slept(12) });
    const over = slept(12, { endMs: 80 });
    expect(shared.newsOf(A, [over])).toEqual([over]);
    expect(shared.heard()).toBeNull();
  });

  it('counts as read again only logs of which nothing is missing, and tells of the others one by one', () => {
    const shared = createSharedSleep();
    for (const group of [A, B, C]) shared.newsOf(group, [slept(10)]);
    shared.heard();
    const flooded = slept(10, { endMs: 70, missing: 'bulk' });
    expect(shared.newsOf(A, [flooded])).toEqual([flooded]);
    expect(shared.newsOf(B, [slept(10, { endMs: 80 })])).toEqual([]);
    expect(shared.newsOf(C, [ENDED])).toEqual([ENDED, slept(10, { endMs: 80, logCount: 1 })]);
  });

  it('ends what it began where no log is read again whole', () => {
    const shared = createSharedSleep();
    for (const group of [A, B]) shared.newsOf(group, [slept(10)]);
    shared.heard();
    const over = slept(10, { endMs: 80, missing: 'gone' });
    shared.newsOf(A, [over]);
    expect(shared.newsOf(B, [over])).toEqual([over, slept(10, { endMs: 80, logCount: 0 })]);
  });

  it.each(['waiting', 'denied', 'malformed'] as const)(
    'waits for no log that can not be read any more, and tells of it by itself: %s',
    (kind) => {
      const shared = createSharedSleep();
      for (const group of [A, B, C]) shared.newsOf(group, [slept(10)]);
      shared.heard();
      expect(shared.newsOf(A, [troubled(kind)])).toEqual([slept(10), troubled(kind)]);
      expect(shared.newsOf(B, [slept(10, { endMs: 80 })])).toEqual([]);
      expect(shared.newsOf(C, [slept(10, { endMs: 82 })])).toEqual([slept(10, { endMs: 82, logCount: 2 })]);
      const over = slept(10, { endMs: 3_000, missing: 'gone' });
      expect(shared.newsOf(A, [over])).toEqual([over]);
    },
  );

  it('is over with the last that can not be read', () => {
    const shared = createSharedSleep();
    for (const group of [A, B]) shared.newsOf(group, [slept(10)]);
    shared.heard();
    shared.newsOf(B, [slept(10, { endMs: 80 })]);
    expect(shared.newsOf(A, [troubled('waiting')])).toEqual([
      slept(10),
      troubled('waiting'),
      slept(10, { endMs: 80, logCount: 1 }),
    ]);
  });

  it.each(['busy', 'unreachable', 'expired'] as const)(
    'waits for a log with trouble that all share: %s',
    (kind) => {
      const shared = createSharedSleep();
      for (const group of [A, B]) shared.newsOf(group, [slept(10)]);
      shared.heard();
      expect(shared.newsOf(A, [troubled(kind)])).toEqual([troubled(kind)]);
      shared.newsOf(B, [slept(10, { endMs: 80 })]);
      expect(shared.newsOf(A, [slept(10, { endMs: 90 })])).toEqual([slept(10, { endMs: 90, logCount: 2 })]);
    },
  );

  it('goes on where they sleep again before all are read', () => {
    const shared = createSharedSleep();
    for (const group of [A, B]) shared.newsOf(group, [slept(10)]);
    shared.heard();
    shared.newsOf(A, [slept(10, { endMs: 20 })]);
    shared.newsOf(A, [slept(25)]);
    expect(shared.heard()).toEqual({ group: A, gap: slept(10, { logCount: 2 }) });
    expect(shared.newsOf(A, [slept(25, { endMs: 80 })])).toEqual([]);
    expect(shared.newsOf(B, [slept(10, { endMs: 80 })])).toEqual([slept(10, { endMs: 80, logCount: 2 })]);
  });

  it('leaves all else as it is', () => {
    const shared = createSharedSleep();
    const others: readonly TailItem[] = [slept(10, { reason: 'busy' }), ENDED];
    expect(shared.newsOf(A, others)).toEqual(others);
    expect(shared.heard()).toBeNull();
  });
});
