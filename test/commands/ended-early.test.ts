import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { smallAccount } from '../screen/small-account.ts';
import { linesOf, startLmonProcess } from './lmon-process.ts';
import type { LocalAccount } from './local-account.ts';

const ONE_PIPE = ['sh', '-c', 'exec "$@" 2>&1', 'sh'] as const;

let account: LocalAccount;
beforeAll(async () => {
  account = await smallAccount(6);
});
beforeEach(() => account.setFaults([]));
afterAll(() => account.close());

describe('lmon that follows a log', () => {
  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 143],
  ] as const)(
    'ends on %s with %i, after writing whole lines of everything it has read',
    async (signal, status) => {
      const tail = startLmonProcess(['tail', 'checkout-api', '--output', 'json'], { env: account.env });
      await tail.waitFor('stdout', /\n/);
      tail.process.kill(signal);
      const ended = await tail.ended;
      expect([ended.status, ended.stderr]).toEqual([status, '']);
      expect(ended.stdout.endsWith('\n')).toBe(true);
      for (const line of linesOf(ended.stdout)) expect(JSON.parse(line)).toMatchObject({ v: 1 });
    },
  );

  it('ends quietly with 0 when its reader is gone', async () => {
    const tail = startLmonProcess(['tail', 'checkout-api', '--since', '30m'], { env: account.env });
    await tail.waitFor('stdout', /\n/);
    tail.process.stdout?.destroy();
    expect(await tail.ended).toMatchObject({ status: 0, signal: null, stderr: '' });
  });

  it('keeps working when its notices are not read', async () => {
    const tail = startLmonProcess(['tail', 'zzzzzzzz'], { env: account.env });
    tail.process.stderr?.destroy();
    expect(await tail.ended).toMatchObject({ status: 66, signal: null });
  });
});

describe('lmon that prints the fleet', () => {
  it('ends on SIGINT with 130 and prints all or nothing', async () => {
    await account.setFaults([{ operation: 'cloudwatch:GetMetricData', kind: 'delay', delayMs: 60_000 }]);
    await account.forgetCalls();
    const fleet = startLmonProcess(['fleet'], { env: account.env });
    while ((await account.calls())['cloudwatch:GetMetricData'] === undefined);
    fleet.process.kill('SIGINT');
    expect(await fleet.ended).toMatchObject({ status: 130, stdout: '', stderr: '' });
  });

  it('ends quietly with 0 when its reader is gone', async () => {
    const fleet = startLmonProcess(['fleet'], { env: account.env });
    fleet.process.stdout?.destroy();
    expect(await fleet.ended).toMatchObject({ status: 0, stderr: '' });
  });
});

describe('lmon with a notice beside its output', () => {
  it.each([
    ['fleet', 'logs:FilterLogEvents', 0],
    ['fleet', 'cloudwatch:GetMetricData', 0],
    ['check', 'logs:FilterLogEvents', 2],
    ['watch checkout-api', 'cloudwatch:GetMetricData', 0],
  ])(
    'gives none for "lmon %s" without %s when the reader of its output is gone',
    async (line, operation, status) => {
      await account.setFaults([{ operation, kind: 'denied' }]);
      const printing = startLmonProcess(line.split(' '), { env: account.env });
      printing.process.stdout?.destroy();
      expect(await printing.ended).toMatchObject({ status, stderr: '' });
    },
  );
});

describe('lmon with its lines and notices in one pipe that is not read', () => {
  it.each([
    ['check x --region eu-west-1', 78],
    ['fleet --since banana', 64],
  ])('ends "lmon %s" with %d, as if it were read', async (line, status) => {
    const refused = startLmonProcess(line.split(' '), {
      env: { HOME: account.env['HOME'] ?? '', AWS_EC2_METADATA_DISABLED: 'true' },
      through: ONE_PIPE,
    });
    refused.process.stdout?.destroy();
    expect(await refused.ended).toMatchObject({ status });
  });

  it('does not let a check succeed if a notice comes before the verdict', async () => {
    const config = join(account.env['HOME'] ?? '', 'unknown-key.yml');
    writeFileSync(config, 'colour: red\n');
    const check = startLmonProcess(['check', 'checkout-api', '--config', config], {
      env: account.env,
      through: ONE_PIPE,
    });
    check.process.stdout?.destroy();
    expect(await check.ended).toMatchObject({ status: 3 });
  });
});
