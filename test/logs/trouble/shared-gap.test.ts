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

describe('a sleep of several logs', () => {
  it('is reported once all have noticed it, and once more when the last has been read up to now', () => {
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

  it('of one outage may be told under different names', () => {
    const shared = createSharedGap('busy', 'unreachable');
    shared.newsOf(A, [slept(12, { reason: 'busy' })]);
    shared.newsOf(B, [slept(10, { reason: 'unreachable' })]);
    const both = { reason: 'busy', laterReason: 'unreachable', ...of('a', 'b') } as const;
    expect(shared.told()).toEqual({ group: A.group, item: slept(10, both) });
    expect(shared.newsOf(B, [slept(10, { reason: 'unreachable', endMs: 80 })])).toEqual([]);
    expect(shared.newsOf(A, [slept(12, { reason: 'busy', endMs: 82 })])).toEqual([
      slept(10, { endMs: 82, ...both }),
    ]);
  });

  it('tells what else kept its logs from being read', () => {
    const shared = createSharedGap('busy');
    const busy = (startMs: number, end: Partial<Gap> = {}) => slept(startMs, { reason: 'busy', ...end });
    for (const group of [A, B]) shared.newsOf(group, [busy(10)]);
    shared.told();
    expect(shared.newsOf(A, [busy(10, { laterReason: 'unreachable' })])).toEqual([]);
    expect(shared.told()).toBeNull();
    expect(shared.newsOf(A, [busy(10, { endMs: 80, laterReason: 'unreachable' })])).toEqual([]);
    expect(shared.newsOf(B, [busy(10, { endMs: 85 })])).toEqual([
      busy(10, { endMs: 85, laterReason: 'unreachable', ...of('a', 'b') }),
    ]);
  });

  it('is reported for one log, in its own words, if no other slept', () => {
    const shared = createSharedGap('asleep');
    shared.newsOf(A, [slept(12)]);
    expect(shared.told()).toEqual({ group: A.group, item: slept(12) });
    const over = slept(12, { endMs: 80 });
    expect(shared.newsOf(A, [over])).toEqual([over]);
    expect(shared.told()).toBeNull();
  });

  it('counts as read again only complete logs, and reports the others one by one', () => {
    const shared = createSharedGap('asleep');
    for (const group of [A, B, C]) shared.newsOf(group, [slept(10)]);
    shared.told();
    const flooded = slept(10, { endMs: 70, missing: 'bulk' });
    expect(shared.newsOf(A, [flooded])).toEqual([flooded]);
    expect(shared.newsOf(B, [slept(10, { endMs: 80 })])).toEqual([]);
    expect(shared.newsOf(C, [ENDED])).toEqual([ENDED, slept(10, { endMs: 80, ...of('b') })]);
  });

  it('ends what it began if no log is read again completely', () => {
    const shared = createSharedGap('asleep');
    for (const group of [A, B]) shared.newsOf(group, [slept(10)]);
    shared.told();
    const over = slept(10, { endMs: 80, missing: 'gone' });
    shared.newsOf(A, [over]);
    expect(shared.newsOf(B, [over])).toEqual([over, slept(10, { endMs: 80, logCount: 0 })]);
  });

  it.each(['waiting', 'denied', 'malformed'] as const)(
    "does not wait for a log that can't be read any more, and reports that one separately: %s",
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

  it("is over with the last log that can't be read", () => {
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
    'waits for a log with trouble shared by all: %s',
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

  it('is a new one for a log that had been read again when they slept again, though a second had not', () => {
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

  it('leaves everything else unchanged', () => {
    const shared = createSharedGap('asleep');
    const others: readonly TailItem[] = [slept(10, { reason: 'busy' }), ENDED];
    expect(shared.newsOf(A, others)).toEqual(others);
    expect(shared.told()).toBeNull();
  });

  it('names no more logs than fit into a line, and counts the others', () => {
    const shared = createSharedGap('asleep');
    for (const name of ['a', 'b', 'c', 'd']) shared.newsOf(logNamed(name), [slept(10)]);
    expect(shared.told()?.item).toEqual(slept(10, { logCount: 4 }));
  });

  it('names a log by its function', () => {
    const shared = createSharedGap('asleep');
    shared.newsOf({ ...A, functionName: rawText('orders') }, [slept(10)]);
    shared.newsOf(B, [slept(10)]);
    expect(shared.told()?.item.logNames).toEqual(['b', 'orders']);
  });
});

describe('an outage that each log notices with its next request', () => {
  const cutOff = (startMs: number, end: Partial<Gap> = {}) =>
    slept(startMs, { reason: 'unreachable', ...end });

  it('is reported once if it was over before anything was reported', () => {
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

  it('is reported in its own words if only one log noticed it before it was over', () => {
    const shared = createSharedGap('unreachable');
    shared.newsOf(A, [cutOff(12)]);
    const over = cutOff(12, { endMs: 50 });
    expect(shared.newsOf(A, [over])).toEqual([over]);
    expect(shared.told()).toBeNull();
  });

  it('is reported again when twice as many have noticed it, in the same row', () => {
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

  it('is shared even if one log reported its own before others noticed, and that one ends its own', () => {
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

  it('is not reported again for fewer that are still behind, however many had it', () => {
    const shared = createSharedGap('unreachable');
    for (const log of [A, B]) shared.newsOf(log, [cutOff(12)]);
    shared.told();
    for (const log of [C, logNamed('d'), logNamed('e')]) shared.newsOf(log, [cutOff(11)]);
    for (const log of [A, B]) shared.newsOf(log, [cutOff(12, { endMs: 50 })]);
    expect(shared.told()).toBeNull();
  });

  it('is the same for a log that notices it after the others have been read, and ends once more with that one', () => {
    const shared = createSharedGap('unreachable');
    for (const log of [A, B]) shared.newsOf(log, [cutOff(12)]);
    shared.told();
    for (const log of [A, B]) shared.newsOf(log, [cutOff(12, { endMs: 50 })]);
    expect(shared.newsOf(C, [cutOff(20)])).toEqual([]);
    expect(shared.newsOf(C, [cutOff(20, { endMs: 60 })])).toEqual([]);
    expect(shared.told()?.item).toEqual(cutOff(12, { endMs: 60, ...of('a', 'b', 'c') }));
    expect(shared.told()).toBeNull();
  });

  it('ends once more for all logs that notice it late and are soon read again, one after the other', () => {
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

  it('is reported as ongoing for a log that noticed it late and is not soon read again', () => {
    const shared = createSharedGap('unreachable');
    for (const log of [A, B]) shared.newsOf(log, [cutOff(12)]);
    shared.told();
    for (const log of [A, B]) shared.newsOf(log, [cutOff(12, { endMs: 50 })]);
    shared.newsOf(C, [cutOff(20)]);
    expect(shared.told()?.item).toEqual(cutOff(12, of('c')));
  });

  it('is a new one for logs that had been read again before', () => {
    const shared = createSharedGap('unreachable');
    for (const log of [A, B]) shared.newsOf(log, [cutOff(12)]);
    shared.told();
    for (const log of [A, B]) shared.newsOf(log, [cutOff(12, { endMs: 50 })]);
    for (const log of [A, B]) shared.newsOf(log, [cutOff(50)]);
    expect(shared.told()?.item).toEqual(cutOff(50, of('a', 'b')));
  });

  it('is a new one for those that had been read again, though one had not when it began', () => {
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

  it('is a new one for those that had been read again, though one notices the earlier one late', () => {
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

  it("is not begun twice if one log reported it and can't be read any more", () => {
    const shared = createSharedGap('unreachable');
    shared.newsOf(A, [cutOff(12)]);
    shared.told();
    expect(shared.newsOf(A, [troubled('denied')])).toEqual([troubled('denied')]);
  });

  it('does not change gaps for a shared reason of another kind', () => {
    const shared = createSharedGap('unreachable');
    expect(shared.newsOf(A, [slept(10)])).toEqual([slept(10)]);
    expect(shared.isUntold).toBe(false);
  });
});

describe('a denial of several logs', () => {
  const denied = (startMs: number, end: Partial<Gap> = {}) => slept(startMs, { reason: 'denied', ...end });

  it('is reported again whenever more or fewer are affected, as it may be permanent for some', () => {
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

  it('is per log: another one of the same log is no reason to report it separately', () => {
    const shared = createSharedGap('denied');
    for (const log of [A, B]) shared.newsOf(log, [denied(12)]);
    expect(shared.newsOf(A, [troubled('denied')])).toEqual([troubled('denied')]);
    expect(shared.told()?.item).toEqual(denied(12, of('a', 'b')));
  });
});
