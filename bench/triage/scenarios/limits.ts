import { steady } from '../../../src/local/world/curve.ts';
import { configured, type Draft, failingSince, neighbour, roomFor, scaled, since } from '../draft.ts';
import { MORE_RETRIES, RAISED_CONCURRENCY, RAISED_TIMEOUT, type Scenario } from '../scenario.ts';
import { between, CALLS_PER_MINUTE, MINUTE_MS, pick, type Setting, wholeBetween } from '../setting.ts';

const HOSTS = ['payments.internal', 'stock.partner.example', 'geo.internal', 'rates.bank.example'] as const;

const BURST_LASTS_MS = 8_000;

/** Calls that take too long, and calls that are throttled. */
export const limits: readonly Scenario[] = [
  {
    name: 'slowDependency',
    answers: ['slowDependency'],
    rates: CALLS_PER_MINUTE,
    mixes: true,
    stage(draft, setting) {
      const { dice, onsetMs } = setting;
      const slower = timesAsSlow(draft, setting);
      const isNamed = dice.share() < 0.5;
      const host = pick(dice, HOSTS);
      // Most of the slow calls are cut off by the timeout; some log what they waited for.
      const named = isNamed
        ? failingSince(slower, {
            name: 'gave-up',
            sinceMs: onsetMs,
            share: 0.15,
            durationShare: 1,
            thrown: { type: 'Error', message: `no answer from ${host} in {n} ms` },
          })
        : slower;
      return {
        draft: limited(named, setting),
        sinceMs: onsetMs,
        pattern: isNamed
          ? { by: 'code', words: `no answer from ${host}` }
          : { by: 'lambda', words: 'imeout' },
        dimension: isNamed ? host : null,
        harms: [RAISED_TIMEOUT, RAISED_CONCURRENCY, MORE_RETRIES],
      };
    },
  },
  {
    name: 'moreTraffic',
    answers: ['load', 'ownLimit'],
    rates: [100, 1_000],
    mixes: false,
    stage(draft, setting) {
      const { callsPerMinute, dice, onsetMs } = setting;
      const before = callsPerMinute / 60;
      const durationMs = 1_500;
      const reserved = roomFor((before * durationMs) / 1_000);
      const after = (reserved * between(dice, 1.5, 3) * 1_000) / durationMs;
      return {
        draft: {
          ...configured(draft, { reservedConcurrency: reserved, timeoutMs: 30_000 }),
          caller: { kind: 'sync', requestsPerSecond: since(onsetMs, before, after) },
          work: { ...draft.work, durationMs: steady(durationMs), spread: steady(0.3) },
        },
        sinceMs: onsetMs,
        pattern: null,
        dimension: null,
        harms: [RAISED_TIMEOUT, MORE_RETRIES],
      };
    },
  },
  {
    name: 'requestRate',
    answers: ['ownLimit', 'load'],
    rates: [1_000],
    mixes: false,
    stage(draft, { dice, onsetMs }) {
      const reserved = wholeBetween(dice, 2, 3);
      return {
        draft: {
          ...configured(draft, { reservedConcurrency: reserved }),
          caller: {
            kind: 'sync',
            requestsPerSecond: since(onsetMs, 5 * reserved, 15 * reserved),
            isEven: true,
          },
          work: { ...draft.work, durationMs: steady(between(dice, 8, 20)), spread: steady(0.2) },
        },
        sinceMs: onsetMs,
        pattern: null,
        dimension: null,
        harms: [RAISED_TIMEOUT, MORE_RETRIES, /\braise\b[^.;:]*\bprovisioned/i],
      };
    },
  },
  {
    name: 'accountPool',
    answers: ['accountPool'],
    rates: [100, 1_000],
    mixes: false,
    stage(draft, { dice, onsetMs }) {
      const hog = pick(dice, ['report-builder', 'feed-export', 'image-sizer']);
      const limit = wholeBetween(dice, 120, 200);
      const durationMs = 5_000;
      return {
        draft: {
          ...draft,
          concurrencyLimit: limit,
          others: [
            ...draft.others,
            neighbour(hog, {
              requestsPerSecond: since(onsetMs, 2, (1.3 * limit * 1_000) / durationMs),
              durationMs: steady(durationMs),
            }),
          ],
        },
        sinceMs: onsetMs,
        pattern: null,
        dimension: hog,
        harms: [RAISED_TIMEOUT, MORE_RETRIES],
      };
    },
  },
  {
    name: 'accountLimitLowered',
    answers: ['accountPool'],
    rates: [100, 1_000],
    mixes: false,
    stage(draft, { dice, onsetMs }) {
      const busy = wholeBetween(dice, 60, 140);
      const durationMs = 4_000;
      return {
        draft: {
          ...draft,
          concurrencyLimit: Math.floor(busy * between(dice, 0.5, 0.75)),
          formerConcurrencyLimit: { value: 1_000, untilMs: onsetMs },
          others: [
            ...draft.others,
            neighbour('basket-reader', {
              requestsPerSecond: steady((busy * 1_000) / durationMs),
              durationMs: steady(durationMs),
            }),
          ],
        },
        sinceMs: onsetMs,
        pattern: null,
        dimension: /account may run fewer at once/,
        harms: [RAISED_TIMEOUT, MORE_RETRIES],
      };
    },
  },
  {
    name: 'scalingRate',
    answers: ['scalingRate'],
    rates: [1_000],
    mixes: false,
    stage(draft, { callsPerMinute, dice, nowMs }) {
      const base = callsPerMinute / 60;
      // A burst is over in seconds, so triage is run shortly after it.
      const burstMs = Math.round(nowMs - between(dice, 3.2, 5) * MINUTE_MS);
      const perSecond = between(dice, 500, 900);
      return {
        draft: {
          ...draft,
          concurrencyLimit: 20_000,
          caller: {
            kind: 'sync',
            requestsPerSecond: (timeMs) =>
              timeMs >= burstMs && timeMs < burstMs + BURST_LASTS_MS ? base + perSecond : base,
          },
          work: { ...draft.work, durationMs: steady(between(dice, 5_000, 8_000)), spread: steady(0.1) },
          configuration: { ...draft.configuration, timeoutMs: 30_000 },
        },
        sinceMs: burstMs,
        pattern: null,
        dimension: null,
        harms: [RAISED_TIMEOUT, MORE_RETRIES, /\braise\b[^.;:]*\breserved/i],
      };
    },
  },
  {
    name: 'retryStorm',
    answers: ['retryStorm'],
    rates: CALLS_PER_MINUTE,
    mixes: false,
    stage(draft, setting) {
      const { callsPerMinute, dice, onsetMs } = setting;
      const said = { type: 'HttpError', message: 'answer 503 of payments.internal' };
      const failing = failingSince(draft, {
        name: 'unavailable',
        sinceMs: onsetMs,
        share: between(dice, 0.55, 0.85),
        durationShare: 1.2,
        thrown: said,
      });
      return {
        draft: {
          ...failing,
          caller: {
            kind: 'sync',
            requestsPerSecond: steady(callsPerMinute / 60),
            retries: { most: wholeBetween(dice, 4, 8), pauseMs: between(dice, 300, 2_000) },
          },
        },
        sinceMs: onsetMs,
        pattern: { by: 'code', words: said.message },
        dimension: null,
        harms: [MORE_RETRIES, RAISED_CONCURRENCY, RAISED_TIMEOUT],
      };
    },
  },
  {
    name: 'coldStarts',
    answers: ['coldStarts'],
    rates: [1_000],
    mixes: false,
    stage(draft, setting) {
      const { callsPerMinute, dice, nowMs } = setting;
      // Cold starts of a release are over in minutes, so triage is run before that.
      const releasedMs = Math.round(nowMs - between(dice, 3.2, 5) * MINUTE_MS);
      const busy = (callsPerMinute / 60) * 1.2;
      const slowStart = {
        ...draft.work,
        durationMs: steady(1_200),
        spread: steady(0.3),
        initMs: between(dice, 6_000, 9_000),
      };
      return {
        draft: {
          ...configured(draft, {
            version: '8',
            lastModifiedMs: releasedMs,
            reservedConcurrency: roomFor(busy),
            timeoutMs: 30_000,
          }),
          work: { ...draft.work, durationMs: steady(1_200), spread: steady(0.3) },
          alias: 'live',
          deployments: [
            { version: '7', sinceMs: 0 },
            { version: '8', sinceMs: releasedMs, work: slowStart },
          ],
        },
        sinceMs: releasedMs,
        pattern: null,
        dimension: 'version 8',
        harms: [RAISED_TIMEOUT, MORE_RETRIES],
      };
    },
  },
];

/** So slow that a part of the calls times out. */
function timesAsSlow(draft: Draft, { dice, onsetMs }: Setting): Draft {
  const { timeoutMs } = draft.configuration;
  const usualMs = draft.work.durationMs(0);
  const factor = (timeoutMs * between(dice, 0.5, 0.8)) / usualMs;
  return {
    ...draft,
    work: {
      ...draft.work,
      durationMs: scaled(draft.work.durationMs, since(onsetMs, 1, factor)),
      spread: steady(0.45),
    },
  };
}

/** Half of the busy functions have reserved concurrency, which slow calls fill. */
function limited(draft: Draft, { callsPerMinute, dice }: Setting): Draft {
  if (callsPerMinute !== 1_000 || dice.share() < 0.5) return draft;
  return configured(draft, { reservedConcurrency: wholeBetween(dice, 40, 80) });
}
