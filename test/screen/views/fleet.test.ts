import { createServer, type Server, type Socket } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { LocalAccount } from '../../commands/local-account.ts';
import { untilAsKept } from '../../contract/kept-screen.ts';
import { RESTORED, terminalOf } from '../demo.ts';
import { NO_AWS } from '../no-aws.ts';
import { openApp, startApp } from '../open-app.ts';
import { KEY, openScreen, type Screen } from '../open-screen.ts';
import { smallAccount } from '../small-account.ts';

let live: LocalAccount;
beforeAll(async () => {
  live = await smallAccount();
});
afterAll(() => live.close());

const screens: Screen[] = [];
afterEach(async () => {
  await Promise.all(screens.splice(0).map((screen) => screen.close()));
});

async function opened(screen: Promise<Screen>): Promise<Screen> {
  screens.push(await screen);
  return screen;
}

/** The fleet of an account that is ready, as soon as it has been read. */
async function openFleet({ env }: LocalAccount, args: readonly string[] = []): Promise<Screen> {
  const screen = await openScreen({ args: ['fleet', ...args], columns: 120, rows: 40, env });
  await screen.waitFor('LIVE to');
  return screen;
}

/** The fleet of the frozen demo within this process, with all that is read of it on the screen. */
async function openRead(): Promise<Screen> {
  const screen = await openApp();
  await untilAsKept(screen, 'fleet');
  return screen;
}

/**
 * When the first numbers appear, limits and logs are still being read. Each call until then changes own errors again a
 * minute later, when its age passes a minute.
 */
async function openStopped(args: readonly string[] = []): Promise<Screen> {
  const screen = await opened(openFleet(live, args));
  screen.press(':stop\r');
  await screen.waitFor('STOPPED');
  return screen;
}

describe('the fleet on a terminal', () => {
  it('opens, moves, opens a function and its log, returns, is resized, and leaves the terminal as it was', async () => {
    const screen = await opened(openFleet(live));
    expect(screen.isAlternate()).toBe(true);
    expect(screen.isCursorVisible()).toBe(false);
    expect(screen.text()).toHaveLength(40);
    await screen.waitFor('WHY checkout-api');
    screen.press('j');
    await screen.waitFor('WHY email-dispatch');
    screen.press(KEY.enter);
    await screen.waitFor(/Fleet › email-dispatch · last hour[\s\S]*LAST SETTLED MINUTE/);
    screen.press('l');
    await screen.waitFor(/Fleet › email-dispatch › Logs[\s\S]*FOLLOW/);
    screen.press(KEY.escape);
    await screen.waitFor('LAST SETTLED MINUTE');
    screen.press(KEY.escape);
    await screen.waitFor('WHY email-dispatch');
    screen.resize(80, 24);
    await screen.waitFor(/WORST[\s\S]*\? keys/);
    expect(screen.text()).toHaveLength(24);
    screen.press('q');
    expect(await screen.exited).toEqual({ code: 0, signal: null });
    expect(terminalOf(screen)).toEqual(RESTORED);
    expect(screen.text().join('\n')).toMatch(/lmon made \d+ AWS API calls, (about \$0\.\d\d|<\$0\.01)/);
  });

  it.each([
    { how: 'SIGTERM', end: (screen: Screen) => screen.kill('SIGTERM'), code: 143 },
    { how: 'SIGHUP', end: (screen: Screen) => screen.kill('SIGHUP'), code: 143 },
    { how: 'Ctrl-c', end: (screen: Screen) => screen.press(KEY.ctrlC), code: 0 },
  ])('restores the terminal on $how and ends with $code', async ({ end, code }) => {
    const screen = await opened(openFleet(live));
    end(screen);
    expect(await screen.exited).toEqual({ code, signal: null });
    expect(terminalOf(screen)).toEqual(RESTORED);
  });

  it('ignores all keys while the terminal is too small to show what they do', async () => {
    const screen = await opened(openRead());
    screen.resize(50, 10);
    await screen.waitFor('lmon needs 60x15, has 50x10');
    for (const key of [KEY.down, 'j', 'S', KEY.enter, 'H', ':', '?', KEY.escape]) screen.press(key);
    screen.resize(51, 10);
    await screen.waitFor('lmon needs 60x15, has 51x10');
    expect(screen.text().filter((row) => row !== '')).toHaveLength(1);
    screen.resize(120, 40);
    await untilAsKept(screen, 'fleet');
  });

  it('can be ended on a terminal that is too small, whatever is underneath', async () => {
    const screen = await opened(openRead());
    screen.press(KEY.enter);
    await screen.waitFor('LAST SETTLED MINUTE');
    screen.resize(50, 10);
    await screen.waitFor('lmon needs 60x15, has 50x10   q quit');
    screen.press('q');
    expect(await screen.exited).toEqual({ code: 0, signal: null });
  });

  it.each([
    { how: 'moves its rows up', moving: '\x1b[3S' },
    { how: 'moves its rows down', moving: '\x1b[3T' },
    { how: 'moves its cursor up', moving: '\x1b[12A' },
    { how: 'leaves a wrapped end of a row', moving: '\x1b[3;1Hreserved 200\x1b[40;1H' },
  ])('is drawn in full on a terminal that $how when it is resized', async ({ moving }) => {
    const screen = await opened(openRead());
    const sizes = [
      [160, 20],
      [120, 20],
      [120, 30],
      [100, 40],
    ] as const;
    for (const [columns, rows] of sizes) {
      screen.resize(columns, rows, moving);
      // No terminal keeps both the end of the header and the footer in place.
      await screen.waitFor(() => /^ lmon .*! 0$/.test(screen.text()[0] ?? ''));
      expect(screen.text()).toHaveLength(rows);
      screen.resize(120, 40, moving);
      await untilAsKept(screen, 'fleet');
    }
  });

  it('is never blank while the terminal is being resized', async () => {
    const screen = await opened(openRead());
    const emptied = screen.waitFor(/^\s*$/).then(() => 'empty');
    const dragged = (async () => {
      for (let columns = 119; columns > 100; columns--) {
        screen.resize(columns, 40);
        await screen.waitFor(() => /^ lmon .*! 0$/.test(screen.text()[0] ?? ''));
      }
      return 'drawn';
    })();
    expect(await Promise.race([emptied, dragged])).toBe('drawn');
  });

  it('sees every key of a burst', async () => {
    const screen = await opened(openRead());
    screen.press('jj');
    await screen.waitFor(/WHY (?!checkout-api|email-dispatch)/);
    screen.press('g\x04/gex\x7fo\r');
    await screen.waitFor(/filter geo: \d of \d+ {2,}[\s\S]*WHY (?:geo-lookup|legacy-export)/);
  });

  it('writes next to nothing while only the clock moves, and nothing at all with --plain', async () => {
    const [still, ticking] = await Promise.all([openStopped(['--plain']), openStopped()]);
    await quietTicks(ticking, 2);
    const before = still.bytesWritten();
    expect(await bytesOfUsualTick(ticking)).toBeLessThanOrEqual(100);
    expect(still.bytesWritten() - before).toBe(0);
  });
});

/** The number of bytes that `ticks` of the clock take. */
async function bytesOfTicks(screen: Screen, ticks: number): Promise<number> {
  const clock = () => /03:\d\d:\d\dZ/.exec(screen.text()[0] ?? '')?.[0];
  const before = screen.bytesWritten();
  for (let tick = 0; tick < ticks; tick++) {
    const then = clock();
    await screen.waitFor(() => clock() !== then);
  }
  return screen.bytesWritten() - before;
}

/** The median of five, because a minute may end in one of them and ages then grow by one. */
async function bytesOfUsualTick(screen: Screen): Promise<number> {
  const bytes: number[] = [];
  while (bytes.length < 5) bytes.push(await bytesOfTicks(screen, 1));
  return bytes.toSorted((one, other) => one - other)[2]!;
}

/**
 * Resolves after this many ticks in a row without an answer among them: pending answers still arrive after calls are
 * stopped.
 */
async function quietTicks(screen: Screen, ticks: number): Promise<void> {
  for (let quiet = 0; quiet < ticks; ) quiet = (await bytesOfTicks(screen, 1)) > 100 ? 0 : quiet + 1;
}

describe('the fleet before the first answer', () => {
  const sockets: Socket[] = [];
  let server: Server;
  afterEach(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });

  it('is on the screen, and says that it is waiting', async () => {
    server = createServer((socket) => sockets.push(socket.on('error', () => {})));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const args = ['fleet', '--endpoint-url', `http://127.0.0.1:${port}`];
    const screen = await opened(startApp({ args, columns: 80, rows: 24, env: NO_AWS }));
    await screen.waitFor(/starting[\s\S]*reading functions and metrics[\s\S]*\? keys/);
    screen.press('?');
    await screen.waitFor('HERE');
    screen.press(KEY.escape);
    await screen.waitFor('starting');
    screen.press('q');
    expect((await screen.exited).code).toBe(0);
  });
});
