import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createWorld } from '../../../src/local/world/create-world.ts';
import { type LocalAccount, localAccount, START_MS } from '../../commands/local-account.ts';
import { logWriter } from '../../commands/written-log.ts';
import { startApp } from '../open-app.ts';
import { KEY, type Screen } from '../open-screen.ts';

const REGIONS = ['eu-west-1', 'us-east-1'] as const;
const GROUP = '/shop/orders';
const ARNS = REGIONS.map((region) => `arn:aws:logs:${region}:123456789012:log-group:${GROUP}`);
/** Account seconds in a second: outages are told after some. */
const SPEED = 20;

let account: LocalAccount;
let screen: Screen;
let write: (region: (typeof REGIONS)[number], message: string) => Promise<unknown>;
beforeEach(async () => {
  const emptyIn = (region: string) => createWorld({ seed: 1, nowMs: START_MS, cast: 'empty', region });
  account = await localAccount(SPEED, { world: emptyIn('eu-west-1'), elsewhere: [emptyIn('us-east-1')] });
  const writers = new Map(REGIONS.map((region) => [region, logWriter(account, region)]));
  for (const writer of writers.values()) {
    await writer.createGroup(GROUP);
    await writer.createStream(GROUP, 'by hand');
  }
  write = async (region, message) => writers.get(region)?.write(GROUP, 'by hand', message);
  await write('us-east-1', 'the first of Virginia');
  await write('eu-west-1', 'the first of Ireland');
  screen = await startApp({ args: ['tail', ...ARNS], columns: 140, rows: 30, env: account.env });
  await screen.waitFor(/FOLLOW/);
  await screen.waitFor(/ us-east-1:\/shop\/orders .*the first of Virginia/);
  await screen.waitFor(/ eu-west-1:\/shop\/orders .*the first of Ireland/);
});
afterEach(async () => {
  await screen.close();
  await account.close();
});

const outage = (kind: 'unavailable' | 'throttle' | 'expired' | 'denied') =>
  account.setFaults([{ operation: 'logs:FilterLogEvents', kind, region: 'us-east-1' }]);

describe('a log of two Regions on a terminal', () => {
  it('names the Regions at the top, and the first of the logs in its path', async () => {
    const [header, path] = screen.text();
    expect(header).toContain('eu-west-1, us-east-1');
    expect(path).toMatch(/^ eu-west-1:\/shop\/orders \+1 . 2 logs/);
  });

  it.each([
    ['unavailable', 'NO ANSWER', 'no answer'],
    ['expired', 'EXPIRED', 'credentials expired'],
    ['throttle', 'API BUSY', 'API busy'],
  ] as const)(
    'follows one log while the other is %s, and reports the gap of the other',
    async (kind, word, reason) => {
      await outage(kind);
      await screen.waitFor(`us-east-1 ${word} FOLLOW`);
      await write('eu-west-1', 'meanwhile in Ireland');
      await screen.waitFor('meanwhile in Ireland');
      await screen.waitFor(new RegExp(`us-east-1:/shop/orders: .* and on .*: ${reason}, not read yet`));
      await write('us-east-1', 'unseen in Virginia');
      await account.setFaults([]);
      await screen.waitFor('unseen in Virginia');
      await screen.waitFor(new RegExp(`us-east-1:/shop/orders: .*: ${reason}; read again, nothing missing`));
      await screen.waitFor((now) => !now.text().join('\n').includes(word));
    },
  );

  it('copies a link and a command for the Region of the line', async () => {
    screen.press('g');
    await screen.waitFor('HELD');
    screen.press('o');
    await screen.waitFor((now) => now.copied().length === 1);
    expect(screen.copied()[0]).toMatch(/us-east-1\.console\.aws\.amazon\.com.*region=us-east-1/);
    expect(screen.copied()[0]).not.toContain('arn');
  });

  it('names on the screen of its own calls the Region that throttles', async () => {
    await outage('throttle');
    await screen.waitFor('us-east-1 API BUSY');
    screen.press('!');
    await screen.waitFor(/logs:FilterLogEvents .* us-east-1 (?:waits|throttled)/);
    screen.press(KEY.escape);
  });
});

it('a log group named once is shown from each of the Regions given', async () => {
  const args = ['tail', GROUP, '--region', REGIONS.join(',')];
  const named = await startApp({ args, columns: 140, rows: 30, env: account.env });
  await named.waitFor(/ us-east-1:\/shop\/orders .*the first of Virginia/);
  await named.waitFor(/ eu-west-1:\/shop\/orders .*the first of Ireland/);
  expect(named.text()[0]).toContain('eu-west-1, us-east-1');
  named.press('q');
  expect((await named.exited).code).toBe(0);
  await named.close();
});
