import { describe, expect, it } from 'vitest';
import { limitMet } from '../../../src/capacity/assessment.ts';
import type { CapacityMinute } from '../../../src/capacity/evidence.ts';
import { assess } from '../../../src/capacity/judging/assess.ts';
import { busyMinute, pooledEvidence, poolMinutes, reservedEvidence, steady } from '../capacity-minutes.ts';

const CALM = 15;
const PEAK = 30;
const calm = steady(CALM, 20, { observedMax: PEAK });
const burst = (different: Partial<CapacityMinute> = {}) =>
  busyMinute(CALM, 900, { throttles: 400, observedMax: 1_800, ...different });
const reserving = (reserved: number, newest: CapacityMinute) => reservedEvidence(reserved, [...calm, newest]);
const sharing = (unreserved: number, inUse: number | null) =>
  pooledEvidence(unreserved, [...calm, burst()], poolMinutes(Array(CALM + 1).fill(inUse)));

describe('the scaling rate', () => {
  it('is the limit that is met while calls are turned away from a steep climb, with concurrency to spare', () => {
    const assessment = assess(reserving(5_000, burst()));
    expect(limitMet(assessment)).toMatchObject({
      kind: 'scaling',
      value: 1_000,
      inUse: (1_800 - PEAK) / 6,
    });
    expect(assessment.limit).toMatchObject({ kind: 'reserved', value: 5_000 });
    expect(limitMet(assess(sharing(9_000, 2_000))).kind).toBe('scaling');
  });

  it.each([
    ['the reservation was met', reserving(1_800, burst())],
    ['the climb was not steep', reserving(5_000, burst({ observedMax: 200 }))],
    ['no call was turned away', reserving(5_000, burst({ throttles: 0 }))],
    ['the account pool was full', sharing(9_000, 8_900)],
    ['the use of the pool is not known', sharing(9_000, null)],
  ])('is not where %s', (_why, evidence) => {
    const assessment = assess(evidence);
    expect(limitMet(assessment).kind).toBe(assessment.limit.kind);
  });
});
