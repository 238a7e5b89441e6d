import { expect, it } from 'vitest';
import { createWholeReading } from '../../../src/logs/selection/whole-reading.ts';
import type { Gap } from '../../../src/logs/tail-item.ts';
import { logged } from '../lines/log-lines.ts';

const LINE = logged('charged@20');
const gap = (startMs: number, endMs: number | null): Gap => ({
  type: 'gap',
  startMs,
  endMs,
  reason: 'flood',
});

it('is whole again from the batch after the one that ends the last gap', () => {
  const isWhole = createWholeReading();
  const batches = [[LINE], [gap(1, null)], [LINE, gap(2, null)], [gap(1, 5)], [LINE], [gap(2, 9)], [LINE]];
  expect(batches.map(isWhole)).toEqual([true, false, false, false, false, false, true]);
});
