import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { RESTORED, terminalOf } from './demo.ts';
import { openScreen, type Screen } from './open-screen.ts';

/** The fleet's rows with a bug in them that shows with the second key. */
const BROKEN_ROWS = `
  export const fleetPage = () => 1;
  export const fleetRows = ({ state }) => {
    if (state.mode.kind === 'sorting') throw new Error('planted in a view');
    return [{ line: [{ tone: 'fact', text: 'still whole' }] }];
  };
`;

describe('an exception inside a view', () => {
  let folder: string;
  let screen: Screen;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lmon-broken-'));
    await build({
      entryPoints: { lmon: 'src/cli.ts' },
      outdir: folder,
      outExtension: { '.js': '.mjs' },
      bundle: true,
      splitting: true,
      format: 'esm',
      platform: 'node',
      target: 'node20',
      logLevel: 'silent',
      jsx: 'automatic',
      mainFields: ['module', 'main'],
      define: { 'process.env.NODE_ENV': '"production"', LMON_VERSION: '"broken"' },
      alias: { 'react-devtools-core': './scripts/empty-module.mjs' },
      banner: {
        js: "import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);",
      },
      plugins: [
        {
          name: 'broken rows',
          setup({ onLoad }) {
            onLoad({ filter: /views.fleet-rows\.ts$/ }, () => ({ contents: BROKEN_ROWS, loader: 'js' }));
          },
        },
      ],
    });
  });
  afterEach(() => screen.close());
  afterAll(() => rm(folder, { recursive: true }));

  it('gives the terminal back, says that it is our bug and where, and ends with 70', async () => {
    screen = await openScreen({
      program: join(folder, 'lmon.mjs'),
      args: ['fleet', '--endpoint-url', 'http://127.0.0.1:9'],
      columns: 120,
      rows: 40,
      env: {
        AWS_ACCESS_KEY_ID: 'local',
        AWS_SECRET_ACCESS_KEY: 'local',
        AWS_REGION: 'eu-west-1',
        AWS_PROFILE: undefined,
      },
    });
    await screen.waitFor('still whole');
    screen.press('S');
    expect(await screen.exited).toEqual({ code: 70, signal: null });
    expect(terminalOf(screen)).toEqual(RESTORED);
    const [complaint, ...places] = screen.text().filter((row) => row !== '');
    expect(complaint).toBe('lmon: this is a bug in lmon, please report it: Error: planted in a view');
    for (const place of places) expect(place).toMatch(/^lmon: {5}at |lmon\.mjs|chunk/);
  });
});
