import { steady } from '../../../../src/local/world/curve.ts';
import { shardName } from '../../code-story.ts';
import { configured } from '../../draft.ts';
import { MORE_RETRIES, RAISED_CONCURRENCY, RAISED_TIMEOUT, REDRIVEN_AT_ONCE } from '../../scenario.ts';
import { between, MINUTE_MS, wholeBetween } from '../../setting.ts';
import { poisoned, queueing, streaming } from '../callers.ts';
import { shifted } from '../course.ts';
import { type FreshScenario, familiesOf, newWords, seenSince, waysOf } from '../fresh-scenario.ts';
import { CALM_NOISES } from '../noise.ts';
import { OWN } from '../said/own-words.ts';

const HARMS = [RAISED_TIMEOUT, MORE_RETRIES];
const BASE = { noises: CALM_NOISES, needs: [] } as const;

/** Work that waits in streams and queues. */
export const waiting: readonly FreshScenario[] = [
  {
    ...BASE,
    name: 'streamPill',
    causes: [['blockedShard']],
    rates: [100],
    courses: ['step'],
    families: familiesOf(OWN),
    stage(scene, setting) {
      const { course, dice } = setting;
      const said = waysOf(OWN, setting);
      const openShards = wholeBetween(dice, 2, 8);
      const shard = wholeBetween(dice, 0, openShards - 1);
      const pill = { shard, writtenMs: course.fullMs, failure: 'pill' };
      return {
        scene: poisoned(streaming(scene, { openShards, poisonPill: pill }), 'pill', said),
        ...seenSince(setting, 20),
        pattern: newWords(said, setting),
        dimension: shardName(shard),
        harms: [...HARMS, RAISED_CONCURRENCY],
      };
    },
  },
  {
    ...BASE,
    name: 'streamSlower',
    // Slow calls delay the stream: each of the two names the cause.
    causes: [['slowStream', 'slowDependency']],
    rates: [100],
    courses: ['step', 'ramp'],
    stage(scene, setting) {
      const streamed = streaming(scene, { openShards: 3, recordsPerSecond: steady(60) });
      const { draft } = streamed;
      // Three shards deliver a hundred records each: beyond five seconds per call they can't keep up with sixty a
      // second.
      const durationMs = shifted(150, between(setting.dice, 9_000, 13_000), setting.course);
      return {
        scene: {
          ...streamed,
          draft: { ...configured(draft, { timeoutMs: 60_000 }), work: { ...draft.work, durationMs } },
        },
        ...seenSince(setting, 10),
        pattern: null,
        dimension: null,
        harms: HARMS,
      };
    },
  },
  {
    ...BASE,
    name: 'streamFuller',
    causes: [['slowStream']],
    rates: [100],
    courses: ['step', 'ramp'],
    stage(scene, setting) {
      const recordsPerSecond = shifted(20, between(setting.dice, 500, 900), setting.course);
      return {
        scene: streaming(scene, { openShards: 3, recordsPerSecond }),
        ...seenSince(setting, 10),
        pattern: null,
        dimension: null,
        harms: HARMS,
      };
    },
  },
  {
    ...BASE,
    name: 'streamThrottled',
    causes: [['ownLimit']],
    rates: [100],
    courses: ['step'],
    stage(scene, setting) {
      const streamed = streaming(scene, { openShards: 5, recordsPerSecond: steady(120) });
      const { draft } = streamed;
      return {
        scene: {
          ...streamed,
          draft: {
            ...configured(draft, {
              timeoutMs: 60_000,
              reservedConcurrency: 1,
              formerReservedConcurrency: { value: 20, untilMs: setting.course.fullMs },
            }),
            work: { ...draft.work, durationMs: steady(700) },
          },
        },
        ...seenSince(setting, 10),
        pattern: null,
        dimension: null,
        harms: HARMS,
      };
    },
  },
  {
    ...BASE,
    name: 'queueRedrive',
    causes: [['badMessages']],
    rates: [10, 100],
    courses: ['step', 'ramp'],
    families: familiesOf(OWN),
    stage(scene, setting) {
      const { callsPerMinute, course, dice } = setting;
      const said = waysOf(OWN, setting);
      const queued = queueing(scene, {
        batchSize: 5,
        reportsBatchItemFailures: dice.share() < 0.5,
        messagesPerSecond: steady(callsPerMinute / 60),
        poison: { share: shifted(0, Math.max(0.12, 3 / callsPerMinute), course), failure: 'unreadable' },
      });
      return {
        scene: poisoned(queued, 'unreadable', said),
        sinceMs: course.sinceMs,
        // Each message is tried three times, half a minute apart, before it is moved to the dead-letter queue.
        beganByMs: course.fullMs + 2.5 * MINUTE_MS,
        pattern: null,
        dimension: 'incoming-aside',
        harms: [...HARMS, REDRIVEN_AT_ONCE],
      };
    },
  },
  {
    ...BASE,
    name: 'queueThrottled',
    causes: [['ownLimit']],
    rates: [100],
    courses: ['step'],
    stage(scene, setting) {
      const { callsPerMinute, course } = setting;
      const queued = queueing(scene, { messagesPerSecond: steady(callsPerMinute / 60) });
      const { draft } = queued;
      return {
        scene: {
          ...queued,
          draft: {
            ...configured(draft, {
              timeoutMs: 25_000,
              reservedConcurrency: 1,
              formerReservedConcurrency: { value: 30, untilMs: course.fullMs },
            }),
            work: { ...draft.work, durationMs: steady(2_500), failures: [] },
          },
        },
        ...seenSince(setting, callsPerMinute * 0.3),
        pattern: null,
        dimension: null,
        harms: [...HARMS, REDRIVEN_AT_ONCE],
      };
    },
  },
  {
    ...BASE,
    name: 'queueCapped',
    causes: [['queueBacklog']],
    rates: [40, 300],
    courses: ['step', 'ramp'],
    stage(scene, setting) {
      const { callsPerMinute, course, dice } = setting;
      const perSecond = callsPerMinute / 60;
      const queued = queueing(scene, {
        maximumConcurrency: 2,
        messagesPerSecond: shifted(perSecond, perSecond * between(dice, 3, 5), course),
      });
      const { draft } = queued;
      return {
        scene: {
          ...queued,
          draft: {
            ...configured(draft, { timeoutMs: 25_000 }),
            work: { ...draft.work, durationMs: steady(1_200 / perSecond), failures: [] },
          },
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
    name: 'queueSlower',
    // The number of messages is the same; each takes longer.
    causes: [['slowDependency']],
    rates: [100],
    courses: ['step', 'ramp'],
    stage(scene, setting) {
      const { callsPerMinute, course, dice } = setting;
      const queued = queueing(scene, {
        maximumConcurrency: 4,
        messagesPerSecond: steady(callsPerMinute / 60),
      });
      const { draft } = queued;
      const durationMs = shifted(500, between(dice, 6_000, 9_000), course);
      return {
        scene: {
          ...queued,
          draft: {
            ...configured(draft, { timeoutMs: 28_000 }),
            work: { ...draft.work, durationMs, failures: [] },
          },
        },
        ...seenSince(setting, callsPerMinute),
        pattern: null,
        dimension: null,
        harms: HARMS,
      };
    },
  },
];
