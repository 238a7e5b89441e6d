import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { actionOf } from '../../../src/local/wire/service.ts';
import { SERVICES } from '../../../src/local/wire/services.ts';
import { createWorld } from '../../../src/local/world/create-world.ts';
import { type LocalAccount, localAccount, START_MS } from '../../commands/local-account.ts';
import { worldWithTable } from '../../local/world-with-table.ts';
import { accountEnvironment } from '../account-environment.ts';
import { runProgram } from '../program.ts';

const ACTIONS = SERVICES.flatMap((service) =>
  [...service.operations.keys()].map((name) => actionOf(service, name)),
);
const WALK_MODELS = fileURLToPath(new URL('walk-models.py', import.meta.url));

const accounts: LocalAccount[] = [];
let wrong: Readonly<Record<string, readonly string[]>> = {};

beforeAll(async () => {
  // Together these accounts have something of everything that the operations tell of.
  const worlds = [worldWithTable(START_MS), createWorld({ seed: 1, nowMs: START_MS, cast: 'limits' })];
  for (const world of worlds) accounts.push(await localAccount(1, { world, quotas: false }));
  const urls = accounts.map(({ url }) => url);
  // -B writes no compiled files into this folder.
  const args = ['-B', WALK_MODELS, ACTIONS.join(), ...urls];
  const { stdout, stderr } = await runProgram('/usr/bin/python3', args, accountEnvironment('', 'eu-west-1'));
  if (stdout === '') throw new Error(stderr);
  wrong = JSON.parse(stdout);
});
afterAll(() => Promise.all(accounts.map(({ close }) => close())));

it.each(ACTIONS)('%s answers boto3 and the AWS CLI as botocore models it', (action) => {
  expect(wrong[action]).toEqual([]);
});
