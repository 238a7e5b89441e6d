import { since } from '../draft.ts';
import type { Scenario } from '../scenario.ts';
import { ago } from '../setting.ts';

/** Nobody calls any more. */
export const silence: readonly Scenario[] = [
  {
    name: 'silence',
    answers: ['silence'],
    rates: [100, 1_000],
    mixes: false,
    stage(draft, { callsPerMinute, dice, nowMs }) {
      // Ten minutes without a call must have passed and be known.
      const stoppedMs = ago(dice, nowMs, 16, 45);
      return {
        draft: {
          ...draft,
          caller: { kind: 'sync', requestsPerSecond: since(stoppedMs, callsPerMinute / 60, 0) },
        },
        sinceMs: stoppedMs,
        pattern: null,
        dimension: null,
        harms: [],
      };
    },
  },
];
