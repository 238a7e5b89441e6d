import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HOUR_MS, MINUTE_MS } from '../../../../src/lambda/time.ts';
import { ApiLedger } from '../../../../src/monitor/calls/api-ledger.ts';
import { createCallBudget } from '../../../../src/monitor/calls/call-budget.ts';
import { type LastLines, LastLinesReading } from '../../../../src/monitor/function/detail/last-lines.ts';
import { type ConnectedAccount, connectedAccount } from '../../../aws/connected-account.ts';
import { START_MS, writtenEvents } from '../../../commands/local-account.ts';
import { scriptedFunction } from '../../scripted-account.ts';

let connected: ConnectedAccount;
beforeAll(async () => {
  connected = await connectedAccount();
});
afterAll(() => connected.close());

/** By then every line of it has arrived. */
const ENDED_MS = START_MS - 20 * MINUTE_MS;

/** The last lines of a run that began so long before its end. */
async function lastLines(functionName: string, lengthMs: number): Promise<LastLines | null> {
  const { clock } = connected.account;
  const reading = new LastLinesReading(scriptedFunction(functionName), connected.aws.sources.logs, {
    clock,
    budget: createCallBudget(clock, { random: () => 0.5, share: Number.POSITIVE_INFINITY }),
    ledger: new ApiLedger(START_MS),
    signal: new AbortController().signal,
  });
  await reading.read({ startMs: ENDED_MS - lengthMs, endMs: ENDED_MS }, ENDED_MS);
  return reading.lines;
}

function written(functionName: string, sinceMs: number): readonly string[] {
  return writtenEvents(connected.account, functionName, sinceMs, ENDED_MS)
    .map(({ message }) => message)
    .slice(-30);
}

describe('the last lines of a run', () => {
  it.each([
    ['a minute with many pages of lines', 'auth-token', MINUTE_MS],
    ['hours with many pages of lines', 'legacy-export', 2 * HOUR_MS],
    ['hours with a few lines now and then', 'thumbnail-cron', 2 * HOUR_MS],
  ])('are the newest ones of %s', async (_, functionName, lengthMs) => {
    const lines = await lastLines(functionName, lengthMs);
    expect(lines).toMatchObject({ error: null, range: { startMs: ENDED_MS - lengthMs } });
    expect(lines?.events.map(({ message }) => message)).toEqual(written(functionName, ENDED_MS - lengthMs));
  });
});
