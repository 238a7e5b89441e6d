import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { THRESHOLD_RANGES } from '../../src/triage/threshold-range.ts';
import { DEFAULT_THRESHOLDS, type Thresholds } from '../../src/triage/thresholds.ts';

const PAGE = readFileSync('docs/settings.md', 'utf8');
const NAMES = Object.keys(DEFAULT_THRESHOLDS) as (keyof Thresholds)[];

describe('the thresholds of docs/settings.md', () => {
  it.each(NAMES)('describe %s and its range', (name) => {
    const value = DEFAULT_THRESHOLDS[name];
    const numbers = typeof value === 'number' ? String(value) : `${value.warnAt}, ${value.critAt}`;
    const row = PAGE.split('\n').find((line) => line.startsWith(`| \`${name}\` `)) ?? '';
    const cells = row.split('|').map((cell) => cell.trim());
    expect([cells[2], cells[4]]).toEqual([numbers, THRESHOLD_RANGES[name].says]);
  });
});
