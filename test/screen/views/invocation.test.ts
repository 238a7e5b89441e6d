import { afterEach, describe, expect, it } from 'vitest';
import { openApp, startApp } from '../open-app.ts';
import { KEY, type Screen } from '../open-screen.ts';
import { smallAccount } from '../small-account.ts';

let screen: Screen;
afterEach(() => screen.close());

/** Includes the older lines, which are read after the newest. */
const LOG_IS_READ = /FOLLOW[\s\S]*in memory since 03:09Z[\s\S]*END/;

describe('an invocation on a terminal', () => {
  it('is opened from the list of failed ones, and leads back screen by screen', async () => {
    screen = await openApp({
      args: ['tail', 'legacy-export', '--since', '3m'],
      shows: LOG_IS_READ,
    });
    screen.press('i/error\r');
    await screen.waitFor(/› Invocations[\s\S]*filter error/);
    await screen.waitFor(/ error {2,}\d+ ms/);
    screen.press(KEY.enter);
    await screen.waitFor(/● error {3}an error that nobody caught: ExportNotFound/);
    screen.press('j');
    await screen.waitFor('all of its lines are shown');
    screen.press(']');
    await screen.waitFor('no later invocation is like it');
    screen.press(KEY.escape);
    await screen.waitFor('filter error');
    screen.press(KEY.escape);
    await screen.waitFor(/^(?![\s\S]*filter error)/);
    screen.press(KEY.escape);
    await screen.waitFor('FOLLOW');
  });

  it('is compared with those of its own function, in a log of several', async () => {
    screen = await openApp({
      args: ['tail', 'cart-api', 'invoice-pdf', 'ledger-stream', '--since', '2m'],
      shows: /FOLLOW[\s\S]*END/,
    });
    screen.press('i');
    await screen.waitFor(/VERSIONS[\s\S]* FUNCTION +VERSION [\s\S]* FUNCTION +ENDED [\s\S]* ok /);
    await screen.waitFor(/ cart-api +42 [\s\S]* invoice-pdf +\$LATEST +\d+ .*\/1,024 MB/);
    await screen.waitFor(/ ledger-stream +\$LATEST +[\d,]+ .*\/512 MB/);
    screen.press('/added\r');
    await screen.waitFor('filter added');
    screen.press(KEY.enter);
    await screen.waitFor(/ duration +.* of 10\.0 s timeout [\s\S]* version +cart-api:4[12]/);
    await screen.waitFor(/ ended alike .* version 41 \([\d,]+\), 42 \([\d,]+\) *$/m);
  });

  it.each([
    { by: 'level', args: ['--errors'], calls: / [1-9]\d* of [1-9],?\d* calls failed/ },
    { by: 'a filter of AWS', args: ['--filter', 'ExportNotFound'], calls: /calls are not counted/ },
  ])('is opened in full from a log of errors only, filtered by $by', async ({ args, calls }) => {
    screen = await openApp({
      args: ['tail', 'legacy-export', '--since', '3m', ...args],
      shows: calls,
    });
    await screen.waitFor(/since 03:09Z[\s\S]*ExportNotFound/);
    await openFirstError(screen);
    await screen.waitFor(/LINES ─+ 4[\s\S]*START[\s\S]*END/);
    await screen.waitFor(/median of [1-9][\d,]* healthy runs/);
  });

  it('is compared once its function can be looked up, if it could not be when it was opened', async () => {
    const account = await smallAccount(20, ['legacy-export']);
    try {
      screen = await startApp({
        args: ['tail', 'legacy-export', '--errors'],
        columns: 140,
        rows: 40,
        env: account.env,
      });
      await screen.waitFor('ExportNotFound');
      await account.setFaults([{ operation: 'lambda:GetFunctionConfiguration', kind: 'expired' }]);
      await openFirstError(screen);
      await screen.waitFor('a part: not all of it was read');
      await account.setFaults([]);
      await screen.waitFor(/median of [1-9][\d,]* healthy runs/);
    } finally {
      await account.close();
    }
  });

  it('is not called absent where its log could not be looked up, and is looked for once it can be', async () => {
    const account = await smallAccount(20, ['report-nightly']);
    try {
      screen = await startApp({
        args: ['tail', 'report-nightly'],
        columns: 140,
        rows: 40,
        env: account.env,
      });
      await screen.waitFor('FOLLOW');
      await account.setFaults([{ operation: 'lambda:GetFunctionConfiguration', kind: 'expired' }]);
      screen.press(':request 00000000\r');
      await screen.waitFor('request 00000000 was not looked for: credentials have expired');
      await account.setFaults([]);
      await screen.waitFor('no line of the last 3 h names request 00000000');
    } finally {
      await account.close();
    }
  });

  it('is looked for by its request, even if the log on screen does not hold it', async () => {
    screen = await openApp({ args: ['tail', 'report-nightly'], shows: 'FOLLOW' });
    screen.press(':request 00000000\r');
    await screen.waitFor('no line of the last 3 h names request 00000000');
    screen.press(KEY.escape);
    await screen.waitFor('FOLLOW');
  });

  it('gives way to the calls of another time when that is asked for, as it is of its own time', async () => {
    screen = await openApp({
      args: ['watch', 'legacy-export'],
      shows: /LAST SETTLED MINUTE \d/,
    });
    screen.press('i');
    await screen.waitFor(/› Invocations[\s\S]* ok /);
    screen.press(KEY.enter);
    await screen.waitFor('SUMMARY');
    screen.press(':at 02:30\r');
    await screen.waitFor(/ legacy-export › Invocations[\s\S]* 02:(?:29|30):\d\d/);
    screen.press(':request 00000000\r');
    await screen.waitFor(
      'no line of the 3 h before 02:30Z names request 00000000; :at now looks in the newest',
    );
  });

  it('is opened from its log, which is in the same place when it is closed', async () => {
    screen = await openApp({
      args: ['tail', 'legacy-export', '--since', '3m'],
      shows: LOG_IS_READ,
    });
    screen.press(KEY.pageUp);
    await screen.waitFor('HELD');
    const held = heldLineOf(screen);
    screen.press(KEY.enter.repeat(2));
    await screen.waitFor('SUMMARY');
    screen.press(KEY.escape);
    await screen.waitFor('HELD');
    expect(heldLineOf(screen)).toBe(held);
    screen.press(KEY.escape);
    await screen.waitFor((now) => heldLineOf(now) === held);
  });
});

/** Opens the call of the first error in the log of legacy-export. */
async function openFirstError(on: Screen): Promise<void> {
  // The error itself: the end of a call contains its type too, and would open the call immediately.
  on.press('g/most recent call\r');
  await on.waitFor(/lines? says? so/);
  on.press(KEY.enter);
  await on.waitFor('Traceback (most');
  on.press(KEY.enter);
  await on.waitFor(/● error {3}an error that nobody caught: ExportNotFound/);
}

/** The line with the cursor. */
function heldLineOf(now: Screen): string | undefined {
  return now.text()[now.cells().findIndex(([first]) => first !== undefined && first.background !== null)];
}
