import { describe, expect, it } from 'vitest';
import { worstFirst } from '../../../src/monitor/fleet/fleet-judgement.ts';
import type { FunctionMinute } from '../../../src/triage/minute/function-minute.ts';
import { CALM, status, times } from '../function/judged-function.ts';
import { scriptedFunction } from '../scripted-account.ts';

describe('the order of functions', () => {
  const named = (name: string, points: readonly Partial<FunctionMinute>[]) =>
    status(points, { configuration: scriptedFunction(name) });

  it('is worst first, then by a clear difference in losses, then by name; idle ones last', () => {
    const functions = [
      named('idle-b', []),
      named('quiet', times(20, CALM)),
      named('idle-a', []),
      named('busy', times(20, { ...CALM, durationSumMs: 600_000 })),
      named('failing', times(20, { ...CALM, errors: 100 })),
      named('failing-more', times(20, { ...CALM, errors: 300 })),
    ];
    expect(functions.toSorted(worstFirst).map(({ name }) => name)).toEqual([
      'failing-more',
      'failing',
      'busy',
      'quiet',
      'idle-a',
      'idle-b',
    ]);
  });
});
