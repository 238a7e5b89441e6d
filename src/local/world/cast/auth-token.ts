import { DAY_MS, type EpochMs, MINUTE_MS } from '../../../lambda/time.ts';
import { spikes, steady } from '../curve.ts';
import type { FunctionModel } from '../function-model.ts';
import type { Dice } from '../log/dice.ts';
import type { InvocationFacts, LogStory, StoryLine } from '../log/log-story.ts';

/**
 * Many short calls: they fill little more than half of its 35 environments, but nine tenths of the 350 requests a
 * second that go with them. On the hour, when batch jobs sign in, a few are throttled.
 */
export function authToken(now0Ms: EpochMs): FunctionModel {
  return {
    configuration: {
      name: 'auth-token',
      runtime: 'nodejs22.x',
      architecture: 'arm64',
      memoryMb: 256,
      timeoutMs: 5_000,
      version: '$LATEST',
      lastModifiedMs: now0Ms - 30 * DAY_MS,
      logGroup: '/aws/lambda/auth-token',
      logFormat: 'Text',
      kmsKeyArn: 'arn:aws:kms:eu-west-1:123456789012:key/4c1f6a52-0f0e-4a7e-9d55-2f0b8b1c7a10',
      reservedConcurrency: 35,
      deadLetterArn: null,
      description: 'Checks and renews the tokens of every request (authorizer)',
    },
    deployments: [{ version: '$LATEST', sinceMs: 0 }],
    caller: {
      kind: 'sync',
      requestsPerSecond: spikes(310, 1.15, 60 * MINUTE_MS, 6_000),
      isEven: true,
    },
    work: {
      initMs: 180,
      durationMs: steady(62),
      recordDurationMs: 0,
      spread: steady(0.2),
      memoryUsedMb: 96,
      failures: [{ name: 'bad-signature', share: steady(0.000_1), durationShare: 0.5, ending: 'exception' }],
    },
    story: { invocation: tokenLines } satisfies LogStory,
    incidents: [],
  };
}

function tokenLines(facts: InvocationFacts, dice: Dice): readonly StoryLine[] {
  const subject = `u_${dice.hex(8)}`;
  if (facts.ending === 'bad-signature') return [badSignature(facts, subject)];
  if (facts.ending !== 'success' || dice.chance(0.8)) return [];
  return [
    {
      offsetMs: facts.durationMs - 1,
      level: 'INFO',
      message: `renewed the token of ${subject}, valid for ${dice.pick(['15', '60'])} min`,
    },
  ];
}

function badSignature({ durationMs }: InvocationFacts, subject: string): StoryLine {
  const message = `the signature of the token of ${subject} does not fit`;
  return {
    offsetMs: durationMs - 1,
    level: 'ERROR',
    message,
    exception: {
      type: 'SignatureError',
      message,
      frames: [
        '    at verify (file:///var/task/token.mjs:52:11)',
        '    at Runtime.handler (file:///var/task/index.mjs:12:20)',
      ],
    },
  };
}
