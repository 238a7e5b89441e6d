import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { FaultInput } from '../../../src/local/wire/fault/fault-plan.ts';
import { createWorld } from '../../../src/local/world/create-world.ts';
import type { World } from '../../../src/local/world/world.ts';
import { runLmon, startLmon } from '../lmon-in-process.ts';
import { type Ended, linesOf } from '../lmon-process.ts';
import { type LocalAccount, localAccount, START_MS, writtenEvents } from '../local-account.ts';

const ACTION = 'logs:FilterLogEvents';
const SINCE_MS = START_MS - 12 * 60_000;
const UNTIL_MS = START_MS - 10 * 60_000;
const SPAN = ['--since', new Date(SINCE_MS).toISOString(), '--until', new Date(UNTIL_MS).toISOString()];

let world: World;
let account: LocalAccount | null = null;
beforeAll(() => {
  world = createWorld({ seed: 1, nowMs: START_MS, cast: 'demo' });
});
afterEach(async () => {
  await account?.close();
  account = null;
});

function expectEveryEventOnce(
  { status, stdout }: Ended,
  { world: within, now }: Pick<LocalAccount, 'world' | 'now'>,
) {
  const ids = linesOf(stdout)
    .map((line) => JSON.parse(line) as { type: string; eventId: string })
    .filter(({ type }) => type === 'event')
    .map(({ eventId }) => eventId);
  const written = writtenEvents({ world: within, now } as LocalAccount, 'checkout-api', SINCE_MS, UNTIL_MS);
  expect(written.length).toBeGreaterThan(15_000);
  expect(ids.length).toBe(written.length);
  expect(ids).toEqual(written.map(({ eventId }) => eventId));
  expect(status).toBe(0);
}

const once = (kind: FaultInput['kind'], calls = 1): FaultInput => ({ operation: ACTION, kind, calls });

describe('lmon tail --no-follow prints every event once', () => {
  it.each<[string, readonly FaultInput[]]>([
    ['when nothing goes wrong', []],
    ['when AWS throttles', [once('throttle', 3)]],
    ['when AWS fails', [once('internal', 3)]],
    ['when a load balancer answers in HTML', [once('unavailable', 3)]],
    ['when connections break', [once('reset', 3)]],
    ['when answers are cut off', [once('truncate', 3)]],
    [
      'when all of that happens',
      [once('throttle', 2), once('internal'), once('unavailable'), once('reset', 2), once('truncate')],
    ],
  ])('%s', async (_case, faults) => {
    account = await localAccount(30, { world, faults });
    const ended = await runLmon(['tail', '/aws/lambda/checkout-api', ...SPAN, '--output', 'json'], account);
    expectEveryEventOnce(ended, account);
    const faulty = faults.reduce((sum, { calls = 1 }) => sum + calls, 0);
    const { calls } = (await account.calls())[ACTION]!;
    expect(calls).toBeGreaterThan(faulty);
  });

  it('when there are faults between its pages', async () => {
    account = await localAccount(30, { world });
    const tail = startLmon(['tail', '/aws/lambda/checkout-api', ...SPAN, '--output', 'json'], account);
    await tail.waitFor('stdout', /\n/);
    await account.setFaults([once('reset'), once('throttle'), once('truncate'), once('unavailable')]);
    const ended = await tail.ended;
    expectEveryEventOnce(ended, account);
  });

  it('when nothing listens for a while', async () => {
    const before = await localAccount(30, { world });
    const port = Number(new URL(before.url).port);
    const { env } = before;
    await before.close();
    const tail = startLmon(['tail', '/aws/lambda/checkout-api', ...SPAN, '--output', 'json'], {
      env: { ...env, HOME: '/' },
    });
    // JSON output reports trouble on standard output, between the events.
    await tail.waitFor('stdout', /"kind":"unreachable"/);
    account = await localAccount(30, { world, port });
    expectEveryEventOnce(await tail.ended, account);
  });
});

describe('lmon tail that is under way', () => {
  it.each<[FaultInput['kind'], RegExp]>([
    ['denied', /access denied: logs:FilterLogEvents is not allowed/],
    ['expired', /credentials are missing or expired/],
  ])('continues when a call is %s, says so, and says when that is over', async (kind, notice) => {
    account = await localAccount(30, { world });
    const following = startLmon(['tail', '/aws/lambda/checkout-api'], account);
    await following.waitFor('stdout', /\n/);
    await account.setFaults([once(kind)]);
    await following.waitFor('stderr', notice);
    await following.waitFor('stderr', /recovered after/);
    following.interrupt();
    expect((await following.ended).status).toBe(130);
  });
});
