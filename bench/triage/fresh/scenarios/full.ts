import { type Curve, steady } from '../../../../src/local/world/curve.ts';
import { configured, neighbour, roomFor } from '../../draft.ts';
import { MORE_RETRIES, RAISED_TIMEOUT } from '../../scenario.ts';
import { between, pick, wholeBetween } from '../../setting.ts';
import { shifted } from '../course.ts';
import { type FreshScenario, seenSince } from '../fresh-scenario.ts';

const HARMS = [RAISED_TIMEOUT, MORE_RETRIES];
const DURATION_MS = 1_500;

/** Calls that are throttled. */
export const full: readonly FreshScenario[] = [
  {
    name: 'limitLowered',
    causes: [['ownLimit']],
    rates: [300, 1_000],
    courses: ['step'],
    noises: ['none', 'chronic', 'harmlessLine', 'earlierRelease'],
    needs: [],
    stage({ draft, plan }, setting) {
      const { callsPerMinute, course, dice } = setting;
      const busy = (callsPerMinute / 60) * (DURATION_MS / 1_000);
      return {
        scene: {
          draft: {
            ...configured(draft, {
              timeoutMs: 30_000,
              reservedConcurrency: Math.max(1, Math.floor(busy * between(dice, 0.5, 0.8))),
              formerReservedConcurrency: { value: roomFor(busy) * 2, untilMs: course.fullMs },
            }),
            work: { ...draft.work, durationMs: steady(DURATION_MS) },
          },
          plan,
        },
        ...seenSince(setting, callsPerMinute * 0.2),
        pattern: null,
        dimension: null,
        harms: HARMS,
      };
    },
  },
  {
    name: 'switchedOff',
    causes: [['ownLimit']],
    rates: [10, 40, 300],
    courses: ['step'],
    noises: ['none', 'chronic', 'earlierRelease'],
    needs: [],
    stage({ draft, plan }, setting) {
      const { callsPerMinute, course } = setting;
      return {
        scene: {
          draft: configured(draft, {
            reservedConcurrency: 0,
            formerReservedConcurrency: { value: 50, untilMs: course.fullMs },
          }),
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
    name: 'neighbourEats',
    causes: [['accountPool']],
    rates: [40, 300, 1_000],
    courses: ['step', 'ramp', 'flapping'],
    noises: ['none', 'chronic', 'earlierRelease'],
    needs: [],
    stage({ draft, plan }, setting) {
      const { callsPerMinute, course, dice } = setting;
      const hog = pick(dice, ['nightly-rebuild', 'thumb-maker', 'ledger-import']);
      const limit = wholeBetween(dice, 100, 180);
      const durationMs = 4_000;
      const others = [
        neighbour('basket-reader', { requestsPerSecond: steady(6), durationMs: steady(1_500) }),
        neighbour(hog, {
          requestsPerSecond: shifted(1.5, (1.4 * limit * 1_000) / durationMs, course),
          durationMs: steady(durationMs),
        }),
      ];
      return {
        scene: { draft: { ...draft, concurrencyLimit: limit, others: [...draft.others, ...others] }, plan },
        ...seenSince(setting, callsPerMinute * 0.2),
        pattern: null,
        dimension: hog,
        harms: HARMS,
      };
    },
  },
  {
    name: 'trafficGrows',
    causes: [['load', 'ownLimit']],
    rates: [300, 1_000],
    courses: ['step', 'ramp', 'flapping'],
    noises: ['none', 'chronic', 'earlierRelease'],
    needs: [],
    stage({ draft, plan }, setting) {
      const { callsPerMinute, course, dice } = setting;
      const before = callsPerMinute / 60;
      const reserved = roomFor((before * DURATION_MS) / 1_000);
      const after = (reserved * between(dice, 1.6, 2.5) * 1_000) / DURATION_MS;
      return {
        scene: {
          draft: {
            ...configured(draft, { reservedConcurrency: reserved, timeoutMs: 30_000 }),
            caller: { kind: 'sync', requestsPerSecond: shifted(before, after, course) },
            work: { ...draft.work, durationMs: steady(DURATION_MS) },
          },
          plan,
        },
        ...seenSince(setting, callsPerMinute * 0.3),
        pattern: null,
        dimension: null,
        harms: HARMS,
      };
    },
  },
  {
    name: 'campaign',
    // It fills the account's pool by itself: the load grows, and the pool is the limit.
    causes: [['load', 'accountPool']],
    rates: [300, 1_000],
    courses: ['step', 'ramp'],
    noises: ['none', 'chronic'],
    needs: [],
    stage({ draft, plan }, setting) {
      const { callsPerMinute, course, dice } = setting;
      const limit = 100;
      const before = callsPerMinute / 60;
      const after = (limit * between(dice, 1.5, 2.2) * 1_000) / 2_000;
      const requestsPerSecond: Curve = shifted(Math.min(before, 15), after, course);
      return {
        scene: {
          draft: {
            ...configured(draft, { timeoutMs: 30_000 }),
            concurrencyLimit: limit,
            caller: { kind: 'sync', requestsPerSecond },
            work: { ...draft.work, durationMs: steady(2_000), spread: steady(0.3) },
          },
          plan,
        },
        ...seenSince(setting, callsPerMinute * 0.3),
        pattern: null,
        dimension: null,
        harms: HARMS,
      };
    },
  },
];
