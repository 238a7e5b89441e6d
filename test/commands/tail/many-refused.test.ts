import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createWorld } from '../../../src/local/world/create-world.ts';
import { runLmon } from '../lmon-in-process.ts';
import { linesOf } from '../lmon-process.ts';
import { type LocalAccount, localAccount, START_MS } from '../local-account.ts';
import { logWriter } from '../written-log.ts';

const GROUPS = Array.from({ length: 30 }, (_, index) => `/load/${index}`);
/** So fast that turns come soon, and that lmon soon gives up. */
const SPEED = 60;

let account: LocalAccount;
beforeAll(async () => {
  const world = createWorld({ seed: 1, nowMs: START_MS, cast: 'empty' });
  account = await localAccount(SPEED, { world });
  const writer = logWriter(account);
  for (const group of GROUPS) await writer.createGroup(group);
  writer.close();
});
afterAll(() => account.close());

describe('lmon tail of thirty logs, none of which can be read', () => {
  it.each(['text', 'json'])('reports one at once, and the others together: denied, %s', async (output) => {
    await account.setFaults([{ operation: 'logs:FilterLogEvents', kind: 'denied' }]);
    const { status, stderr } = await runLmon(['tail', ...GROUPS, '--output', output], account);
    expect(linesOf(stderr)).toEqual([
      expect.stringMatching(
        /^lmon: \/load\/\d+: access denied: the identity may not call logs:FilterLogEvents/,
      ),
      expect.stringMatching(
        /^lmon: 29 more logs: access denied: the identity may not call logs:FilterLogEvents/,
      ),
    ]);
    expect(status).toBe(77);
  });

  it('reports one at once, and the others together: no answer', async () => {
    const env = { ...account.env, AWS_ENDPOINT_URL: 'http://127.0.0.1:9' };
    const { status, stderr } = await runLmon(['tail', ...GROUPS], { env });
    expect(linesOf(stderr)).toEqual([
      expect.stringMatching(/^lmon: no answer from AWS \(E[A-Z_]+\): trying again$/),
      expect.stringMatching(/^lmon: \/load\/\d+: no answer to logs:FilterLogEvents: E[A-Z_]+/),
      expect.stringMatching(/^lmon: 29 more logs: no answer to logs:FilterLogEvents: E[A-Z_]+/),
    ]);
    expect(status).toBe(69);
  });

  it('names each one that does not exist, as it may be misspelt', async () => {
    await account.setFaults([]);
    const absent = ['/load/absent', '/load/missing'];
    const { stderr } = await runLmon(['tail', ...absent, ...GROUPS, '--no-follow'], account);
    for (const group of absent) expect(stderr).toContain(`lmon: ${group}: not found`);
  });

  it('names the others if they are few', async () => {
    await account.setFaults([{ operation: 'logs:FilterLogEvents', kind: 'denied' }]);
    const { stderr } = await runLmon(['tail', '/load/0', '/load/1', '/load/2'], account);
    expect(linesOf(stderr)).toHaveLength(2);
    expect(linesOf(stderr)[1]).toMatch(/^lmon: \/load\/\d and \/load\/\d: access denied/);
  });
});
