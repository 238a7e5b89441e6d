import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';

const project = resolve(import.meta.dirname, '../..');
const run = promisify(execFile);
const checkHouse = (root: string) => run(process.execPath, [join(project, 'scripts/house.mjs'), root]);

/** One file per layer, each with something that a planted file can import. */
const house = {
  'src/cli.ts': 'export const cli = 1;',
  'src/commands/fleet.ts': 'export const fleet = 1;',
  'src/views/app.ts': 'export const view = 1;',
  'src/views/dashboard/dashboard.ts': 'export const dashboard = 1;',
  'src/monitor/store.ts': 'export const store = 1;\nexport type Store = number;',
  'src/monitor/fleet/fleet.ts': 'export const fleet = 1;',
  'src/triage/report/triage-report.ts': 'export const report = 1;',
  'src/capacity/judging/assess.ts': 'export const assess = 1;',
  'src/logs/ring.ts': 'export const ring = 1;',
  'src/aws/page.ts': 'export const page = 1;',
  'src/local/world/world.ts': 'export const world = 1;',
  'src/local/world/caller/callers.ts': 'export const callers = 1;',
};

/** What each adds to the house, and the rule that it breaks. */
const VIOLATIONS = [
  [
    'an import upwards within the live model',
    'src/monitor/calls/planted-1.ts',
    "import { fleet } from '../fleet/fleet.ts';\nexport const x = fleet;",
    'monitor-import-only-rooms-below',
  ],
  [
    'an import upwards from the base of the live model',
    'src/monitor/planted-2.ts',
    "import { fleet } from './fleet/fleet.ts';\nexport const x = fleet;",
    'monitor-import-only-rooms-below',
  ],
  [
    'an import upwards within the triage report',
    'src/triage/report/claims/planted-3.ts',
    "import { report } from '../triage-report.ts';\nexport const x = report;",
    'triage/report-import-only-rooms-below',
  ],
  [
    'an import upwards within the simulated AWS',
    'src/local/world/environment/planted-4.ts',
    "import { callers } from '../caller/callers.ts';\nexport const x = callers;",
    'world-rooms-import-only-rooms-below',
  ],
  [
    'a screen that imports another',
    'src/views/headroom/planted-5.ts',
    "import { dashboard } from '../dashboard/dashboard.ts';\nexport const x = dashboard;",
    'a-screen-knows-no-other-screen',
  ],
  [
    'a screen that imports what shows it',
    'src/views/headroom/planted-6.ts',
    "import { view } from '../app.ts';\nexport const x = view;",
    'views-import-only-rooms-below',
  ],
  [
    'an import upwards',
    'src/capacity/planted-7.ts',
    "import { store } from '../monitor/store.ts';\nexport const x = store;",
    'capacity-imports-only-what-is-below',
  ],
  [
    'house code imported by aws',
    'src/aws/planted-8.ts',
    "import { store } from '../monitor/store.ts';\nexport const x = store;",
    'aws-takes-only-types-from-the-house',
  ],
  [
    'aws imported by a view',
    'src/views/planted-9.ts',
    "import { page } from '../aws/page.ts';\nexport const x = page;",
    'views-imports-only-what-is-below',
  ],
  [
    'a world that knows the code under test',
    'src/local/world/planted-10.ts',
    "import type { ring } from '../../logs/ring.ts';\nexport type X = typeof ring;",
    'world-knows-nothing-of-the-code-under-test',
  ],
  [
    'the AWS SDK outside aws',
    'src/monitor/planted-11.ts',
    "import { STSClient } from '@aws-sdk/client-sts';\nexport const x = STSClient;",
    'aws-sdk-only-in-aws',
  ],
  [
    'React outside the views',
    'src/monitor/planted-12.ts',
    "import { memo } from 'react';\nexport const x = memo;",
    'ink-and-react-only-in-views',
  ],
  [
    'an effect in a pure folder',
    'src/logs/planted-13.ts',
    "import { readFileSync } from 'node:fs';\nexport const x = readFileSync;",
    'pure-folders-have-no-effects',
  ],
  [
    'wall time in a pure folder',
    'src/logs/planted-14.ts',
    'export const x = () => Date.now();',
    'pure-folders-take-time-as-an-argument',
  ],
  [
    'text that is cast to safe text',
    'src/print/planted-15.ts',
    'export const x = (given: string) => given as SafeText;',
    'safe-text-is-made-only-in-terminal',
  ],
  [
    'the same with the cast in front',
    'src/print/planted-16.ts',
    'export const x = (given: string) => <SafeText>given;',
    'safe-text-is-made-only-in-terminal',
  ],
  [
    'the same for a list',
    'src/print/planted-17.ts',
    'export const x = (given: string[]) => given as readonly SafeText[];',
    'safe-text-is-made-only-in-terminal',
  ],
  [
    'another name for safe text that could hide a cast',
    'src/print/planted-18.ts',
    'type Words = null | SafeText;\nexport const x = (given: string) => given as Words;',
    'safe-text-goes-by-its-own-name',
  ],
  [
    'another name for safe text at its import',
    'src/print/planted-19.ts',
    "import type { SafeText as Words } from '../logs/ring.ts';\nexport const x = (given: string) => given as Words;",
    'safe-text-goes-by-its-own-name',
  ],
  [
    'a listener that an earlier abort would never reach',
    'src/commands/planted-20.ts',
    "export const x = (signal: AbortSignal) => signal.addEventListener('abort', () => {}, { once: true });",
    'aborts-are-heard-by-onAbort',
  ],
  [
    'a cycle',
    'src/monitor/circle.ts',
    "import { other } from './other.ts';\nexport const x = () => other;",
    'no-circles',
  ],
  ['a file of 500 lines', 'src/logs/planted-22.ts', 'export {};\n'.repeat(500), 'longer-than-400-lines'],
] as const;

/** The output of the check of the house with some more files. */
async function checked(planted: readonly (readonly [path: string, text: string])[]) {
  const root = mkdtempSync(join(tmpdir(), 'lmon-house-'));
  symlinkSync(join(project, 'node_modules'), join(root, 'node_modules'));
  for (const [path, text] of [...Object.entries(house), ...planted]) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  const check = checkHouse(root);
  return check
    .catch((refused: { stderr: string }) => refused)
    .finally(() => rmSync(root, { recursive: true }));
}

describe('the house check', () => {
  it('accepts the house as it is', async () => {
    const { stdout } = await checkHouse(project);
    expect(stdout).toMatch(/the house stands: \d+ files/);
  });

  let complaints: readonly string[];
  beforeAll(async () => {
    const { stderr } = await checked([
      ...VIOLATIONS.map(([, path, text]) => [path, text] as const),
      ['src/monitor/other.ts', "import { x } from './circle.ts';\nexport const other = () => x;"],
    ]);
    complaints = stderr.split('\n');
  });

  it.each(VIOLATIONS)('catches %s', (_violation, path, _text, rule) => {
    expect(complaints).toContainEqual(expect.stringMatching(`^${rule}: ${path}`));
  });

  it('accepts lists of safe text, units of time in any layer, and types in aws', async () => {
    const minute = (from: string) => `import { MINUTE_MS } from '${from}';\nexport const x = MINUTE_MS;`;
    const { stderr } = await checked([
      [
        'src/print/planted.ts',
        'export type Lines = readonly SafeText[];\nexport const x = new Set<SafeText>();',
      ],
      ['src/lambda/time.ts', 'export const MINUTE_MS = 60_000;'],
      ['src/aws/timed.ts', minute('../lambda/time.ts')],
      ['src/local/world/timed.ts', minute('../../lambda/time.ts')],
      ['src/terminal/timed.ts', minute('../lambda/time.ts')],
      ['src/aws/planted.ts', "import type { Store } from '../monitor/store.ts';\nexport const x: Store = 1;"],
    ]);
    expect(stderr).toBe('');
  });
});
