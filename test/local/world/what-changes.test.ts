import { describe, expect, it } from 'vitest';
import { MINUTE_MS } from '../../../src/lambda/time.ts';
import { steady } from '../../../src/local/world/curve.ts';
import { simulatedWorld } from '../../../src/local/world/simulated-world.ts';
import {
  calledPerSecond,
  groupedBy,
  loggedWithin,
  START_MS,
  type TinyFunction,
  tinyAccount,
  tinyFunction,
  tinyQueue,
} from './tiny-account.ts';

const CHANGED_MS = START_MS + 10 * MINUTE_MS;
const END_MS = START_MS + 20 * MINUTE_MS;

const worldOf = (overrides: TinyFunction) =>
  simulatedWorld(
    { ...tinyAccount([tinyFunction('one', overrides)]), queues: [tinyQueue('jobs')] },
    1,
    START_MS,
  );

const linesOf = (overrides: TinyFunction) => loggedWithin(worldOf(overrides), 'one', START_MS, END_MS);

describe('a change while the world runs', () => {
  it('lowers a reserved concurrency below what ran before', () => {
    const world = worldOf({
      configuration: {
        reservedConcurrency: 3,
        formerReservedConcurrency: { value: 50, untilMs: CHANGED_MS },
        timeoutMs: 60_000,
      },
      work: { durationMs: steady(1_000) },
    });
    world.advanceTo(END_MS);

    expect(world.truth.throttled('one', START_MS, CHANGED_MS)).toEqual([]);
    expect(Math.max(...world.truth.inFlight('one', START_MS, CHANGED_MS))).toBeGreaterThan(5);
    expect(world.truth.throttled('one', CHANGED_MS, END_MS)[0]?.reason).toBe(
      'ReservedFunctionConcurrentInvocationLimitExceeded',
    );
    expect(Math.max(...world.truth.inFlight('one', CHANGED_MS + 5_000, END_MS))).toBe(3);
  });

  it("lowers the account's limit below what its functions ran before", () => {
    const account = tinyAccount([tinyFunction('one', { work: { durationMs: steady(4_000) } })]);
    const world = simulatedWorld(
      {
        ...account,
        account: {
          ...account.account,
          concurrencyLimit: 3,
          formerConcurrencyLimit: { value: 1_000, untilMs: CHANGED_MS },
        },
      },
      1,
      START_MS,
    );
    world.advanceTo(END_MS);

    expect(world.truth.throttled('one', START_MS, CHANGED_MS)).toEqual([]);
    expect(Math.max(...world.truth.inFlight('one', START_MS, CHANGED_MS))).toBeGreaterThan(5);
    expect(world.truth.throttled('one', CHANGED_MS, END_MS)[0]?.reason).toBe(
      'ConcurrentInvocationLimitExceeded',
    );
    expect(Math.max(...world.truth.inFlight('one', CHANGED_MS + 15_000, END_MS))).toBe(3);
  });

  it('replaces the runtime build of new environments', () => {
    const starts = linesOf({
      configuration: { runtimeUpdatedMs: CHANGED_MS, timeoutMs: 60_000 },
      // More and more environments are needed, so that some start late.
      caller: { kind: 'sync', requestsPerSecond: (timeMs) => (timeMs - START_MS) / MINUTE_MS },
      work: { durationMs: steady(2_000) },
    }).filter(({ message }) => message.startsWith('INIT_START'));
    const builds = (from: number, to: number) =>
      new Set(
        starts
          .filter(({ timestampMs }) => timestampMs >= from && timestampMs < to)
          .map(
            ({ message }) =>
              /Runtime Version: (\S+)\tRuntime Version ARN: \S+runtime:\w{64}/.exec(message)?.[1],
          ),
      );

    expect([...builds(START_MS, CHANGED_MS)]).toEqual(['nodejs:22.v61']);
    expect([...builds(CHANGED_MS, END_MS)]).toEqual(['nodejs:22.v62']);
  });

  it.each([
    {
      what: 'queue',
      caller: {
        kind: 'queue',
        mappingUuid: 'm',
        queueName: 'jobs',
        batchSize: 1,
        maximumConcurrency: null,
        reportsBatchItemFailures: false,
        messagesPerSecond: steady(2),
        disabledSinceMs: CHANGED_MS,
      },
    },
    {
      what: 'stream',
      caller: {
        kind: 'stream',
        mappingUuid: 'm',
        streamName: 's',
        streamArn: 'arn:aws:kinesis:eu-west-1:123456789012:stream/s',
        openShards: 2,
        parallelizationFactor: 1,
        batchSize: 10,
        recordsPerSecond: steady(5),
        disabledSinceMs: CHANGED_MS,
      },
    },
  ] as const)('disables the mapping of a $what, whose calls stop', ({ caller }) => {
    const world = worldOf({ caller });
    const servedIn = (minute: number) => world.truth.minute('one', START_MS + minute * MINUTE_MS).invocations;
    world.advanceTo(END_MS);

    expect(servedIn(9)).toBeGreaterThan(20);
    expect(servedIn(11)).toBe(0);
    expect(world.mappings[0]?.disabledSinceMs).toBe(CHANGED_MS);
  });
});

describe('a failure of some environments', () => {
  it('happens in no other', () => {
    const reports = linesOf({
      caller: calledPerSecond(5),
      work: {
        durationMs: steady(500),
        failures: [
          {
            name: 'worn-out',
            share: steady(1),
            durationShare: 1,
            ending: 'exit',
            happensIn: ({ servedBefore }) => servedBefore >= 4,
          },
        ],
      },
    }).filter(({ message }) => message.startsWith('REPORT'));
    const byStream = groupedBy(reports, ({ logStream }) => logStream);
    const ended = [...byStream.values()].filter((group) => group.at(-1)?.message.includes('ExitError'));

    expect(ended.length).toBeGreaterThan(50);
    expect(ended.map((group) => group.length)).toEqual(ended.map(() => 5));
  });
});

describe('an init that takes longer than ten seconds', () => {
  const slow = { initMs: 14_000, durationMs: steady(100) };
  const caller = { kind: 'schedule', firstMs: START_MS, everyMs: 15 * MINUTE_MS } as const;
  const reported = (timeoutMs: number) =>
    linesOf({ configuration: { timeoutMs }, caller, work: slow }).filter(({ message }) =>
      message.includes('REPORT'),
    );

  it('is interrupted, and repeated in the first call', () => {
    const [cut, report] = reported(60_000);

    expect(cut?.message).toBe('INIT_REPORT Init Duration: 10000.00 ms\tPhase: init\tStatus: timeout\n');
    expect(report?.message).not.toContain('Init Duration');
    expect(Number(/\tDuration: ([\d.]+) ms/.exec(report?.message ?? '')?.[1])).toBeGreaterThan(9_000);
  });

  it('never ends if the timeout is shorter', () => {
    expect(reported(6_000).filter(({ message }) => message.includes('\tDuration: 6000.00 ms'))).toHaveLength(
      2,
    );
    expect(reported(6_000).filter(({ message }) => message.startsWith('INIT_REPORT'))).toHaveLength(2);
  });
});

const THROWN = {
  offsetMs: 5,
  level: 'ERROR',
  message: 'ledger is closed',
  exception: { type: 'LedgerClosed', message: 'ledger is closed', frames: ['  at Ledger.post'] },
} as const;

describe('an uncaught exception', () => {
  it.each([
    {
      runtime: 'dotnet8',
      logFormat: 'Text',
      says: /Z\t[\w-]{36}\tfail\tLedgerClosed: ledger is closed\n {2}at Ledger\.post\n$/,
    },
    {
      runtime: 'ruby3.3',
      logFormat: 'Text',
      says: /^Error raised from handler method\n\{\n {2}"errorMessage": "ledger is closed",\n {2}"errorType": "Function<LedgerClosed>"/,
    },
    {
      runtime: 'provided.al2023',
      logFormat: 'Text',
      says: /^\d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d ledger is closed\n$/,
    },
    {
      runtime: 'provided.al2023',
      logFormat: 'JSON',
      says: /^\d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d ledger is closed\n$/,
    },
    {
      runtime: 'python3.13',
      logFormat: 'JSON',
      says: /^\{"timestamp":"[\d-]+T[\d:]+","level":"ERROR","errorMessage":"ledger is closed","errorType":"LedgerClosed","requestId"/,
    },
    {
      runtime: 'java21',
      logFormat: 'JSON',
      says: /"message":"ledger is closed: LedgerClosed\\nLedgerClosed: ledger is closed\\n {2}at Ledger\.post\\n","AWSRequestId"/,
    },
    {
      runtime: 'dotnet8',
      logFormat: 'JSON',
      says: /"level":"Error","requestId":.*"errorType":"LedgerClosed","errorMessage":"ledger is closed","stackTrace":\[/,
    },
  ] as const)('is logged as by $runtime in $logFormat', ({ runtime, logFormat, says }) => {
    const lines = linesOf({ configuration: { runtime, logFormat }, story: { invocation: () => [THROWN] } });

    expect(lines.find(({ message }) => message.includes('ledger is closed'))?.message).toMatch(says);
  });

  it('is logged by the logger of the code if it has one', () => {
    const layout = (atMs: number, requestId: string | null) => `${atMs} ${requestId}: own words`;
    const lines = linesOf({ story: { invocation: () => [{ ...THROWN, layout }] } });

    expect(lines.filter(({ message }) => /^\d+ [\w-]{36}: own words$/.test(message)).length).toBeGreaterThan(
      100,
    );
  });
});
