import { setTimeout as sleep } from 'node:timers/promises';
import type { Environment } from '../test/moto/account-environment.ts';
import { startLocalAwsProgram } from '../test/moto/local-aws-program.ts';
import { createLog, writeEvent } from '../test/moto/log-writer.ts';
import { sdkClients } from '../test/moto/sdk-clients.ts';
import { startFollower } from './follower.ts';

export const LIVE_GROUP = '/bench/live';
const STREAM = 'writer';
/** Uneven, so that no client's pauses keep step with the writer. */
const SHORTEST_PAUSE_MS = 200;
const PAUSE_SPREAD_MS = 400;
/** Long enough for all to have begun, and at the end for the slowest one to have asked again. */
const SETTLING_MS = 7_000;

/** A log of the local AWS that is written while clients follow it. */
export interface WrittenLog {
  readonly url: string;
  readonly env: Environment;
  /** Writes `live event 0` and so on while all followers run, then stops them. Returns when each was sent. */
  followedBy(followers: readonly Follower[], events: number): Promise<readonly number[]>;
}

export interface Follower {
  readonly command: readonly string[];
  readonly env: Environment;
  readonly onLine: (line: string) => void;
}

export async function startWrittenLog(): Promise<WrittenLog> {
  const local = await startLocalAwsProgram(['--empty', '--no-quotas']);
  const url = local.env['AWS_ENDPOINT_URL'] ?? '';
  const clients = sdkClients(url, 'eu-west-1', 'json');
  await createLog(clients, LIVE_GROUP, [STREAM]);
  return {
    url,
    env: local.env,
    async followedBy(followers, events) {
      const running = followers.map(({ command, env, onLine }) => startFollower(command, env, onLine));
      const sentMs: number[] = [];
      try {
        await sleep(SETTLING_MS);
        for (let number = 0; number < events; number++) {
          sentMs.push(performance.now());
          await writeEvent(clients, LIVE_GROUP, STREAM, Date.now(), `live event ${number}`);
          await sleep(SHORTEST_PAUSE_MS + Math.random() * PAUSE_SPREAD_MS);
        }
        await sleep(SETTLING_MS);
        return sentMs;
      } finally {
        for (const follower of running) follower.stop();
        clients.close();
        await local.close();
      }
    },
  };
}
