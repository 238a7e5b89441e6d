import { afterAll, beforeAll, expect, it } from 'vitest';
import { createWorld } from '../../../src/local/world/create-world.ts';
import { startLmon } from '../lmon-in-process.ts';
import { linesOf } from '../lmon-process.ts';
import { type LocalAccount, localAccount, START_MS } from '../local-account.ts';
import { logWriter } from '../written-log.ts';

const SPEED = 20;
const GROUPS = Array.from({ length: 100 }, (_, index) => `/load/${String(index).padStart(3, '0')}`);
const HOT = GROUPS.slice(0, 3);
/** A third of the 10 calls that AWS allows in a second. */
const CALLS_PER_SECOND = 10 / 3;

let account: LocalAccount;
beforeAll(async () => {
  const world = createWorld({ seed: 1, nowMs: START_MS, cast: 'empty' });
  account = await localAccount(SPEED, { world });
});
afterAll(() => account.close());

it('lmon tail of a hundred log groups reads all of each, within its third of the quota', async () => {
  const writer = logWriter(account);
  for (const group of GROUPS) {
    await writer.createGroup(group);
    await writer.createStream(group, 'lines');
  }
  const written = new Set<string>();
  const write = async (group: string, words: string) => {
    written.add(`${group} ${words}`);
    await writer.write(group, 'lines', words);
  };

  await account.forgetCalls();
  const startedMs = account.now();
  const following = startLmon(['tail', ...GROUPS, '--output', 'json'], { env: account.env });
  for (const group of GROUPS) await write(group, 'first');
  await Promise.all(GROUPS.map((group) => following.waitFor('stdout', new RegExp(`"${group}",.*"first"`))));
  for (let round = 0; round < 40; round += 1) {
    await Promise.all(HOT.map((group) => write(group, `round ${round}`)));
    const group = GROUPS[(7 * round) % GROUPS.length] ?? '';
    await write(group, `aside ${round}`);
  }
  for (const group of GROUPS) await write(group, 'last');
  await Promise.all(GROUPS.map((group) => following.waitFor('stdout', new RegExp(`"${group}",.*"last"`))));
  const { calls, throttled } = (await account.calls())['logs:FilterLogEvents'] ?? { calls: 0, throttled: 0 };
  const seconds = (account.now() - startedMs) / 1_000;
  writer.close();
  following.interrupt();

  const { stdout } = await following.ended;
  const read = linesOf(stdout)
    .map((line) => JSON.parse(line) as { type: string; logGroup: string; message: string })
    .filter(({ type }) => type === 'event')
    .map(({ logGroup, message }) => `${logGroup} ${message}`);
  expect(read.toSorted()).toEqual([...written].toSorted());
  expect(throttled).toBe(0);
  expect(calls).toBeLessThanOrEqual(CALLS_PER_SECOND * seconds + CALLS_PER_SECOND + 1);
});
