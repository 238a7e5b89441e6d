import { describe, expect, it } from 'vitest';
import { createRecentMap } from '../../src/logs/recent-map.ts';

describe('a map of recent entries', () => {
  it('keeps a limited number, and drops the one set longest ago', () => {
    const map = createRecentMap<string, number>(2);
    map.set('a', 1);
    map.set('b', 2);
    map.set('a', 3);
    map.set('c', 4);
    expect(['a', 'b', 'c'].map(map.get)).toEqual([3, undefined, 4]);
  });

  it('keeps a limited size, however many entries that is', () => {
    const map = createRecentMap<string, string>(10, (text) => text.length);
    map.set('a', '1234');
    map.set('b', '1234');
    map.set('c', '12345');
    expect(['a', 'b', 'c'].map(map.get)).toEqual([undefined, '1234', '12345']);
    map.delete('b');
    map.set('d', '12345');
    expect(['c', 'd'].map(map.get)).toEqual(['12345', '12345']);
  });
});
