import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { LocalAccount } from '../../commands/local-account.ts';
import { openDemo } from '../demo.ts';
import { openApp, startApp } from '../open-app.ts';
import { KEY, type Screen } from '../open-screen.ts';
import { smallAccount } from '../small-account.ts';

let screen: Screen;
/** For a test that needs no demo; calls wait for their turns in its time. */
let account: LocalAccount | null = null;
afterEach(async () => {
  await screen.close();
  await account?.close();
  account = null;
});

/** Of a function that is not the first of the fleet. */
async function openReport(): Promise<void> {
  screen.press('/');
  screen.press('checkout-api');
  screen.press(KEY.enter);
  await screen.waitFor(/1 of \d+ functions|filter.*checkout-api/);
  screen.press('T');
}

describe('the triage screen', () => {
  it('opens from the fleet with T, explains what happened, scrolls, and returns', async () => {
    screen = await openApp({ columns: 80, rows: 24, shows: 'checkout-api' });
    await openReport();
    await screen.waitFor(/checkout-api . Triage[\s\S]*VERDICT[\s\S]*turns away/);
    screen.press(' ');
    await screen.waitFor(/SUSPECTS[\s\S]*against/);
    screen.press('G');
    await screen.waitFor(/NOT KNOWN[\s\S]*SOURCES|SOURCES[\s\S]*CloudWatch/);
    screen.press('y');
    await screen.waitFor(/copy +m Markdown/);
    screen.press(KEY.escape);
    await screen.waitFor(/^(?![\s\S]*copy +m Markdown)/);
    screen.press('q');
    await screen.waitFor(/ACCOUNT|FUNCTION/);
    expect(screen.text().join()).not.toContain('VERDICT');
  });

  it('shortens its timeline by --since, as a printed report does, and says so in its title', async () => {
    screen = await openApp({
      rows: 90,
      args: ['triage', 'checkout-api', '--since', '30m'],
      shows: /TIMELINE since \d\d:\d\dZ \(UTC\)/,
    });
    expect(screen.text().join('\n')).toMatch(/TIMELINE since \d\d:\d\dZ/);
  });

  it('copies commands with the port of the first line if the demo had to use another one', async () => {
    screen = await openDemo({
      rows: 90,
      args: ['--port', '0', 'triage', 'checkout-api'],
      shows: /VERDICT[\s\S]*SOURCES/,
    });
    await screen.waitFor(/--port \d+ tail checkout-api/);
    const text = screen.text().join('\n');
    const [, port] = /^ lmon {2}local:(\d+) 123456789012 /.exec(text) ?? [];
    expect(text).toContain(` demo --join --port ${port} tail checkout-api`);
  });

  it('takes notes into the report, and saves it as Markdown beside earlier ones', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'lmon-triage-'));
    screen = await openApp({ cwd: folder, shows: 'checkout-api' });
    await openReport();
    await screen.waitFor(/VERDICT[\s\S]*turns away/);
    screen.press('a');
    await screen.waitFor(/note on checkout-api: .*enter adds {3}esc goes back/);
    screen.press('paged payments, q of 3');
    await screen.waitFor('note on checkout-api: paged payments, q of 3');
    screen.press(KEY.enter);
    await screen.waitFor('in the triage notes of checkout-api: paged payments, q of 3');
    screen.press('G');
    await screen.waitFor(/NOTES[\s\S]*03:12Z paged payments, q of 3/);
    screen.press('x');
    await screen.waitFor(/saved the report to .*lmon-triage-checkout-api-20261124T0312\d\dZ\.md/);
    const [name = ''] = readdirSync(folder);
    const saved = readFileSync(join(folder, name), 'utf8');
    expect(saved).toMatch(/^## checkout-api[\s\S]*paged payments, q of 3/);
    // Its recipient uses another machine.
    expect(saved).toContain('`lmon ');
    expect(saved).not.toContain('lmon.js');
    rmSync(folder, { recursive: true });
  });

  it('takes whatever + was pressed on into its notes: a function, a line of its log, one of its invocations', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'lmon-notes-'));
    account = await smallAccount(12);
    screen = await startApp({ args: ['fleet'], columns: 120, rows: 60, cwd: folder, env: account.env });
    await screen.waitFor('WHY checkout-api');
    await screen.waitFor(/at (?:its )?reserved/);
    screen.press('+');
    await screen.waitFor(/in the triage notes of checkout-api: 03:\d\dZ/);
    screen.press('l');
    await screen.waitFor(/FOLLOW[\s\S]*END/);
    screen.press('E');
    await screen.waitFor('HELD');
    screen.press('+');
    await screen.waitFor(/in the triage notes of checkout-api: 03:\d\d:\d\dZ checkout-api /);
    screen.press('i');
    await screen.waitFor('INVOCATIONS');
    screen.press('+');
    await screen.waitFor(/in the triage notes of checkout-api: 03:\d\d:\d\dZ invocation [\da-f-]{36}: /);
    screen.press('T');
    await screen.waitFor(/VERDICT[\s\S]*turns away/);
    screen.press('G');
    await screen.waitFor(
      /NOTES[\s\S]*03:\d\dZ CRIT[\s\S]*\(noted 03:\d\dZ\)[\s\S]*03:\d\d:\d\dZ checkout-api [\s\S]*03:\d\d:\d\dZ invocation /,
    );
    screen.press('x');
    await screen.waitFor('saved the report to');
    const [name = ''] = readdirSync(folder);
    const saved = readFileSync(join(folder, name), 'utf8');
    expect(saved).toMatch(/03:\d\d:\d\dZ invocation `[\da-f-]{36}`: .*\(noted 03:\d\dZ\)/);
    rmSync(folder, { recursive: true });
  });

  it('shows the price of Logs Insights before it runs a query', async () => {
    screen = await openApp({ shows: 'checkout-api' });
    await openReport();
    await screen.waitFor(/VERDICT[\s\S]*turns away/);
    screen.press(':');
    screen.press('insights price');
    screen.press(KEY.enter);
    await screen.waitFor(/Logs Insights will read about .*by list price; :insights yes asks it/);
    screen.press(':');
    screen.press('insights yes');
    screen.press(KEY.enter);
    await screen.waitFor(/by list price; asking it/);
  });

  it('prints --all under what it is about to do, and breaks its lines between words', async () => {
    account = await smallAccount(12);
    screen = await startApp({ args: ['triage', '--all'], columns: 80, rows: 90, env: account.env });
    await screen.waitFor(/(?:[2-9]|\d\d) things hurt; looking into them one after the other/);
    expect(await screen.exited).toEqual({ code: 0, signal: null });
    const text = screen.text().join('\n');
    expect(text).toMatch(
      /^\d\. CRIT checkout-api turns away .* since 02:58Z at its\n {3}reserved limit of 200;/m,
    );
    expect(text).toMatch(/^ {3}now: ask who runs payments\.internal how it is, and shed load/m);
  });
});
