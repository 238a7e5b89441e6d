import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { linesOf, runLmon } from './lmon-process.ts';
import { type LocalAccount, localAccount } from './local-account.ts';

let account: LocalAccount;
let folder: string;
beforeAll(async () => {
  account = await localAccount(60);
  folder = mkdtempSync(join(tmpdir(), 'lmon-refused-'));
});
afterAll(async () => {
  await account.close();
  rmSync(folder, { recursive: true });
});

it.each([
  [['watch', 'a b'], 66],
  [['triage', 'a b'], 66],
  [['check', 'a b'], 66],
  [['check', 'checkout-api:live'], 64],
])(
  'a command that is refused leaves no recording, in whose way the next one would be: %j',
  async (words, status) => {
    const path = join(folder, words.join('-'));
    const ended = await runLmon([...words, '--record', path], { env: account.env });
    expect(ended.status).toBe(status);
    expect(existsSync(path)).toBe(false);
  },
);

it.each([
  ['tail nobody', 66],
  ['tail zzz-*', 66],
  ['watch nobody', 66],
  ['triage nobody', 66],
  ['check nobody', 66],
])('what a command was told before it ended is recorded to its end: lmon %s', async (line, status) => {
  const path = join(folder, line.replaceAll(/\W+/g, '-'));
  const ended = await runLmon([...line.split(' '), '--record', path], { env: account.env });
  expect(ended.status).toBe(status);
  expect(linesOf(readFileSync(path, 'utf8')).at(-1)).toContain('"fact":"end"');
});
