import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { MINUTE_MS } from '../../../src/lambda/time.ts';
import { FAKE_SECRET } from '../../../src/local/wire/lambda/function-document.ts';
import type { World } from '../../../src/local/world/world.ts';
import { fleetJson } from '../../../src/print/fleet/fleet-json.ts';
import { fleetText } from '../../../src/print/fleet/fleet-text.ts';
import { lineText } from '../../../src/terminal/line-layout.ts';
import { NO_CAUSES } from '../../../src/triage/cause/causes-of-one.ts';
import { sentenceOf } from '../../../src/triage/sentence/cause-sentence.ts';
import { TOLD_IN_UTC } from '../../../src/triage/sentence/time-words.ts';
import { demoWorldOf } from '../../local/demo-world-of.ts';
import { DEMO_START_MS, type DemoFleet, demoFleet } from './demo-fleet.ts';
import { watchedFleet } from './watched-fleet.ts';

const FUNCTIONS = [
  'auth-token',
  'checkout-api',
  'geo-lookup',
  'order-stream-consumer',
  'report-nightly',
  'thumbnail-cron',
];

let world: World;
beforeAll(() => {
  world = demoWorldOf(FUNCTIONS, DEMO_START_MS);
});

async function watching(options: Parameters<typeof demoFleet>[0] = {}): Promise<DemoFleet> {
  const fleet = await demoFleet({ world, ...options });
  onTestFinished(() => fleet.close());
  return fleet;
}

const denying = (...operations: string[]) => ({
  faults: operations.map((operation) => ({ operation, kind: 'denied' as const })),
});

/** The metrics of a minute of checkout-api, which must be there whatever else is denied. */
function expectTheRestToGoOn({ status, monitor }: DemoFleet) {
  const { connection } = monitor.getSnapshot();
  expect(connection).toMatchObject({ state: 'live', error: null });
  const { minuteMs, minutes } = status('checkout-api');
  expect(minutes.at(-1)?.invocations).toBe(world.truth.minute('checkout-api', minuteMs!).invocations);
}

describe('a fleet with limited permissions', () => {
  it('shows no more than its account when its identity is denied', async () => {
    const watched = await watching(denying('sts:GetCallerIdentity'));
    expect(watched.monitor.getSnapshot().identity).toMatchObject({ accountId: '123456789012', arn: null });
    expectTheRestToGoOn(watched);
  });

  it('says that the account limits are denied, and assumes none', async () => {
    const watched = await watching(denying('lambda:GetAccountSettings'));
    expect(watched.monitor.getSnapshot().account.limits).toEqual({ known: false, because: 'denied' });
    expect(watched.status('geo-lookup').assessment.limit).toEqual({ kind: 'unknown', because: 'denied' });
    expect(watched.status('checkout-api').assessment.limit).toMatchObject({ kind: 'reserved', value: 200 });
    expectTheRestToGoOn(watched);
  });

  it('says that reserved concurrency is denied, and still that checkout-api is throttled', async () => {
    const watched = await watching(denying('lambda:GetFunctionConcurrency'));
    expect(watched.status('checkout-api').assessment).toMatchObject({
      limit: { kind: 'unknown', because: 'denied' },
      flag: 'throttling',
    });
    expect(watched.status('checkout-api').severity).toBe('crit');
    expectTheRestToGoOn(watched);
  });

  it('reads the iterator age of every function when event source mappings are denied', async () => {
    const watched = await watching(denying('lambda:ListEventSourceMappings'));
    expect(watched.status('order-stream-consumer').iteratorAgeMs).toBeTypeOf('number');
    expect(watched.status('checkout-api').iteratorAgeMs).toBe('missing');
    expect(watched.status('checkout-api').hasEventSource).toBeNull();
    expect(watched.status('checkout-api').assessment.limit).toMatchObject({ kind: 'reserved', value: 200 });
    expect(watched.status('geo-lookup').assessment.limit).toMatchObject({ kind: 'account', isCeiling: true });
    expect(watched.status('auth-token').assessment.limit).toMatchObject({
      kind: 'requestRate',
      isCeiling: true,
    });
    expectTheRestToGoOn(watched);
  });

  it('assumes no workers for a stream whose shards are denied', async () => {
    const watched = await watching(denying('kinesis:DescribeStreamSummary'));
    expect(watched.status('order-stream-consumer').assessment.limit).toMatchObject({
      kind: 'account',
      isCeiling: true,
    });
    expectTheRestToGoOn(watched);
  });

  it('reads every function when listing metrics is denied', async () => {
    const watched = await watching(denying('cloudwatch:ListMetrics'));
    expect(watched.status('report-nightly').activity).toBe('idle');
    expectTheRestToGoOn(watched);
  });

  it('is still shown when all of that is denied at once', async () => {
    const watched = await watching(
      denying(
        'sts:GetCallerIdentity',
        'lambda:GetAccountSettings',
        'lambda:GetFunctionConcurrency',
        'lambda:ListEventSourceMappings',
        'kinesis:DescribeStreamSummary',
        'cloudwatch:ListMetrics',
      ),
    );
    expectTheRestToGoOn(watched);
  });

  it.each(['lambda:ListFunctions', 'cloudwatch:GetMetricData'])(
    'is not said to be fine when %s is denied',
    async (action) => {
      const { monitor } = await watching(denying(action));
      const { connection, functions } = monitor.getSnapshot();
      expect(connection).toMatchObject({ state: 'starting', error: { kind: 'denied', action } });
      expect(functions.filter(({ minuteMs }) => minuteMs !== null)).toEqual([]);
    },
  );
});

describe('a fleet with a failing connection', () => {
  it('turns stale while CloudWatch is down but keeps its data, and is live and complete again afterwards', async () => {
    const { clock, monitor, status, door } = await watching();
    await door('POST', 'faults', [{ operation: 'cloudwatch:GetMetricData', kind: 'unavailable' }]);
    await clock.pass(4 * MINUTE_MS);
    expect(monitor.getSnapshot().connection).toMatchObject({
      state: 'stale',
      error: { kind: 'unreachable', action: 'cloudwatch:GetMetricData' },
    });
    expect(status('checkout-api').minutes.at(-5)?.invocations).toBeGreaterThan(0);
    await door('DELETE', 'faults');
    await clock.pass(MINUTE_MS);
    expect(monitor.getSnapshot().connection).toMatchObject({ state: 'live', error: null });
    const { minutes } = status('checkout-api');
    expect(minutes.slice(-30).map(({ invocations }) => invocations)).toEqual(
      minutes.slice(-30).map(({ minuteMs }) => world.truth.minute('checkout-api', minuteMs).invocations),
    );
  });

  it('loses nothing when credentials expire for ten minutes', async () => {
    const { clock, monitor, status, door } = await watching();
    await door('POST', 'faults', [{ operation: '*', kind: 'expired' }]);
    await clock.pass(10 * MINUTE_MS);
    expect(monitor.getSnapshot().connection).toMatchObject({ state: 'stale', error: { kind: 'expired' } });
    await door('DELETE', 'faults');
    await clock.pass(MINUTE_MS);
    const { minutes } = status('checkout-api');
    expect(minutes.slice(-60).map(({ invocations, throttles }) => [invocations, throttles])).toEqual(
      minutes
        .slice(-60)
        .map(({ minuteMs }) => world.truth.minute('checkout-api', minuteMs))
        .map(({ invocations, throttles }) => [invocations, throttles]),
    );
  });

  it.each(['throttle', 'internal', 'unavailable', 'reset'] as const)(
    'does not even notice a single %s fault in each kind of call',
    async (kind) => {
      const { monitor } = await watching({ faults: [{ operation: '*', kind, calls: 1 }] });
      expect(monitor.getSnapshot().connection).toMatchObject({ state: 'live', error: null });
      expect(monitor.getSnapshot().api.recentFailures).toBe(1);
    },
  );
});

/** Of the whole demo; the tests go on where the one before them left off. */
describe('a long incident', () => {
  let watched: DemoFleet;
  beforeAll(async () => {
    watched = await demoFleet();
  });
  afterAll(() => watched.close());

  const said = () =>
    watched.monitor.getSnapshot().causes.map((cause) => {
      const { subject, says } = sentenceOf(cause, TOLD_IN_UTC.present);
      return `${subject} ${lineText(says)}`;
    });
  const expectItsStart = () =>
    expect(said()).toContainEqual(
      expect.stringMatching(
        /^checkout-api turns away [\d.]+ % of attempts now, since 02:58Z at its reserved limit of 200; slower since 02:55Z$/,
      ),
    );

  it('is told with its start, beside the request rate of many short calls', () => {
    expectItsStart();
    expect(said()).toContainEqual(
      expect.stringMatching(
        /^auth-token uses \d\d % of its request limit of 350\/s \(10 for each of its reserved 35\)$/,
      ),
    );
  });

  it('keeps the workers of a consumer as its limit while the pool is full', async () => {
    await watched.clock.pass(25 * MINUTE_MS);
    expectItsStart();
    for (let minute = 0; minute < 5; minute++) {
      expect(watched.monitor.getSnapshot().account.eta).toEqual({ earlyMs: 0, likelyMs: 0, lateMs: 0 });
      for (const name of ['order-stream-consumer', 'ledger-stream'])
        expect(watched.status(name).assessment.limit.kind).toBe('source');
      await watched.clock.pass(MINUTE_MS);
    }
  });

  it('is known from its first minute to a monitor that starts later', async () => {
    const before = watched.monitor.getSnapshot();
    const later = await watchedFleet(watched.sources, watched.clock);
    later.monitor.stop();
    // A slightly later start sees a minute less of what is three hours old.
    const dated = ({ timeline }: typeof before) =>
      timeline
        .filter(({ atMs }) => atMs >= DEMO_START_MS - 120 * MINUTE_MS)
        .map(({ atMs, functionName, kind }) => [atMs, functionName, kind]);
    expect(dated(later.monitor.getSnapshot())).toEqual(dated(before));
    expect(before.timeline.map(({ kind }) => kind)).toContain('poolFilled');
  });
});

it('what is over stays among the events of a fleet, in order', async () => {
  const { clock, monitor } = await watching();
  await clock.pass(80 * MINUTE_MS);
  const ofCheckout = monitor
    .getSnapshot()
    .timeline.filter(({ functionName }) => functionName === 'checkout-api');
  expect(ofCheckout.map(({ kind }) => kind)).toEqual([
    // One call in a thousand failed before, and does so again.
    'errorsBecameRare',
    'ended',
    'ended',
    'throttlesBegan',
    'durationRose',
    'errorsBegan',
  ]);
});

describe('the secrets of functions', () => {
  it("are part of the Lambda API's answers", async () => {
    const { sources } = await watching();
    // Other tests of the file share the object: if the call throws, the next test must not get a spy.
    const asked = vi.spyOn(JSON, 'parse');
    onTestFinished(() => asked.mockRestore());
    await sources.functions.page(null, new AbortController().signal);
    const bodies = asked.mock.calls.map(([text]) => text).join('\n');
    expect(bodies).toContain(FAKE_SECRET);
  });

  it('are in no answer of a source', async () => {
    const { sources } = await watching();
    const { signal } = new AbortController();
    const page = await sources.functions.page(null, signal);
    const names = page.ok ? page.value.items.map(({ name }) => name) : [];
    const answers = [
      page,
      await sources.identity.caller(signal),
      await sources.functions.accountLimits(signal),
      await sources.functions.mappings(null, signal),
      ...(await Promise.all(names.map((name) => sources.functions.configuration(name, signal)))),
    ];
    expect(names.length).toBeGreaterThan(5);
    expect(JSON.stringify(answers)).not.toContain(FAKE_SECRET);
    expect(JSON.stringify(answers)).not.toContain('DB_PASSWORD');
  });

  it('are in no snapshot, and in no output of one', async () => {
    const { monitor, clock } = await watching();
    await clock.pass(6 * MINUTE_MS);
    const snapshot = monitor.getSnapshot();
    const written = [
      JSON.stringify(snapshot),
      ...fleetText(snapshot),
      ...snapshot.functions.map((status) => fleetJson(status, NO_CAUSES, 'present')),
    ].join();
    expect(written).toContain('checkout-api');
    expect(written).not.toContain(FAKE_SECRET);
    expect(written).not.toContain('DB_PASSWORD');
  });
});

describe('the calls of a fleet', () => {
  it('only read', async () => {
    const { clock, door } = await watching();
    await clock.pass(11 * MINUTE_MS);
    const actions = Object.keys((await door('GET', 'calls')) as object);
    expect(actions.length).toBeGreaterThan(5);
    expect(actions.filter((action) => !/^\w+:(Get|List|Describe|Filter)[A-Z]/.test(action))).toEqual([]);
  });
});

describe('a fleet in the past', () => {
  const BEFORE_THROTTLES_MS = Date.parse('2026-11-24T02:57:00Z');

  it('is judged as of that minute, and by nothing that came after it', async () => {
    const { status, monitor } = await watching({ untilMs: BEFORE_THROTTLES_MS });
    const { minuteMs, minutes, assessment } = status('checkout-api');
    expect(minuteMs).toBe(BEFORE_THROTTLES_MS - MINUTE_MS);
    const truth = world.truth.minute('checkout-api', BEFORE_THROTTLES_MS - MINUTE_MS);
    expect(minutes.at(-1)).toMatchObject({
      invocations: truth.invocations,
      errors: truth.errors,
      throttles: truth.throttles,
    });
    expect(assessment.flag).not.toBe('throttling');
    expect(monitor.getSnapshot()).toMatchObject({
      dataToMs: BEFORE_THROTTLES_MS - MINUTE_MS,
      nextPollMs: null,
      connection: { state: 'past' },
    });
  });

  it('knows which functions were active then, though ListMetrics lists those of today', async () => {
    const { status } = await watching({ untilMs: BEFORE_THROTTLES_MS });
    expect(status('geo-lookup').activity).toBe('active');
    expect(status('thumbnail-cron').activity).toBe('idle');
  });
});
