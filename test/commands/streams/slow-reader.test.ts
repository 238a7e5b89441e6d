import { describe, expect, it } from 'vitest';
import { awaitedEvent } from '../../../src/commands/streams/awaited-event.ts';
import { watchReader } from '../../../src/commands/streams/slow-reader.ts';
import { createManualClock } from '../../monitor/manual-clock.ts';

const MINUTE_MS = 60_000;

function watched() {
  const clock = createManualClock(0);
  const reports: string[] = [];
  const reader = watchReader(clock, (words) => reports.push(words));
  /** Hands over lines logged `ageMs` ago, to a reader that takes them after `takesMs`. */
  const handOver = async (ageMs: number, takesMs: number) => {
    const taken = awaitedEvent();
    const handed = reader.handOver(clock.now() - ageMs, () => taken.happened);
    await clock.advance(takesMs);
    taken.happens();
    await handed;
  };
  return { clock, reports, reader, handOver };
}

describe('the reader of the output', () => {
  it('is reported as slow after a minute and each time that doubles, and then as having caught up', async () => {
    const { reports, handOver } = watched();
    await handOver(1_000, 0);
    await handOver(1_000, 5 * MINUTE_MS);
    expect(reports).toEqual([
      'whoever reads the output is slow: what it gets is 1 min behind the log; nothing is lost',
      'whoever reads the output is slow: what it gets is 2 min behind the log; nothing is lost',
      'whoever reads the output is slow: what it gets is 5 min behind the log; nothing is lost',
    ]);
    await handOver(4 * MINUTE_MS, 0);
    await handOver(2_000, 0);
    expect(reports.slice(3)).toEqual(['whoever reads the output has caught up with the log']);
  });

  it('is reported as slow if it takes less than what arrives', async () => {
    const { reports, handOver } = watched();
    for (let ageMs = 0; ageMs < 80_000; ageMs += 4_000) await handOver(ageMs, 4_000);
    expect(reports).toHaveLength(1);
  });

  it.each([
    ['AWS gave no answer for ten minutes', [1_000, 10 * MINUTE_MS, 1_000]],
    ['an hour had to be read first', [60 * MINUTE_MS, 30 * MINUTE_MS, 1_000]],
    ['a line came two minutes late', [1_000, 2 * MINUTE_MS, 1_000]],
  ])('is not reported as slow if %s', async (_why, ages) => {
    const { reports, handOver } = watched();
    for (const ageMs of ages) await handOver(ageMs, 10);
    expect(reports).toEqual([]);
  });

  it.each([
    ['a log is late after one line that was not', 1_000, 90_000],
    ['one line was stamped ahead of its time', -5 * MINUTE_MS, 1_000],
  ])('is not reported as slow after hours of taking each page at once if %s', async (_why, first, ageMs) => {
    const { clock, reports, handOver } = watched();
    await handOver(first, 5);
    for (let page = 0; page < 15_000; page += 1) {
      await clock.jump(3_000);
      await handOver(ageMs, 50);
    }
    expect(reports).toEqual([]);
  });

  it('is reported as having caught up once it rests, however late the log itself is', async () => {
    const { clock, reports, handOver } = watched();
    await handOver(1_000, 0);
    await handOver(90_000, 3 * MINUTE_MS);
    expect(reports.at(-1)).toMatch(/is slow/);
    for (let page = 0; page < 40; page += 1) {
      await clock.jump(10_000);
      await handOver(90_000, 5);
    }
    expect(reports.at(-1)).toBe('whoever reads the output has caught up with the log');
  });

  it('receives anything without a time at once', async () => {
    const { reports, reader } = watched();
    const written: string[] = [];
    await reader.handOver(null, async () => void written.push('a notice'));
    expect([written, reports]).toEqual([['a notice'], []]);
  });
});
