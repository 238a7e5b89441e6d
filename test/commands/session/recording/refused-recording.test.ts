import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { linesIn, textIn } from '../../../recording/played-account.ts';
import { smallAccount } from '../../../screen/small-account.ts';
import { runLmon } from '../../lmon-in-process.ts';
import type { LocalAccount } from '../../local-account.ts';

let account: LocalAccount;
let folder: string;
beforeAll(async () => {
  account = await smallAccount(60);
  folder = mkdtempSync(join(tmpdir(), 'lmon-refused-'));
});
afterAll(async () => {
  await account.close();
  rmSync(folder, { recursive: true });
});

it.each([
  [['watch', 'a b'], 66],
  [['check', 'checkout-api:live'], 64],
  [['tail', 'nobody'], 66],
  [['tail', 'checkout-api', '--request', '00000000', '--since', '1m'], 66],
  [['triage', 'nobody'], 66],
])(
  'a refused command leaves no recording that would be in the way of the next: %j',
  async (words, status) => {
    const path = join(folder, words.join('-'));
    const ended = await runLmon([...words, '--record', path], { env: account.env });
    expect(ended.status).toBe(status);
    expect(existsSync(path)).toBe(false);
  },
);

it.each([
  ['fleet', 'lambda:ListFunctions'],
  ['tail checkout-api', 'logs:FilterLogEvents'],
  ['tail checkout-*', 'lambda:ListFunctions'],
])('what AWS refused is recorded to its end: lmon %s without %s', async (line, operation) => {
  const path = join(folder, line.replaceAll(/\W+/g, '-'));
  await account.setFaults([{ operation, kind: 'denied' }]);
  const ended = await runLmon([...line.split(' '), '--record', path], { env: account.env });
  await account.setFaults([]);
  expect(ended.status).toBe(77);
  expect(linesIn(path).at(-1)).toContain('"fact":"end"');
});

it('a recording for a misspelt name is not in the way of the one for the right name', async () => {
  const path = join(folder, 'again');
  const options = { env: account.env };
  await runLmon(['tail', 'chekout-api', '--record', path], options);
  const { status, stderr } = await runLmon(
    ['tail', 'checkout-api', '--since', '1m', '--no-follow', '--record', path],
    options,
  );
  expect([status, stderr]).toEqual([0, '']);
  expect(textIn(path)).toContain('"fact":"event"');
});
