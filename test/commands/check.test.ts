import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { HOUR_MS } from '../../src/lambda/time.ts';
import { runLmon } from './lmon-in-process.ts';
import { linesOf } from './lmon-process.ts';
import { frozenAccount, type LocalAccount } from './local-account.ts';

let account: LocalAccount;
beforeAll(async () => {
  account = await frozenAccount();
});
beforeEach(() => account.setFaults([]));
afterAll(() => account.close());

const check = (...args: readonly string[]) => runLmon(['check', ...args], { env: account.env });

interface CheckLine {
  readonly function: string;
  readonly severity: string;
  readonly verdict: string | null;
  readonly notJudged: readonly { readonly rule: string; readonly because: string }[];
  readonly reasons: readonly { readonly rule: string; readonly severity: string }[];
  readonly limit: { readonly kind: string; readonly value: number };
  readonly etaSeconds: { readonly likely: number } | null;
}

async function checked(...args: readonly string[]): Promise<readonly CheckLine[]> {
  const { stdout } = await check(...args, '--output', 'json');
  return linesOf(stdout).map((line) => JSON.parse(line) as CheckLine);
}

// First of all: the demo's pool fills while other tests run, and a later check says other things about it.
describe('lmon check --within', () => {
  it('fails a function whose pool is full by then, but not one whose pool fills later', async () => {
    const [image] = await checked('image-resize');
    const likelyMinutes = Math.ceil(image!.etaSeconds!.likely / 60);
    const soon = await check('user-profile', '--within', `${likelyMinutes + 1}m`);
    const later = await check('user-profile', '--only', 'capacity', '--within', '60s');
    expect([soon.status, later.status]).toEqual([2, 0]);
    expect(soon.stdout).toMatch(/^CRIT user-profile +\d\d:\d\dZ {2}POOL full in ~\d+m/);
  });

  it('keeps the warning for a pool that fills later', async () => {
    const asked = ['image-resize', '--only', 'capacity'];
    const [usual] = await checked(...asked);
    const [within] = await checked(...asked, '--within', '60s');
    expect(usual).toMatchObject({ severity: 'warn', reasons: [{ rule: 'pool', severity: 'warn' }] });
    expect(within).toMatchObject({ severity: 'warn', reasons: [{ rule: 'pool', severity: 'warn' }] });
  });
});

describe('lmon check', () => {
  it('prints a line for every function, the worst first, and ends with the worst status', async () => {
    const { status, stdout, stderr } = await check();
    const lines = linesOf(stdout);
    const states = lines.map((line) => line.split(' ')[0]);
    expect(lines).toHaveLength(account.world.functions.length);
    expect(states).toEqual([...states].toSorted((a, b) => 'CWoi'.indexOf(a![0]!) - 'CWoi'.indexOf(b![0]!)));
    expect(stdout).toMatch(
      /^CRIT checkout-api +\d\d:\d\dZ {2}THR .*\[reserved ~\d+ of 200, \d+ %, turning calls away\]$/m,
    );
    expect([status, stderr]).toEqual([2, '']);
  });

  it.each([
    ['a healthy function', ['user-profile'], 0],
    ['a function with a warning', ['auth-token'], 1],
    ['a critical function', ['checkout-api'], 2],
    ['the worst of several', ['auth-token', 'checkout-api', 'user-profile'], 2],
    ['all matches of a pattern', ['*-profile', 'geo-*'], 0],
    ['losses, which are critical', ['email-dispatch'], 2],
    ['the capacity of a function that loses events', ['email-dispatch', '--only', 'capacity'], 0],
    ['the failures of a function at its limit', ['auth-token', '--only', 'failures'], 0],
    ['two groups of rules', ['auth-token', '--only', 'failures', '--only', 'capacity'], 1],
    ['two groups in one word', ['auth-token', '--only', 'failures,capacity'], 1],
  ])('ends for %s with its status', async (_what, args, expected) => {
    const { status, stderr } = await check(...args);
    expect([status, stderr]).toEqual([expected, '']);
  });

  it('accepts flags for screens, and says that no past before the judged minutes counts', async () => {
    const flags = ['--theme', 'light', '--glyphs', 'ascii', '--plain', '--no-color', '--no-follow'];
    expect((await check('auth-token', '--only', 'failures', ...flags)).stderr).toBe('');
    const { status, stderr } = await check('auth-token', '--only', 'failures', '--since', '1h');
    expect(status).toBe((await check('auth-token', '--only', 'failures')).status);
    expect(linesOf(stderr)).toEqual([expect.stringContaining('--since changes nothing')]);
  });
});

describe('lmon check of trouble that only a log explains', () => {
  it('says what the log says about it, like the screens', async () => {
    const { status, stdout, stderr } = await check('invoice-pdf');
    expect(stdout).toMatch(/^CRIT invoice-pdf +\d\d:\d\dZ {2}MEM [1-9]\d* calls died of it in 1[45]m /);
    expect([status, stderr]).toEqual([2, '']);
    const [line] = await checked('invoice-pdf');
    expect(line?.verdict).toMatch(
      /^running out of memory(?: since \d\d \w+ about \d\d:00Z)?: [1-9]\d* calls died of it/,
    );
  });

  it('has the verdict among its reasons, with the same number of calls', async () => {
    for (const args of [[], ['--only', 'failures']]) {
      const [line] = await checked('invoice-pdf', ...args);
      const [first, ...others] = line?.reasons ?? [];
      const [, deaths] = /: (\d+) calls died/.exec(line?.verdict ?? '') ?? [];
      expect(first).toEqual({
        rule: 'memory',
        severity: 'crit',
        value: Number(deaths),
        unit: 'count',
        // Of whole minutes.
        windowSeconds: expect.toBeOneOf([840, 900]),
        since: null,
      });
      expect(others.map(({ rule }) => rule)).not.toContain('memory');
    }
  });

  it('says what metrics say if the log is denied, and ends the same', async () => {
    await account.setFaults([{ operation: 'logs:FilterLogEvents', kind: 'denied' }]);
    const { status, stdout, stderr } = await check('invoice-pdf');
    expect(stdout).toMatch(/^CRIT invoice-pdf .* TIMEOUT \d+ %, longest call in 15m/);
    expect(status).toBe(2);
    expect(linesOf(stderr)).toEqual([expect.stringMatching(/access denied: logs:FilterLogEvents/)]);
  });

  it("says that its log has no line of a time before its oldest, and that it can't tell the rest", async () => {
    const before = ['invoice-pdf', '--until', new Date(account.now() - 8 * HOUR_MS).toISOString()];
    const { status, stdout } = await check(...before);
    expect(stdout).toMatch(/^WARN invoice-pdf .* TIMEOUT \d+ %, its log is gone or empty /);
    expect(status).toBe(3);
    const [line] = await checked(...before);
    expect(line?.notJudged).toContainEqual({ rule: 'memory', because: 'noLines' });
    expect(line?.verdict).toMatch(/; its log of that time is gone or empty$/);
  });

  it.each([
    ['that metrics explain', ['checkout-api']],
    ['that is healthy', ['user-profile']],
    ['that breaks none of the selected rules', ['cart-api', '--only', 'capacity']],
  ])('reads neither a log nor versions for a function %s', async (_what, args) => {
    await account.forgetCalls();
    const { stderr } = await check(...args);
    const asked = Object.keys(await account.calls());
    expect(asked).toContain('cloudwatch:GetMetricData');
    expect(asked).not.toContain('logs:FilterLogEvents');
    expect(asked).not.toContain('lambda:ListAliases');
    expect(stderr).toBe('');
  });

  it('has no verdict if only some rules are selected', async () => {
    const [capacity] = await checked('checkout-api', '--only', 'capacity');
    const [all] = await checked('checkout-api');
    expect([capacity?.verdict, all?.verdict]).toEqual([null, expect.stringMatching(/^turns away/)]);
  });
});

describe('lmon check --output json', () => {
  it('prints the fields of the fleet with the selected rules', async () => {
    const [checkout] = await checked('checkout-api', '--only', 'capacity');
    expect(checkout).toMatchObject({
      v: 1,
      function: 'checkout-api',
      severity: 'crit',
      limit: { kind: 'reserved', value: 200 },
      throttling: 'throttling',
    });
    expect(new Set(checkout!.reasons.map(({ rule }) => rule))).toEqual(new Set(['throttles', 'use']));
  });
});

describe('lmon check without all permissions', () => {
  it('could not tell about a limit that is denied', async () => {
    await account.setFaults([{ operation: 'lambda:GetFunctionConcurrency', kind: 'denied' }]);
    const { status, stdout, stderr } = await check('user-profile', '--only', 'capacity');
    expect(status).toBe(3);
    expect(stdout).toMatch(/^\? +user-profile .*\[limit denied\]$/m);
    expect(stderr).toMatch(/lambda:GetFunctionConcurrency/);
  });

  it('does not mind a denied limit that no selected rule needs', async () => {
    await account.setFaults([{ operation: 'lambda:GetFunctionConcurrency', kind: 'denied' }]);
    const { status } = await check('user-profile', '--only', 'failures');
    expect(status).toBe(0);
  });

  it('reports what is critical although the rest is unknown', async () => {
    await account.setFaults([{ operation: 'lambda:GetFunctionConcurrency', kind: 'denied' }]);
    const { status } = await check('checkout-api', 'user-profile');
    expect(status).toBe(2);
  });

  it('ends like every command if AWS refuses everything', async () => {
    await account.setFaults([{ operation: 'lambda:ListFunctions', kind: 'denied' }]);
    const { status, stdout } = await check();
    expect([status, stdout]).toEqual([77, '']);
  });
});
