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

  it('follow each of several rises of nearly a row, alike', () => {
    const calm = Array<number>(8).fill(2.15);
    const rises = [...calm, 2.93, 2.93, ...calm, 2.95, 2.95, ...calm, 3.08, 3.08, ...calm];
    expect(steadyRows(rises, 5).map((row) => row - 2)).toEqual(rises.map((value) => (value > 2.5 ? 1 : 0)));
  });

  it.each([3.1, 3.4, 5])('show a single value of %d that stands out, at its height', (peak) => {
    const calm = [2.3, 2.2, 2.35, 2.3, 2.25, 2.3];
    expect(steadyRows([...calm, peak, ...calm], 6)[calm.length]).toBe(Math.round(peak));
  });

  it('show a single dip that stands out', () => {
    expect(steadyRows([3, 3, 3, 3, 1.9, 3, 3, 3, 3], 6)).toEqual([3, 3, 3, 3, 2, 3, 3, 3, 3]);
  });

  it('do not follow noise for its highest values', () => {
    const noise = [2.6, 3.4, 2.5, 3.8, 2.5, 3.5, 2.4, 3.6, 2.6, 3.5];
    expect(new Set(steadyRows(noise, 8)).size).toBe(1);
  });

  it('do not follow noise because the curve was calm before', () => {
    const noise = [4.0, 3.4, 4.3, 3.6, 4.6, 3.5, 4.2, 3.9, 4.5, 4.0];
    const rows = steadyRows([...Array<number>(40).fill(0), ...noise], 6);
    expect(new Set(rows.slice(-noise.length)).size).toBe(1);
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

  it('have the newest of slowly rising values in its nearest row, each minute', () => {
    const rising = Array.from({ length: 60 }, (_, minute) => minute / 11);
    const newest = rising.map((_, minute) => steadyRows(rising.slice(0, minute + 1), 7).at(-1));
    expect(newest).toEqual(rising.map(Math.round));
  });

  it('end in the row of the noise for a newest value that is a part of it', () => {
    expect(new Set(steadyRows([2.4, 2.3, 2.6, 2.35, 2.45, 2.3, 2.4, 2.55], 5))).toEqual(new Set([2]));
  });

  it('end in the nearest row where the newest value is clearly off that of the noise', () => {
    expect(steadyRows([2.3, 2.7, 2.1, 2.2, 2.7, 2.3, 2.2, 2.68], 5)).toEqual([2, 2, 2, 2, 2, 2, 2, 3]);
  });

  it.each([1, 2, 3, 8])('end in the row nearest to a rise %i minutes ago', (minutes) => {
    const rise = Array<number>(minutes).fill(2.6);
    expect(steadyRows([...Array<number>(20).fill(2), ...rise], 5).slice(-minutes)).toEqual(
      rise.map(Math.round),
    );
  });

  it('keep their course where there is no value', () => {
    expect(steadyRows([2, 2, null, null, 2, 2], 5)).toEqual([2, 2, 2, 2, 2, 2]);
  });

  it('are none without a column', () => {
    expect(steadyRows([], 5)).toEqual([]);
  });
});
