import { DAY_MS, type EpochMs } from '../../../lambda/time.ts';
import { steady } from '../curve.ts';
import type { FunctionModel } from '../function-model.ts';
import type { Dice } from '../log/dice.ts';
import type { InvocationFacts, LogStory, StoryLine } from '../log/log-story.ts';

const UNCHANGED_DAYS = 400;

/** Chronic: one request in twenty has always failed, and its owners don't mind. */
export function legacyExport(now0Ms: EpochMs): FunctionModel {
  const deployedMs = now0Ms - UNCHANGED_DAYS * DAY_MS;
  return {
    configuration: {
      name: 'legacy-export',
      runtime: 'python3.12',
      architecture: 'x86_64',
      memoryMb: 512,
      timeoutMs: 30_000,
      version: '$LATEST',
      lastModifiedMs: deployedMs,
      logGroup: '/aws/lambda/legacy-export',
      logFormat: 'Text',
      reservedConcurrency: null,
      deadLetterArn: null,
      description: 'Answers the old export interface',
      vpc: { vpcId: 'vpc-0b7e51', subnetIds: ['subnet-0a11c4', 'subnet-0d92f0'] },
      failedUpdate: {
        code: 'SubnetOutOfIPAddresses',
        reason: 'The function could not be updated: a subnet has no free IP addresses.',
      },
    },
    deployments: [{ version: '$LATEST', sinceMs: 0 }],
    caller: { kind: 'sync', requestsPerSecond: steady(5.5) },
    work: {
      initMs: 460,
      durationMs: steady(360),
      recordDurationMs: 0,
      spread: steady(0.4),
      memoryUsedMb: 172,
      failures: [{ name: 'no-such-export', share: steady(0.05), durationShare: 0.2, ending: 'exception' }],
    },
    story: { invocation: exportLines } satisfies LogStory,
    incidents: [
      {
        functionName: 'legacy-export',
        cause:
          'clients keep asking for exports that were removed long ago: 5 % of the requests fail, as ever',
        sinceMs: deployedMs,
      },
    ],
  };
}

function exportLines(facts: InvocationFacts, dice: Dice): readonly StoryLine[] {
  const exportId = dice.whole(1_000, 9_999);
  if (facts.ending === 'no-such-export') return [noSuchExport(facts, exportId)];
  if (facts.ending !== 'success') return [];
  return [
    {
      offsetMs: facts.durationMs - 3,
      level: 'INFO',
      message: `export ${exportId} sent, ${dice.whole(10, 4_000)} rows`,
    },
  ];
}

function noSuchExport({ durationMs }: InvocationFacts, exportId: number): StoryLine {
  const message = `export ${exportId} was removed`;
  return {
    offsetMs: durationMs - 2,
    level: 'ERROR',
    message,
    exception: {
      type: 'ExportNotFound',
      message,
      // The runtime indents frames with no-break spaces.
      frames: [
        '\u00a0\u00a0File "/var/task/export.py", line 19, in lambda_handler',
        '\u00a0\u00a0\u00a0\u00a0raise ExportNotFound(f"export {number} was removed")',
      ],
    },
  };
}
