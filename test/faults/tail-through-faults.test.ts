import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { HOUR_MS } from '../../src/lambda/time.ts';
import { startLocalAws } from '../../src/local/server.ts';
import { createWorld } from '../../src/local/world/create-world.ts';
import { REAL_TIME } from '../../src/monitor/clock.ts';
import { clockSettingFrom, clockSettingText } from '../../src/settings/clock-setting.ts';
import { startLmonProcess } from '../commands/lmon-process.ts';
import { type LocalAccount, localAccount, START_MS } from '../commands/local-account.ts';
import { expectWhole, FAULT_CASES, faultOutcomes, machineTrouble, type Place, WHOLE } from './fault-cases.ts';
import { STREAMS } from './line-writer.ts';
import { logGroup } from './log-group.ts';
import { startRelay } from './relay.ts';
import { type Fault, type Outcome, outcomeOf } from './spell.ts';
import { gapsAwake, tailOutput } from './tail-output.ts';

/** Account seconds per second. */
const SPEED = 20;
const ACTION = 'logs:FilterLogEvents';
/** Wall time. */
const SLOW_MS = 100;
const GROUP = '/through/faults';
const NO_FAULT: Fault = async () => () => {};
/** Wall time: each case takes a few seconds, four run in parallel, and a busy machine takes several times as long. */
const ALL_FAULTS_MS = 120_000;

async function inAccount<Value>(work: (account: LocalAccount) => Promise<Value>): Promise<Value> {
  const world = createWorld({ seed: 1, nowMs: START_MS, cast: 'empty' });
  const account = await localAccount(SPEED, { world });
  return work(account).finally(account.close);
}

function atLocalAws(work: (place: Place) => Promise<Outcome>): Promise<Outcome> {
  return inAccount(async (account) => {
    const { url, env, now, setFaults } = account;
    const relay = await startRelay(Number(new URL(url).port));
    return work({
      group: logGroup(url, GROUP),
      env,
      now,
      fail: (how) => setFaults(how === null ? [] : [{ operation: ACTION, kind: how, delayMs: SLOW_MS }]),
      relay,
      noNamesFile: join(env['HOME'] ?? '', 'no-names'),
    }).finally(relay.hangUp);
  });
}

describe('lmon tail through 20 s of', () => {
  let outcomes: ReadonlyMap<string, Outcome>;
  beforeAll(async () => {
    outcomes = await faultOutcomes(SPEED, atLocalAws);
  }, ALL_FAULTS_MS);

  it.each(FAULT_CASES)('$what: loses no line, repeats none, and reports what it could not see', (each) => {
    expectWhole(outcomes.get(each.what), each);
  });
});

describe('lmon tail', () => {
  it('through an hour of sleep loses no line, repeats none, and reports how long it slept', async () => {
    const { output, ...outcome } = await inAccount(async (account) => {
      const sleptFile = join(account.env['HOME'] ?? '', 'slept');
      let sleptMs = 0;
      const hourAsleep: Fault = async ({ writer, lmon }) => {
        lmon.process.kill('SIGSTOP');
        return async () => {
          // A line under way would be taken in an hour after its time.
          await writer.rest();
          sleptMs = HOUR_MS;
          writeFileSync(sleptFile, '');
          lmon.process.kill('SIGCONT');
          writer.goOn();
        };
      };
      const now = () => account.now() + sleptMs;
      const server = await startLocalAws({ world: account.world, clock: { now }, port: 0, quotas: true });
      const trouble = machineTrouble({ SLEPT_ONCE: sleptFile, SLEEP_MS: `${HOUR_MS / SPEED}` });
      const env = { ...account.env, ...trouble, AWS_ENDPOINT_URL: server.url };
      const group = logGroup(server.url, GROUP);
      return outcomeOf(hourAsleep, { group, env, speed: SPEED, now, metBy: null }).finally(server.close);
    });
    expect(outcome).toMatchObject(WHOLE);
    const long = output.gaps.filter(({ startMs, endMs }) => (endMs ?? 0) - startMs > HOUR_MS);
    expect(long).toMatchObject([{ reason: 'asleep' }]);
    expect(gapsAwake(output)).toEqual([]);
  });

  it('waits for a group that is created 20 s later, and loses none of its lines', async () => {
    await inAccount(async (account) => {
      const group = logGroup(account.url, GROUP);
      const lmon = startLmonProcess(['tail', GROUP, '--output', 'json'], account);
      await lmon.waitFor('stdout', /"kind":"waiting"/);
      const startMs = account.now();
      await expect.poll(account.now).toBeGreaterThan(startMs + 20_000);
      await group.create(STREAMS);
      for (const atMs of [startMs, startMs + 1_000, account.now()])
        await group.write(STREAMS[0], atMs, `line-${atMs}`);
      await lmon.waitFor('stdout', /(line-[\s\S]*){3}/);
      lmon.process.kill('SIGINT');
      const { stdout, status } = await lmon.ended;
      const output = tailOutput(stdout);
      expect(status).toBe(130);
      expect(output.events).toHaveLength(3);
      expect([output.notices, gapsAwake(output)]).toEqual([['waiting', 'recovered'], []]);
    });
  });

  it.each([
    { what: 'ten minutes behind', skewMs: -600_000 },
    { what: 'ten minutes ahead', skewMs: 600_000 },
  ])('with a clock $what loses no line, and reports no gap', async ({ skewMs }) => {
    const { output, ...outcome } = await inAccount((account) => {
      const clock = clockSettingFrom(account.env['LMON_CLOCK']) ?? REAL_TIME;
      const wrong = clockSettingText({ ...clock, anchorMs: clock.anchorMs + skewMs });
      const group = logGroup(account.url, GROUP);
      const env = { ...account.env, LMON_CLOCK: wrong };
      return outcomeOf(NO_FAULT, { group, env, speed: SPEED, now: account.now, metBy: null });
    });
    expect(outcome).toMatchObject(WHOLE);
    expect([output.notices, gapsAwake(output)]).toEqual([[], []]);
  });
});
