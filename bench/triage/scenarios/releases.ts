import { steady } from '../../../src/local/world/curve.ts';
import type { WorkModel } from '../../../src/local/world/function-model.ts';
import { configured, type Draft, failingSince } from '../draft.ts';
import { type NewWords, RAISED_CONCURRENCY, RAISED_TIMEOUT, type Scenario } from '../scenario.ts';
import { between, CALLS_PER_MINUTE, type Setting } from '../setting.ts';
import { ownWords, partOf, visibleShare } from './thrown-errors.ts';

const HARMS = [RAISED_TIMEOUT, RAISED_CONCURRENCY];

/** A change by people after which calls fail. */
export const releases: readonly Scenario[] = [
  {
    name: 'badRelease',
    answers: ['deployment'],
    rates: CALLS_PER_MINUTE,
    mixes: false,
    stage(draft, setting) {
      const { onsetMs } = setting;
      const { broken, told, pattern } = brokenWork(draft, setting);
      return {
        draft: {
          ...configured(told, { version: '8', lastModifiedMs: onsetMs }),
          alias: 'live',
          deployments: [
            { version: '7', sinceMs: 0 },
            { version: '8', sinceMs: onsetMs, work: broken },
          ],
        },
        sinceMs: onsetMs,
        pattern,
        dimension: 'version 8',
        harms: HARMS,
      };
    },
  },
  {
    name: 'badCanary',
    answers: ['deployment'],
    rates: [100, 1_000],
    mixes: false,
    stage(draft, setting) {
      const { onsetMs, dice } = setting;
      const { broken, told, pattern } = brokenWork(draft, setting);
      return {
        draft: {
          ...configured(told, { version: '7', lastModifiedMs: onsetMs }),
          alias: 'live',
          deployments: [
            { version: '7', sinceMs: 0 },
            {
              version: '7',
              sinceMs: onsetMs,
              canary: { version: '8', share: between(dice, 0.1, 0.4), work: broken },
            },
          ],
        },
        sinceMs: onsetMs,
        pattern,
        dimension: 'version 8',
        harms: HARMS,
      };
    },
  },
  {
    name: 'badConfiguration',
    answers: ['deployment'],
    rates: CALLS_PER_MINUTE,
    mixes: false,
    stage(draft, setting) {
      const said = ownWords(setting);
      return {
        draft: failingSince(configured(draft, { lastModifiedMs: setting.onsetMs }), {
          name: 'unset',
          sinceMs: setting.onsetMs,
          share: visibleShare(setting),
          thrown: said,
        }),
        sinceMs: setting.onsetMs,
        pattern: { by: 'code', words: partOf(said) },
        dimension: null,
        harms: HARMS,
      };
    },
  },
];

/** The work of a version of which a good part of the calls fails, with the error that it throws. */
function brokenWork(
  draft: Draft,
  setting: Setting,
): { readonly broken: WorkModel; readonly told: Draft; readonly pattern: NewWords } {
  const said = ownWords(setting);
  const share = between(setting.dice, 0.4, 0.9);
  const broken: WorkModel = {
    ...draft.work,
    failures: [
      ...draft.work.failures,
      { name: 'broken', share: steady(share), durationShare: 0.3, ending: 'exception' },
    ],
  };
  const thrown = new Map([...draft.story.thrown, ['broken', said] as const]);
  return {
    broken,
    told: { ...draft, story: { ...draft.story, thrown } },
    pattern: { by: 'code', words: partOf(said) },
  };
}
