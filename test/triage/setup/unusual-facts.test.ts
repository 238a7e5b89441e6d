import { describe, expect, it } from 'vitest';
import type { HourlyCost } from '../../../src/lambda/cost/hourly-cost.ts';
import type { QueueSetup } from '../../../src/lambda/delivery/queue.ts';
import type { FunctionConfiguration } from '../../../src/lambda/function/function.ts';
import type { FunctionSetup } from '../../../src/lambda/function/function-setup.ts';
import { lineText } from '../../../src/terminal/line-layout.ts';
import { rawText } from '../../../src/terminal/text.ts';
import { type SetupFacts, type UnusualName, unusualFacts } from '../../../src/triage/setup/unusual-facts.ts';
import { scriptedMapping } from '../../monitor/scripted-account.ts';

const SETUP: FunctionSetup = {
  ephemeralStorageMb: 512,
  kmsKeyArn: null,
  vpc: null,
  fileSystems: 0,
  startsFromSnapshot: false,
  state: { status: rawText('Active'), reasonCode: null, reason: null },
  lastUpdate: { status: rawText('Successful'), reasonCode: null, reason: null },
};

const CONFIGURATION: FunctionConfiguration = {
  name: rawText('worker'),
  arn: rawText('arn:aws:lambda:eu-west-1:123456789012:function:worker'),
  runtime: rawText('nodejs22.x'),
  architecture: rawText('arm64'),
  memoryMb: 512,
  timeoutMs: 10_000,
  version: rawText('$LATEST'),
  lastModifiedMs: null,
  logGroup: rawText('/aws/lambda/worker'),
  logFormat: 'json',
  deadLetterTarget: null,
  setup: SETUP,
};

const COST: HourlyCost = {
  gbSeconds: 6_000,
  requests: 60_000,
  computeDollars: 0.08,
  initDollars: 0.004,
  requestDollars: 0.012,
  storageDollars: 0,
  totalDollars: 0.096,
};

const USUAL: SetupFacts = {
  atMs: Date.UTC(2026, 10, 24),
  configuration: CONFIGURATION,
  reserved: { known: true, value: null },
  sources: { known: true, value: [] },
  asyncDelivery: { known: true, value: null },
  isAsynchronous: false,
  sample: { calls: 1_000, spanMs: 60_000, coldStarts: 3, initMs: 400, maxMemoryMb: 200, reruns: 0 },
  longestMs: 2_000,
  cost: COST,
};

const configured = (changes: Partial<FunctionConfiguration>): Partial<SetupFacts> => ({
  configuration: { ...CONFIGURATION, ...changes },
});
const setUp = (changes: Partial<FunctionSetup>) => configured({ setup: { ...SETUP, ...changes } });
const sampled = (changes: Partial<NonNullable<SetupFacts['sample']>>): Partial<SetupFacts> => ({
  sample: { ...USUAL.sample!, ...changes },
});
const calledBy = (
  mapping: Parameters<typeof scriptedMapping>[1],
  queue: QueueSetup | null = null,
): Partial<SetupFacts> => ({
  sources: {
    known: true,
    value: [{ mapping: scriptedMapping('worker', mapping), queue: queue && { known: true, value: queue } }],
  },
});
const costing = (changes: Partial<HourlyCost>): Partial<SetupFacts> => ({ cost: { ...COST, ...changes } });
const SQS = { source: 'sqs', sourceArn: rawText('arn:aws:sqs:eu-west-1:1:jobs'), batchSize: 1 } as const;
const STREAM = {
  source: 'kinesis',
  sourceArn: rawText('arn:aws:kinesis:eu-west-1:1:stream/orders'),
} as const;
const BLOCKS = { maximumRetries: null, maximumRecordAgeMs: null, bisectsBatch: false, destination: null };
const because = (status: string, code: string, reason: string | null) => ({
  status: rawText(status),
  reasonCode: rawText(code),
  reason: reason === null ? null : rawText(reason),
});

describe('what is unusual about a function', () => {
  it('is nothing if everything is as usual', () => {
    expect(unusualFacts(USUAL)).toEqual([]);
  });

  it.each<[UnusualName, Partial<SetupFacts>, string]>([
    [
      'state',
      setUp({ state: because('Failed', 'DisabledKMSKey', 'The KMS key is disabled.') }),
      'is Failed: The KMS key is disabled.',
    ],
    [
      'state',
      setUp({ state: because('Inactive', 'DisabledKMSKey', 'The KMS key is disabled.') }),
      'is Inactive: The KMS key is disabled.',
    ],
    [
      'update',
      setUp({ lastUpdate: because('Failed', 'SubnetOutOfIPAddresses', null) }),
      'last update Failed: SubnetOutOfIPAddresses',
    ],
    [
      'inactive',
      setUp({ state: because('Inactive', 'Idle', 'The function is idle') }),
      'is Inactive: nobody called it for weeks, so the next call fails and wakes it',
    ],
    [
      'switchedOff',
      { reserved: { known: true, value: 0 } },
      'is switched off: it reserves 0, so no call runs',
    ],
    [
      'sourceOff',
      calledBy({ ...SQS, state: rawText('Disabled') }),
      'jobs: is Disabled: nothing of it arrives',
    ],
    [
      'sourceProblem',
      calledBy({ ...SQS, lastResult: rawText('PROBLEM: Function call failed') }),
      'jobs: says PROBLEM: Function call failed',
    ],
    [
      'droppedEvents',
      { isAsynchronous: true },
      'async events that fail 3 times, or wait for 6 h, are thrown away: no dead-letter target, no destination',
    ],
    [
      'visibility',
      calledBy(SQS, { retentionMs: null, visibilityTimeoutMs: 30_000, redrive: null }),
      'jobs: visibility timeout 30.0 s is below six times the timeout of 10.0 s: messages may be worked on twice',
    ],
    [
      'memoryFull',
      sampled({ maxMemoryMb: 491 }),
      'memory up to 96 % of 512 MB: a larger event ends out of memory',
    ],
    [
      'deprecatedRuntime',
      configured({ runtime: rawText('nodejs18.x') }),
      'runtime nodejs18.x is deprecated: AWS may patch it no more',
    ],
    [
      'deprecatedRuntime',
      configured({ runtime: rawText('nodejs20.x') }),
      'runtime nodejs20.x is deprecated: AWS may patch it no more',
    ],
    [
      'untriedEvents',
      {
        isAsynchronous: true,
        asyncDelivery: {
          known: true,
          value: { maximumRetries: 0, maximumEventAgeMs: null, failureDestination: SQS.sourceArn },
        },
      },
      'async events that fail are not tried again',
    ],
    [
      'startCost',
      costing({ initDollars: 0.048, totalDollars: 0.14 }),
      '34 % of what it costs is billed init: a lighter start, or fewer of them, costs less',
    ],
    [
      'reruns',
      sampled({ reruns: 7 }),
      '7 of 1,000 calls ran a request again: retries, or events delivered twice',
    ],
    [
      'wholeBatch',
      calledBy({ ...SQS, batchSize: 10 }),
      'jobs: one message that fails brings all 10 of its batch again',
    ],
    [
      'blockedShard',
      calledBy({ ...STREAM, failurePolicy: BLOCKS }),
      'orders: a batch that fails blocks its shard until its records expire',
    ],
    [
      'coldStarts',
      sampled({ coldStarts: 180 }),
      '18 % of calls start cold, 400 ms each: provisioned concurrency would spare them',
    ],
    [
      'coldStarts',
      { ...sampled({ coldStarts: 180 }), ...configured({ runtime: rawText('java21') }) },
      '18 % of calls start cold, 400 ms each: SnapStart would shorten them',
    ],
    [
      'gatewayTimeout',
      configured({ timeoutMs: 30_000 }),
      'timeout 30.0 s, and API Gateway gives up after 29 s unless told otherwise',
    ],
    [
      'longTimeout',
      { ...calledBy(SQS), ...configured({ timeoutMs: 900_000 }) },
      'timeout 15 min, longest call of the hour 2.0 s: a call that hangs costs all of the timeout',
    ],
    [
      'idleMemory',
      configured({ memoryMb: 1_769 }),
      'memory never above 11 % of 1,769 MB: 1,769 MB pay for one CPU',
    ],
    ['storage', setUp({ ephemeralStorageMb: 2_048 }), '2,048 MB of /tmp: all beyond 512 MB is paid for'],
    [
      'oneSubnet',
      setUp({ vpc: { vpcId: rawText('vpc-1'), subnets: 1, securityGroups: 1 } }),
      'it is attached to one subnet: with that zone it is gone',
    ],
  ])('names %s', (name, facts, says) => {
    const found = unusualFacts({ ...USUAL, ...facts });
    expect(found.map((fact) => [fact.name, lineText(fact.says)])).toEqual([[name, says]]);
  });

  it.each<[what: string, facts: Partial<SetupFacts>]>([
    [
      'event that has a dead-letter target',
      { isAsynchronous: true, ...configured({ deadLetterTarget: SQS.sourceArn }) },
    ],
    [
      'event whose delivery may not be read',
      { isAsynchronous: true, asyncDelivery: { known: false, because: 'denied' } },
    ],
    [
      'call through API Gateway that asynchronous callers make',
      {
        isAsynchronous: true,
        ...configured({ timeoutMs: 30_000, deadLetterTarget: SQS.sourceArn }),
      },
    ],
    ['cold start of so few calls that it is chance', sampled({ calls: 10, coldStarts: 3 })],
    [
      'hour whose starts cost most of less than a dollar a month',
      costing({ initDollars: 0.000_6, totalDollars: 0.001 }),
    ],
    [
      'hour whose cost is estimated from a few calls that happened to be cold',
      { ...sampled({ calls: 10, coldStarts: 1 }), ...costing({ initDollars: 0.048, totalDollars: 0.14 }) },
    ],
    [
      'timeout above that of API Gateway, of a function that nobody called',
      { ...configured({ timeoutMs: 900_000 }), longestMs: null },
    ],
    ['hour without a known cost', { cost: null }],
    ['state that is missing from a list', setUp({ state: null, lastUpdate: null })],
    ['queue that may not be read', calledBy(SQS)],
  ])('does not include an %s', (_, facts) => {
    expect(unusualFacts({ ...USUAL, ...facts })).toEqual([]);
  });
});
