import { expect, it } from 'vitest';
import { createWholeReading } from '../../../src/logs/selection/whole-reading.ts';
import type { Gap, TailEvent } from '../../../src/logs/tail-item.ts';
import { logged } from '../lines/log-lines.ts';

const LINE = logged('charged@20');
const gap = (startMs: number, endMs: number | null): Gap => ({
  type: 'gap',
  startMs,
  endMs,
  reason: 'flood',
});

it('is whole again from the batch after the one that ends the last gap', () => {
  const stretchOf = createWholeReading();
  const batches = [[LINE], [gap(1, null)], [LINE, gap(2, null)], [gap(1, 5)], [LINE], [gap(2, 9)], [LINE]];
  expect(batches.map(stretchOf).map((stretch) => stretch !== null)).toEqual([
    true,
    false,
    false,
    false,
    false,
    false,
    true,
  ]);
});

it('is another stretch after a gap in which no line came', () => {
  const stretchOf = createWholeReading();
  const [before, same, gapped, after] = [[LINE], [LINE], [gap(1, 5)], [LINE]].map(stretchOf);
  expect([same, gapped]).toEqual([before, null]);
  expect(after).not.toBeNull();
  expect(after).not.toBe(before);
});

it('is not whole from lines that were read ahead until the reading has passed them', () => {
  const stretchOf = createWholeReading();
  const ahead: TailEvent = { ...logged('charged@50'), isAhead: true };
  const batches = [[LINE], [ahead], [LINE], [logged('charged@49'), logged('charged@51')], [LINE]];
  const stretches = batches.map(stretchOf);
  expect(stretches.map((stretch) => stretch !== null)).toEqual([true, false, false, false, true]);
  expect(stretches.at(-1)).not.toBe(stretches[0]);
});
