import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { LocalAccount } from '../../commands/local-account.ts';
import { startApp } from '../open-app.ts';
import { KEY, type Screen } from '../open-screen.ts';
import { SMALL_CAST, smallAccount } from '../small-account.ts';

const READ_LOGS = 'logs:FilterLogEvents';

let account: LocalAccount;
let screen: Screen;
beforeAll(async () => {
  account = await smallAccount(5, [...SMALL_CAST, 'thumbnail-cron']);
});
afterEach(async () => {
  await screen.close();
  await account.setFaults([]);
});
afterAll(() => account.close());

async function open(args: readonly string[], shows: string | RegExp): Promise<void> {
  screen = await startApp({ args, columns: 120, rows: 40, env: account.env });
  await screen.waitFor(shows);
}

describe('lmon’s own errors', () => {
  it('are counted in the header and explained on their own screen, and the log continues underneath', async () => {
    await account.setFaults([{ operation: READ_LOGS, kind: 'denied' }]);
    await open(['fleet'], 'LIVE to');
    screen.press('l');
    await screen.waitFor('denied');
    screen.press('!');
    await screen.waitFor(/Fleet › checkout-api › Logs › Own errors and calls\s+[1-9]\d* calls? failed/);
    await screen.waitFor(
      /FilterLogEvents {2}denied .*AccessDeniedException[\s\S]*allow this identity logs:FilterLogEvents[\s\S]*means/,
    );
    await screen.waitFor(/^ logs:FilterLogEvents +([1-9]\d*) +\1 +\1 +free/m);
    expect(screen.text()[0]).toMatch(/! [1-9]\d*$/);
    screen.press(KEY.escape);
    await screen.waitFor('LINES');
  });

  it('are explained when only a log is watched, too', async () => {
    await open(['tail', 'checkout-api'], 'FOLLOW');
    screen.press('!');
    await screen.waitFor(
      / logs only[\s\S]*checkout-api › Logs › Own errors and calls[\s\S]*logs:FilterLogEvents/,
    );
    screen.press('q');
    await screen.waitFor('FOLLOW');
  });
});

it('a log whose call gets no answer says so before the call is given up, and goes on with the next answer', async () => {
  screen = await startApp({
    // In a log with many lines, the notice would scroll away on a busy machine.
    args: ['tail', 'thumbnail-cron'],
    columns: 120,
    rows: 40,
    env: { ...account.env, LMON_REQUEST_TIMEOUT: '8' },
  });
  await screen.waitFor('FOLLOW');
  await account.setFaults([{ operation: READ_LOGS, kind: 'silent' }]);
  await screen.waitFor(/TROUBLE no answer yet[\s\S]*NO ANSWER YET/);
  await account.setFaults([]);
  await screen.waitFor(/ LIVE[\s\S]*FOLLOW[\s\S]*no answer from AWS \(TimeoutError\)[\s\S]*recovered/);
});

describe('stopped calls', () => {
  const callsMade = async () =>
    Object.values(await account.calls()).reduce((sum, { calls }) => sum + calls, 0);

  it('are not made until they are resumed, and the header says so', async () => {
    await open(['fleet'], /LIVE to[\s\S]*WHY checkout-api/);
    screen.press('!');
    await screen.waitFor('kinesis:DescribeStreamSummary');
    screen.press(':stop\r');
    await screen.waitFor(/STOPPED to[\s\S]*Calls are stopped[\s\S]*no more calls to AWS/);
    screen.press(KEY.escape);
    await screen.waitFor('WHY checkout-api');
    await account.forgetCalls();
    screen.press('r');
    await screen.waitFor('calls to AWS are stopped; :stop again resumes');
    screen.press('l');
    await screen.waitFor(/› Logs +STOPPED[\s\S]*calls to AWS are stopped; :stop again resumes/);
    screen.press(':at 15m\r');
    await screen.waitFor(/calls to AWS are stopped; :stop again resumes$/);
    expect(screen.text()[0]).not.toContain('PAST');
    expect(await callsMade()).toBe(0);
    screen.press(':stop\r');
    await screen.waitFor(/LIVE to[\s\S]*calls go on/);
    await screen.waitFor('FOLLOW');
    await expect.poll(callsMade).toBeGreaterThan(1);
  });
});
