import { spikes, steady } from '../../../../src/local/world/curve.ts';
import { configured, scaled, since } from '../../draft.ts';
import { ago, between, MINUTE_MS } from '../../setting.ts';
import { type FreshScenario, type FreshStaged, LOW_AND_HIGH } from '../fresh-scenario.ts';
import type { FreshSetting } from '../fresh-setting.ts';
import type { Scene } from '../scene.ts';

/** Nothing that deserves an alert, although something is new. */
export const quiet: readonly FreshScenario[] = [
  nothing(
    'nothing, two in a hundred fail all day',
    [300, 1_000],
    ({ draft, plan }) => ({
      draft: withStaleCarts(draft, steady(0.02)),
      plan: { ...plan, grumblesInShare: 0.12 },
    }),
    { failsAsEver: true },
  ),
  nothing('nothing, a release that says something new', LOW_AND_HIGH, ({ draft, plan }, { course }) => ({
    draft: {
      ...configured(draft, { version: '8', lastModifiedMs: course.fullMs }),
      alias: 'live',
      deployments: [
        { version: '7', sinceMs: 0 },
        { version: '8', sinceMs: course.fullMs },
      ],
    },
    plan: { ...plan, harmless: { sinceMs: course.fullMs, message: 'loyalty points were added' } },
  })),
  nothing('nothing, twice the calls and room for them', LOW_AND_HIGH, ({ draft, plan }, { course }) => ({
    draft: withCalls(draft, since(course.fullMs, 1, 2)),
    plan,
  })),
  nothing('nothing, fewer calls', [40, 300, 1_000], ({ draft, plan }, { course }) => ({
    draft: withCalls(draft, since(course.fullMs, 1, 0.6)),
    plan,
  })),
  nothing('nothing, words that look bad', LOW_AND_HIGH, ({ draft, plan }, { course }) => ({
    draft,
    plan: {
      ...plan,
      harmless: { sinceMs: course.fullMs, message: 'checked: 0 errors, 0 timeouts, AccessDenied: false' },
    },
  })),
  nothing('nothing, one bad minute half an hour ago', [300, 1_000], ({ draft, plan }, { dice, nowMs }) => {
    const badMs = ago(dice, nowMs, 25, 50);
    const isBad = (timeMs: number) => timeMs >= badMs && timeMs < badMs + MINUTE_MS;
    return { draft: withStaleCarts(draft, (timeMs) => (isBad(timeMs) ? 0.03 : 0.001)), plan };
  }),
  nothing('nothing, a healthy canary', [40, 300, 1_000], ({ draft, plan }, { course }) => ({
    draft: {
      ...configured(draft, { version: '7', lastModifiedMs: course.fullMs }),
      alias: 'live',
      deployments: [
        { version: '7', sinceMs: 0 },
        { version: '7', sinceMs: course.fullMs, canary: { version: '8', share: 0.1 } },
      ],
    },
    plan,
  })),
  nothing('nothing, a schedule every few minutes', [2], ({ draft, plan }, { dice, nowMs }) => ({
    draft: {
      ...draft,
      caller: {
        kind: 'schedule',
        firstMs: nowMs - 200 * MINUTE_MS,
        everyMs: Math.round(between(dice, 2, 6)) * MINUTE_MS,
      },
      work: { ...draft.work, failures: [] },
    },
    plan,
  })),
  nothing('nothing, bursts as ever', [300], ({ draft, plan }) => ({
    draft: withCalls(draft, spikes(0.5, 6, 10 * MINUTE_MS, 90_000)),
    plan,
  })),
  nothing('nothing, a little slower', LOW_AND_HIGH, ({ draft, plan }, { course }) => ({
    draft: { ...draft, work: { ...draft.work, durationMs: since(course.fullMs, 160, 215), failures: [] } },
    plan,
  })),
  nothing('nothing, few calls', [2, 10], (scene) => scene),
];

function nothing(
  name: string,
  rates: readonly number[],
  change: (scene: Scene, setting: FreshSetting) => Scene,
  more: Pick<FreshStaged, 'failsAsEver'> = {},
): FreshScenario {
  return {
    name,
    causes: [],
    rates,
    courses: ['step'],
    noises: ['none'],
    needs: [],
    stage: (scene, setting) => ({
      scene: change(scene, setting),
      sinceMs: null,
      pattern: null,
      dimension: null,
      harms: [],
      ...more,
    }),
  };
}

function withStaleCarts(draft: Scene['draft'], share: (timeMs: number) => number): Scene['draft'] {
  const failures = draft.work.failures.map((failure) =>
    failure.name === 'stale-cart' ? { ...failure, share } : failure,
  );
  return { ...draft, work: { ...draft.work, failures } };
}

function withCalls(draft: Scene['draft'], factor: (timeMs: number) => number): Scene['draft'] {
  const { caller } = draft;
  if (caller.kind !== 'sync') return draft;
  return { ...draft, caller: { ...caller, requestsPerSecond: scaled(caller.requestsPerSecond, factor) } };
}
