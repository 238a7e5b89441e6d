import { DAY_MS, type EpochMs } from '../../../lambda/time.ts';
import { steady } from '../curve.ts';
import type { FunctionModel } from '../function-model.ts';
import type { Dice } from '../log/dice.ts';
import type { InvocationFacts, LogStory, StoryLine } from '../log/log-story.ts';

/** Healthy: receives the events of partners. */
export function webhookIn(now0Ms: EpochMs): FunctionModel {
  return {
    configuration: {
      name: 'webhook-in',
      runtime: 'nodejs22.x',
      architecture: 'arm64',
      memoryMb: 256,
      timeoutMs: 10_000,
      version: '$LATEST',
      lastModifiedMs: now0Ms - 21 * DAY_MS,
      logGroup: '/aws/lambda/webhook-in',
      logFormat: 'JSON',
      reservedConcurrency: null,
      deadLetterArn: null,
      description: 'Takes in the calls of partners (function URL)',
    },
    deployments: [{ version: '$LATEST', sinceMs: 0 }],
    caller: { kind: 'sync', requestsPerSecond: steady(23) },
    work: {
      initMs: 260,
      durationMs: steady(115),
      recordDurationMs: 0,
      spread: steady(0.45),
      memoryUsedMb: 104,
      failures: [{ name: 'unknown-event', share: steady(0.000_3), durationShare: 0.3, ending: 'exception' }],
    },
    story: { invocation: webhookLines } satisfies LogStory,
    incidents: [],
  };
}

function webhookLines(facts: InvocationFacts, dice: Dice): readonly StoryLine[] {
  const partner = dice.pick(['parcelway', 'payfast', 'reviewly']);
  const eventId = `evt_${dice.hex(12)}`;
  if (facts.ending === 'unknown-event') return [unknownEvent(facts, partner, eventId)];
  if (facts.ending !== 'success') return [];
  return [
    {
      offsetMs: facts.durationMs - 2,
      level: 'INFO',
      message: 'event taken in',
      fields: { partner, eventId, bytes: dice.whole(300, 9_000) },
    },
  ];
}

function unknownEvent({ durationMs }: InvocationFacts, partner: string, eventId: string): StoryLine {
  const message = `${partner} sent ${eventId} of a type that nobody told us about`;
  return {
    offsetMs: durationMs - 1,
    level: 'ERROR',
    message,
    exception: {
      type: 'UnknownEventError',
      message,
      frames: ['    at Runtime.handler (file:///var/task/index.mjs:37:11)'],
    },
  };
}
