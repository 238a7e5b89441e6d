import { DAY_MS, type EpochMs, MINUTE_MS } from '../../../lambda/time.ts';
import { steady } from '../curve.ts';
import type { FunctionModel } from '../function-model.ts';
import type { Dice } from '../log/dice.ts';
import type { InvocationFacts, LogStory, StoryLine } from '../log/log-story.ts';

/** Idle: it last ran five hours ago and runs again in nineteen. */
export function thumbnailCron(now0Ms: EpochMs): FunctionModel {
  return {
    configuration: {
      name: 'thumbnail-cron',
      runtime: 'nodejs22.x',
      architecture: 'arm64',
      memoryMb: 512,
      timeoutMs: 300_000,
      version: '$LATEST',
      lastModifiedMs: now0Ms - 90 * DAY_MS,
      logGroup: '/aws/lambda/thumbnail-cron',
      logFormat: 'Text',
      reservedConcurrency: null,
      deadLetterArn: null,
      description: 'Removes thumbnails that nobody looked at (scheduled)',
    },
    deployments: [{ version: '$LATEST', sinceMs: 0 }],
    caller: { kind: 'schedule', firstMs: now0Ms - 5 * 60 * MINUTE_MS, everyMs: DAY_MS },
    work: {
      initMs: 270,
      durationMs: steady(74_000),
      recordDurationMs: 0,
      spread: steady(0.15),
      memoryUsedMb: 188,
      failures: [],
    },
    story: { invocation: cleaningLines } satisfies LogStory,
    incidents: [],
  };
}

function cleaningLines({ durationMs }: InvocationFacts, dice: Dice): readonly StoryLine[] {
  return [
    {
      offsetMs: durationMs - 20,
      level: 'INFO',
      message: `removed ${dice.whole(900, 12_000)} thumbnails`,
    },
  ];
}
