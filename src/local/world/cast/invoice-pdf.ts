import { DAY_MS, type EpochMs } from '../../../lambda/time.ts';
import { steady } from '../curve.ts';
import type { FunctionModel } from '../function-model.ts';
import type { Dice } from '../log/dice.ts';
import type { InvocationFacts, LogStory, StoryLine } from '../log/log-story.ts';

const DEPLOYED_DAYS_AGO = 2;

/**
 * Since two days ago each invoice leaks a few megabytes, so the memory of an environment grows for ten minutes, until
 * Lambda kills it and starts another. About every 83rd invoice dies with its environment.
 */
export function invoicePdf(now0Ms: EpochMs): FunctionModel {
  const deployedMs = now0Ms - DEPLOYED_DAYS_AGO * DAY_MS;
  return {
    configuration: {
      name: 'invoice-pdf',
      runtime: 'python3.13',
      architecture: 'x86_64',
      memoryMb: 1_024,
      timeoutMs: 15_000,
      version: '$LATEST',
      lastModifiedMs: deployedMs,
      logGroup: '/aws/lambda/invoice-pdf',
      logFormat: 'Text',
      reservedConcurrency: null,
      deadLetterArn: null,
      description: 'Renders invoices (API Gateway)',
      ephemeralStorageMb: 2_048,
      vpc: { vpcId: 'vpc-0b7e51', subnetIds: ['subnet-0a11c4'] },
    },
    deployments: [{ version: '$LATEST', sinceMs: 0 }],
    caller: { kind: 'sync', requestsPerSecond: steady(0.9) },
    work: {
      initMs: 1_450,
      durationMs: steady(8_100),
      recordDurationMs: 0,
      spread: steady(0.2),
      memoryUsedMb: 310,
      memoryLeakMb: 9.4,
      leaksSinceMs: deployedMs,
      failures: [],
    },
    story: { init: startLines, invocation: invoiceLines } satisfies LogStory,
    incidents: [
      {
        functionName: 'invoice-pdf',
        cause: 'each invoice leaves memory behind, until the environment has none left',
        sinceMs: deployedMs,
      },
    ],
  };
}

function startLines(dice: Dice): readonly StoryLine[] {
  return [
    {
      offsetMs: dice.whole(700, 1_000),
      level: 'INFO',
      message: `font cache built, ${dice.whole(210, 240)} faces`,
    },
  ];
}

function invoiceLines(facts: InvocationFacts, dice: Dice): readonly StoryLine[] {
  const number = `INV-2026-${dice.whole(100_000, 999_999)}`;
  const pages = dice.whole(1, 14);
  const begun: StoryLine = {
    offsetMs: 9,
    level: 'INFO',
    message: `rendering ${number}, ${pages} pages`,
  };
  const laidOut: StoryLine = {
    offsetMs: facts.durationMs * 0.55,
    level: 'INFO',
    message: `laid out ${number} in ${Math.round(facts.durationMs * 0.54)} ms`,
  };
  if (facts.ending !== 'success') return [begun, laidOut];
  const stored: StoryLine = {
    offsetMs: facts.durationMs - 40,
    level: 'INFO',
    message: `stored ${number}, ${pages * dice.whole(18, 60)} kB`,
  };
  return [begun, laidOut, stored];
}
