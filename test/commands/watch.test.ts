import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MINUTE_MS } from '../../src/lambda/time.ts';
import { simulatedWorld } from '../../src/local/world/simulated-world.ts';
import { tinyAccount, tinyFunction } from '../local/world/tiny-account.ts';
import { runLmon, startLmon } from './lmon-in-process.ts';
import { linesOf } from './lmon-process.ts';
import { frozenAccount, type LocalAccount, localAccount, START_MS } from './local-account.ts';

let account: LocalAccount;
beforeAll(async () => {
  account = await frozenAccount();
});
afterAll(() => account.close());

const watch = (...args: readonly string[]) =>
  runLmon(['watch', ...args, '--no-follow'], { env: account.env });

describe('lmon watch in a pipe', () => {
  it('prints one settled minute as a block: verdict, reason, log and numbers', async () => {
    const { stdout, stderr, status } = await watch('checkout-api');
    const [verdict, ...block] = linesOf(stdout);
    expect(verdict).toMatch(/^\d\d:\d\dZ {2}CRIT {2}checkout-api {2}turns away/);
    expect(block.join('\n')).toMatch(
      /reserved limit of 200[\s\S]*log .*payments\.internal[\s\S]*attempts +[\d,]+[\s\S]*memory +\d+ MB/,
    );
    expect([status, stderr]).toEqual([0, '']);
  });

  it('prints the same as an object of documented fields, with the numbers of the world', async () => {
    const page = await readFile(new URL('../../docs/scripts.md', import.meta.url), 'utf8');
    const rows = page.split('\n').filter((line) => line.startsWith('| `'));
    const documented = new Set(rows.flatMap((row) => [...row.matchAll(/`(\w+)`/g)].map(([, name]) => name)));
    const { stdout } = await watch('cart-api', '--output', 'json');
    const minute = JSON.parse(stdout);
    const truth = account.world.truth.minute('cart-api', Date.parse(minute.minute));
    expect(minute).toMatchObject({
      v: 1,
      function: 'cart-api',
      attempts: truth.invocations + truth.throttles,
      invocations: truth.invocations,
      errors: truth.errors,
      throttles: truth.throttles,
    });
    expect(minute.aliases[0].versions.map(({ version }: { version: string }) => version)).toEqual([
      '41',
      '42',
    ]);
    expect(minute.failures[0]).toMatchObject({ kind: 'logged' });
    expect(Object.keys(minute).filter((field) => !documented.has(field))).toEqual([]);
  });

  it.each([
    [
      'alias',
      'live',
      /^ {8}alias {3}live: [\d,]+ calls in 15 min, [\d.]+ % of them fail; all else is of cart-api as a whole$/,
    ],
    [
      'version',
      '42',
      /^ {8}version 42: [\d,]+ calls in 15 min by way of live, [\d.]+ % of them fail; all else is/,
    ],
    [
      'version',
      '$LATEST',
      /^ {8}version \$LATEST: behind no alias, so that lmon asks for no metric of it; all else is/,
    ],
  ])('says below the verdict on all of it how the %s %s is doing', async (_kind, word, says) => {
    const { stdout, stderr, status } = await watch(`cart-api:${word}`);
    const [verdict, own] = linesOf(stdout);
    expect(verdict).toMatch(/WARN {2}cart-api {2}/);
    expect(own).toMatch(says);
    expect([status, stderr]).toEqual([0, '']);
  });

  it('names the requested alias in JSON, and lists it first', async () => {
    const { stdout } = await watch('cart-api:live', '--output', 'json');
    const minute = JSON.parse(stdout);
    expect(minute).toMatchObject({ function: 'cart-api', qualifier: 'live', aliases: [{ name: 'live' }] });
  });

  it('reads no log but that of its function: the logs of five others would take three times as many calls', async () => {
    await account.forgetCalls();
    await watch('cart-api');
    const calls = await account.calls();
    expect(calls['logs:FilterLogEvents']?.calls).toBeLessThan(15);
  });

  it('prints for each version what its REPORTs say, in agreement with the world', async () => {
    const { stdout } = await watch('cart-api', '--output', 'json');
    const { minute, versions } = JSON.parse(stdout);
    expect(versions.map(({ version }: { version: string }) => version).toSorted()).toEqual(['41', '42']);
    for (const told of versions) {
      // The log is read up to now, and the metrics up to the last settled minute.
      const truths = [0, 1, 2].map((later) =>
        account.world.truth.minute('cart-api', Date.parse(minute) + later * MINUTE_MS, told.version),
      );
      const p95 = truths.map(({ durationP95Ms }) => durationP95Ms).filter((ms) => ms > 0);
      expect(told.durationP95Ms).toBeGreaterThan(0.75 * Math.min(...p95));
      expect(told.durationP95Ms).toBeLessThan(1.25 * Math.max(...p95));
      expect(told.reports).toBeGreaterThan(0);
      expect(told.atLeast).toBe(true);
      expect(told).toMatchObject({ memoryMb: 512, memoryMbPerRun: expect.closeTo(0, 0) });
      expect(told.maxMemoryUsedMb).toBeLessThan(512);
      expect(told.billedMs).toBeGreaterThanOrEqual(told.reports * 0.5 * told.durationP50Ms);
      expect(told.billedGbSeconds).toBeCloseTo((told.billedMs / 1_000) * 0.5, 1);
    }
  });

  it('words what the REPORTs of a version say', async () => {
    const lmon = startLmon(['watch', 'invoice-pdf'], { env: account.env });
    // A log that could not be read in one minute is read in the next.
    await lmon.waitFor(
      'stdout',
      /version +\$LATEST {2}(?:a sample of )?[\d,]+ REPORTs {2}p50 [\d.]+ s {2}p95 .*\/1,024 MB.* cold .*a million/,
    );
    lmon.interrupt();
    await lmon.ended;
  });

  it('says that the REPORTs could not be read, and why', async () => {
    await account.setFaults([{ operation: 'logs:FilterLogEvents', kind: 'denied' }]);
    const { stdout } = await watch('invoice-pdf');
    await account.setFaults([]);
    expect(stdout).toMatch(/^ +REPORTs +denied$/m);
    expect(stdout).not.toMatch(/^ +version /m);
  });

  it('names the permission without which the limit that it met is not known', async () => {
    await account.setFaults([{ operation: 'lambda:GetFunctionConcurrency', kind: 'denied' }]);
    const { stdout, stderr } = await watch('checkout-api');
    await account.setFaults([]);
    expect(linesOf(stdout)[0]).toMatch(/ at a limit that is not known \(denied\)/);
    expect(stderr).toMatch(
      /^lmon: access denied: lambda:GetFunctionConcurrency .*: reserved limits are not known/,
    );
  });

  it('prints each minute as it settles, once it has been looked into, until it is stopped', async () => {
    const world = simulatedWorld(tinyAccount([tinyFunction('worker')]), 1, START_MS - 30 * MINUTE_MS);
    const { env, close } = await localAccount(60, { world });
    const lmon = startLmon(['watch', 'worker', '--output', 'json'], { env });
    await lmon.waitFor('stdout', /(?:\{.*\}\n){3}/);
    lmon.interrupt();
    const { stdout } = await lmon.ended;
    await close();
    const printed = linesOf(stdout).map((line) => JSON.parse(line));
    const minutes = printed.map(({ minute }) => Date.parse(minute));
    const first = minutes[0] ?? 0;
    expect(minutes).toEqual(minutes.map((_, index) => first + index * MINUTE_MS));
    for (const { minute, attempts, failures } of printed) {
      const truth = world.truth.minute('worker', Date.parse(minute));
      expect(attempts).toBe(truth.invocations);
      expect(failures).toEqual([]);
    }
  });

  it('shows a minute long past', async () => {
    const { stdout } = await watch('checkout-api', '--until', '2026-11-24T02:57:00Z', '--output', 'json');
    const minute = JSON.parse(stdout);
    expect(Date.parse(minute.minute)).toBe(Date.parse('2026-11-24T02:57:00Z') - MINUTE_MS);
    expect(minute.throttles).toBe(0);
  });

  it('reports a name unknown to AWS without waiting for metrics', async () => {
    await account.setFaults([{ operation: 'cloudwatch:GetMetricData', kind: 'unavailable' }]);
    const ended = await watch('chekout-api');
    await account.setFaults([]);
    expect(ended).toMatchObject({
      status: 66,
      stderr: expect.stringMatching(/^lmon: no function "chekout-api" in .* checkout-api\?\n$/),
    });
  });

  it('works without permission to read the function from Lambda', async () => {
    await account.setFaults([{ operation: 'lambda:GetFunctionConfiguration', kind: 'denied' }]);
    const [known, unknown] = await Promise.all([watch('cart-api'), watch('chekout-api')]);
    await account.setFaults([]);
    expect([known.status, unknown.status]).toEqual([0, 66]);
  });

  it.each<[what: string, args: readonly string[], status: number, says: RegExp]>([
    [
      'a function that does not exist',
      ['chekout-api'],
      66,
      /^lmon: no function "chekout-api" in eu-west-1; did you mean checkout-api\?\n$/,
    ],
    ['an invalid name', ['check out'], 66, /^lmon: "check out" is the name of no function\n$/],
    [
      'an alias that does not exist',
      ['cart-api:liv'],
      66,
      /^lmon: cart-api in eu-west-1 has no alias "liv"; did you mean live\?\n$/,
    ],
    [
      'an alias of a function that does not exist',
      ['chekout-api:live'],
      66,
      /^lmon: no function "chekout-api:live" in eu-west-1; did you mean checkout-api\?\n$/,
    ],
    [
      'a version that does not exist',
      ['cart-api:4711'],
      66,
      /^lmon: cart-api in eu-west-1 has no version "4711"\n$/,
    ],
    [
      'another Region',
      ['arn:aws:lambda:us-east-1:123456789012:function:cart-api'],
      64,
      /pass --region us-east-1\n$/,
    ],
    ['no function', [], 64, /^lmon: watch needs a function/],
    ['raw output', ['cart-api', '--output', 'raw'], 64, /^lmon: watch prints text or json, not raw\n$/],
    ['an invalid time', ['cart-api', '--until', 'noon'], 64, /^lmon: --until noon is not a time: .*\n$/],
    ['a time before any data', ['cart-api', '--until', '16d'], 64, /^lmon: --until is more than 15 days ago/],
    [
      'a time in the future',
      ['cart-api', '--until', '2126-11-24T02:40:00Z'],
      64,
      /^lmon: --until is yet to come: .*\n$/,
    ],
  ])('explains in one line what is wrong with %s', async (_what, args, status, says) => {
    const ended = await watch(...args);
    expect(ended).toMatchObject({ status, stdout: '', stderr: expect.stringMatching(says) });
  });
});

describe('lmon fleet of the past', () => {
  it('is the table as it was', async () => {
    const { stdout, status } = await runLmon(
      ['fleet', '--until', '2026-11-24T02:57:00Z', '--output', 'json'],
      {
        env: account.env,
      },
    );
    const functions = linesOf(stdout).map((line) => JSON.parse(line));
    const checkout = functions.find((each) => each.function === 'checkout-api');
    expect(status).toBe(0);
    expect(checkout).toMatchObject({
      minute: '2026-11-24T02:56:00.000Z',
      throttling: expect.not.stringMatching('throttling'),
    });
  });
});
