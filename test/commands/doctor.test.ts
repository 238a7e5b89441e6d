import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { FaultInput } from '../../src/local/wire/fault/fault-plan.ts';
import { createWorld } from '../../src/local/world/create-world.ts';
import { PERMISSION_ACTIONS, PERMISSIONS } from '../../src/monitor/calls/permission.ts';
import { demoWorldOf } from '../local/demo-world-of.ts';
import { FED_BY_TABLE, worldWithTable } from '../local/world-with-table.ts';
import { SMALL_CAST } from '../screen/small-account.ts';
import { runLmon } from './lmon-in-process.ts';
import { linesOf, runLmonProcess } from './lmon-process.ts';
import { type LocalAccount, localAccount, START_MS } from './local-account.ts';

let account: LocalAccount;
beforeAll(async () => {
  // With one of everything that has a permission of its own.
  account = await localAccount(30, {
    world: worldWithTable(START_MS, {
      world: demoWorldOf([...SMALL_CAST, FED_BY_TABLE, 'cart-api', 'inventory-sync'], START_MS),
    }),
  });
});
beforeEach(() => account.setFaults([]));
afterAll(() => account.close());

const doctor = (args: readonly string[] = [], env: Readonly<Record<string, string>> = {}) =>
  runLmon(['doctor', ...args], { env: { ...account.env, ...env } });
const fault = (operation: string, kind: FaultInput['kind'] = 'denied'): FaultInput => ({ operation, kind });

interface Printed {
  readonly permissions: readonly {
    action: string;
    outcome: string;
    on: string | null;
    because: string | null;
  }[];
  readonly missingPolicy: { readonly Statement: readonly { readonly Action: readonly string[] }[] } | null;
}

async function printed(): Promise<Printed & Readonly<Record<string, unknown>>> {
  const { stdout } = await doctor(['--output', 'json']);
  return JSON.parse(stdout) as Printed & Readonly<Record<string, unknown>>;
}

describe('lmon doctor with all permissions', () => {
  it('prints the identity, the place, what is permitted and how late data arrives', async () => {
    const { status, stdout, stderr } = await doctor();
    expect([status, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/^ {2}credentials {2}keys {2}environment$/m);
    expect(stdout).toMatch(/^ {2}region {7}eu-west-1 {2}environment$/m);
    // Where nobody chose it, how CloudWatch is asked goes without saying.
    expect(stdout).not.toMatch(/^ {2}cloudwatch/m);
    expect(stdout).toMatch(/^ {2}who {10}arn:aws:sts::123456789012:assumed-role\/\S+$/m);
    expect(stdout).toMatch(/^ {2}clock {8}\S/m);
    for (const action of PERMISSION_ACTIONS) {
      expect(stdout).toMatch(new RegExp(`^ {2}ok {11}${action}$`, 'm'));
    }
    expect(stdout).toMatch(
      /^ {2}metrics {6}a minute has all its calls (?:within \d+ s of|\d+ s to \d+ s after) its end; the newest data point is of \d\d:\d\dZ/m,
    );
    expect(stdout).toMatch(/^ {15}screens wait 60 s and the longest call before a minute counts$/m);
    expect(stdout).toMatch(/^ {2}logs {9}[\d.]+ m?s median, .* longest.* \d+.* events of \/aws\/lambda\//m);
    expect(stdout).toMatch(/MISSING\n {2}nothing was denied\n$/);
    expect(stdout).not.toContain('\x1b');
  });

  it('asks everything once, except for a log whose first pages are empty', async () => {
    await account.forgetCalls();
    await doctor();
    const calls = await account.calls();
    expect(Object.keys(calls).toSorted()).toEqual(PERMISSION_ACTIONS.toSorted());
    for (const [action, { calls: times, throttled }] of Object.entries(calls))
      expect(times - throttled, action).toBeLessThanOrEqual(action === 'logs:FilterLogEvents' ? 5 : 1);
  });

  it('says in words that CloudWatch is asked in its older protocol', async () => {
    const { stdout } = await doctor([], { LMON_CLOUDWATCH_PROTOCOL: 'query' });
    expect(stdout).toMatch(/^ {2}cloudwatch {3}asked in its older Query protocol {2}environment$/m);
  });

  it('says the same in JSON', async () => {
    expect(await printed()).toMatchObject({
      v: 1,
      settings: {
        region: { value: 'eu-west-1', from: 'environment' },
        cloudwatch: { value: 'json', from: 'default' },
      },
      identity: { accountId: '123456789012', expires: null, clockSkewMs: expect.any(Number) },
      permissions: PERMISSION_ACTIONS.map((action) => ({
        action,
        needed: PERMISSIONS[action].isNeeded,
        outcome: 'ok',
        code: null,
      })),
      metricDelay: {
        endedAgoMs: expect.any(Number),
        wholeWithinMs: expect.any(Number),
        wholeAfterMs: expect.any(Number),
      },
      logDelay: { medianMs: expect.any(Number), longestMs: expect.any(Number) },
      missingPolicy: null,
    });
  });

  it('is one of the commands of lmon demo', async () => {
    const { status, stdout } = await runLmonProcess(['demo', 'doctor', '--cast', 'limits'], {
      env: { HOME: '/' },
    });
    expect(status).toBe(0);
    expect(stdout).toContain('nothing was denied');
  });
});

describe('lmon doctor with a denied permission', () => {
  it('names it, what is missing without it, and the policy', async () => {
    const action = 'logs:FilterLogEvents';
    await account.setFaults([fault(action)]);
    const { status, stdout, stderr } = await doctor();
    const row = linesOf(stdout).find((line) => line.includes(action));
    expect(row).toMatch(/^ {2}denied {7}\S+ +\w+: /);
    expect(row).toContain(PERMISSIONS[action].without);
    const policy = JSON.parse(stdout.slice(stdout.indexOf('\n{\n'))) as Printed['missingPolicy'];
    expect(policy).toMatchObject({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: [action], Resource: '*' }],
    });
    expect(stderr).toBe(`lmon: 1 of ${PERMISSION_ACTIONS.length} permissions is denied\n`);
    expect(status).toBe(77);
  });

  it("can't try the rest without a list of functions", async () => {
    await account.setFaults([
      fault('lambda:ListFunctions'),
      fault('cloudwatch:ListMetrics'),
      fault('lambda:ListEventSourceMappings'),
    ]);
    const { permissions, missingPolicy, logDelay } = await printed();
    const notTried = permissions.filter(({ outcome }) => outcome === 'notTried');
    expect(notTried.map(({ action }) => action)).toEqual([
      'dynamodb:DescribeStream',
      'kinesis:DescribeStreamSummary',
      'lambda:GetFunctionConcurrency',
      'lambda:GetFunctionConfiguration',
      'lambda:GetFunctionEventInvokeConfig',
      'lambda:ListAliases',
      'lambda:ListProvisionedConcurrencyConfigs',
      'lambda:ListVersionsByFunction',
      'logs:DescribeLogGroups',
      'logs:FilterLogEvents',
      'logs:StartLiveTail',
      'sqs:GetQueueAttributes',
    ]);
    expect(missingPolicy?.Statement[0]?.Action).toEqual([
      'cloudwatch:ListMetrics',
      'lambda:ListEventSourceMappings',
      'lambda:ListFunctions',
    ]);
    expect(logDelay).toBeNull();
  });

  it('tries a recently called function when it may not list them', async () => {
    await account.setFaults([fault('lambda:ListFunctions')]);
    const { permissions } = await printed();
    expect(permissions.find(({ action }) => action === 'logs:FilterLogEvents')).toMatchObject({
      outcome: 'ok',
      on: expect.stringMatching(/^\/aws\/lambda\//),
    });
  });
});

describe('lmon doctor ends with', () => {
  it.each<[number, string, readonly FaultInput[], string, RegExp]>([
    [
      69,
      'Lambda is down',
      [fault('lambda:ListFunctions', 'unavailable')],
      'unreachable',
      /no answer to lambda:Li/,
    ],
    [
      69,
      'two services are down',
      [fault('lambda:ListFunctions', 'unavailable'), fault('cloudwatch:DescribeAlarms', 'unavailable')],
      'unreachable',
      /no answer to 2 of \d+ calls: HTTP 503/,
    ],
    [
      75,
      'AWS throttles',
      [fault('cloudwatch:ListMetrics', 'throttle')],
      'throttled',
      /AWS throttles cloudwatch:/,
    ],
    [
      77,
      'one is denied and one is down',
      [fault('lambda:ListFunctions', 'unavailable'), fault('cloudwatch:GetMetricData')],
      'denied',
      /1 of \d+ permissions is denied/,
    ],
    [78, 'credentials have expired', [fault('*', 'expired')], 'credentials', /credentials have expired/],
  ])('%i when %s', async (status, _case, faults, word, complaint) => {
    await account.setFaults(faults);
    const ended = await doctor();
    expect(ended.stdout).toMatch(new RegExp(`^ {2}${word} `, 'm'));
    expect(linesOf(ended.stderr)).toEqual([expect.stringMatching(complaint)]);
    expect(ended.status).toBe(status);
  });

  it('69 when there is no answer, and says where it asked', async () => {
    const ended = await doctor([], { AWS_ENDPOINT_URL: 'http://user:pa55@127.0.0.1:1/?token=t0ken' });
    expect(ended.stdout).toMatch(/^ {2}endpoint {5}http:\/\/127\.0\.0\.1:1\/ {2}environment$/m);
    expect(ended.stdout + ended.stderr).not.toMatch(/pa55|t0ken/);
    expect(ended.stdout).toMatch(/^ {2}unreachable {2}lambda:ListFunctions +ECONNREFUSED$/m);
    expect(ended.stderr).toMatch(/^lmon: no answer to (\d+) of \1 calls: ECONNREFUSED \(127\.0\.0\.1:1\)\n$/);
    expect(ended.status).toBe(69);
  });

  it("0 in an account without functions, where some permissions can't be tried", async () => {
    const world = createWorld({ seed: 1, nowMs: START_MS, cast: 'empty' });
    const empty = await localAccount(1, { world });
    const { status, stdout } = await runLmon(['doctor'], { env: empty.env });
    await empty.close();
    expect(status).toBe(0);
    expect(stdout).toMatch(/^ {2}not tried {4}logs:FilterLogEvents +no function is known to try it on$/m);
    expect(stdout).toMatch(/^ {2}metrics {6}not measured: no function was called of late$/m);
  });
});
