import { afterAll, beforeAll, expect, it } from 'vitest';
import { createWorld } from '../../../src/local/world/create-world.ts';
import { runLmon } from '../lmon-in-process.ts';
import { type LocalAccount, localAccount, START_MS } from '../local-account.ts';

let account: LocalAccount;
beforeAll(async () => {
  account = await localAccount(1, { world: createWorld({ seed: 1, nowMs: START_MS, cast: 'empty' }) });
});
afterAll(() => account.close());

it.each([
  { words: ['check'] },
  { words: ['check', '--output', 'json'] },
  { words: ['fleet'] },
  { words: ['fleet', '--output', 'json'] },
  { words: ['triage', '--all'] },
])(
  'lmon $words says that a Region has no functions, and ends as for a name that does not exist',
  async ({ words }) => {
    const { status, stdout, stderr } = await runLmon(words, { env: account.env });
    expect({ status, stdout, stderr }).toEqual({
      status: 66,
      stdout: '',
      stderr: 'lmon: no function in eu-west-1; try lmon --region NAME\n',
    });
  },
);
