import { DAY_MS, type EpochMs, MINUTE_MS } from '../../../lambda/time.ts';
import { steady } from '../curve.ts';
import type { FunctionModel } from '../function-model.ts';
import type { Dice } from '../log/dice.ts';
import type { InvocationFacts, LogStory, StoryLine } from '../log/log-story.ts';

/** Idle: it last ran nine hours ago and runs again in fifteen. */
export function reportNightly(now0Ms: EpochMs): FunctionModel {
  return {
    configuration: {
      name: 'report-nightly',
      runtime: 'python3.13',
      architecture: 'x86_64',
      memoryMb: 1_024,
      timeoutMs: 900_000,
      version: '$LATEST',
      lastModifiedMs: now0Ms - 60 * DAY_MS,
      logGroup: '/aws/lambda/report-nightly',
      logFormat: 'Text',
      reservedConcurrency: null,
      deadLetterArn: null,
      description: 'Sums up the day for the finance team (scheduled)',
    },
    deployments: [{ version: '$LATEST', sinceMs: 0 }],
    caller: { kind: 'schedule', firstMs: now0Ms - 9 * 60 * MINUTE_MS, everyMs: DAY_MS },
    work: {
      initMs: 520,
      durationMs: steady(412_000),
      recordDurationMs: 0,
      spread: steady(0.1),
      memoryUsedMb: 640,
      failures: [],
    },
    story: { invocation: reportLines } satisfies LogStory,
    incidents: [],
  };
}

function reportLines({ durationMs }: InvocationFacts, dice: Dice): readonly StoryLine[] {
  return ['orders', 'refunds', 'payouts'].map((table, index) => ({
    offsetMs: (durationMs * (index + 1)) / 4,
    level: 'INFO',
    message: `summed up ${dice.whole(40_000, 900_000)} rows of ${table}`,
  }));
}
