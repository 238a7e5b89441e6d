import { expect, it } from 'vitest';
import { chosenLogs } from '../../../src/commands/logs/chosen-logs.ts';
import { lookForNewcomers, type Newcomer } from '../../../src/commands/logs/newcomers.ts';
import { type TailSelection, tailSelection } from '../../../src/commands/logs/typed/tail-selection.ts';
import type { Session } from '../../../src/commands/session/session.ts';
import type { FunctionConfiguration } from '../../../src/lambda/function/function.ts';
import { MINUTE_MS } from '../../../src/lambda/time.ts';
import { ApiLedger } from '../../../src/monitor/calls/api-ledger.ts';
import { createCallBudget } from '../../../src/monitor/calls/call-budget.ts';
import type { FunctionSource } from '../../../src/monitor/sources.ts';
import type { Flags } from '../../../src/settings/command-line.ts';
import { rawText } from '../../../src/terminal/text.ts';
import { createManualClock } from '../../monitor/manual-clock.ts';
import { scriptedAccount } from '../../monitor/scripted-account.ts';

const START_MS = Date.UTC(2026, 10, 24, 3);

function functionNamed(name: string): FunctionConfiguration {
  return {
    name: rawText(name),
    arn: rawText(`arn:aws:lambda:eu-west-1:123456789012:function:${name}`),
    runtime: null,
    architecture: null,
    memoryMb: 128,
    timeoutMs: 3_000,
    version: rawText('$LATEST'),
    lastModifiedMs: null,
    logGroup: rawText(`/aws/lambda/${name}`),
    logFormat: 'json',
    deadLetterTarget: null,
  };
}

/** An account that the test changes, and what the watch for new functions finds in it. */
async function lookedAt(words: readonly string[], flags: Flags, functionNames: readonly string[]) {
  const clock = createManualClock(START_MS);
  const functions = functionNames.map(functionNamed);
  const account = scriptedAccount({ clock, functions });
  const tagged: string[] = [];
  const versions = [rawText('1')];
  const source: FunctionSource = {
    ...account.sources.functions,
    configuration: (name, signal) =>
      account.sources.functions.configuration(rawText(name.split(':')[0] ?? ''), signal),
    tagged: async (tags, token, signal) => {
      await account.sources.functions.tagged(tags, token, signal);
      return { ok: true, value: { items: tagged.map(rawText), nextToken: null } };
    },
    aliases: async () => ({
      ok: true,
      value: {
        items: [{ name: rawText('live'), versions: versions.map((version) => ({ version, weight: 1 })) }],
        nextToken: null,
      },
    }),
  };
  const session = {
    sources: { ...account.sources, functions: source },
    region: 'eu-west-1',
    regions: ['eu-west-1'],
    clock,
    budget: createCallBudget(clock, { random: () => 0.5 }),
    ledger: new ApiLedger(START_MS),
  } as unknown as Session;
  const asked = tailSelection({ command: 'tail', operands: words, flags });
  const stopped = new AbortController();
  const newcomers: Newcomer[] = [];
  return {
    clock,
    account,
    functions,
    tagged,
    versions,
    newcomers,
    names: () => newcomers.map(({ notice }) => notice.name),
    async look() {
      const selection = (await asked) as TailSelection;
      const chosen = await chosenLogs(selection, session, stopped.signal);
      if ('complaint' in chosen) throw new Error(chosen.complaint);
      void lookForNewcomers(selection, chosen, session, {
        signal: stopped.signal,
        onNewcomer: (each) => newcomers.push(each),
      });
    },
    stop: () => stopped.abort(),
  };
}

it('a function that a pattern begins to match is found within a minute, once, and read from when it did not exist yet', async () => {
  const looked = await lookedAt(['cart-*'], {}, ['cart-api', 'orders']);
  await looked.look();
  await looked.clock.advance(3 * MINUTE_MS + 10_000);
  expect(looked.names()).toEqual([]);
  looked.functions.push(functionNamed('cart-web'));
  await looked.clock.advance(5 * MINUTE_MS);
  looked.stop();
  expect(looked.newcomers).toEqual([
    {
      choice: {
        group: '/aws/lambda/cart-web',
        writers: [{ functionName: 'cart-web', versions: null }],
        region: { name: 'eu-west-1', isOneOfSeveral: false },
      },
      notice: { type: 'notice', kind: 'joined', atMs: START_MS + 4 * MINUTE_MS, name: 'cart-web' },
      sinceMs: START_MS + 3 * MINUTE_MS,
    },
  ]);
});

it('a function that gets a tag is found, and known ones are not asked for again', async () => {
  const looked = await lookedAt([], { tag: ['team=shop'] }, ['cart-api', 'orders']);
  looked.tagged.push('cart-api');
  await looked.look();
  looked.tagged.push('orders');
  await looked.clock.advance(5 * MINUTE_MS + 1_000);
  looked.stop();
  expect(looked.names()).toEqual(['orders']);
  expect(looked.account.calls('tag:GetResources')).toBe(6);
  expect(looked.account.calls('lambda:GetFunctionConfiguration')).toBe(2);
});

it('the version that an alias moves to is found', async () => {
  const looked = await lookedAt(['cart-api:live'], {}, ['cart-api']);
  await looked.look();
  looked.versions.splice(0, 1, rawText('2'));
  await looked.clock.advance(2 * MINUTE_MS);
  looked.stop();
  expect(looked.names()).toEqual(['cart-api:2']);
});

it('nothing new is looked for if functions are named', async () => {
  const looked = await lookedAt(['cart-api', '/aws/lambda/orders'], {}, ['cart-api']);
  await looked.look();
  await looked.clock.advance(5 * MINUTE_MS);
  looked.stop();
  expect(looked.account.calls('lambda:GetFunctionConfiguration')).toBe(1);
});

it.each(['throttled', 'unreachable'] as const)(
  'the log group of a function is found, and read like the one taken by default while Lambda was %s',
  async (kind) => {
    const looked = await lookedAt(['cart-api'], {}, []);
    looked.functions.push({ ...functionNamed('cart-api'), logGroup: rawText('/shop/production') });
    looked.account.fail('lambda:GetFunctionConfiguration', kind);
    const looking = looked.look();
    await looked.clock.advance(2 * MINUTE_MS);
    await looking;
    looked.account.heal();
    await looked.clock.advance(10 * MINUTE_MS);
    looked.stop();
    expect(looked.newcomers).toMatchObject([
      {
        choice: { group: '/shop/production', writers: [{ functionName: 'cart-api', versions: null }] },
        notice: { kind: 'joined', name: 'cart-api' },
        sinceMs: 0,
      },
    ]);
  },
);

/** The first look, while Lambda throttles: default log groups are taken without an answer. */
async function lookInVain({ account, clock, look }: Awaited<ReturnType<typeof lookedAt>>): Promise<void> {
  account.fail('lambda:GetFunctionConfiguration', 'throttled');
  const looking = look();
  await clock.advance(30_000);
  await looking;
}

it('a new function is read from when it did not exist yet, also beside one whose log group is found late', async () => {
  const looked = await lookedAt(['cart-api', 'shop-*'], {}, ['shop-orders']);
  looked.functions.push({ ...functionNamed('cart-api'), logGroup: rawText('/shop/production') });
  await lookInVain(looked);
  looked.account.heal();
  looked.functions.push(functionNamed('shop-web'));
  await looked.clock.advance(2 * MINUTE_MS);
  looked.stop();
  expect(looked.newcomers.map(({ notice, sinceMs }) => [notice.name, sinceMs > START_MS])).toEqual([
    ['cart-api', false],
    ['shop-web', true],
  ]);
});

it('the default log group of a function is looked at once more if it was taken without an answer, and right', async () => {
  const looked = await lookedAt(['cart-api'], {}, ['cart-api']);
  await lookInVain(looked);
  looked.account.heal();
  const before = looked.account.calls('lambda:GetFunctionConfiguration');
  await looked.clock.advance(10 * MINUTE_MS);
  looked.stop();
  expect(looked.names()).toEqual([]);
  expect(looked.account.calls('lambda:GetFunctionConfiguration')).toBe(before + 1);
});

it('a function is not looked for any more once Lambda says that it does not exist', async () => {
  const looked = await lookedAt(['gone-fn'], {}, ['cart-api']);
  await lookInVain(looked);
  looked.account.fail('lambda:GetFunctionConfiguration', 'absent');
  await looked.clock.advance(MINUTE_MS);
  const listings = looked.account.calls('lambda:ListFunctions');
  expect(listings).toBeGreaterThan(0);
  await looked.clock.advance(10 * MINUTE_MS);
  looked.stop();
  expect(looked.names()).toEqual([]);
  expect(looked.account.calls('lambda:ListFunctions')).toBe(listings);
});

it('a failed look finds nothing, and the next one is made all the same', async () => {
  const looked = await lookedAt(['cart-*'], {}, ['cart-api']);
  await looked.look();
  looked.functions.push(functionNamed('cart-web'));
  looked.account.fail('*', 'denied');
  await looked.clock.advance(3 * MINUTE_MS);
  expect(looked.names()).toEqual([]);
  looked.account.heal();
  await looked.clock.advance(2 * MINUTE_MS);
  looked.stop();
  expect(looked.names()).toEqual(['cart-web']);
});
