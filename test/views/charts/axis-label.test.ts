import { describe, expect, it } from 'vitest';
import {
  type AxisLabel,
  ageLabel,
  countLabel,
  durationLabel,
  shareLabel,
} from '../../../src/views/charts/axis-label.ts';

function labels(label: AxisLabel, step: number, steps: number): readonly string[] {
  const top = step * steps;
  return Array.from({ length: steps + 1 }, (_, row) => label(top - row * step, { top, step }));
}

describe('the labels of an axis', () => {
  it.each([
    { what: 'counts in full', label: countLabel, step: 8_000, says: ['16,000', '8,000', '0'] },
    { what: 'counts too long for the axis', label: countLabel, step: 1e6, says: ['2.0M', '1.0M', '0'] },
    { what: 'whole percents', label: shareLabel, step: 0.06, says: ['12 %', '6 %', '0 %'] },
    { what: 'fractions of a percent', label: shareLabel, step: 0.004, says: ['0.8 %', '0.4 %', '0 %'] },
    {
      what: 'percents, all with a decimal if one needs it',
      label: shareLabel,
      step: 0.005,
      says: ['1.0 %', '0.5 %', '0 %'],
    },
    { what: 'milliseconds', label: durationLabel, step: 250, says: ['500 ms', '250 ms', '0 ms'] },
    {
      what: 'fractions of a millisecond',
      label: durationLabel,
      step: 0.5,
      says: ['1.0 ms', '0.5 ms', '0 ms'],
    },
    {
      what: 'a second and fractions of it',
      label: durationLabel,
      step: 750,
      says: ['1.50 s', '0.75 s', '0 s'],
    },
    { what: 'whole seconds', label: durationLabel, step: 5_000, says: ['10 s', '5 s', '0 s'] },
    { what: 'half seconds', label: durationLabel, step: 2_500, says: ['5.0 s', '2.5 s', '0 s'] },
    { what: 'minutes', label: durationLabel, step: 300_000, says: ['10m', '5m', '0 s'] },
    { what: 'ages', label: ageLabel, step: 600_000, says: ['20m', '10m', '0 s'] },
  ])('show $what', ({ label, step, says }) => {
    expect(labels(label, step, 2)).toEqual(says);
  });

  it.each([countLabel, shareLabel, durationLabel])('differ from each other, whatever the step', (label) => {
    for (const leading of [1, 1.5, 2, 2.5, 3, 4, 5, 6, 7.5, 8]) {
      for (const scale of label === shareLabel ? [0.001, 0.01] : [10, 100, 1_000]) {
        const all = labels(label, leading * scale, 6);
        expect(new Set(all).size).toBe(all.length);
        for (const each of all) expect(each.length).toBeLessThanOrEqual(7);
      }
    }
  });
});
