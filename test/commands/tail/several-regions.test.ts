import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createWorld } from '../../../src/local/world/create-world.ts';
import type { World } from '../../../src/local/world/world.ts';
import { demoWorldOf } from '../../local/demo-world-of.ts';
import { runLmon, startLmon } from '../lmon-in-process.ts';
import { type Ended, linesOf } from '../lmon-process.ts';
import { type LocalAccount, localAccount, START_MS, writtenEvents } from '../local-account.ts';
import { logWriter } from '../written-log.ts';

const SINCE_MS = START_MS - 10 * 60_000;
const UNTIL_MS = SINCE_MS + 5_000;
const SPAN = ['--since', new Date(SINCE_MS).toISOString(), '--until', new Date(UNTIL_MS).toISOString()];
/** The third has other functions than the first two. */
const REGIONS = 'eu-west-1,us-east-1,us-west-2';

let account: LocalAccount;
let worlds: ReadonlyMap<string, World>;
beforeAll(async () => {
  const names = ['checkout-api', 'cart-api'];
  const world = demoWorldOf(names, START_MS);
  const virginia = demoWorldOf(names, START_MS, { seed: 2, region: 'us-east-1' });
  const oregon = demoWorldOf(['geo-lookup'], START_MS, { seed: 3, region: 'us-west-2' });
  account = await localAccount(1, { world, elsewhere: [virginia, oregon], ingestionDelayMs: 0 });
  worlds = new Map([account.world, virginia, oregon].map((world) => [world.account.region, world]));
});
afterAll(() => account.close());

const tail = (...args: string[]): Promise<Ended> => runLmon(['tail', ...args], { env: account.env });
type Line = Readonly<Record<string, unknown>>;
const eventsIn = ({ stdout }: Ended) => linesOf(stdout).map((line) => JSON.parse(line) as Line);
const writersIn = (ended: Ended) =>
  [...new Set(eventsIn(ended).map(({ region, function: name }) => `${region}:${name}`))].toSorted();

function expectAllOf(ended: Ended, name: string, regions: readonly string[]) {
  const events = eventsIn(ended).filter((event) => event['function'] === name);
  expect(new Set(events.map(({ region }) => region))).toEqual(new Set(regions));
  for (const region of regions) {
    const world = worlds.get(region);
    if (world === undefined) throw new Error(`no world in ${region}`);
    const told = events.filter((event) => event['region'] === region).map(({ message }) => message);
    const written = writtenEvents({ ...account, world }, name, SINCE_MS, UNTIL_MS);
    expect(told).toEqual(written.map(({ message }) => message));
  }
}

describe('lmon tail --region with several Regions', () => {
  it.each([
    ['separated by commas', ['--region', 'eu-west-1,us-east-1']],
    ['repeated', ['--region', 'eu-west-1', '--region', 'us-east-1']],
    ['with one of them twice', ['--region', 'eu-west-1,us-east-1,eu-west-1']],
  ])('%s follows a name in each, every line once', async (_, regions) => {
    const ended = await tail('checkout-api', ...regions, ...SPAN, '--output', 'json');
    expect([ended.status, ended.stderr]).toEqual([0, '']);
    expectAllOf(ended, 'checkout-api', ['eu-west-1', 'us-east-1']);
  });

  it.each([
    ['a glob', ['cart-*'], 'cart-api'],
    ['a regular expression', ['--regex', '^cart-api$'], 'cart-api'],
    ['a tag', ['--tag', 'team=checkout'], 'checkout-api'],
    ['a stack', ['--stack', 'shop'], 'checkout-api'],
    ['an alias', ['checkout-api:live'], 'checkout-api'],
    ['a log group', ['/aws/lambda/checkout-api'], 'checkout-api'],
  ])('looks for %s in each of them', async (_, words, name) => {
    const ended = await tail(...words, '--region', 'eu-west-1,us-east-1', ...SPAN, '--output', 'json');
    expect([ended.status, ended.stderr]).toEqual([0, '']);
    expectAllOf(ended, name, ['eu-west-1', 'us-east-1']);
  });

  it('says where a name is unknown, and follows it elsewhere', async () => {
    const ended = await tail('checkout-api', '--region', REGIONS, ...SPAN, '--output', 'json');
    expect([ended.status, ended.stderr]).toEqual([0, 'lmon: no function "checkout-api" in us-west-2\n']);
    expectAllOf(ended, 'checkout-api', ['eu-west-1', 'us-east-1']);
  });

  it('says where a pattern matches nothing, and follows it elsewhere', async () => {
    const ended = await tail('cart-*', '--region', REGIONS, ...SPAN, '--output', 'json');
    expect([ended.status, ended.stderr]).toEqual([0, 'lmon: no function matches "cart-*" in us-west-2\n']);
    expect(writersIn(ended)).toEqual(['eu-west-1:cart-api', 'us-east-1:cart-api']);
  });

  it('follows a log group only where there is one', async () => {
    const writer = logWriter(account, 'us-east-1');
    await writer.createGroup('/shop/orders');
    await writer.createStream('/shop/orders', 'by hand');
    await writer.writeAt('/shop/orders', 'by hand', [[SINCE_MS + 1_000, 'only in Virginia']]);
    writer.close();
    const ended = await tail('/shop/orders', '--region', REGIONS, ...SPAN, '--output', 'json');
    expect([ended.status, ended.stderr]).toEqual([0, '']);
    expect(eventsIn(ended)).toMatchObject([{ region: 'us-east-1', message: 'only in Virginia' }]);
  });

  it('names the Region in each row of text', async () => {
    const { stdout } = await tail('cart-api', '--region', 'eu-west-1,us-east-1', ...SPAN);
    const names = new Set(linesOf(stdout).map((line) => line.split(' ')[1]));
    expect(names).toEqual(new Set(['eu-west-1:cart-api', 'us-east-1:cart-api']));
  });

  it('means them instead of AWS_REGION, which stays the one of a single name', async () => {
    const env = { ...account.env, AWS_REGION: 'eu-west-1' };
    const ended = await runLmon(
      ['tail', 'checkout-api', '--region', 'us-east-1', ...SPAN, '--output', 'json'],
      { env },
    );
    expect([ended.status, ended.stderr]).toEqual([0, '']);
    expectAllOf(ended, 'checkout-api', ['us-east-1']);
  });

  it.each([
    ['names', ['checkout-api', '/aws/lambda/cart-api']],
    ['patterns and tags', ['cart-*', '--stack', 'shop']],
  ])('is recorded and replayed, chosen by %s', async (what, words) => {
    const file = join(account.env['HOME'] ?? '', `regions-${what.length}.jsonl`);
    const args = ['--region', 'eu-west-1,us-east-1', ...SPAN, '--output', 'json'];
    const live = await tail(...words, ...args, '--record', file);
    expect([live.status, live.stderr]).toEqual([0, '']);
    const replayed = await runLmon(['replay', file, '--output', 'json', ...SPAN]);
    expect([replayed.status, replayed.stderr]).toEqual([0, '']);
    expect(linesOf(replayed.stdout).toSorted()).toEqual(linesOf(live.stdout).toSorted());
    expect(new Set(eventsIn(replayed).map(({ region }) => region))).toEqual(
      new Set(['eu-west-1', 'us-east-1']),
    );
  });

  it('finds a request in the Region where it ran', async () => {
    const inVirginia = await tail('cart-api', '--region', 'us-east-1', ...SPAN, '--output', 'json');
    const requestId = String(eventsIn(inVirginia)[0]?.['requestId']);
    const args = ['--request', requestId, ...SPAN, '--output', 'json'];
    const ended = await tail('cart-api', '--region', 'eu-west-1,us-east-1', ...args);
    expect([ended.status, ended.stderr]).toEqual([0, '']);
    expect(writersIn(ended)).toEqual(['us-east-1:cart-api']);
  });

  it('keeps following the others where one can not be asked', async () => {
    await account.setFaults([{ operation: 'lambda:ListFunctions', kind: 'denied', region: 'us-east-1' }]);
    const ended = await tail('cart-*', '--region', 'eu-west-1,us-east-1', ...SPAN, '--output', 'json');
    await account.setFaults([]);
    expect(ended.status).toBe(0);
    expect(ended.stderr).toMatch(/^lmon: us-east-1: access denied: .*lambda:ListFunctions.*\n$/);
    expectAllOf(ended, 'cart-api', ['eu-west-1']);
  });
});

it('a log group that comes to exist in another of the Regions is joined', async () => {
  const empty = (region: string) => createWorld({ seed: 1, nowMs: START_MS, cast: 'empty', region });
  const here = await localAccount(40, { world: empty('eu-west-1'), elsewhere: [empty('us-east-1')] });
  const [ireland, virginia] = ['eu-west-1', 'us-east-1'].map((region) => logWriter(here, region));
  if (ireland === undefined || virginia === undefined) throw new Error('two Regions have two writers');
  const begin = async (writer: typeof ireland) => {
    await writer.createGroup('/shop');
    await writer.createStream('/shop', 'by hand');
  };
  await begin(ireland);
  const args = ['tail', '/shop', '--region', 'eu-west-1,us-east-1', '--output', 'json'];
  const following = startLmon(args, here);
  await ireland.write('/shop', 'by hand', 'the first of Ireland');
  await following.waitFor('stdout', /"region":"eu-west-1".*the first of Ireland/);
  await begin(virginia);
  await virginia.write('/shop', 'by hand', 'the first of Virginia');
  await following.waitFor('stdout', /"kind":"joined".*us-east-1:\/shop/);
  await following.waitFor('stdout', /"region":"us-east-1".*the first of Virginia/);
  following.interrupt();
  await following.ended;
  for (const writer of [ireland, virginia]) writer.close();
  await here.close();
});
