import { steady } from '../../../src/local/world/curve.ts';
import { configured, failingSince, released, roomFor } from '../draft.ts';
import { MORE_RETRIES, RAISED_CONCURRENCY, RAISED_TIMEOUT, type Scenario } from '../scenario.ts';
import { between, CALLS_PER_MINUTE, MINUTE_MS, pick } from '../setting.ts';
import { visibleShare } from './thrown-errors.ts';

const HANGS = 10_000;

/** Causes that Lambda names when it ends a call. */
export const endings: readonly Scenario[] = [
  {
    name: 'timeout',
    answers: ['timeouts'],
    rates: CALLS_PER_MINUTE,
    mixes: true,
    stage: (draft, setting) => ({
      draft: failingSince(draft, {
        name: 'hang',
        sinceMs: setting.onsetMs,
        share: Math.min(0.3, visibleShare(setting)),
        durationShare: HANGS,
      }),
      sinceMs: setting.onsetMs,
      pattern: { by: 'lambda', words: 'imeout' },
      dimension: null,
      harms: [RAISED_TIMEOUT, RAISED_CONCURRENCY],
    }),
  },
  {
    name: 'outOfMemory',
    answers: ['outOfMemory'],
    rates: CALLS_PER_MINUTE,
    mixes: true,
    stage: (draft, setting) => ({
      draft: failingSince(draft, {
        name: 'large-order',
        sinceMs: setting.onsetMs,
        share: visibleShare(setting),
        durationShare: 0.8,
        ending: 'out-of-memory',
      }),
      sinceMs: setting.onsetMs,
      pattern: { by: 'lambda', words: 'OutOfMemory' },
      dimension: null,
      harms: [RAISED_TIMEOUT, RAISED_CONCURRENCY, MORE_RETRIES],
    }),
  },
  {
    name: 'memoryLeak',
    answers: ['outOfMemory', 'deployment'],
    rates: [10, 100],
    mixes: false,
    stage(draft, { callsPerMinute, dice, onsetMs }) {
      // This many calls fill an environment's memory, but when the first one is full depends on the calls.
      const calls = callsPerMinute === 10 ? between(dice, 4, 7) : between(dice, 10, 25);
      const memoryLeakMb = (draft.configuration.memoryMb - 120) / calls;
      return {
        draft: released(draft, onsetMs, { ...draft.work, memoryLeakMb }),
        sinceMs: null,
        pattern: { by: 'lambda', words: 'OutOfMemory' },
        dimension: 'version 8',
        harms: [RAISED_TIMEOUT, RAISED_CONCURRENCY, MORE_RETRIES],
      };
    },
  },
  {
    name: 'processExit',
    answers: ['processExit'],
    rates: CALLS_PER_MINUTE,
    mixes: true,
    stage: (draft, setting) => ({
      draft: failingSince(draft, {
        name: 'crash',
        sinceMs: setting.onsetMs,
        share: visibleShare(setting),
        durationShare: 0.5,
        ending: 'exit',
      }),
      sinceMs: setting.onsetMs,
      pattern: { by: 'lambda', words: 'Runtime.ExitError' },
      dimension: null,
      harms: [RAISED_TIMEOUT, RAISED_CONCURRENCY, MORE_RETRIES],
    }),
  },
  {
    name: 'initFailure',
    answers: ['initFailure'],
    rates: CALLS_PER_MINUTE,
    mixes: false,
    stage: (draft, { onsetMs }) => ({
      draft: released(draft, onsetMs, { ...draft.work, initFailureShare: steady(1) }),
      sinceMs: onsetMs,
      pattern: { by: 'lambda', words: 'Runtime.ImportModuleError' },
      dimension: 'version 8',
      harms: [RAISED_TIMEOUT, RAISED_CONCURRENCY, MORE_RETRIES],
    }),
  },
  {
    name: 'initTimeout',
    answers: ['initTimeout'],
    rates: CALLS_PER_MINUTE,
    mixes: false,
    stage(draft, { dice, onsetMs }) {
      const timeoutMs = pick(dice, [6_000, 10_000, 15_000]);
      // Longer than an init may take, and than a call that has to repeat it.
      const initMs = Math.max(18_000, 1.8 * timeoutMs) * between(dice, 1, 1.5);
      return {
        draft: released(configured(draft, { timeoutMs }), onsetMs, { ...draft.work, initMs }),
        sinceMs: onsetMs,
        pattern: { by: 'lambda', words: 'imeout' },
        dimension: 'version 8',
        harms: [RAISED_CONCURRENCY, MORE_RETRIES],
      };
    },
  },
  {
    name: 'initTimeout that calls survive',
    answers: ['initTimeout'],
    rates: [1_000],
    mixes: false,
    stage(draft, { callsPerMinute, dice, nowMs }) {
      // It is over in minutes, once the new environments are warm, so triage is run before that.
      const releasedMs = Math.round(nowMs - between(dice, 3.2, 5) * MINUTE_MS);
      const busyMs = 1_200;
      const work = { ...draft.work, durationMs: steady(busyMs), spread: steady(0.3) };
      const reservedConcurrency = roomFor((callsPerMinute / 60) * (busyMs / 1_000));
      return {
        draft: released(
          { ...configured(draft, { timeoutMs: 60_000, reservedConcurrency }), work },
          releasedMs,
          { ...work, initMs: between(dice, 16_000, 20_000) },
        ),
        sinceMs: releasedMs,
        pattern: null,
        dimension: 'version 8',
        harms: [RAISED_TIMEOUT, MORE_RETRIES],
      };
    },
  },
];
