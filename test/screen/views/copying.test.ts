import { afterEach, describe, expect, it } from 'vitest';
import { openApp } from '../open-app.ts';
import { KEY, type Screen } from '../open-screen.ts';

let screen: Screen;
afterEach(() => screen.close());

describe('copying', () => {
  it('offers what the selected function has, and copies what is picked', async () => {
    screen = await openApp();
    screen.press('y');
    await screen.waitFor(/copy {2}l line {2}b block {2}f function {2}m Markdown .* esc closes$/m);
    screen.press('f');
    await screen.waitFor('copied function  checkout-api');
    expect(screen.copied()).toEqual(['checkout-api']);
  });

  it('closes without copying, and frees its row', async () => {
    screen = await openApp();
    screen.press('y');
    await screen.waitFor(/ esc closes$/m);
    screen.press(KEY.escape);
    await screen.waitFor('enter open');
    expect(screen.copied()).toEqual([]);
  });

  it('copies the request of a line, its text, and its console link', async () => {
    const args = ['tail', 'legacy-export', '--since', '3m'];
    screen = await openApp({ args, shows: /FOLLOW[\s\S]*in memory since 03:09Z[\s\S]*END/ });
    screen.press('p');
    await screen.waitFor('FROZEN');
    screen.press('yr');
    await screen.waitFor('copied request');
    screen.press('yb');
    await screen.waitFor('copied block');
    screen.press('o');
    await screen.waitFor('copied link');
    const [request = '', block = '', link] = screen.copied();
    expect(request).toMatch(/^[0-9a-f-]{36}$/);
    expect(block.split('\n').length).toBeGreaterThan(2);
    expect(block).toContain(request);
    expect(link).toContain('#logsV2:log-groups/log-group/$252Faws$252Flambda$252Flegacy-export/log-events/');
  });

  it('copies the link to X-Ray traces, of a function and of a call that names none', async () => {
    screen = await openApp();
    await screen.waitFor('WHY checkout-api');
    screen.press('X');
    await screen.waitFor('copied link to its traces');
    screen.press('l');
    await screen.waitFor(/FOLLOW[\s\S]*REPORT|FOLLOW[\s\S]*END/);
    screen.press('X');
    await screen.waitFor('copied link to all traces: no line of this call names one');
    const [ofFunction, ofCall] = screen.copied();
    expect(ofFunction).toContain('/xray/home?region=eu-west-1#/traces?filter=service(%22checkout-api%22)');
    expect(ofCall).toBe(ofFunction);
  });

  it('writes nothing to a terminal without a clipboard, and shows the text to copy', async () => {
    screen = await openApp({ columns: 80, rows: 24, env: { TERM: 'linux' } });
    screen.press('yf');
    await screen.waitFor('no clipboard here  checkout-api');
    screen.press('o');
    await screen.waitFor(/no clipboard here\s+https:.*\s*.*\/functions\/\s*checkout-api\s*$/);
    expect(screen.copied()).toEqual([]);
  });
});
