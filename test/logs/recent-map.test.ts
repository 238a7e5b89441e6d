import { describe, expect, it } from 'vitest';
import { createRecentMap } from '../../src/logs/recent-map.ts';

describe('a map of what was set last', () => {
  it('keeps so many, and lets go of what was set longest ago', () => {
    const map = createRecentMap<string, number>(2);
    map.set('a', 1);
    map.set('b', 2);
    map.set('a', 3);
    map.set('c', 4);
    expect(['a', 'b', 'c'].map(map.get)).toEqual([3, undefined, 4]);
  });

  it('keeps so much, however many that are', () => {
    const map = createRecentMap<string, string>(10, (text) => text.length);
    map.set('a', '1234');
    map.set('b', '1234');
    map.set('c', '12345');
    expect(['a', 'b', 'c'].map(map.get)).toEqual([undefined, '1234', '12345']);
    map.delete('b');
    map.set('d', '12345');
    expect(['c', 'd'].map(map.get)).toEqual(['12345', '12345']);
  });

  it('keeps nothing that is more than all it may keep', () => {
    const map = createRecentMap<string, string>(10, (text) => text.length);
    map.set('a', 'x'.repeat(11));
    expect(map.get('a')).toBeUndefined();
  });
});
