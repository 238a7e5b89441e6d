import { describe, expect, it } from 'vitest';
import { steadyRows } from '../../../src/views/charts/steady-rows.ts';

describe('the rows of a curve', () => {
  it('are those of its values where these are steady', () => {
    expect(steadyRows([3, 3, 3, 0, 0, 0, 5, 5, 5], 6)).toEqual([3, 3, 3, 0, 0, 0, 5, 5, 5]);
  });

  it('do not follow noise between two of them', () => {
    const noise = [3.4, 3.6, 3.5, 3.7, 3.3, 3.6, 3.4, 3.5];
    expect(new Set(steadyRows(noise, 8)).size).toBe(1);
  });

  it('follow a slope row by row', () => {
    const slope = Array.from({ length: 30 }, (_, column) => column / 6);
    const off = steadyRows(slope, 6).map((row, column) => Math.abs(row - (slope[column] ?? 0)));
    expect(Math.max(...off)).toBeLessThan(1);
  });

  it('end at the newest value, which matters most', () => {
    expect(steadyRows([2, 2, 2, 2, 2, 2.8], 6).at(-1)).toBe(3);
    expect(steadyRows([2, 2, 2, 2, 2, 2.8, null, null], 6).at(5)).toBe(3);
  });

  it('keep their course where there is no value', () => {
    expect(steadyRows([2, 2, null, null, 2, 2], 5)).toEqual([2, 2, 2, 2, 2, 2]);
  });

  it('are none without a column', () => {
    expect(steadyRows([], 5)).toEqual([]);
  });
});
