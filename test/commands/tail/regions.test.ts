import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { World } from '../../../src/local/world/world.ts';
import { demoWorldOf } from '../../local/demo-world-of.ts';
import { runLmon, startLmon } from '../lmon-in-process.ts';
import { type Ended, linesOf } from '../lmon-process.ts';
import { type LocalAccount, localAccount, START_MS, writtenEvents } from '../local-account.ts';

const SINCE_MS = START_MS - 10 * 60_000;
const UNTIL_MS = SINCE_MS + 10_000;
const SPAN = ['--since', new Date(SINCE_MS).toISOString(), '--until', new Date(UNTIL_MS).toISOString()];

const functionArn = (region: string, name: string) =>
  `arn:aws:lambda:${region}:123456789012:function:${name}`;
const groupArn = (region: string, name: string) => `arn:aws:logs:${region}:123456789012:log-group:${name}`;

let account: LocalAccount;
let virginia: World;
beforeAll(async () => {
  const names = ['checkout-api', 'cart-api'];
  virginia = demoWorldOf(names, START_MS, { seed: 2, region: 'us-east-1' });
  account = await localAccount(1, { world: demoWorldOf(names, START_MS), elsewhere: [virginia] });
});
afterAll(() => account.close());

const tail = (...args: string[]): Promise<Ended> => runLmon(['tail', ...args], { env: account.env });
const eventsIn = ({ stdout }: Ended) =>
  linesOf(stdout).map((line) => JSON.parse(line) as Readonly<Record<string, unknown>>);
const writtenIn = (world: World, name: string) =>
  writtenEvents({ ...account, world }, name, SINCE_MS, UNTIL_MS).map(({ message }) => message);

describe('lmon tail of log groups in two Regions', () => {
  it.each<[string, (region: string, name: string) => string]>([
    ['log groups by ARN', (region, name) => groupArn(region, `/aws/lambda/${name}`)],
    ['functions by ARN', functionArn],
    ['functions by ARN with an alias', (region, name) => `${functionArn(region, name)}:live`],
  ])('chosen as %s prints the events of both, in order, each once', async (_, arnOf) => {
    const words = [arnOf('eu-west-1', 'checkout-api'), arnOf('us-east-1', 'checkout-api')];
    const ended = await tail(...words, ...SPAN, '--output', 'json');
    expect([ended.status, ended.stderr]).toEqual([0, '']);
    const events = eventsIn(ended);
    for (const [region, world] of [
      ['eu-west-1', account.world],
      ['us-east-1', virginia],
    ] as const) {
      const ofRegion = events.filter((event) => event['region'] === region);
      expect(ofRegion.map(({ message }) => message)).toEqual(writtenIn(world, 'checkout-api'));
    }
    expect(new Set(events.map((event) => event['function']))).toEqual(new Set(['checkout-api']));
  });

  it('as text adds the Region to each name, only if there are several', async () => {
    const words = [functionArn('us-east-1', 'cart-api'), 'checkout-api'];
    const { stdout } = await tail(...words, ...SPAN);
    const names = new Set(linesOf(stdout).map((line) => line.split(' ')[1]));
    expect(names).toEqual(new Set(['us-east-1:cart-api', 'eu-west-1:checkout-api']));
    const alone = await tail(
      functionArn('us-east-1', 'cart-api'),
      functionArn('us-east-1', 'checkout-api'),
      ...SPAN,
    );
    expect(new Set(linesOf(alone.stdout).map((line) => line.split(' ')[1]))).toEqual(
      new Set(['cart-api', 'checkout-api']),
    );
  });

  it('is recorded and replayed with both', async () => {
    const words = [functionArn('eu-west-1', 'cart-api'), `${functionArn('us-east-1', 'cart-api')}:live`];
    const file = join(account.env['HOME'] ?? '', 'two-regions.jsonl');
    const live = await tail(...words, ...SPAN, '--output', 'json', '--record', file);
    expect([live.status, live.stderr]).toEqual([0, '']);
    const replayed = await runLmon(['replay', file, '--output', 'json', ...SPAN]);
    expect(linesOf(replayed.stdout).toSorted()).toEqual(linesOf(live.stdout).toSorted());
    expect(new Set(eventsIn(replayed).map(({ region }) => region))).toEqual(
      new Set(['eu-west-1', 'us-east-1']),
    );
  });

  it('needs no Region of its own for an ARN', async () => {
    const { AWS_REGION: _, ...env } = account.env;
    const ended = await runLmon(['tail', functionArn('us-east-1', 'cart-api'), ...SPAN, '--output', 'json'], {
      env,
    });
    expect([ended.status, ended.stderr]).toEqual([0, '']);
    expect(eventsIn(ended).map(({ message }) => message)).toEqual(writtenIn(virginia, 'cart-api'));
  });

  it('finds a request in the Region where it ran', async () => {
    const logs = ['eu-west-1', 'us-east-1'].map((region) => functionArn(region, 'cart-api'));
    const [line] = eventsIn(await tail(...logs.slice(1), ...SPAN, '--output', 'json'));
    const requestId = line?.['requestId'];
    const ended = await tail(...logs, '--request', String(requestId), ...SPAN, '--output', 'json');
    expect([ended.status, ended.stderr]).toEqual([0, '']);
    expect(new Set(eventsIn(ended).map(({ region, requestId: id }) => `${region} ${id}`))).toEqual(
      new Set([`us-east-1 ${requestId}`]),
    );
  });

  it('streams a log of another Region with Live Tail', async () => {
    const following = startLmon(
      ['tail', functionArn('us-east-1', 'checkout-api'), '--live', '--output', 'json'],
      account,
    );
    await following.waitFor('stdout', /"region":"us-east-1".*"kind":"streaming"/);
    await following.waitFor('stdout', /"eventId":null,.*"region":"us-east-1"/);
    following.interrupt();
    expect((await following.ended).status).toBe(130);
  });
});
