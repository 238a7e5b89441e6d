import { steady } from '../../../../src/local/world/curve.ts';
import { configured, released } from '../../draft.ts';
import { MORE_RETRIES, RAISED_CONCURRENCY, RAISED_TIMEOUT } from '../../scenario.ts';
import { ago, between, pick } from '../../setting.ts';
import { shifted } from '../course.ts';
import {
  ALL_COURSES,
  endedAs,
  type FreshScenario,
  failingPart,
  HARMS,
  LOW_AND_HIGH,
  newWords,
  SEEN_COURSES,
  seenSince,
  visibleShare,
} from '../fresh-scenario.ts';
import { ALL_NOISES, CALM_NOISES } from '../noise.ts';
import { said } from '../said/words.ts';

const HANGS = 10_000;
const ALL_HARMS = [...HARMS, MORE_RETRIES];

/** Calls that Lambda ends, and code that does not start. */
export const ends: readonly FreshScenario[] = [
  {
    name: 'hanging',
    causes: [['timeouts']],
    rates: LOW_AND_HIGH,
    courses: ALL_COURSES,
    noises: ALL_NOISES,
    needs: [],
    stage(scene, setting) {
      const share = Math.min(0.35, visibleShare(setting));
      const failing = { said: [] };
      return {
        scene: failingPart(scene, setting, { name: 'hang', share, failing, durationShare: HANGS }),
        ...seenSince(setting, setting.callsPerMinute * share),
        pattern: endedAs('imeout', setting),
        dimension: null,
        harms: HARMS,
      };
    },
  },
  {
    name: 'fatPayload',
    // One tenant's payload exhausts the memory: both the payload and the memory are right answers.
    causes: [['outOfMemory', 'badInput']],
    rates: [40, 100, 1_000],
    courses: ['step', 'ramp', 'flapping', 'over'],
    noises: ALL_NOISES,
    needs: ['log'],
    stage(scene, setting) {
      const share = Math.max(0.08, Math.min(0.2, visibleShare(setting)));
      const failing = { said: [], hit: { field: 'tenant', value: 'brook-42' } };
      return {
        scene: failingPart(scene, setting, {
          name: 'fat',
          share,
          failing,
          ending: 'out-of-memory',
          durationShare: 2,
        }),
        ...seenSince(setting, setting.callsPerMinute * share),
        pattern: endedAs('OutOfMemory', setting),
        dimension: 'brook-42',
        harms: ALL_HARMS,
      };
    },
  },
  {
    name: 'crashing',
    causes: [['processExit']],
    rates: LOW_AND_HIGH,
    courses: ALL_COURSES,
    noises: ALL_NOISES,
    needs: ['log'],
    stage(scene, setting) {
      const share = visibleShare(setting);
      return {
        scene: failingPart(scene, setting, {
          name: 'crash',
          share,
          failing: { said: [] },
          ending: 'exit',
          durationShare: 0.4,
        }),
        ...seenSince(setting, setting.callsPerMinute * share),
        pattern: endedAs('Runtime.ExitError', setting),
        dimension: null,
        harms: ALL_HARMS,
      };
    },
  },
  {
    name: 'startFails',
    // A release whose code does not start is both, and the advice is the same: roll back.
    causes: [['initFailure', 'deployment']],
    rates: LOW_AND_HIGH,
    courses: ['step'],
    noises: CALM_NOISES,
    needs: ['log'],
    stage({ draft, plan }, setting) {
      const { course, dice, family } = setting;
      const initErrorType = pick(dice, [
        'Runtime.HandlerNotFound',
        'Runtime.UserCodeSyntaxError',
        'Runtime.ImportModuleError',
        family === 'go' ? 'Runtime.InvalidEntrypoint' : 'Runtime.ExitError',
      ]);
      const broken = { ...draft.work, initFailureShare: steady(1), initErrorType };
      return {
        scene: {
          draft: released(draft, course.fullMs, broken),
          plan: { ...plan, failedInit: [said(initErrorType, 'index.handler is undefined or not exported')] },
        },
        ...seenSince(setting, setting.callsPerMinute),
        pattern: { by: 'lambda', words: initErrorType },
        dimension: 'version 8',
        harms: ALL_HARMS,
      };
    },
  },
  {
    name: 'startTooSlow',
    // No environment of the release ever reaches its handler, whatever the calls look like.
    causes: [['initTimeout', 'deployment']],
    rates: [2, 10, 100],
    courses: ['step'],
    noises: CALM_NOISES,
    needs: ['log'],
    stage({ draft, plan }, setting) {
      const { course, dice, callsPerMinute } = setting;
      const slow = { ...draft.work, initMs: between(dice, 22_000, 28_000) };
      return {
        scene: {
          draft: released(configured(draft, { timeoutMs: pick(dice, [3_000, 6_000]) }), course.fullMs, slow),
          plan,
        },
        ...seenSince(setting, callsPerMinute),
        pattern: { by: 'lambda', words: 'imeout' },
        dimension: 'version 8',
        harms: [RAISED_CONCURRENCY, MORE_RETRIES],
      };
    },
  },
  {
    name: 'slowCalls',
    causes: [['slowDependency']],
    rates: LOW_AND_HIGH,
    courses: SEEN_COURSES,
    noises: ALL_NOISES,
    needs: [],
    stage({ draft, plan }, setting) {
      const { dice, course, family, callsPerMinute } = setting;
      const usualMs = draft.work.durationMs(0);
      const factor = (draft.configuration.timeoutMs * between(dice, 0.45, 0.8)) / usualMs;
      const host = pick(dice, ['tax.internal', 'quotes.partner.example', 'vault.internal']);
      const isNamed = dice.share() < 0.5;
      const waited = said(
        family === 'go' ? '*url.Error' : 'ReadTimeout',
        `no answer of ${host} within {n} ms`,
      );
      const slower = {
        draft: {
          ...draft,
          work: {
            ...draft.work,
            durationMs: (timeMs: number) =>
              draft.work.durationMs(timeMs) * shifted(1, factor, course)(timeMs),
            spread: steady(0.4),
          },
        },
        plan,
      };
      const named = failingPart(slower, setting, {
        name: 'gave-up',
        share: 0.15,
        failing: { said: [waited] },
        durationShare: 1,
      });
      return {
        scene: isNamed ? named : slower,
        ...seenSince(setting, callsPerMinute),
        pattern: isNamed ? newWords([waited], setting) : endedAs('imeout', setting),
        dimension: isNamed ? host : null,
        harms: ALL_HARMS,
      };
    },
  },
  {
    name: 'retriesOfHanging',
    // The hanging calls came first, and caused the doubled traffic.
    causes: [['retryStorm'], ['timeouts']],
    rates: [10, 100],
    courses: ['step'],
    noises: CALM_NOISES,
    needs: [],
    stage({ draft, plan }, setting) {
      const { callsPerMinute, dice } = setting;
      const asked = {
        ...configured(draft, { timeoutMs: 3_000 }),
        caller: {
          kind: 'sync' as const,
          requestsPerSecond: steady(callsPerMinute / 60),
          retries: { most: 5, pauseMs: between(dice, 200, 1_000) },
        },
      };
      const scene = failingPart({ draft: asked, plan }, setting, {
        name: 'hang',
        share: 0.7,
        failing: { said: [] },
        durationShare: HANGS,
      });
      return {
        scene,
        ...seenSince(setting, callsPerMinute * 0.7),
        pattern: { by: 'lambda', words: 'imeout' },
        dimension: null,
        harms: ALL_HARMS,
      };
    },
  },
  {
    name: 'heavyStart',
    // The release made init slow: the wave of cold starts and the release are one story.
    causes: [['coldStarts', 'deployment']],
    rates: [1_000],
    courses: ['step'],
    noises: ['none', 'chronic'],
    needs: ['log'],
    stage({ draft, plan }, setting) {
      const { dice, nowMs } = setting;
      const releasedMs = ago(dice, nowMs, 3.2, 5);
      const usual = { ...draft.work, durationMs: steady(1_200), spread: steady(0.3) };
      const heavy = { ...usual, initMs: between(dice, 5_000, 8_000) };
      const roomy = { ...configured(draft, { timeoutMs: 30_000, reservedConcurrency: 40 }), work: usual };
      return {
        scene: { draft: released(roomy, releasedMs, heavy), plan },
        sinceMs: releasedMs,
        pattern: null,
        dimension: 'version 8',
        harms: [RAISED_TIMEOUT, MORE_RETRIES],
      };
    },
  },
];
