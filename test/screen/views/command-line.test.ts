import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RESTORED, terminalOf } from '../demo.ts';
import { openApp } from '../open-app.ts';
import { KEY, type Screen } from '../open-screen.ts';
import type { ScreenCell } from '../screen-cell.ts';

describe('the command line', () => {
  let screen: Screen;
  beforeAll(async () => {
    screen = await openApp();
    await screen.waitFor('WHY checkout-api');
  });
  afterAll(() => screen.close());

  const footer = () => screen.text().at(-1) ?? '';

  it('opens in the last row, completes with Tab and runs what it names', async () => {
    screen.press(':');
    await screen.waitFor(':_');
    screen.press('fn ca');
    await screen.waitFor(/:fn ca_ {3}cart-api/);
    screen.press(KEY.tab);
    await screen.waitFor(':fn cart-api_');
    expect(footer()).toMatch(/^ :fn cart-api_/);
    screen.press(KEY.enter);
    await screen.waitFor(/Fleet › cart-api · last hour[\s\S]*LAST SETTLED MINUTE/);
    expect(footer()).not.toContain(':fn');
  });

  it.each([
    { enters: 'since 15m', shows: /Fleet › cart-api · last 15 min[\s\S]*show the last 15 min$/ },
    { enters: 'thme light', shows: 'unknown command :thme; did you mean :theme?' },
    { enters: 'cost', shows: 'Own errors and calls' },
    { enters: 'keys', shows: 'HERE' },
  ])(':$enters', async ({ enters, shows }) => {
    screen.press(`:${enters}\r`);
    await screen.waitFor(shows);
  });

  it('goes to the fleet to sort it, and recalls earlier commands', async () => {
    screen.press(KEY.escape);
    await screen.waitFor('Own errors and calls');
    screen.press(':sort err\r');
    await screen.waitFor(/by ERR%[\s\S]*WHY /);
    screen.press(`:${KEY.up}`);
    await screen.waitFor(':sort err_');
    screen.press(`${KEY.up}${KEY.up}`);
    await screen.waitFor(':cost_');
    screen.press(KEY.escape);
    await screen.waitFor('enter open');
    screen.press(':sort worst\r');
    await screen.waitFor('worst first');
  });

  it('judges by a threshold that is set, lists all of them, and says what one may be', async () => {
    screen.press(':set\r');
    await screen.waitFor(
      /:set +warnAt +critAt[\s\S]*errors +1 % +10 % +default[\s\S]*timesUsual +1\.5[\s\S]*for example/,
    );
    screen.press(':set use.critAt 500%\r');
    await screen.waitFor('use.critAt: 500% is not a share from 0 to 1');
    // With this threshold, calls of every function come near their timeout.
    screen.press(':set timeout.warnAt 1%\r');
    await screen.waitFor(/ WARN {2}0 ok[\s\S]*timeout\.warnAt is 1 %, it was 80 %; judged anew/);
    screen.press(':set timeout.warnAt 80%\r');
    await screen.waitFor(/ WARN {2}[1-9]\d* ok/);
  });

  it('changes the colours of everything, including the screens underneath', async () => {
    const colorsOf = (rows: readonly (readonly ScreenCell[])[]) =>
      new Set(rows.flatMap((row) => row.map(({ foreground }) => foreground)));
    // The colours of the other rows change while logs are still being read.
    const title = () => colorsOf(screen.cells().slice(0, 1));
    const dark = title();
    expect(dark.size).toBeGreaterThan(1);
    screen.press(':theme none\r');
    await screen.waitFor(() => colorsOf(screen.cells()).size === 1);
    screen.press(':theme dark\r');
    await screen.waitFor(() => [...dark].every((color) => title().has(color)));
  });

  it('takes a pasted command in full, and leaves the keys after it to the screen', async () => {
    screen.press(':idle\rj');
    await screen.waitFor(/WHY (?!checkout-api)/);
    screen.press('g');
    await screen.waitFor('WHY checkout-api');
  });

  it('ends lmon with :q', async () => {
    screen.press(':q\r');
    expect((await screen.exited).code).toBe(0);
    expect(terminalOf(screen)).toEqual(RESTORED);
  });
});
