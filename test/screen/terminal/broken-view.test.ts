import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'rolldown';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { bundleOf } from '../../../scripts/bundle.mjs';
import { RESTORED, terminalOf } from '../demo.ts';
import { NO_AWS } from '../no-aws.ts';
import { openScreen, type Screen } from '../open-screen.ts';

/** The fleet's rows with a bug that shows on the next key: immediately, or in the background. */
const BROKEN_ROWS = `
  const bugs = {
    sorting: () => { throw new Error('planted in a view'); },
    filtering: () => { setTimeout(() => { throw new Error('planted in\\na timer'); }); },
  };
  export const fleetPage = () => 1;
  export const fleetRows = ({ state, look }) => {
    bugs[state.mode.kind]?.();
    if (look.times !== 'utc') Promise.reject(new Error('planted in a promise'));
    return ['the account', 'still whole'].map((text) => ({ line: [{ tone: 'fact', text }] }));
  };
`;

describe('an exception', () => {
  let folder: string;
  let screen: Screen;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lmon-broken-'));
    let isPlanted = false;
    const planted = {
      name: 'broken rows',
      load: {
        filter: { id: /fleet.fleet-rows\.ts$/ },
        handler: () => {
          isPlanted = true;
          return { code: BROKEN_ROWS, moduleType: 'js' as const };
        },
      },
    };
    const options = bundleOf({ lmon: 'src/cli.ts' }, [planted]);
    const names = { entryFileNames: '[name].mjs', chunkFileNames: 'chunks/[name]-[hash].mjs' };
    await build({ ...options, logLevel: 'silent', output: { ...options.output, dir: folder, ...names } });
    expect(isPlanted, 'the rows of the fleet moved: the bugs were planted nowhere').toBe(true);
  });
  afterEach(() => screen.close());
  afterAll(() => rm(folder, { recursive: true }));

  async function open(env: Readonly<Record<string, string>> = {}): Promise<void> {
    screen = await openScreen({
      program: join(folder, 'lmon.mjs'),
      args: ['fleet', '--endpoint-url', 'http://127.0.0.1:9'],
      columns: 120,
      rows: 40,
      env: {
        ...NO_AWS,
        LMON_DEBUG: undefined,
        ...env,
      },
    });
    await screen.waitFor('still whole');
  }
  const rowsWritten = () => screen.text().filter((row) => row !== '');

  it.each([
    { where: 'a view', key: 'S', reason: 'Error: planted in a view' },
    { where: 'a timer', key: '/', reason: 'Error: planted in a timer' },
    { where: 'a promise', key: 't', reason: 'Error: planted in a promise' },
  ])(
    'in $where restores the terminal, says in one line that it is our bug, and ends with 70',
    async ({ key, reason }) => {
      await open();
      screen.press(key);
      expect(await screen.exited).toEqual({ code: 70, signal: null });
      expect(terminalOf(screen)).toEqual(RESTORED);
      expect(rowsWritten()).toEqual([`lmon: this is a bug in lmon, please report it: ${reason}`]);
    },
  );

  it.each([{ key: 'S' }, { key: '/' }])(
    'also says where it happened with LMON_DEBUG=1: key $key',
    async ({ key }) => {
      await open({ LMON_DEBUG: '1' });
      screen.press(key);
      expect(await screen.exited).toEqual({ code: 70, signal: null });
      expect(terminalOf(screen)).toEqual(RESTORED);
      expect(rowsWritten().join('\n')).toMatch(/^lmon: {5}at /m);
    },
  );
});
