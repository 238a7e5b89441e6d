import { steady } from '../../../../src/local/world/curve.ts';
import { configured, roomFor, since } from '../../draft.ts';
import { MORE_RETRIES, RAISED_TIMEOUT } from '../../scenario.ts';
import { ago, between } from '../../setting.ts';
import { poisoned, queue, queueing, streaming } from '../callers.ts';
import { shifted } from '../course.ts';
import { type FreshScenario, familiesOf, seenSince, waysOf } from '../fresh-scenario.ts';
import { CALM_NOISES } from '../noise.ts';
import { OWN } from '../said/own-words.ts';
import type { Scene } from '../scene.ts';

const HARMS = [RAISED_TIMEOUT, MORE_RETRIES];
const BASE = { noises: CALM_NOISES, needs: [] } as const;

/** Events lost behind asynchronous calls, and calls that stop. */
export const lost: readonly FreshScenario[] = [
  {
    ...BASE,
    name: 'destinationRefuses',
    causes: [['refusedEvents']],
    rates: [10, 100],
    courses: ['step'],
    families: familiesOf(OWN),
    stage({ draft, plan }, setting) {
      const { callsPerMinute, course } = setting;
      const kept = queue('incoming-kept');
      const said = waysOf(OWN, setting);
      const share = callsPerMinute === 10 ? 0.3 : 0.08;
      const scene: Scene = {
        draft: {
          ...draft,
          queues: [kept],
          caller: {
            kind: 'async',
            eventsPerSecond: steady(callsPerMinute / 60),
            poison: { share: steady(share), failure: 'refused' },
            onFailure: { kind: 'destination', queueName: kept.name, refusesSinceMs: course.fullMs },
          },
        },
        plan,
      };
      return {
        scene: poisoned(scene, 'refused', said),
        ...seenSince(setting, callsPerMinute * share),
        pattern: null,
        dimension: null,
        harms: HARMS,
      };
    },
  },
  {
    ...BASE,
    name: 'eventsFlood',
    causes: [['asyncBacklog']],
    rates: [100, 300],
    courses: ['step', 'ramp'],
    stage({ draft, plan }, setting) {
      const { callsPerMinute, course, dice } = setting;
      const perSecond = callsPerMinute / 60;
      const reserved = roomFor(perSecond * 0.9);
      const after = (reserved / 0.9) * between(dice, 1.6, 2.6);
      return {
        scene: {
          draft: {
            ...configured(draft, { reservedConcurrency: reserved }),
            caller: { kind: 'async', eventsPerSecond: shifted(perSecond, after, course), onFailure: null },
            work: { ...draft.work, durationMs: steady(900), failures: [] },
          },
          plan,
        },
        ...seenSince(setting, callsPerMinute),
        pattern: null,
        dimension: null,
        harms: HARMS,
      };
    },
  },
  {
    ...BASE,
    name: 'mappingDisabled',
    // There are no calls because the caller was disabled: the report must say both.
    causes: [['silence']],
    rates: [40, 100],
    courses: ['step'],
    stage(scene, { callsPerMinute, dice, nowMs }) {
      const disabledSinceMs = ago(dice, nowMs, 16, 45);
      const isQueue = dice.share() < 0.5;
      return {
        scene: isQueue
          ? queueing(scene, { messagesPerSecond: steady(callsPerMinute / 60), disabledSinceMs })
          : streaming(scene, { openShards: 2, disabledSinceMs }),
        sinceMs: disabledSinceMs,
        pattern: null,
        dimension: /disabled/i,
        harms: HARMS,
      };
    },
  },
  {
    ...BASE,
    name: 'callersGone',
    causes: [['silence']],
    rates: [40, 300],
    courses: ['step'],
    stage({ draft, plan }, { callsPerMinute, dice, nowMs }) {
      const stoppedMs = ago(dice, nowMs, 16, 45);
      return {
        scene: {
          draft: {
            ...draft,
            caller: { kind: 'sync', requestsPerSecond: since(stoppedMs, callsPerMinute / 60, 0) },
          },
          plan,
        },
        sinceMs: stoppedMs,
        pattern: null,
        dimension: null,
        harms: [],
      };
    },
  },
];
