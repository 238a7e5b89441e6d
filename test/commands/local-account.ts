import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type LocalAwsOptions, startLocalAws } from '../../src/local/server.ts';
import type { FaultInput } from '../../src/local/wire/fault/fault-plan.ts';
import { createWorld } from '../../src/local/world/create-world.ts';
import type { World } from '../../src/local/world/world.ts';
import { type Clock, createClock } from '../../src/monitor/clock.ts';
import { clockSettingText } from '../../src/settings/clock-setting.ts';
import { STANDS_STILL } from '../frozen-demo.ts';
import { asRead } from '../local/world/tiny-account.ts';

export const START_MS = Date.parse('2026-11-24T03:12:10Z');

/** A demo account behind HTTP, and the environment that points lmon at it. */
export interface LocalAccount {
  readonly world: World;
  readonly url: string;
  readonly env: Readonly<Record<string, string>>;
  readonly clock: Clock;
  /** Account time. */
  now(): number;
  /** Faults from now on, in place of earlier ones. */
  setFaults(faults: readonly FaultInput[]): Promise<void>;
  /** The number of calls of each action since the last reset. */
  calls(): Promise<Readonly<Record<string, { calls: number; throttled: number }>>>;
  forgetCalls(): Promise<void>;
  close(): Promise<void>;
}

let demo: World | undefined;

/**
 * The demo at START_MS, standing still, on a server of its own for faults that AWS would not lift and for counting
 * calls. Its world, which only time would change, is built once for all files of a worker.
 */
export function frozenAccount(options: Partial<Omit<LocalAwsOptions, 'world'>> = {}): Promise<LocalAccount> {
  demo ??= createWorld({ seed: 1, nowMs: START_MS, cast: 'demo' });
  return localAccount(STANDS_STILL, { world: demo, quotas: false, ingestionDelayMs: 0, ...options });
}

/**
 * @param speed account seconds per second: it shortens waiting times and nothing else
 * @param options `anchorMs`: account time at the start, if later than the world's
 */
export async function localAccount(
  speed = 1,
  { anchorMs = START_MS, ...options }: Partial<LocalAwsOptions> & { readonly anchorMs?: number } = {},
): Promise<LocalAccount> {
  const home = mkdtempSync(join(tmpdir(), 'lmon-home-'));
  const world = options.world ?? createWorld({ seed: 1, nowMs: START_MS, cast: 'demo' });
  const setting = { anchorMs, wallStartMs: Date.now(), speed };
  const clock = createClock(setting);
  const { url, close } = await startLocalAws({ clock, port: 0, quotas: true, ...options, world });
  const door = (method: string, path: string, body?: unknown) =>
    fetch(`${url}/_local/${path}`, { method, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
  return {
    world,
    url,
    env: {
      HOME: home,
      AWS_ENDPOINT_URL: url,
      AWS_ACCESS_KEY_ID: 'local',
      AWS_SECRET_ACCESS_KEY: 'local',
      AWS_REGION: 'eu-west-1',
      AWS_EC2_METADATA_DISABLED: 'true',
      LMON_CLOCK: clockSettingText(setting),
    },
    clock,
    now: clock.now,
    async setFaults(faults) {
      await door('DELETE', 'faults');
      await door('POST', 'faults', faults);
    },
    async calls() {
      return (await (await door('GET', 'calls')).json()) as Awaited<ReturnType<LocalAccount['calls']>>;
    },
    async forgetCalls() {
      await door('DELETE', 'calls');
    },
    async close() {
      await close();
      rmSync(home, { recursive: true });
    },
  };
}

/** All log events from `startMs` to `endMs`, both inclusive, as CloudWatch Logs shows them at `nowMs`. */
export function writtenEvents(
  { world, now }: LocalAccount,
  functionName: string,
  startMs: number,
  endMs: number,
) {
  const log = world.log(functionName);
  if (log === null) throw new Error(`this world has no log of ${functionName}`);
  const span = { startMs, endMs, nowMs: now() };
  return asRead(log.read({ ...span, after: null, limit: 10_000_000, streams: null }));
}
