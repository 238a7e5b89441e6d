import { describe, expect, it } from 'vitest';
import { MINUTE_MS, type TimeRange } from '../../../src/lambda/time.ts';
import { createPastSlices } from '../../../src/logs/sweeping/past-slices.ts';

const UNTIL_MS = Date.UTC(2026, 10, 24, 3);
const SINCE_MS = UNTIL_MS - 180 * MINUTE_MS;

/** All slices in the order in which they were handed out, where each takes as many pages as `pagesOf` says. */
function slicesOf(pagesOf: (minutes: number) => number): readonly TimeRange[] {
  const slices = createPastSlices(SINCE_MS, UNTIL_MS);
  const all: TimeRange[] = [];
  for (let slice = slices.next(); slice !== null; slice = slices.next()) {
    all.push(slice);
    slices.took(slice, Math.max(1, Math.ceil(pagesOf((slice.endMs - slice.startMs) / MINUTE_MS))));
  }
  return all;
}

describe('a past that is searched in slices', () => {
  it.each([
    ['quiet', () => 1],
    ['of half a page a minute', (minutes: number) => minutes / 2],
    ['of forty pages a minute', (minutes: number) => minutes * 40],
  ])('is covered completely, newest first, for a log that is %s', (_, pagesOf) => {
    const slices = slicesOf(pagesOf);
    expect(slices[0]?.endMs).toBe(UNTIL_MS);
    expect(slices.at(-1)?.startMs).toBe(SINCE_MS);
    for (const [index, slice] of slices.entries()) {
      expect(slice.startMs).toBeLessThanOrEqual(slice.endMs);
      if (index > 0) expect(slice.endMs + 1).toBe(slices[index - 1]?.startMs);
    }
  });

  it('costs a quiet log few calls', () => {
    expect(slicesOf(() => 1).length).toBeLessThanOrEqual(4);
  });

  it('gives a busy log slices of a few pages each, the newest the fewest', () => {
    const pages = slicesOf((minutes) => minutes * 10)
      .slice(1, -1)
      .map(({ startMs, endMs }) => Math.round(((endMs - startMs) / MINUTE_MS) * 10));
    expect(pages).toEqual(pages.toSorted((one, other) => one - other));
    expect([pages[0], pages.at(-1)]).toEqual([2, 10]);
  });

  it('is read up to the first slice that is not', () => {
    const slices = createPastSlices(SINCE_MS, UNTIL_MS);
    const [first, second, third] = [slices.next(), slices.next(), slices.next()];
    if (first === null || second === null || third === null)
      throw new Error('three hours are several slices');
    expect(slices.readFromMs).toBe(UNTIL_MS + 1);
    slices.took(second, 1);
    expect(slices.readFromMs).toBe(UNTIL_MS + 1);
    slices.took(first, 1);
    expect(slices.readFromMs).toBe(second.startMs);
    slices.took(third, 1);
    expect(slices.readFromMs).toBe(third.startMs);
  });

  it('ends where nothing earlier is wanted any more', () => {
    const slices = createPastSlices(SINCE_MS, UNTIL_MS);
    slices.endAt(UNTIL_MS - 7 * MINUTE_MS);
    const ends = [slices.next()?.startMs, slices.next()?.startMs, slices.next()?.startMs];
    expect(ends).toEqual([UNTIL_MS - 5 * MINUTE_MS + 1, UNTIL_MS - 7 * MINUTE_MS, undefined]);
    slices.endAt(SINCE_MS);
    expect(slices.next()).toBeNull();
  });
});
