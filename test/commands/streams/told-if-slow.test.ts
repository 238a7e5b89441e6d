import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { toldIfSlow } from '../../../src/commands/streams/told-if-slow.ts';
import { WALL_TIME } from '../../../src/monitor/clock.ts';

const told: string[] = [];

beforeEach(() => {
  vi.useFakeTimers();
  told.length = 0;
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    told.push(String(text).replace(/^lmon: |\n$/g, ''));
    return true;
  });
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

const WORDS = { silentMs: 3_000, looking: () => 'reading', progress: () => 'still reading' };
const lasting = (ms: number) => () => new Promise<string>((resolve) => setTimeout(resolve, ms, 'answer'));

describe('slow work', () => {
  it.each([
    { lasts: 2_900, says: [] },
    { lasts: 12_900, says: ['reading'] },
    { lasts: 23_100, says: ['reading', 'still reading', 'still reading'] },
  ])('that lasts $lasts ms says $says', async ({ lasts, says }) => {
    const answer = toldIfSlow(lasting(lasts), WORDS, WALL_TIME, new AbortController().signal);
    await vi.advanceTimersByTimeAsync(60_000);
    expect([await answer, told]).toEqual(['answer', says]);
  });

  it('says nothing more once it is given up', async () => {
    const ending = new AbortController();
    const answer = toldIfSlow(lasting(60_000), WORDS, WALL_TIME, ending.signal);
    ending.abort();
    await vi.advanceTimersByTimeAsync(60_000);
    expect([await answer, told]).toEqual(['answer', []]);
  });
});
