import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FROZEN_MS, STANDS_STILL } from '../../frozen-demo.ts';
import { smallAccount } from '../../screen/small-account.ts';
import { runLmon } from '../lmon-in-process.ts';
import { type Ended, linesOf } from '../lmon-process.ts';
import { frozenAccount, type LocalAccount, writtenEvents } from '../local-account.ts';
import { logWriter } from '../written-log.ts';

const SINCE_MS = FROZEN_MS - 10 * 60_000;
const UNTIL_MS = SINCE_MS + 10_000;
const SPAN = ['--since', new Date(SINCE_MS).toISOString(), '--until', new Date(UNTIL_MS).toISOString()];

let account: LocalAccount;
beforeAll(async () => {
  account = await frozenAccount();
});
afterAll(() => account.close());

const tail = (...args: string[]): Promise<Ended> => runLmon(['tail', ...args], { env: account.env });
const objectsIn = ({ stdout }: Ended) =>
  linesOf(stdout).map((line) => JSON.parse(line) as Record<string, unknown>);
const writtenBy = (...names: readonly string[]) =>
  names.flatMap((name) =>
    writtenEvents(account, name, SINCE_MS, UNTIL_MS).map(({ eventId }) => `${name} ${eventId}`),
  );
const SHOP = ['cart-api', 'checkout-api', 'geo-lookup'];

describe('lmon tail of several logs', () => {
  it.each<[string, readonly string[], readonly string[]]>([
    ['names', ['checkout-api', 'cart-api'], ['cart-api', 'checkout-api']],
    ['a name and a log group', ['cart-api', '/aws/lambda/search-index'], ['cart-api', 'search-index']],
    ['a glob', ['*-api'], ['cart-api', 'checkout-api']],
    ['regular expressions', ['--regex', '^cart', '--regex', 'kout'], ['cart-api', 'checkout-api']],
    ['a stack', ['--stack', 'shop'], SHOP],
    ['stacks', ['--stack', 'search', '--stack', 'shop'], [...SHOP, 'search-index']],
    ['tags that must all fit', ['--tag', 'team=checkout', '--stack', 'shop'], ['cart-api', 'checkout-api']],
    ['values of a tag', ['--tag', 'team=checkout', '--tag', 'team=nobody'], ['cart-api', 'checkout-api']],
    ['all of that', ['search-*', '--regex', '^cart', '--stack', 'shop'], [...SHOP, 'search-index']],
  ])('chosen by %s prints each line of each log once, with its log', async (_, words, names) => {
    const ended = await tail(...words, ...SPAN, '--output', 'json');
    expect([ended.status, ended.stderr]).toEqual([0, '']);
    const read = objectsIn(ended).map((each) => {
      const name = each['function'];
      expect(each['logGroup']).toBe(`/aws/lambda/${name}`);
      return `${name} ${each['eventId']}`;
    });
    expect(read.toSorted()).toEqual(writtenBy(...names).toSorted());
  });

  it('as text prints the names in a column as wide as the longest one', async () => {
    const { stdout } = await tail('cart-api', 'search-index', ...SPAN);
    const columns = new Set(linesOf(stdout).map((line) => line.slice(25, 38)));
    expect(columns).toEqual(new Set(['cart-api     ', 'search-index ']));
  });

  it('makes one call of the tagging API and none to list functions for a stack', async () => {
    await account.forgetCalls();
    await tail('--stack', 'shop', ...SPAN);
    const calls = await account.calls();
    expect(calls['tag:GetResources']).toEqual({ calls: 1, throttled: 0 });
    expect(calls).not.toHaveProperty('lambda:ListFunctions');
  });

  it.each<[readonly string[], number, string]>([
    [['chekout-*'], 66, 'no function matches "chekout-*" in eu-west-1; did you mean checkout-api?'],
    [['cart-api', 'nothing-like-it'], 66, 'no function "nothing-like-it" in eu-west-1'],
    [['checkout-api:nope'], 66, 'checkout-api in eu-west-1 has no alias or version "nope"'],
    [['checkout-api', '--version', '4711'], 66, 'checkout-api in eu-west-1 has no alias or version "4711"'],
    [
      ['cart-api:live', '--version', '42'],
      64,
      '--version 42 and cart-api:live name different things: leave one of them out',
    ],
    [['chekout-api:live'], 66, 'no function "chekout-api:live" in eu-west-1; did you mean checkout-api?'],
    [['*-api', 'zzz*'], 66, 'no function matches "zzz*" in eu-west-1'],
    [['--stack', 'nope'], 66, 'no function of stack nope in eu-west-1'],
    [['*-api', '--tag', 'team=nobody'], 66, 'no function with tag team=nobody in eu-west-1'],
    [
      ['--tag', 'team=nobody', '--tag', 'tier=0', '--tag', 'team=nowhere'],
      66,
      'no function with tag team=nobody or tag team=nowhere and with tag tier=0 in eu-west-1',
    ],
    [
      ['arn:aws:logs:eu.north:123456789012:log-group:/a'],
      64,
      '"arn:aws:logs:eu.north:123456789012:log-group:/a" is the ARN of no function and of no log group',
    ],
  ])('ends with one line for %j', async (words, status, complaint) => {
    expect(await tail(...words, ...SPAN)).toMatchObject({
      status,
      stdout: '',
      stderr: `lmon: ${complaint}\n`,
    });
  });

  it('of a version that only some have names those without it, and prints the lines of the others', async () => {
    const ended = await tail('cart-*', 'checkout-api', '--version', '42', ...SPAN, '--output', 'json');
    expect([ended.status, ended.stderr]).toEqual([
      0,
      'lmon: checkout-api in eu-west-1 has no alias or version "42"\n',
    ]);
    expect(new Set(objectsIn(ended).map((each) => each['function']))).toEqual(new Set(['cart-api']));
  });

  it('of a group by its ARN labels its lines with the name of the group', async () => {
    const arn = 'arn:aws:logs:eu-west-1:123456789012:log-group:/aws/lambda/cart-api';
    const { stdout } = await tail(arn, ...SPAN);
    expect(stdout).not.toContain('arn:aws:logs');
    expect(linesOf(stdout)[0]?.slice(25)).toMatch(/^(?:\/aws\/lambda\/)?cart-api /);
  });

  it('says so if functions may not be listed by tag', async () => {
    await account.setFaults([{ operation: 'tag:GetResources', kind: 'denied' }]);
    const ended = await tail('--stack', 'shop', ...SPAN);
    await account.setFaults([]);
    expect(ended).toMatchObject({ status: 77, stderr: expect.stringContaining('tag:GetResources') });
  });
});

describe('lmon tail of a version', () => {
  const versionsOf = async (...words: readonly string[]) =>
    new Set(objectsIn(await tail(...words, ...SPAN, '--output', 'json')).map(({ version }) => version));

  it.each<[readonly string[], readonly string[]]>([
    [['cart-api'], ['41', '42']],
    [['cart-api:42'], ['42']],
    [['cart-api', '--version', '41'], ['41']],
    [['/aws/lambda/cart-api', '--version', '42'], ['42']],
    // The alias routes a tenth of its calls to version 42.
    [['cart-api:live'], ['41', '42']],
  ])('prints for %j the lines of %j', async (words, versions) => {
    expect(await versionsOf(...words)).toEqual(new Set(versions));
  });

  it("takes the version that Lambda names if an alias can't be looked up, and says so", async () => {
    await account.setFaults([{ operation: 'lambda:ListAliases', kind: 'denied' }]);
    const { stdout, stderr, status } = await tail('cart-api:live', ...SPAN, '--output', 'json');
    await account.setFaults([]);
    expect(status).toBe(0);
    expect(stderr).toBe("lmon: the versions behind cart-api:live can't be listed: taking version 41 alone\n");
    expect(stdout).not.toContain('"version":"42"');
  });
});

describe('lmon tail of log groups created by others', () => {
  it("tells functions that share one apart by their streams, and explains one that can't be followed", async () => {
    const own = await smallAccount(STANDS_STILL);
    const writer = logWriter(own);
    await writer.createGroup('/shop/shared');
    for (const [name, version] of [
      ['cart-api', '41'],
      ['orders', '7'],
    ]) {
      const stream = `2026/11/24/${name}[${version}]0f34e13f9411b782a32b1eefce0a1128`;
      await writer.createStream('/shop/shared', stream);
      await writer.write('/shop/shared', stream, `said by ${name}`);
    }
    await writer.createGroup('/shop/archive', 'INFREQUENT_ACCESS');
    writer.close();
    const words = ['tail', '/shop/archive', '/shop/shared', '--no-follow', '--output', 'json'];
    const ended = await runLmon(words, own).finally(own.close);
    const objects = objectsIn(ended);
    expect(objects.filter(({ type }) => type === 'notice')).toMatchObject([
      { kind: 'ended', logGroup: '/shop/archive', message: expect.stringContaining('INFREQUENT_ACCESS') },
    ]);
    const lines = objects.filter(({ type }) => type === 'event');
    expect(lines.map((each) => [each['function'], each['version'], each['message']])).toEqual([
      ['cart-api', '41', 'said by cart-api'],
      ['orders', '7', 'said by orders'],
    ]);
    expect(ended.stderr).toBe(
      'lmon: /shop/archive: the log group is of the Infrequent Access class, which nothing can follow: CloudWatch Logs Insights can query it\n',
    );
    expect(ended.status).toBe(64);
  });
});
