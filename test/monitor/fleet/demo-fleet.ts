import { vi } from 'vitest';
import type { AwsConnection } from '../../../src/aws/connect.ts';
import { type LocalAwsOptions, startLocalAws } from '../../../src/local/server.ts';
import { createWorld } from '../../../src/local/world/create-world.ts';
import type { World } from '../../../src/local/world/world.ts';
import { type Clock, corrected } from '../../../src/monitor/clock.ts';
import type { Sources } from '../../../src/monitor/sources.ts';
import { connectLocalAws } from '../../aws/local-connection.ts';
import { stubCredentials } from '../../aws/loopback-aws.ts';
import { createSteppedClock } from '../stepped-clock.ts';
import { type WatchedFleet, watchedFleet } from './watched-fleet.ts';

export const DEMO_START_MS = Date.parse('2026-11-24T03:12:10Z');

export interface DemoFleet extends WatchedFleet {
  readonly world: World;
  readonly sources: AwsConnection['sources'];
  /** The local AWS's control endpoint: faults, counted calls. */
  door(method: 'GET' | 'POST' | 'DELETE', path: string, body?: unknown): Promise<unknown>;
  close(): Promise<void>;
}

/**
 * The whole path: a monitor, the AWS clients with credentials until it is closed, HTTP, and the demo's world behind it.
 */
export async function demoFleet({
  untilMs = null,
  watchedThrough = (sources) => sources,
  ...options
}: Partial<LocalAwsOptions> & {
  readonly untilMs?: number | null;
  /** A layer between the monitor and AWS. */
  readonly watchedThrough?: (sources: Sources, clock: Clock) => Sources;
} = {}): Promise<DemoFleet> {
  stubCredentials();
  const clock = createSteppedClock(DEMO_START_MS);
  const world = options.world ?? createWorld({ seed: 1, nowMs: DEMO_START_MS, cast: 'demo' });
  const localAws = await startLocalAws({ clock, port: 0, quotas: true, ...options, world });
  const { sources, close } = connectLocalAws(localAws.url, { timeSignal: corrected(clock) });
  const fleet = await watchedFleet(watchedThrough(sources, clock), clock, undefined, { untilMs });
  return {
    ...fleet,
    world,
    sources,
    async door(method, path, body) {
      const response = await fetch(`${localAws.url}/_local/${path}`, {
        method,
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      return response.json();
    },
    async close() {
      fleet.monitor.stop();
      close();
      await localAws.close();
      vi.unstubAllEnvs();
    },
  };
}
