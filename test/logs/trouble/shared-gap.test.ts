import { describe, expect, it } from 'vitest';
import type { Gap, LogOrigin, Notice, TailItem, TroubleNotice } from '../../../src/logs/tail-item.ts';
import { createSharedGap } from '../../../src/logs/trouble/shared-gap.ts';
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
const logNamed = (name: string): LogOrigin => ({ group: rawText(name), functionName: null });
const A = logNamed('a');
const B = logNamed('b');
const C = logNamed('c');

/** The count and names of these logs. */
const of = (...logNames: readonly string[]): Pick<Gap, 'logCount' | 'logNames'> => ({
  logCount: logNames.length,
  logNames: logNames.map(rawText),
});

describe('the sleep of several logs', () => {
  it('is told once when all have said so, and once more when the last is read up to now', () => {
    const shared = createSharedGap('asleep');
    expect(shared.newsOf(A, [slept(12)])).toEqual([]);
    expect(shared.newsOf(B, [slept(10)])).toEqual([]);
    expect(shared.newsOf(C, [slept(11)])).toEqual([]);
    expect(shared.told()).toEqual({ group: A.group, item: slept(10, of('a', 'b', 'c')) });
    expect(shared.newsOf(C, [slept(11, { endMs: 80 })])).toEqual([]);
    expect(shared.newsOf(A, [slept(12, { endMs: 85 })])).toEqual([]);
    expect(shared.newsOf(B, [slept(10, { endMs: 82 })])).toEqual([
      slept(10, { endMs: 85, ...of('a', 'b', 'c') }),
    ]);
  });

  it('is told of a log alone, and with its own words, where no other slept', () => {
    const shared = createSharedGap('asleep');
    shared.newsOf(A, [slept(12)]);
    expect(shared.told()).toEqual({ group: A.group, item: slept(12) });
    const over = slept(12, { endMs: 80 });
    expect(shared.newsOf(A, [over])).toEqual([over]);
    expect(shared.told()).toBeNull();
  });

  it('counts as read again only logs of which nothing is missing, and tells of the others one by one', () => {
    const shared = createSharedGap('asleep');
    for (const group of [A, B, C]) shared.newsOf(group, [slept(10)]);
    shared.told();
    const flooded = slept(10, { endMs: 70, missing: 'bulk' });
    expect(shared.newsOf(A, [flooded])).toEqual([flooded]);
    expect(shared.newsOf(B, [slept(10, { endMs: 80 })])).toEqual([]);
    expect(shared.newsOf(C, [ENDED])).toEqual([ENDED, slept(10, { endMs: 80, ...of('b') })]);
  });

  it('ends what it began where no log is read again whole', () => {
    const shared = createSharedGap('asleep');
    for (const group of [A, B]) shared.newsOf(group, [slept(10)]);
    shared.told();
    const over = slept(10, { endMs: 80, missing: 'gone' });
    shared.newsOf(A, [over]);
    expect(shared.newsOf(B, [over])).toEqual([over, slept(10, { endMs: 80, logCount: 0 })]);
  });

  it.each(['waiting', 'denied', 'malformed'] as const)(
    'waits for no log that can not be read any more, and tells of it by itself: %s',
    (kind) => {
      const shared = createSharedGap('asleep');
      for (const group of [A, B, C]) shared.newsOf(group, [slept(10)]);
      shared.told();
      expect(shared.newsOf(A, [troubled(kind)])).toEqual([slept(10), troubled(kind)]);
      expect(shared.newsOf(B, [slept(10, { endMs: 80 })])).toEqual([]);
      expect(shared.newsOf(C, [slept(10, { endMs: 82 })])).toEqual([
        slept(10, { endMs: 82, ...of('b', 'c') }),
      ]);
      const over = slept(10, { endMs: 3_000, missing: 'gone' });
      expect(shared.newsOf(A, [over])).toEqual([over]);
    },
  );

  it('is over with the last that can not be read', () => {
    const shared = createSharedGap('asleep');
    for (const group of [A, B]) shared.newsOf(group, [slept(10)]);
    shared.told();
    shared.newsOf(B, [slept(10, { endMs: 80 })]);
    expect(shared.newsOf(A, [troubled('waiting')])).toEqual([
      slept(10),
      troubled('waiting'),
      slept(10, { endMs: 80, ...of('b') }),
    ]);
  });

  it.each(['busy', 'unreachable', 'expired'] as const)(
    'waits for a log with trouble that all share: %s',
    (kind) => {
      const shared = createSharedGap('asleep');
      for (const group of [A, B]) shared.newsOf(group, [slept(10)]);
      shared.told();
      expect(shared.newsOf(A, [troubled(kind)])).toEqual([troubled(kind)]);
      shared.newsOf(B, [slept(10, { endMs: 80 })]);
      expect(shared.newsOf(A, [slept(10, { endMs: 90 })])).toEqual([
        slept(10, { endMs: 90, ...of('a', 'b') }),
      ]);
    },
  );

  it('is another for a log that had been read again when they slept again, though a second had not', () => {
    const shared = createSharedGap('asleep');
    for (const group of [A, B]) shared.newsOf(group, [slept(10)]);
    shared.told();
    shared.newsOf(A, [slept(10, { endMs: 20 })]);
    shared.newsOf(A, [slept(25)]);
    expect(shared.told()).toEqual({ group: A.group, item: slept(25) });
    const over = slept(25, { endMs: 80 });
    expect(shared.newsOf(A, [over])).toEqual([over]);
    expect(shared.newsOf(B, [slept(10, { endMs: 80 })])).toEqual([slept(10, { endMs: 80, ...of('a', 'b') })]);
  });

  it('leaves all else as it is', () => {
    const shared = createSharedGap('asleep');
    const others: readonly TailItem[] = [slept(10, { reason: 'busy' }), ENDED];
    expect(shared.newsOf(A, others)).toEqual(others);
    expect(shared.told()).toBeNull();
  });

  it('names no more logs than a line has room for, and counts them', () => {
    const shared = createSharedGap('asleep');
    for (const name of ['a', 'b', 'c', 'd']) shared.newsOf(logNamed(name), [slept(10)]);
    expect(shared.told()?.item).toEqual(slept(10, { logCount: 4 }));
  });

  it('calls a log by its function', () => {
    const shared = createSharedGap('asleep');
    shared.newsOf({ ...A, functionName: rawText('orders') }, [slept(10)]);
    shared.newsOf(B, [slept(10)]);
    expect(shared.told()?.item.logNames).toEqual(['b', 'orders']);
  });
});

describe('an outage of several logs, of which each learns when it asks', () => {
  const cutOff = (startMs: number, end: Partial<Gap> = {}) =>
    slept(startMs, { reason: 'unreachable', ...end });

  it('is told once where it was over before anybody was told', () => {
    const shared = createSharedGap('unreachable');
    shared.newsOf(A, [cutOff(12)]);
    shared.newsOf(B, [cutOff(10)]);
    expect(shared.newsOf(A, [cutOff(12, { endMs: 50 })])).toEqual([]);
    expect(shared.newsOf(B, [cutOff(10, { endMs: 54 })])).toEqual([
      cutOff(10, { endMs: 54, ...of('a', 'b') }),
    ]);
    expect(shared.isUntold).toBe(false);
    expect(shared.told()).toBeNull();
  });

  it('of one log alone that was over before anybody was told is told in its own words', () => {
    const shared = createSharedGap('unreachable');
    shared.newsOf(A, [cutOff(12)]);
    const over = cutOff(12, { endMs: 50 });
    expect(shared.newsOf(A, [over])).toEqual([over]);
    expect(shared.told()).toBeNull();
  });

  it('is told anew where twice as many learn of it, and has the same row', () => {
    const shared = createSharedGap('unreachable');
    for (const log of [A, B]) shared.newsOf(log, [cutOff(12)]);
    expect(shared.told()?.item).toEqual(cutOff(12, of('a', 'b')));
    expect(shared.isUntold).toBe(false);
    shared.newsOf(C, [cutOff(11)]);
    expect(shared.isUntold).toBe(true);
    expect(shared.told()).toBeNull();
    shared.newsOf(logNamed('d'), [cutOff(11)]);
    expect(shared.told()?.item).toEqual(cutOff(12, { logCount: 4 }));
  });

  it('is that of many also where one told its own before the others learnt of it, and that one ends its own', () => {
    const shared = createSharedGap('unreachable');
    shared.newsOf(A, [cutOff(12)]);
    expect(shared.told()).toEqual({ group: A.group, item: cutOff(12) });
    shared.newsOf(B, [cutOff(10)]);
    expect(shared.told()?.item).toEqual(cutOff(10, of('a', 'b')));
    const over = cutOff(12, { endMs: 50 });
    expect(shared.newsOf(A, [over])).toEqual([over]);
    expect(shared.newsOf(B, [cutOff(10, { endMs: 51 })])).toEqual([
      cutOff(10, { endMs: 51, ...of('a', 'b') }),
    ]);
  });

  it('is not told anew of fewer that are still behind, however many have met it', () => {
    const shared = createSharedGap('unreachable');
    for (const log of [A, B]) shared.newsOf(log, [cutOff(12)]);
    shared.told();
    for (const log of [C, logNamed('d'), logNamed('e')]) shared.newsOf(log, [cutOff(11)]);
    for (const log of [A, B]) shared.newsOf(log, [cutOff(12, { endMs: 50 })]);
    expect(shared.told()).toBeNull();
  });

  it('is the same for a log that learns of it when all others are read again, and is over once more with that', () => {
    const shared = createSharedGap('unreachable');
    for (const log of [A, B]) shared.newsOf(log, [cutOff(12)]);
    shared.told();
    for (const log of [A, B]) shared.newsOf(log, [cutOff(12, { endMs: 50 })]);
    expect(shared.newsOf(C, [cutOff(20)])).toEqual([]);
    expect(shared.newsOf(C, [cutOff(20, { endMs: 60 })])).toEqual([]);
    expect(shared.told()?.item).toEqual(cutOff(12, { endMs: 60, ...of('a', 'b', 'c') }));
    expect(shared.told()).toBeNull();
  });

  it('is over once more for all logs that learn of it late and are read again soon, one after the other', () => {
    const shared = createSharedGap('unreachable');
    for (const log of [A, B]) shared.newsOf(log, [cutOff(12)]);
    shared.told();
    for (const log of [A, B]) shared.newsOf(log, [cutOff(12, { endMs: 50 })]);
    for (const log of [C, logNamed('d')])
      for (const gap of [cutOff(20), cutOff(20, { endMs: 60 })])
        expect(shared.newsOf(log, [gap])).toEqual([]);
    expect(shared.told()?.item).toEqual(cutOff(12, { endMs: 60, logCount: 4 }));
    expect(shared.isUntold).toBe(false);
  });

  it('is told to go on for a log that learnt of it late and is not read again soon', () => {
    const shared = createSharedGap('unreachable');
    for (const log of [A, B]) shared.newsOf(log, [cutOff(12)]);
    shared.told();
    for (const log of [A, B]) shared.newsOf(log, [cutOff(12, { endMs: 50 })]);
    shared.newsOf(C, [cutOff(20)]);
    expect(shared.told()?.item).toEqual(cutOff(12, of('c')));
  });

  it('is another for logs that had been read again before', () => {
    const shared = createSharedGap('unreachable');
    for (const log of [A, B]) shared.newsOf(log, [cutOff(12)]);
    shared.told();
    for (const log of [A, B]) shared.newsOf(log, [cutOff(12, { endMs: 50 })]);
    for (const log of [A, B]) shared.newsOf(log, [cutOff(50)]);
    expect(shared.told()?.item).toEqual(cutOff(50, of('a', 'b')));
  });

  it('is another for those that had been read again, though one had not when the next began', () => {
    const shared = createSharedGap('unreachable');
    for (const log of [A, B, C]) shared.newsOf(log, [cutOff(12)]);
    shared.told();
    for (const log of [A, B]) shared.newsOf(log, [cutOff(12, { endMs: 40 })]);
    for (const log of [A, B]) shared.newsOf(log, [cutOff(47)]);
    expect(shared.told()?.item).toEqual(cutOff(47, of('a', 'b')));
    shared.newsOf(A, [cutOff(47, { endMs: 90 })]);
    expect(shared.newsOf(C, [cutOff(12, { endMs: 91 })])).toEqual([
      cutOff(12, { endMs: 91, ...of('a', 'b', 'c') }),
    ]);
    expect(shared.newsOf(B, [cutOff(47, { endMs: 92 })])).toEqual([
      cutOff(47, { endMs: 92, ...of('a', 'b') }),
    ]);
    expect(shared.isUntold).toBe(false);
  });

  it('is another for those that had been read again, though one learns late of the one before', () => {
    const shared = createSharedGap('unreachable');
    for (const log of [A, B]) shared.newsOf(log, [cutOff(12)]);
    shared.told();
    for (const log of [A, B]) shared.newsOf(log, [cutOff(12, { endMs: 40 })]);
    shared.newsOf(C, [cutOff(20)]);
    for (const log of [A, B]) shared.newsOf(log, [cutOff(47)]);
    expect(shared.told()?.item).toEqual(cutOff(12, of('c')));
    expect(shared.told()?.item).toEqual(cutOff(47, of('a', 'b')));
    expect(shared.told()).toBeNull();
    shared.newsOf(C, [cutOff(20, { endMs: 80 })]);
    expect(shared.told()?.item).toEqual(cutOff(12, { endMs: 80, ...of('a', 'b', 'c') }));
    shared.newsOf(A, [cutOff(47, { endMs: 90 })]);
    expect(shared.newsOf(B, [cutOff(47, { endMs: 92 })])).toEqual([
      cutOff(47, { endMs: 92, ...of('a', 'b') }),
    ]);
  });

  it('that one told alone and can not read any more is not begun twice', () => {
    const shared = createSharedGap('unreachable');
    shared.newsOf(A, [cutOff(12)]);
    shared.told();
    expect(shared.newsOf(A, [troubled('denied')])).toEqual([troubled('denied')]);
  });

  it('leaves gaps for another reason to who shares that', () => {
    const shared = createSharedGap('unreachable');
    expect(shared.newsOf(A, [slept(10)])).toEqual([slept(10)]);
    expect(shared.isUntold).toBe(false);
  });
});

describe('a denial of several logs', () => {
  const denied = (startMs: number, end: Partial<Gap> = {}) => slept(startMs, { reason: 'denied', ...end });

  it('is told again whenever they are more or fewer, as it may stay on some of them', () => {
    const shared = createSharedGap('denied');
    for (const log of [A, B]) shared.newsOf(log, [denied(12)]);
    expect(shared.told()?.item).toEqual(denied(12, of('a', 'b')));
    shared.newsOf(C, [troubled('denied'), denied(14)]);
    expect(shared.told()?.item).toEqual(denied(12, of('a', 'b', 'c')));
    expect(shared.newsOf(A, [denied(12, { endMs: 50 })])).toEqual([]);
    expect(shared.isUntold).toBe(true);
    expect(shared.told()?.item).toEqual(denied(12, of('b', 'c')));
    shared.newsOf(B, [denied(12, { endMs: 51 })]);
    expect(shared.newsOf(C, [denied(14, { endMs: 52 })])).toEqual([
      denied(12, { endMs: 52, ...of('a', 'b', 'c') }),
    ]);
  });

  it('is of each that it befalls: another one of the same log is no reason to tell it apart', () => {
    const shared = createSharedGap('denied');
    for (const log of [A, B]) shared.newsOf(log, [denied(12)]);
    expect(shared.newsOf(A, [troubled('denied')])).toEqual([troubled('denied')]);
    expect(shared.told()?.item).toEqual(denied(12, of('a', 'b')));
  });
});
