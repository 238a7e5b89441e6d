import { steady } from '../../../src/local/world/curve.ts';
import type { Draft } from '../draft.ts';
import { configured, since } from '../draft.ts';
import type { Scenario, Staged } from '../scenario.ts';
import { between, CALLS_PER_MINUTE, type Setting } from '../setting.ts';

/** Nothing that deserves an alert. */
export const NOTHING: readonly Scenario[] = [
  quiet('nothing, healthy', (draft) => draft),
  quiet('nothing, a harmless release', (draft, { onsetMs }) =>
    configured(draft, { lastModifiedMs: onsetMs }),
  ),
  quiet('nothing, more calls and room for them', (draft, { callsPerMinute, onsetMs }) => ({
    ...draft,
    caller: { kind: 'sync', requestsPerSecond: since(onsetMs, callsPerMinute / 60, callsPerMinute / 40) },
  })),
  quiet('nothing, it fails as ever', failingAsEver, { failsAsEver: true }),
  quiet('nothing, it failed like this all week', failingAsEver, { hasPast: true }),
  quiet('nothing, a little slower and far from any limit', (draft, { onsetMs }) => ({
    ...draft,
    work: { ...draft.work, durationMs: since(onsetMs, 150, 210) },
  })),
];

function failingAsEver(draft: Draft, { dice, callsPerMinute }: Setting): Draft {
  const share = steady(callsPerMinute === 10 ? 0.03 : between(dice, 0.012, 0.06));
  return {
    ...draft,
    work: {
      ...draft.work,
      failures: [{ name: 'stale-cart', share, durationShare: 0.4, ending: 'exception' }],
    },
  };
}

function quiet(
  name: string,
  change: (draft: Draft, setting: Setting) => Draft,
  more: Pick<Staged, 'failsAsEver' | 'hasPast'> = {},
): Scenario {
  return {
    name,
    answers: [],
    rates: CALLS_PER_MINUTE,
    mixes: false,
    stage: (draft, setting) => ({
      draft: change(draft, setting),
      sinceMs: null,
      pattern: null,
      dimension: null,
      harms: [],
      ...more,
    }),
  };
}
