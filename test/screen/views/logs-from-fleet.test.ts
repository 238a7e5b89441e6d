import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { LocalAccount } from '../../commands/local-account.ts';
import { startApp } from '../open-app.ts';
import { KEY, type Screen } from '../open-screen.ts';
import { smallAccount } from '../small-account.ts';

const ASKED = 'lambda:GetFunctionConfiguration';
const DENIED = `${ASKED} is denied: taking the default log group /aws/lambda/email-dispatch`;

/** A call to read a log waits a third of a second of account time for its turn. */
const SPEED = 6;

/** Logs with few lines; the first function's log is opened. */
const FUNCTIONS = ['email-dispatch', 'geo-lookup', 'ledger-stream'];

let account: LocalAccount;
let screen: Screen;
beforeAll(async () => {
  account = await smallAccount(SPEED, FUNCTIONS);
});
beforeEach(() => account.setFaults([]));
afterEach(() => screen.close());
afterAll(() => account.close());

async function open(args: readonly string[], shows: string): Promise<void> {
  screen = await startApp({ args, columns: 140, rows: 40, env: account.env });
  await screen.waitFor(shows);
}

const SINCE = /in memory since (03:\d\dZ)/;

function sinceShown(): string | undefined {
  return SINCE.exec(screen.text().join('\n'))?.[1];
}

function rowsInMemory(): number {
  const [, count = ''] = /([\d,]+) rows in memory/.exec(screen.text().join('\n')) ?? [];
  return Number(count.replaceAll(',', ''));
}

describe('the log opened from a screen', () => {
  it('is that of the log group known to the fleet', async () => {
    await account.setFaults([{ operation: ASKED, kind: 'denied' }]);
    await open(['fleet'], 'LIVE to');
    const before = (await account.calls())[ASKED]?.calls ?? 0;
    screen.press('l');
    await screen.waitFor('FOLLOW');
    await screen.waitFor('lines/s');
    expect((await account.calls())[ASKED]?.calls ?? 0).toBe(before);
    expect(screen.text().join('\n')).not.toContain('default log group');
  });

  it('says which group it takes if the function may not be looked up', async () => {
    await account.setFaults([{ operation: ASKED, kind: 'denied' }]);
    await open(['tail', 'email-dispatch'], DENIED);
  });

  it('leads to the log of the next function, and so does the list of its invocations', async () => {
    await open(['fleet'], 'WHY email-dispatch');
    screen.press('l');
    await screen.waitFor('Fleet › email-dispatch › Logs');
    screen.press(']');
    await screen.waitFor(/Fleet › (?!email-dispatch)\S+ › Logs/);
    screen.press('[');
    await screen.waitFor('Fleet › email-dispatch › Logs');
    screen.press('i');
    await screen.waitFor('Fleet › email-dispatch › Invocations');
    screen.press('J');
    await screen.waitFor(/Fleet › (?!email-dispatch)\S+ › Invocations/);
    screen.press('K');
    await screen.waitFor('Fleet › email-dispatch › Invocations');
  });

  it('ends at the time shown if the fleet is in the past, and says that it is past', async () => {
    await open(['fleet'], 'LIVE to');
    screen.press(':at 03:02\r');
    await screen.waitFor(/PAST[\s\S]*WHY /);
    screen.press('l');
    await screen.waitFor(/PAST 24 Nov 03:02Z[\s\S]*› Logs +ended/);
    expect(screen.text()[0]).not.toContain('LIVE');
    const times = screen.text().flatMap((row) => /^[ ❯](03:\d\d:\d\d)/.exec(row)?.[1] ?? []);
    expect(times.at(-1)).toMatch(/^03:01:5/);
  });

  it('is read on in the past, too, once AWS answers again', async () => {
    await open(['fleet'], 'LIVE to');
    screen.press(':at 03:02\r');
    await screen.waitFor(/PAST[\s\S]*WHY /);
    await account.setFaults([{ operation: 'logs:FilterLogEvents', kind: 'denied' }]);
    screen.press('l');
    await screen.waitFor(/PAST 24 Nov 03:02Z[\s\S]*› Logs +DENIED[\s\S]*FilterLogEvents/);
    await account.setFaults([]);
    screen.press('r');
    await screen.waitFor(/PAST 24 Nov 03:02Z[\s\S]*› Logs +ended[\s\S]* live /);
  });

  it.each([
    { on: 'log', key: '', shows: /· *Logs|› Logs/ },
    { on: 'list of invocations', key: 'i', shows: '› Invocations' },
  ])('is that of now after the key of its $on out of the past', async ({ key, shows }) => {
    await open(['fleet'], 'LIVE to');
    screen.press(':at 03:02\r');
    await screen.waitFor(/PAST[\s\S]*WHY /);
    screen.press('l');
    await screen.waitFor(/PAST 24 Nov 03:02Z[\s\S]*› Logs +ended[\s\S]* live /);
    screen.press(key);
    await screen.waitFor(shows);
    await screen.waitFor(/PAST[\s\S]* live /);
    screen.press('0');
    await screen.waitFor(/LIVE/);
    expect(screen.text().join('\n')).not.toContain('PAST');
  });

  it('is read as it was by the command copied in the past: to follow it would show lines of now', async () => {
    await open(['fleet'], 'LIVE to');
    screen.press(':at 03:02\r');
    await screen.waitFor(/PAST[\s\S]*WHY /);
    screen.press('l');
    await screen.waitFor(/PAST 24 Nov 03:02Z[\s\S]*› Logs +ended/);
    screen.press('vzzz\r');
    await screen.waitFor(/none of [\d,]+ lines in this window matches/);
    screen.press('yc');
    await screen.waitFor('copied command');
    const [command] = screen.copied();
    expect(command).toContain(`--end-time ${Date.UTC(2026, 10, 24, 3, 2)} `);
    expect(command).not.toContain('--follow');
  });

  it('keeps what it has read when it is closed and reopened, and continues reading', async () => {
    await open(['watch', 'email-dispatch'], 'LIVE to');
    screen.press('l');
    await screen.waitFor(SINCE);
    const since = sinceShown();
    const before = rowsInMemory();
    screen.press(KEY.escape);
    await screen.waitFor((now) => !now.text().join('\n').includes('› Logs'));
    screen.press('l');
    await screen.waitFor(SINCE);
    expect(sinceShown()).toBe(since);
    expect(rowsInMemory()).toBeGreaterThanOrEqual(before);
    await screen.waitFor(() => rowsInMemory() > before);
  });

  it('is where it was when the key to it is pressed in its own triage, to which Esc returns', async () => {
    await open(['watch', 'email-dispatch'], 'LIVE to');
    screen.press('l');
    await screen.waitFor('FOLLOW');
    await screen.waitFor('lines/s');
    screen.press('k');
    await screen.waitFor('HELD');
    screen.press('T');
    await screen.waitFor('email-dispatch › Triage');
    screen.press('l');
    await screen.waitFor(/email-dispatch › Triage › Logs +HELD/);
    screen.press(KEY.escape);
    await screen.waitFor(/email-dispatch › Triage {2}/);
    screen.press(KEY.escape);
    await screen.waitFor(/ email-dispatch · last hour/);
  });

  it('is that of the function whose triage and invocations led to it, not that of another below', async () => {
    await open(['fleet'], 'WHY email-dispatch');
    screen.press('l');
    await screen.waitFor('Fleet › email-dispatch › Logs');
    screen.press('T');
    await screen.waitFor('Fleet › email-dispatch › Triage');
    screen.press(']');
    await screen.waitFor(/Fleet › (?!email-dispatch)\S+ › Triage/);
    screen.press('i');
    await screen.waitFor(/Fleet › (?!email-dispatch)\S+ › (?:Triage › )?Invocations/);
    screen.press('l');
    await screen.waitFor(/Fleet › (?!email-dispatch)\S+ › Logs/);
  });

  it('follows the fleet to another time, and back to the present', async () => {
    await open(['fleet'], 'LIVE to');
    screen.press('l');
    await screen.waitFor('FOLLOW');
    screen.press(':at -5m\r');
    await screen.waitFor(/PAST 24 Nov 03:0\dZ[\s\S]*› Logs +ended/);
    screen.press(':at now\r');
    await screen.waitFor(/LIVE to[\s\S]*› Logs +FOLLOW/);
  });

  it('is called Logs in the path when another screen lies above it', async () => {
    await open(['fleet'], 'LIVE to');
    screen.press('l');
    await screen.waitFor('› Logs');
    screen.press('!');
    await screen.waitFor('Fleet › email-dispatch › Logs › Own errors and calls');
  });
});
