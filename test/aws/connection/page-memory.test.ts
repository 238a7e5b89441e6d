import { describe, expect, it } from 'vitest';
import { createPageMemory } from '../../../src/aws/connection/page-memory.ts';

const MEBIBYTE = 1_048_576;

describe('the memory of pages', () => {
  it.each([
    ['shorter', 2_000_000],
    ['a little longer', 3_100_000],
  ])('is used again for a page that is %s', (_what, length) => {
    const memory = createPageMemory();
    const page = memory.take(3_000_000);
    memory.giveBack(page);
    const next = memory.take(length);
    expect(next).toHaveLength(length);
    expect(next.buffer === page.buffer).toBe(true);
  });

  it('is used again for both of two pages that were read before the next came', () => {
    const memory = createPageMemory();
    const [page, ahead] = [3_000_000, 3_000_000].map(memory.take);
    for (const read of [page, ahead]) if (read !== undefined) memory.giveBack(read);
    const next = [3_000_000, 3_000_000].map(memory.take);
    expect(new Set(next.map(({ buffer }) => buffer))).toEqual(new Set([page?.buffer, ahead?.buffer]));
  });

  it('is never that of a page that is still being read', () => {
    const memory = createPageMemory();
    const before = memory.take(3_000_000);
    memory.giveBack(before);
    const [page, ahead, further] = [3_000_000, 3_000_000, 3_000_000].map(memory.take);
    expect(new Set([page?.buffer, ahead?.buffer, further?.buffer]).size).toBe(3);
  });

  it('is fresh for a page that is longer than the spare, which waits for the next', () => {
    const memory = createPageMemory();
    const page = memory.take(2_000_000);
    memory.giveBack(page);
    const longer = memory.take(5_000_000);
    expect(longer).toHaveLength(5_000_000);
    expect(longer.buffer === page.buffer).toBe(false);
    expect(memory.take(1_000_000).buffer === page.buffer).toBe(true);
  });

  it.each([
    ['short', 1_000],
    ['longer than a page can be', 9 * MEBIBYTE],
  ])('is not kept for an answer that is %s', (_what, length) => {
    const memory = createPageMemory();
    const answer = memory.take(length);
    memory.giveBack(answer);
    expect(memory.take(length).buffer === answer.buffer).toBe(false);
  });

  it('takes no more room for a short answer than that is long', () => {
    expect(createPageMemory().take(1_000).buffer.byteLength).toBe(1_000);
  });
});
