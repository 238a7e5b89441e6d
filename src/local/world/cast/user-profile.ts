import { type EpochMs, MINUTE_MS } from '../../../lambda/time.ts';
import { spikes, steady } from '../curve.ts';
import type { FunctionModel } from '../function-model.ts';
import type { Dice } from '../log/dice.ts';
import type { InvocationFacts, LogStory, StoryLine } from '../log/log-story.ts';

/** Healthy; a newsletter link brings a small crowd every twenty minutes. */
export function userProfile(now0Ms: EpochMs): FunctionModel {
  return {
    configuration: {
      name: 'user-profile',
      runtime: 'nodejs22.x',
      architecture: 'arm64',
      memoryMb: 256,
      timeoutMs: 5_000,
      version: '42',
      lastModifiedMs: now0Ms - 3 * 24 * 60 * MINUTE_MS,
      logGroup: '/aws/lambda/user-profile',
      logFormat: 'JSON',
      reservedConcurrency: null,
      deadLetterArn: null,
      description: 'Reads and writes what a customer says about themselves',
    },
    alias: 'live',
    deployments: [{ version: '42', sinceMs: 0 }],
    caller: { kind: 'sync', requestsPerSecond: spikes(54, 1.4, 20 * MINUTE_MS, 2 * MINUTE_MS) },
    work: {
      initMs: 280,
      durationMs: steady(72),
      recordDurationMs: 0,
      spread: steady(0.5),
      memoryUsedMb: 118,
      failures: [{ name: 'lost-update', share: steady(0.001), durationShare: 0.9, ending: 'exception' }],
    },
    story: { invocation: profileLines } satisfies LogStory,
    incidents: [],
  };
}

function profileLines(facts: InvocationFacts, dice: Dice): readonly StoryLine[] {
  const userId = `u_${dice.hex(8)}`;
  if (facts.ending === 'lost-update') return [lostUpdate(facts, userId)];
  if (facts.ending !== 'success') return [];
  const action = dice.pick(['profile read', 'profile read', 'profile read', 'profile updated']);
  return [
    {
      offsetMs: facts.durationMs - 2,
      level: 'INFO',
      message: action,
      fields: {
        userId,
        latencyMs: Math.round(facts.durationMs - 2),
        cache: dice.chance(0.6) ? 'hit' : 'miss',
      },
    },
  ];
}

function lostUpdate({ durationMs }: InvocationFacts, userId: string): StoryLine {
  return {
    offsetMs: durationMs - 1,
    level: 'ERROR',
    message: 'The conditional request failed',
    exception: {
      type: 'ConditionalCheckFailedException',
      message: `The conditional request failed for ${userId}`,
      frames: [
        '    at save (file:///var/task/profile.mjs:63:13)',
        '    at async Runtime.handler (file:///var/task/index.mjs:24:5)',
      ],
    },
  };
}
