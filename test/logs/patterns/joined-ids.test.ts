import { describe, expect, it } from 'vitest';
import { JoinedIds } from '../../../src/logs/patterns/joined-ids.ts';
import { bytesHeld } from '../../garbage.ts';

describe('ids that were merged', () => {
  it('stand for the oldest of them', () => {
    const ids = new JoinedIds(10);
    const [oldest, middle, newest] = [ids.next(), ids.next(), ids.next()];
    ids.join(middle, newest);
    ids.join(oldest, middle);
    expect([oldest, middle, newest].map((id) => ids.current(id))).toEqual([oldest, oldest, oldest]);
  });

  it('are forgotten, the first ones first, so that months of them take no memory', () => {
    const ids = new JoinedIds(1_000);
    const kept = ids.next();
    const before = bytesHeld();
    let last = kept;
    for (let number = 0; number < 500_000; number++) {
      last = ids.next();
      ids.join(kept, last);
    }
    expect(bytesHeld() - before).toBeLessThan(1_000_000);
    expect([kept, kept + 1, last].map((id) => ids.current(id))).toEqual([kept, kept + 1, kept]);
  });
});
