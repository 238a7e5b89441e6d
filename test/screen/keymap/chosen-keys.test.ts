import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { NO_AWS } from '../no-aws.ts';
import { startApp } from '../open-app.ts';
import { KEY, type Screen } from '../open-screen.ts';

let folder: string;
let screen: Screen;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lmon-keys-'));
});
afterEach(() => screen.close());
afterAll(() => rm(folder, { recursive: true }));

async function openWith(config: string): Promise<void> {
  const path = join(folder, 'config.yml');
  await writeFile(path, config);
  screen = await startApp({
    args: ['fleet', '--endpoint-url', 'http://127.0.0.1:9', '--config', path],
    columns: 120,
    rows: 40,
    env: NO_AWS,
  });
}

it('keys of the configuration file work, and the footer names them', async () => {
  await openWith('keys:\n  help: [h, F1]\n  sort: ctrl-s\n  quit: Q\n');
  // No function is listed, so there is nothing to sort.
  await screen.waitFor(/h keys {3}Q quit/);
  screen.press('q?S');
  screen.press('h');
  await screen.waitFor('HERE');
  screen.press(KEY.escape);
  await screen.waitFor('h keys');
  screen.press('\x13');
  await screen.waitFor('[REQ/s] ERR%');
  screen.press('\x1b');
  await screen.waitFor('h keys');
  screen.press('Q');
  expect((await screen.exited).code).toBe(0);
});

it('an impossible key is reported before the screen opens', async () => {
  await openWith('keys:\n  logs: j\n');
  expect((await screen.exited).code).toBe(64);
  expect(screen.text().filter((row) => row !== '')).toEqual([
    'lmon: configuration file: keys.logs: j already is down',
  ]);
});
