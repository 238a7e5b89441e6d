import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { STANDS_STILL } from '../../frozen-demo.ts';
import { smallAccount } from '../../screen/small-account.ts';
import { runLmon } from '../lmon-in-process.ts';
import { frozenAccount, type LocalAccount, START_MS } from '../local-account.ts';
import { printedReport, reportIn } from '../printed-report.ts';
import { logWriter } from '../written-log.ts';

let account: LocalAccount;
beforeAll(async () => {
  account = await frozenAccount();
});
beforeEach(() => account.setFaults([]));
afterAll(() => account.close());

const reported = (...args: readonly string[]) => printedReport(account.env, ...args);

describe('the requests of lmon triage', () => {
  it('leave the log unknown if it may not be read', async () => {
    await account.setFaults([{ operation: 'logs:FilterLogEvents', kind: 'denied' }]);
    const { notKnown, suspects } = await reported('checkout-api');
    expect(notKnown.map(({ says }) => says)).toContainEqual(
      expect.stringMatching(/^what its log says: it could not be read/),
    );
    expect(suspects[0]?.cause).toBe('slowDependency');
  });

  it('include Logs Insights if asked to, after naming its price', async () => {
    const { stdout, stderr } = await runLmon(
      ['triage', 'invoice-pdf', '--insights', '--since', '02:50', '--until', '03:10', '--output', 'json'],
      { env: account.env },
    );
    expect(stderr).toMatch(/^lmon: Logs Insights will read about \d+ MB: less than \$0\.01 by list price$/m);
    expect(stderr).toMatch(/^lmon: --since shortens the timeline .* about 3 h before --until/m);
    const { furtherBack } = reportIn(stdout);
    expect(furtherBack.map(({ says }) => says)).toEqual([
      expect.stringMatching(
        /^[\d,]+ calls in 20 min since 02:50Z: \d+ timed out, [1-9]\d* crashed or ran out of memory/,
      ),
      expect.stringMatching(/^duration p50 \d\.\d s at first.*at most 1,024 MB used$/),
      expect.stringMatching(/^2 queries read \d+ MB: less than \$0\.01 by list price$/),
    ]);
  });

  it('include no query with an unknown price', async () => {
    await account.forgetCalls();
    await account.setFaults([{ operation: 'logs:DescribeLogGroups', kind: 'denied' }]);
    const { furtherBack } = await reported('invoice-pdf', '--insights');
    expect(furtherBack.map(({ says }) => says)).toEqual([
      'not read: what it would cost is not known: logs:DescribeLogGroups denied',
    ]);
    expect(Object.keys(await account.calls())).not.toContain('logs:StartQuery');
  });

  it('do not include Logs Insights unless asked to', async () => {
    await account.forgetCalls();
    const { furtherBack } = await reported('invoice-pdf');
    expect(furtherBack).toEqual([]);
    expect(Object.keys(await account.calls())).not.toContain('logs:DescribeLogGroups');
  });

  it('include CloudTrail if asked to, and name who made a change by which calls', async () => {
    const { changes, notKnown } = await reported('checkout-api', '--cloudtrail');
    expect(changes[0]).toMatchObject({
      kind: 'code',
      says: expect.stringMatching(
        /^version 119 published by release-pipeline: .* \(UpdateFunctionCode, PublishVersion, UpdateAlias\)$/,
      ),
    });
    expect(changes[0]?.evidence).toContainEqual({ source: 'api', operation: 'cloudtrail:LookupEvents' });
    expect(changes).toHaveLength(1);
    expect(notKnown.map(({ says }) => says).join()).not.toContain('CloudTrail');
  });

  it('are reported if CloudTrail is denied', async () => {
    await account.setFaults([{ operation: 'cloudtrail:LookupEvents', kind: 'denied' }]);
    const { changes, notKnown } = await reported('checkout-api', '--cloudtrail');
    expect(changes[0]?.says).toMatch(/^version 119 published/);
    expect(notKnown.map(({ says }) => says)).toContain('who changed what: cloudtrail:LookupEvents: denied');
  });

  it('do without the list of versions if it is denied, and say so', async () => {
    await account.setFaults([{ operation: 'lambda:ListVersionsByFunction', kind: 'denied' }]);
    const { changes, notKnown } = await reported('checkout-api');
    expect(changes.map(({ says }) => says)).toContainEqual('code or configuration changed');
    expect(notKnown.map(({ says }) => says)).toContain('lambda:ListVersionsByFunction: denied');
  });

  it('find a runtime that AWS changed without a deployment, from the start lines of environments', async () => {
    const group = '/aws/lambda/invoice-pdf';
    const stream = `2026/11/24/[$LATEST]${'5'.repeat(32)}`;
    const arn = `arn:aws:lambda:eu-west-1::runtime:${'9'.repeat(64)}`;
    const own = await smallAccount(STANDS_STILL, ['invoice-pdf']);
    const writer = logWriter(own);
    await writer.createStream(group, stream);
    await writer.writeAt(group, stream, [
      [START_MS - 15 * 60_000, `INIT_START Runtime Version: python:3.13.v99\tRuntime Version ARN: ${arn}\n`],
    ]);
    writer.close();
    const { changes } = await printedReport(own.env, 'invoice-pdf').finally(own.close);
    expect(changes.map(({ kind, says }) => [kind, says])).toContainEqual([
      'runtime',
      expect.stringMatching(/^environments start with another build of the runtime, python:3\.13\.v99/),
    ]);
  });
});
