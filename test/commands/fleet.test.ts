import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runLmon } from './lmon-in-process.ts';
import { type Ended, linesOf } from './lmon-process.ts';
import { frozenAccount, type LocalAccount } from './local-account.ts';

interface FleetLine extends Readonly<Record<string, unknown>> {
  readonly function: string;
  readonly severity: string;
  readonly activity: string;
}

let account: LocalAccount;
beforeAll(async () => {
  account = await frozenAccount();
});
afterAll(() => account.close());

// What it prints is kept word for word in test/contract/outputs, and compared with the truth in printed-figures.test.ts.
describe('lmon fleet in a pipe', () => {
  let printed: Ended;
  beforeAll(async () => {
    printed = await runLmon(['fleet'], { env: account.env });
  });

  it('is the same as plain lmon', async () => {
    expect(await runLmon([], { env: account.env })).toEqual(printed);
  });

  it.each([{}, { NO_COLOR: '' }, { FORCE_COLOR: '3', COLORTERM: 'truecolor' }])(
    'has no escape sequence with %j: a table is for tools',
    async (env) => {
      const { stdout } = await runLmon(['fleet'], { env: { ...account.env, ...env } });
      expect(stdout).not.toContain('\x1b');
    },
  );
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
