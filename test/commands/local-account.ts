import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as v from 'valibot';
import { type LocalAwsOptions, startLocalAws } from '../../src/local/server.ts';
import {
  type FaultInput,
  type FaultPlan,
  faultShape,
  nextFault,
} from '../../src/local/wire/fault/fault-plan.ts';
import { faultReply } from '../../src/local/wire/fault/fault-reply.ts';
import type { HttpRequest } from '../../src/local/wire/http/http-message.ts';
import { readCall } from '../../src/local/wire/protocol/read-call.ts';
import { actionOf } from '../../src/local/wire/service.ts';
import { SERVICES } from '../../src/local/wire/services.ts';
import { createWorld } from '../../src/local/world/create-world.ts';
import type { World } from '../../src/local/world/world.ts';
import { type Clock, createClock } from '../../src/monitor/clock.ts';
import { clockSettingText } from '../../src/settings/clock-setting.ts';
import { type ProxiedRequest, startHttpProxy } from '../faults/http-proxy.ts';
import { createMemory, FROZEN_MS, frozenDemo, STANDS_STILL } from '../frozen-demo.ts';
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
const remembered = createMemory();

/**
 * The demo that the whole test run shares, at FROZEN_MS, behind a door of one's own: for faults that refuse and for
 * counting calls. Nothing can be written to it.
 */
export async function frozenAccount(): Promise<LocalAccount> {
  const { AWS_ENDPOINT_URL = '', ...env } = frozenDemo();
  const clock = createClock({ anchorMs: FROZEN_MS, wallStartMs: Date.now(), speed: STANDS_STILL });
  let faults: FaultPlan = [];
  let counts: Record<string, { calls: number; throttled: number }> = {};
  const proxy = await startHttpProxy(AWS_ENDPOINT_URL);
  proxy.answering = async (request, response, pass) => {
    const { status, headers, body } = refusal(request) ?? (await remembered(request, pass));
    response.writeHead(status, headers).end(body);
  };
  const refusal = (request: ProxiedRequest) => {
    const { pathname, searchParams } = new URL(request.path, AWS_ENDPOINT_URL);
    const call = readCall({ ...request, path: pathname, query: searchParams } as HttpRequest, SERVICES);
    if (call === null) return null;
    const action = actionOf(call.service, call.operationName);
    counts[action] = { calls: (counts[action]?.calls ?? 0) + 1, throttled: 0 };
    const { account } = frozenWorld();
    const met = nextFault(faults, { action, region: account.region }, FROZEN_MS);
    faults = met.plan;
    if (met.fault === null) return null;
    const reply = faultReply(met.fault, call, account, () => {
      throw new Error('only faults that refuse');
    });
    if (reply.kind !== 'response') throw new Error('only faults that refuse');
    return reply.response;
  };
  return {
    get world() {
      return frozenWorld();
    },
    url: proxy.url,
    env: { ...env, AWS_ENDPOINT_URL: proxy.url },
    clock,
    now: clock.now,
    async setFaults(inputs) {
      faults = v.parse(v.array(faultShape), inputs);
    },
    calls: async () => counts,
    async forgetCalls() {
      counts = {};
    },
    close: proxy.close,
  };
}

/** The world of the frozen demo, to compare with: as it is a world of the same seed and time. */
function frozenWorld(): World {
  demo ??= createWorld({ seed: 1, nowMs: FROZEN_MS, cast: 'demo' });
  return demo;
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
  const { url, close } = await startLocalAws({
    clock,
    port: 0,
    quotas: true,
    // What is written could never be read where no time passes.
    ...(speed === STANDS_STILL && { ingestionDelayMs: 0 }),
    ...options,
    world,
  });
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
