import { createServer, type Server, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { openDemo, RESTORED, terminalOf } from './demo.ts';
import { KEY, openScreen, type Screen } from './open-screen.ts';

const NO_AWS = {
  AWS_ACCESS_KEY_ID: 'local',
  AWS_SECRET_ACCESS_KEY: 'local',
  AWS_REGION: 'eu-west-1',
  AWS_PROFILE: undefined,
};

const screens: Screen[] = [];
afterEach(async () => {
  await Promise.all(screens.splice(0).map((screen) => screen.close()));
});

async function opened(screen: Promise<Screen>): Promise<Screen> {
  screens.push(await screen);
  return screen;
}

describe('the fleet on a terminal', () => {
  it('opens, moves, opens a function and its log, comes back, is resized, and leaves the terminal as it was', async () => {
    const screen = await opened(openDemo());
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
    expect(screen.text().join('\n')).toMatch(/lmon made \d+ AWS API calls, about \$0\.\d\d/);
  });

  it.each([
    { how: 'SIGTERM', end: (screen: Screen) => screen.kill('SIGTERM'), code: 143 },
    { how: 'SIGHUP', end: (screen: Screen) => screen.kill('SIGHUP'), code: 143 },
    { how: 'Ctrl-c', end: (screen: Screen) => screen.press(KEY.ctrlC), code: 0 },
  ])('gives the terminal back at $how and ends with $code', async ({ end, code }) => {
    const screen = await opened(openDemo());
    end(screen);
    expect(await screen.exited).toEqual({ code, signal: null });
    expect(terminalOf(screen)).toEqual(RESTORED);
  });

  it('looks the same after every detour as when it is opened', async () => {
    const fresh = await opened(openDemo({ isFrozen: true }));
    const screen = await opened(openDemo({ isFrozen: true }));
    const looksFresh = () => screen.waitFor(() => screen.text().join() === fresh.text().join());
    await looksFresh();
    for (const detour of ['?', 'l', '/', 'S', KEY.enter]) {
      screen.press(detour);
      await screen.waitFor(() => screen.text().join() !== fresh.text().join());
      screen.press(KEY.escape);
      await looksFresh();
      expect(screen.cells(), detour).toEqual(fresh.cells());
    }
    for (let step = 0; step < 30; step++) screen.resize(60 + ((step * 37) % 120), 15 + ((step * 13) % 40));
    screen.resize(30, 5);
    await screen.waitFor('lmon needs 60x15, has 30x5');
    expect(screen.text().filter((row) => row !== '')).toHaveLength(1);
    screen.resize(120, 40);
    await looksFresh();
    expect(screen.cells()).toEqual(fresh.cells());
  });

  it('sees every key of a burst', async () => {
    const screen = await opened(openDemo({ isFrozen: true }));
    screen.press('jj');
    await screen.waitFor('WHY ledger-stream');
    screen.press('g\x04/gex\x7fo\r');
    await screen.waitFor(/filter geo {2,}[\s\S]*WHY (?:geo-lookup|legacy-export)/);
  });

  it('writes next to nothing while only the clock moves, and nothing at all when told to keep still', async () => {
    const still = await opened(openDemo({ args: ['--plain'] }));
    const ticking = await opened(openDemo());
    const clock = () => /03:\d\d:\d\dZ/.exec(ticking.text()[0] ?? '')?.[0];
    const nextTick = async () => {
      const before = clock();
      await ticking.waitFor(() => clock() !== before);
    };
    await nextTick();
    const before = { still: still.bytesWritten(), ticking: ticking.bytesWritten() };
    await nextTick();
    await nextTick();
    await nextTick();
    expect(ticking.bytesWritten() - before.ticking).toBeLessThanOrEqual(3 * 100);
    expect(still.bytesWritten() - before.still).toBe(0);
  });
});

describe('the fleet without an answer', () => {
  const sockets: Socket[] = [];
  let server: Server;
  afterEach(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });

  it('is on the screen before AWS has said a word, and says so', async () => {
    server = createServer((socket) => sockets.push(socket.on('error', () => {})));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const args = ['fleet', '--endpoint-url', `http://127.0.0.1:${port}`];
    const screen = await opened(openScreen({ args, columns: 80, rows: 24, env: NO_AWS }));
    await screen.waitFor(/starting[\s\S]*reading functions and metrics[\s\S]*\? keys/);
    screen.press('?');
    await screen.waitFor('HERE');
    screen.press('x');
    await screen.waitFor('starting');
    screen.press('q');
    expect((await screen.exited).code).toBe(0);
    expect(terminalOf(screen)).toEqual(RESTORED);
  });
});
