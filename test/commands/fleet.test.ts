import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FAKE_SECRET } from '../../src/local/wire/lambda/function-document.ts';
import { runLmon } from './lmon-in-process.ts';
import { type Ended, linesOf } from './lmon-process.ts';
import { frozenAccount, type LocalAccount } from './local-account.ts';

const FIELDS = [
  'v',
  'function',
  'severity',
  'activity',
  'verdict',
  'reasons',
  'minute',
  'settled',
  'requestsPerSecond',
  'errorRate',
  'throttleRate',
  'durationP95Ms',
  'concurrency',
  'limit',
  'use',
  'ownUse',
  'throttling',
  'etaSeconds',
];

interface FleetLine extends Readonly<Record<string, unknown>> {
  readonly function: string;
  readonly severity: string;
  readonly activity: string;
  readonly minute: string | null;
  readonly concurrency: Readonly<Record<string, unknown>>;
}

let account: LocalAccount;
beforeAll(async () => {
  account = await frozenAccount();
});
afterAll(() => account.close());

describe('lmon fleet in a pipe', () => {
  let printed: Ended;
  let names: readonly string[];
  beforeAll(async () => {
    printed = await runLmon(['fleet'], { env: account.env });
    names = account.world.functions.map(({ name }) => name);
  });

  it('prints a table of every function, once', () => {
    const [titles, ...rows] = linesOf(printed.stdout);
    expect(titles).toMatch(/FUNCTION.*REQ\/s.*WHY/);
    expect(rows).toHaveLength(names.length);
    for (const name of names) expect(rows.filter((row) => row.includes(name))).toHaveLength(1);
    expect([printed.status, printed.stderr]).toEqual([0, '']);
  });

  it('starts with what hurts most, and says why', () => {
    expect(linesOf(printed.stdout)[1]).toMatch(/CRIT checkout-api .*\/200 R .* THR [\d.]+ % of attempts$/);
  });

  it('says which minute it shows, and that a function dies of memory', () => {
    expect(linesOf(printed.stdout)[0]).toMatch(/ {2}WHY at \d\d:\d\dZ$/);
    expect(printed.stdout).toMatch(/CRIT invoice-pdf .* MEM [1-9]\d* calls died( of it in 1[45]m)?$/m);
  });

  it('is the same as plain lmon', async () => {
    const plain = await runLmon([], { env: account.env });
    expect(linesOf(plain.stdout).map((line) => line.length > 0)).toEqual(
      linesOf(printed.stdout).map((line) => line.length > 0),
    );
    expect(plain.status).toBe(0);
  });

  it('writes no escape sequence and no secret', () => {
    expect(printed.stdout).not.toContain('\x1b');
    expect(printed.stdout).not.toContain(FAKE_SECRET);
  });

  it.each([{ NO_COLOR: '' }, { FORCE_COLOR: '3', COLORTERM: 'truecolor' }])(
    'has no colours with %j either: a table is for tools',
    async (env) => {
      const { stdout } = await runLmon(['fleet'], { env: { ...account.env, ...env } });
      expect(stdout).not.toContain('\x1b');
    },
  );
});

describe('lmon fleet --output json', () => {
  let printed: Ended;
  let functions: readonly FleetLine[];
  const named = (name: string) => functions.find((each) => each.function === name)!;
  beforeAll(async () => {
    await account.forgetCalls();
    printed = await runLmon(['fleet', '--output', 'json'], { env: account.env });
    functions = linesOf(printed.stdout).map((line) => JSON.parse(line) as FleetLine);
  });

  it('prints one object per function, worst first', () => {
    expect(functions.map((each) => each.function).toSorted()).toEqual(
      account.world.functions.map(({ name }) => name).toSorted(),
    );
    expect(functions[0]?.function).toBe('checkout-api');
    expect([printed.status, printed.stderr]).toEqual([0, '']);
  });

  it('gives every object the same fields', () => {
    for (const each of functions) {
      expect(Object.keys(each)).toEqual(expect.arrayContaining(FIELDS));
      expect(Object.keys(each.concurrency)).toEqual(['estimate', 'low', 'high', 'observedMax']);
    }
  });

  it('tells what really happened in the minute that it names', () => {
    const checkout = named('checkout-api');
    const truth = account.world.truth.minute('checkout-api', Date.parse(checkout.minute!));
    expect(checkout).toMatchObject({
      v: 1,
      severity: 'crit',
      activity: 'active',
      settled: true,
      requestsPerSecond: truth.invocations / 60,
      errorRate: truth.errors / truth.invocations,
      throttleRate: truth.throttles / (truth.invocations + truth.throttles),
      limit: { kind: 'reserved', value: 200 },
      throttling: 'throttling',
    });
    expect(checkout['reasons']).toContainEqual(
      expect.objectContaining({ rule: 'throttles', severity: 'crit', since: expect.stringMatching(/Z$/) }),
    );
  });

  it('prints null for no data, not zero', () => {
    expect(named('report-nightly')).toMatchObject({
      activity: 'idle',
      requestsPerSecond: null,
      errorRate: null,
      throttleRate: null,
      durationP95Ms: null,
      etaSeconds: null,
      concurrency: { estimate: null, low: null, high: null, observedMax: null },
    });
  });

  it('holds no secret of a function', () => {
    expect(printed.stdout).not.toContain(FAKE_SECRET);
    expect(printed.stdout).not.toContain('DB_PASSWORD');
  });

  it('only reads from AWS', async () => {
    const actions = Object.keys(await account.calls());
    expect(actions).toContain('cloudwatch:GetMetricData');
    expect(actions.filter((action) => !/^\w+:(Get|List|Describe|Filter)[A-Z]/.test(action))).toEqual([]);
  });
});

describe('lmon fleet without optional permissions', () => {
  it('says once for each what is missing without it, and prints the rest', async () => {
    await account.setFaults([
      { operation: 'lambda:GetFunctionConcurrency', kind: 'denied' },
      { operation: 'lambda:GetAccountSettings', kind: 'denied' },
      { operation: 'sts:GetCallerIdentity', kind: 'denied' },
    ]);
    const { status, stdout, stderr } = await runLmon(['fleet', '--output', 'json'], { env: account.env });
    await account.setFaults([]);
    expect(linesOf(stderr)).toEqual([
      expect.stringMatching(
        /^lmon: access denied: lambda:GetAccountSettings \(AccessDeniedException\): the acc/,
      ),
      expect.stringMatching(
        /^lmon: access denied: lambda:GetFunctionConcurrency \(AccessDeniedException\): res/,
      ),
    ]);
    expect(status).toBe(0);
    const functions = linesOf(stdout).map((line) => JSON.parse(line) as FleetLine);
    expect(functions).toHaveLength(account.world.functions.length);
    expect(functions.filter(({ severity, activity }) => severity === 'ok' && activity === 'active')).toEqual(
      [],
    );
  });
});

describe('a configuration file with unknown keys', () => {
  it('is reported on standard error, and the fleet is printed all the same', async () => {
    const config = `${account.env['HOME']}/lmon.yml`;
    const { writeFileSync } = await import('node:fs');
    writeFileSync(config, 'regoin: eu-west-1\n');
    const { status, stdout, stderr } = await runLmon(['--config', config], { env: account.env });
    expect(stderr).toBe('lmon: configuration file: "regoin" is not a setting\n');
    expect(status).toBe(0);
    expect(stdout).toContain('checkout-api');
  });
});

describe('lmon with the Query protocol', () => {
  it('prints the same fleet', async () => {
    const env = { ...account.env, LMON_CLOUDWATCH_PROTOCOL: 'query' };
    const { status, stdout } = await runLmon(['--output', 'json'], { env });
    expect(status).toBe(0);
    // In the meantime another function may hurt more.
    const functions = linesOf(stdout).map((line) => JSON.parse(line) as FleetLine);
    expect(functions.map((each) => each.function).toSorted()).toEqual(
      account.world.functions.map(({ name }) => name).toSorted(),
    );
    expect(functions).toContainEqual(
      expect.objectContaining({ function: 'checkout-api', throttling: 'throttling' }),
    );
  });
});
