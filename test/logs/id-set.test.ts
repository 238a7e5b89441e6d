import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createIdSet } from '../../src/logs/id-set.ts';

it('contains what was added, and nothing else', () =>
  fc.assert(
    fc.property(fc.array(fc.string(), { maxLength: 200 }), fc.array(fc.string()), (ids, others) => {
      const set = createIdSet();
      for (const id of ids) set.add(id);
      const known = new Set(ids);
      expect(set.size).toBe(known.size);
      for (const id of [...ids, ...others]) expect(set.has(id)).toBe(known.has(id));
    }),
  ));

it('distinguishes ids of AWS, which differ in their last digits', () => {
  const set = createIdSet();
  for (let number = 0; number < 300_000; number++) {
    const id = `3916${String(number).padStart(52, '0')}`;
    if (set.has(id)) throw new Error(`${number} looks like one before it`);
    set.add(id);
  }
  expect(set.size).toBe(300_000);
});
