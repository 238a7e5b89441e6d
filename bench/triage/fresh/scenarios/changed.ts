import { steady } from '../../../../src/local/world/curve.ts';
import { configured, released } from '../../draft.ts';
import { MORE_RETRIES } from '../../scenario.ts';
import { ago, between } from '../../setting.ts';
import {
  type FreshScenario,
  type FreshStaged,
  familiesOf,
  HARMS,
  LOW_AND_HIGH,
  newWords,
  seenSince,
  waysOf,
  worded,
} from '../fresh-scenario.ts';
import type { FreshSetting } from '../fresh-setting.ts';
import { CALM_NOISES } from '../noise.ts';
import { OWN } from '../said/own-words.ts';
import type { Scene } from '../scene.ts';

const ALL_HARMS = [...HARMS, MORE_RETRIES];
const COMMON = {
  causes: [['deployment']],
  courses: ['step'],
  noises: CALM_NOISES,
} as const;

/** Changes by people or by AWS. */
export const changed: readonly FreshScenario[] = [
  {
    ...COMMON,
    name: 'brokenRelease',
    rates: LOW_AND_HIGH,
    families: familiesOf(OWN),
    needs: ['versions'],
    stage: (scene, setting) =>
      broken(scene, setting, between(setting.dice, 0.5, 0.95), (draft, work) =>
        released(draft, setting.course.fullMs, work),
      ),
  },
  {
    ...COMMON,
    name: 'brokenCanary',
    rates: [300, 1_000],
    families: familiesOf(OWN),
    needs: ['versions'],
    stage: (scene, setting) =>
      broken(scene, setting, between(setting.dice, 0.6, 0.95), (draft, work) =>
        weighted(draft, setting, work, between(setting.dice, 0.06, 0.15)),
      ),
  },
  {
    ...COMMON,
    name: 'rolledBack',
    rates: [40, 300, 1_000],
    courses: ['over'],
    families: familiesOf(OWN),
    needs: ['versions'],
    stage: (scene, setting) =>
      broken(scene, setting, between(setting.dice, 0.5, 0.95), (draft, work) => {
        const { strength, fullMs } = setting.course;
        const forward = released(draft, fullMs, work);
        return {
          ...forward,
          configuration: { ...forward.configuration, version: '8' },
          deployments: [...forward.deployments, { version: '7', sinceMs: endOf(strength, fullMs) }],
        };
      }),
  },
  {
    ...COMMON,
    name: 'slowerRelease',
    rates: [10, 40, 300, 1_000],
    needs: ['versions'],
    stage(scene, setting) {
      return slower(scene, setting, (draft, work) => released(draft, setting.course.fullMs, work));
    },
  },
  {
    ...COMMON,
    name: 'slowerCanary',
    rates: [300, 1_000],
    needs: ['versions'],
    stage(scene, setting) {
      return slower(scene, setting, (draft, work) => weighted(draft, setting, work, 0.15));
    },
  },
  {
    ...COMMON,
    name: 'runtimeUpdated',
    rates: [1_000],
    families: familiesOf(OWN),
    noises: ['none', 'chronic'],
    needs: ['log'],
    stage({ draft, plan }, setting) {
      const { dice, nowMs } = setting;
      const updatedMs = ago(dice, nowMs, 40, 60);
      const said = waysOf(OWN, setting);
      const failure = {
        name: 'since-update',
        share: steady(0.8),
        durationShare: 0.5,
        ending: 'exception' as const,
        happensIn: ({ createdMs }: { readonly createdMs: number }) => createdMs >= updatedMs,
      };
      const work = { ...draft.work, durationMs: steady(900) };
      return {
        scene: {
          draft: {
            ...configured(draft, { runtimeUpdatedMs: updatedMs }),
            work: { ...work, failures: [...work.failures, failure] },
          },
          plan: worded(plan, failure.name, { said }),
        },
        // Each environment is affected once it is replaced.
        sinceMs: null,
        pattern: newWords(said, setting),
        dimension: /runtime/i,
        harms: ALL_HARMS,
      };
    },
  },
];

type Drafted = (draft: Scene['draft'], work: Scene['draft']['work']) => Scene['draft'];

function broken(scene: Scene, setting: FreshSetting, share: number, drafted: Drafted): FreshStaged {
  const { draft, plan } = scene;
  const said = waysOf(OWN, setting);
  const failure = { name: 'broken', share: steady(share), durationShare: 0.4, ending: 'exception' as const };
  return {
    scene: {
      draft: drafted(draft, { ...draft.work, failures: [...draft.work.failures, failure] }),
      plan: worded(plan, 'broken', { said }),
    },
    ...seenSince(setting, setting.callsPerMinute * share * 0.3),
    pattern: newWords(said, setting),
    dimension: 'version 8',
    harms: ALL_HARMS,
  };
}

/** So slow that a good part of the calls times out. */
function slower({ draft, plan }: Scene, setting: FreshSetting, drafted: Drafted): FreshStaged {
  const durationMs = steady(draft.configuration.timeoutMs * between(setting.dice, 0.7, 1));
  return {
    scene: { draft: drafted(draft, { ...draft.work, durationMs, spread: steady(0.4) }), plan },
    ...seenSince(setting, setting.callsPerMinute * 0.1),
    pattern: { by: 'lambda', words: 'imeout' },
    dimension: 'version 8',
    harms: ALL_HARMS,
  };
}

function weighted(
  draft: Scene['draft'],
  { course }: FreshSetting,
  work: Scene['draft']['work'],
  share: number,
): Scene['draft'] {
  return {
    ...configured(draft, { version: '7', lastModifiedMs: course.fullMs }),
    alias: 'live',
    deployments: [
      { version: '7', sinceMs: 0 },
      { version: '7', sinceMs: course.fullMs, canary: { version: '8', share, work } },
    ],
  };
}

function endOf(strength: (timeMs: number) => number, sinceMs: number): number {
  let endMs = sinceMs;
  while (strength(endMs) > 0) endMs += 1_000;
  return endMs;
}
