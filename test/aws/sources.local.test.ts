import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { AwsConnection } from '../../src/aws/connect.ts';
import type { AwsSettings } from '../../src/aws/connection/settings.ts';
import { MINUTE_MS } from '../../src/lambda/time.ts';
import { type LocalAwsServer, startLocalAws } from '../../src/local/server.ts';
import type { World } from '../../src/local/world/world.ts';
import { corrected, createClock, REAL_TIME } from '../../src/monitor/clock.ts';
import { ACCOUNT, ofFunction } from '../../src/monitor/metric-owner.ts';
import type { Page } from '../../src/monitor/page.ts';
import type { Result } from '../../src/monitor/source-error.ts';
import type { MetricQuery } from '../../src/monitor/sources.ts';
import type { RawText } from '../../src/terminal/text.ts';
import { asRead } from '../local/world/tiny-account.ts';
import { TABLE_STREAM_ARN, worldWithTable } from '../local/world-with-table.ts';
import { connectLocalAws } from './local-connection.ts';
import { answerOf, errorOf, patient, raw, stubCredentials } from './loopback-aws.ts';

/** The clock stands still, so that answers can be compared with the world. */
const nowMs = Date.UTC(2026, 10, 24, 3, 30);

let world: World;
let localAws: LocalAwsServer;
let aws: AwsConnection;
let awsByQuery: AwsConnection;

beforeAll(async () => {
  stubCredentials();
  world = worldWithTable(nowMs, { seed: 7 });
  localAws = await startLocalAws({ world, clock: { now: () => nowMs }, port: 0, quotas: false });
  aws = connectTo('json');
  awsByQuery = connectTo('query');
});
afterAll(async () => {
  vi.unstubAllEnvs();
  aws.close();
  awsByQuery.close();
  await localAws.close();
});

interface Connections {
  readonly json: AwsConnection;
  readonly query: AwsConnection;
}

function connectTo(
  cloudwatchProtocol: AwsSettings['cloudwatchProtocol'],
  endpointUrl = localAws.url,
): AwsConnection {
  return connectLocalAws(endpointUrl, {
    cloudwatchProtocol,
    timeSignal: corrected({ ...createClock(REAL_TIME), now: () => nowMs }),
  });
}

async function allPages<Item>(page: (token: RawText | null) => Promise<Result<Page<Item>>>): Promise<Item[]> {
  const items: Item[] = [];
  let token: RawText | null = null;
  do {
    const answer: Page<Item> = answerOf(await page(token));
    items.push(...answer.items);
    token = answer.nextToken;
  } while (token !== null);
  return items;
}

describe('the local AWS, read by lmon', () => {
  it('says whose account it is', async () => {
    const { accountId } = answerOf(await aws.sources.identity.caller(patient));
    expect(accountId).toBe(world.account.accountId);
  });

  it('lists every function of its world, over several pages', async () => {
    const functions = await allPages((token) => aws.sources.functions.page(token, patient));
    expect(functions.map(({ name }) => name).sort()).toEqual(world.functions.map(({ name }) => name).sort());
    const simulated = new Map(
      world.functions.map((simulatedFunction) => [simulatedFunction.name, simulatedFunction]),
    );
    for (const { name, memoryMb, timeoutMs, logGroup } of functions) {
      expect(simulated.get(name)).toMatchObject({ memoryMb, timeoutMs, logGroup });
    }
  });

  it('returns the same configuration for one function as in the list, which has no states', async () => {
    const [first] = answerOf(await aws.sources.functions.page(null, patient)).items;
    const alone = answerOf(await aws.sources.functions.configuration(first!.name, patient));
    const unknown = { state: null, lastUpdate: null };
    expect(alone.setup).toMatchObject({ state: { status: 'Active' }, lastUpdate: { status: 'Successful' } });
    expect({ ...alone, setup: { ...alone.setup, ...unknown } }).toEqual(first);
  });

  it('has the reserved concurrency of a function, and none for another', async () => {
    const reserved = world.functions.find((each) => each.reservedConcurrency !== null)!;
    const unreserved = world.functions.find((each) => each.reservedConcurrency === null)!;
    const ask = async (name: string) =>
      answerOf(await aws.sources.functions.reservedConcurrency(raw(name), patient));
    expect(await ask(reserved.name)).toBe(reserved.reservedConcurrency);
    expect(await ask(unreserved.name)).toBeNull();
  });

  it('has the limits of the account', async () => {
    const { concurrency, unreservedConcurrency } = answerOf(
      await aws.sources.functions.accountLimits(patient),
    );
    const reserved = world.functions.reduce((sum, each) => sum + (each.reservedConcurrency ?? 0), 0);
    expect(concurrency).toBe(world.account.concurrencyLimit);
    expect(unreservedConcurrency).toBe(concurrency - reserved);
  });

  it('lists the event source mappings of the Region', async () => {
    const mappings = await allPages((token) => aws.sources.functions.mappings(token, patient));
    const placed = (mapping: { functionName: string; sourceArn: string }) =>
      `${mapping.functionName} ${mapping.sourceArn}`;
    expect(mappings.map(placed).sort()).toEqual(world.mappings.map(placed).sort());
    expect(new Set(mappings.map(({ source }) => source))).toContain('kinesis');
  });

  it('counts the open shards of a stream, and finds no unknown stream', async () => {
    const [stream] = world.streams;
    expect(answerOf(await aws.sources.functions.stream(raw(stream!.arn), patient)).openShards).toBe(
      stream!.openShards,
    );
    const other = raw(`${stream!.arn}-of-nobody`);
    expect(errorOf(await aws.sources.functions.stream(other, patient)).kind).toBe('absent');
  });

  it('knows where failed messages of a queue go, and finds no unknown queue', async () => {
    const queue = world.queues.find(({ redrive }) => redrive !== null)!;
    const target = world.queues.find(({ name }) => name === queue.redrive!.queueName)!;
    expect(answerOf(await aws.sources.functions.queue(raw(queue.arn), patient))).toMatchObject({
      visibilityTimeoutMs: queue.visibilityTimeoutMs,
      redrive: { queueArn: target.arn, maximumReceives: queue.redrive!.maxReceiveCount },
    });
    expect(answerOf(await aws.sources.functions.queue(raw(target.arn), patient)).redrive).toBeNull();
    const other = raw(`${queue.arn}-of-nobody`);
    expect(errorOf(await aws.sources.functions.queue(other, patient)).kind).toBe('absent');
  });

  it('has the versions behind an alias with their weights', async () => {
    const { items } = answerOf(await aws.sources.functions.aliases(raw('cart-api'), null, patient));
    expect(items).toMatchObject([{ name: 'live', versions: [{ version: '41' }, { version: '42' }] }]);
    expect(items[0]?.versions.map(({ weight }) => weight.toFixed(2))).toEqual(['0.90', '0.10']);
  });

  it("knows how asynchronous events of a function are retried, and that another uses Lambda's default", async () => {
    const [configured] = world.eventInvokeConfigs;
    const ask = async (name: string) =>
      answerOf(await aws.sources.functions.asyncDelivery(raw(name), patient));
    expect((await ask(configured!.functionName))?.maximumRetries).toBe(configured!.maximumRetryAttempts);
    expect(await ask('cart-api')).toBeNull();
  });

  it.each([
    ['AWS JSON', () => aws],
    ['the Query protocol', () => awsByQuery],
  ])('names the ringing alarms by %s', async (_protocol, connection) => {
    const alarms = await allPages((token) => connection().sources.alarms.ringing(token, patient));
    const ringing = world.alarms(nowMs).filter(({ state }) => state === 'ALARM');
    expect(ringing.length).toBeGreaterThan(0);
    expect(alarms).toEqual(
      ringing.map(({ alarm, sinceMs }) => ({
        name: alarm.name,
        metric: alarm.metric,
        functionName: alarm.functionName,
        sinceMs,
      })),
    );
  });

  it.each([
    ['AWS JSON', () => aws],
    ['the Query protocol', () => awsByQuery],
  ])('answers metrics by %s with what its world has published', async (_protocol, connection) => {
    const range = { startMs: nowMs - 30 * MINUTE_MS, endMs: nowMs - 20 * MINUTE_MS, periodMs: MINUTE_MS };
    const queries: MetricQuery[] = [
      { owner: ofFunction(raw('checkout-api')), metric: 'Invocations', statistic: 'Sum' },
      { owner: ofFunction(raw('checkout-api')), metric: 'Duration', statistic: 'Maximum' },
      { owner: ACCOUNT, metric: 'Invocations', statistic: 'Sum' },
      { owner: ofFunction(raw('nobody')), metric: 'Invocations', statistic: 'Sum' },
    ];
    const { items } = answerOf(await connection().sources.metrics.page(queries, range, null, patient));
    const published = (name: string | null, metric: 'Invocations' | 'Duration', minute: number) =>
      world.metric(name, metric, range.startMs + minute * MINUTE_MS, nowMs);
    const expected = (read: (minute: number) => number | undefined) =>
      Array.from({ length: 10 }, (_, minute) => ({
        timestampMs: range.startMs + minute * MINUTE_MS,
        value: read(minute),
      }));

    expect(items.map(({ index, status }) => [index, status])).toEqual(
      [0, 1, 2, 3].map((index) => [index, 'complete']),
    );
    expect(items[0]?.points).toEqual(
      expected((minute) => published('checkout-api', 'Invocations', minute)?.sum),
    );
    expect(items[1]?.points.map(({ value }) => value)).toEqual(
      expected((minute) => published('checkout-api', 'Duration', minute)?.maximum).map(({ value }) =>
        expect.closeTo(value!, 3),
      ),
    );
    expect(items[2]?.points).toEqual(expected((minute) => published(null, 'Invocations', minute)?.sum));
    expect(items[3]?.points).toEqual([]);
  });

  it.each([
    ['AWS JSON', () => aws],
    ['the Query protocol', () => awsByQuery],
  ])('names the recently active functions by %s', async (_protocol, connection) => {
    const names = await allPages((token) => connection().sources.metrics.recentlyActive(token, patient));
    expect(names).toContain('checkout-api');
    expect(new Set(names).size).toBe(names.length);
  });

  it('returns every log event of a span once, in order, over several pages', async () => {
    const [startMs, endMs] = [nowMs - 30 * MINUTE_MS, nowMs - 20 * MINUTE_MS];
    const group = world.functions.find(({ name }) => name === 'checkout-api')!.logGroup;
    const events = await allPages((token) =>
      aws.sources.logs.page({ group: raw(group), range: { startMs, endMs }, pattern: null, token }, patient),
    );
    const log = world.log('checkout-api')!;
    const span = { startMs, endMs, nowMs };
    const written = asRead(log.read({ ...span, after: null, limit: 1_000_000, streams: null }));
    expect(written.length).toBeGreaterThan(10_000);
    expect(events).toEqual(written);
  });

  it('finds no log of a group that was never written to', async () => {
    const page = await aws.sources.logs.page(
      { group: raw('/aws/lambda/nobody'), range: { startMs: 0, endMs: nowMs }, pattern: null, token: null },
      patient,
    );
    expect(errorOf(page)).toMatchObject({ kind: 'absent', name: 'ResourceNotFoundException' });
  });
});

describe('a fault of the local AWS', () => {
  const checkout = raw('checkout-api');
  const errors: MetricQuery = { owner: ofFunction(checkout), metric: 'Errors', statistic: 'Sum' };
  const metricRange = { startMs: nowMs - 10 * MINUTE_MS, endMs: nowMs, periodMs: MINUTE_MS };
  const streamArn = () => raw(world.streams[0]!.arn);
  const queueArn = () => raw(world.queues[0]!.arn);

  const questions: readonly [string, (connections: Connections) => Promise<Result<unknown>>][] = [
    ['sts:GetCallerIdentity', ({ json }) => json.sources.identity.caller(patient)],
    ['lambda:ListFunctions', ({ json }) => json.sources.functions.page(null, patient)],
    [
      'lambda:GetFunctionConfiguration',
      ({ json }) => json.sources.functions.configuration(checkout, patient),
    ],
    [
      'lambda:GetFunctionConcurrency',
      ({ json }) => json.sources.functions.reservedConcurrency(checkout, patient),
    ],
    ['lambda:GetAccountSettings', ({ json }) => json.sources.functions.accountLimits(patient)],
    ['lambda:ListEventSourceMappings', ({ json }) => json.sources.functions.mappings(null, patient)],
    ['kinesis:DescribeStreamSummary', ({ json }) => json.sources.functions.stream(streamArn(), patient)],
    [
      'dynamodb:DescribeStream',
      ({ json }) => json.sources.functions.tableShards(raw(TABLE_STREAM_ARN), null, patient),
    ],
    ['sqs:GetQueueAttributes', ({ json }) => json.sources.functions.queue(queueArn(), patient)],
    [
      'lambda:ListProvisionedConcurrencyConfigs',
      ({ json }) => json.sources.functions.provisionedConcurrency(checkout, null, patient),
    ],
    ['lambda:ListVersionsByFunction', ({ json }) => json.sources.functions.versions(checkout, null, patient)],
    ['lambda:ListAliases', ({ json }) => json.sources.functions.aliases(checkout, null, patient)],
    [
      'lambda:GetFunctionEventInvokeConfig',
      ({ json }) => json.sources.functions.asyncDelivery(checkout, patient),
    ],
    ['cloudwatch:DescribeAlarms', ({ json }) => json.sources.alarms.ringing(null, patient)],
    ['cloudwatch:DescribeAlarms', ({ query }) => query.sources.alarms.ringing(null, patient)],
    [
      'cloudwatch:GetMetricData',
      ({ json }) => json.sources.metrics.page([errors], metricRange, null, patient),
    ],
    [
      'cloudwatch:GetMetricData',
      ({ query }) => query.sources.metrics.page([errors], metricRange, null, patient),
    ],
    ['cloudwatch:ListMetrics', ({ json }) => json.sources.metrics.recentlyActive(null, patient)],
    ['cloudwatch:ListMetrics', ({ query }) => query.sources.metrics.recentlyActive(null, patient)],
    [
      'logs:FilterLogEvents',
      ({ json }) =>
        json.sources.logs.page(
          { group: raw('/aws/lambda/checkout-api'), range: metricRange, pattern: null, token: null },
          patient,
        ),
    ],
  ];

  it.each([
    ['throttle', 'throttled'],
    ['internal', 'unreachable'],
    ['unavailable', 'unreachable'],
    ['reset', 'unreachable'],
    ['truncate', 'malformed'],
    ['expired', 'expired'],
    ['denied', 'denied'],
  ] as const)('of the kind %s makes every call end as %s, and then succeed again', async (kind, expected) => {
    const faults = questions.map(([operation]) => ({ operation, kind, calls: 1 }));
    const faulty = await startLocalAws({
      world,
      clock: { now: () => nowMs },
      port: 0,
      quotas: false,
      faults,
    });
    const connections = { json: connectTo('json', faulty.url), query: connectTo('query', faulty.url) };
    for (const [action, ask] of questions) {
      expect(errorOf(await ask(connections))).toMatchObject({ kind: expected, action });
    }
    for (const [, ask] of questions) answerOf(await ask(connections));
    connections.json.close();
    connections.query.close();
    await faulty.close();
  });
});
