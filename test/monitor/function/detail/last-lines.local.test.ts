import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { AwsConnection } from '../../../../src/aws/connect.ts';
import { MINUTE_MS } from '../../../../src/lambda/time.ts';
import { ApiLedger } from '../../../../src/monitor/calls/api-ledger.ts';
import { createCallBudget } from '../../../../src/monitor/calls/call-budget.ts';
import { type LastLines, LastLinesReading } from '../../../../src/monitor/function/detail/last-lines.ts';
import { connectLocalAws } from '../../../aws/local-connection.ts';
import { stubCredentials } from '../../../aws/loopback-aws.ts';
import { type LocalAccount, START_MS, writtenEvents } from '../../../commands/local-account.ts';
import { smallAccount } from '../../../screen/small-account.ts';
import { scriptedFunction } from '../../scripted-account.ts';

let account: LocalAccount;
let aws: AwsConnection;
beforeAll(async () => {
  stubCredentials();
  account = await smallAccount(1, ['auth-token', 'legacy-export', 'thumbnail-cron']);
  aws = connectLocalAws(account.url);
});
afterAll(async () => {
  aws.close();
  await account.close();
  vi.unstubAllEnvs();
});

/** By then every line of it has arrived. */
const ENDED_MS = START_MS - 20 * MINUTE_MS;

/** The last lines of a run that began so long before its end. */
async function lastLines(functionName: string, lengthMs: number): Promise<LastLines | null> {
  const { clock } = account;
  const reading = new LastLinesReading(scriptedFunction(functionName), aws.sources.logs, {
    clock,
    budget: createCallBudget(clock, { random: () => 0.5, share: Number.POSITIVE_INFINITY }),
    ledger: new ApiLedger(START_MS),
    signal: new AbortController().signal,
  });
  await reading.read({ startMs: ENDED_MS - lengthMs, endMs: ENDED_MS }, ENDED_MS);
  return reading.lines;
}

function written(functionName: string, sinceMs: number): readonly string[] {
  return writtenEvents(account, functionName, sinceMs, ENDED_MS)
    .map(({ message }) => message)
    .slice(-30);
}

describe('the last lines of a run', () => {
  it.each([
    ['a minute with many pages of lines', 'auth-token', MINUTE_MS],
    ['half an hour with many pages of lines', 'legacy-export', 30 * MINUTE_MS],
    ['half an hour with a few lines now and then', 'thumbnail-cron', 30 * MINUTE_MS],
  ])('are the newest ones of %s', async (_, functionName, lengthMs) => {
    const lines = await lastLines(functionName, lengthMs);
    expect(lines).toMatchObject({ error: null, range: { startMs: ENDED_MS - lengthMs } });
    expect(lines?.events.map(({ message }) => message)).toEqual(written(functionName, ENDED_MS - lengthMs));
  });
});
