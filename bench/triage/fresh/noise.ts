import { steady } from '../../../src/local/world/curve.ts';
import { released, scaled, since } from '../draft.ts';
import { between, MINUTE_MS, pick } from '../setting.ts';
import type { FreshSetting } from './fresh-setting.ts';
import type { Scene } from './scene.ts';

/** Unrelated things that happen at the same time by chance. */
export type NoiseName = 'none' | 'chronic' | 'harmlessLine' | 'moreCalls' | 'earlierRelease' | 'laterRelease';

export const ALL_NOISES: readonly NoiseName[] = [
  'none',
  'chronic',
  'harmlessLine',
  'moreCalls',
  'earlierRelease',
  'laterRelease',
];
/** For scenarios that are about releases or traffic themselves. */
export const CALM_NOISES: readonly NoiseName[] = ['none', 'chronic', 'harmlessLine'];

export function noisy(scene: Scene, name: NoiseName, setting: FreshSetting): Scene {
  const { draft, plan } = scene;
  const { course, dice, nowMs } = setting;
  const sinceMs = course.sinceMs ?? nowMs - 40 * MINUTE_MS;
  const fullMs = course.sinceMs === null ? sinceMs : course.fullMs;
  const nearMs = Math.round(sinceMs + between(dice, -1, 1) * MINUTE_MS);
  switch (name) {
    case 'none':
      return scene;
    case 'chronic': {
      const failures = draft.work.failures.map((failure) =>
        failure.name === 'stale-cart' ? { ...failure, share: steady(0.02) } : failure,
      );
      return {
        draft: { ...draft, work: { ...draft.work, failures } },
        plan: { ...plan, grumblesInShare: 0.12 },
      };
    }
    case 'harmlessLine': {
      const message = pick(dice, [
        'flag new-basket is on',
        'loyalty points were added',
        'using price list of autumn',
      ]);
      return { draft, plan: { ...plan, harmless: { sinceMs: nearMs, message } } };
    }
    case 'moreCalls': {
      if (draft.caller.kind !== 'sync') return scene;
      const requestsPerSecond = scaled(draft.caller.requestsPerSecond, since(nearMs, 1, 2));
      return { draft: { ...draft, caller: { ...draft.caller, requestsPerSecond } }, plan };
    }
    case 'earlierRelease':
      // So much earlier that many calls of the new version succeeded first.
      return {
        draft: released(draft, Math.round(sinceMs - between(dice, 12, 25) * MINUTE_MS)),
        plan,
      };
    case 'laterRelease':
      return {
        // After the whole rise: a release in the middle of it could be the cause.
        draft: released(draft, Math.min(fullMs + 4 * MINUTE_MS, nowMs - 2 * MINUTE_MS)),
        plan,
      };
  }
}
