import { setTimeout as sleep } from 'node:timers/promises';
import { clockSettingText } from '../src/settings/clock-setting.ts';
import { startFollower } from './follower.ts';
import { awsLogsTail, lmonTail } from './peer.ts';
import type { Report } from './report.ts';
import { STORED_GROUP, startStoredLog } from './stored-log.ts';

/** lmon's clock runs this much faster, because it takes lmon two minutes to find that a log is idle. */
const SPEED = 10;
const WARM_UP_MS = 15_000;
const WATCHED_MS = 48_000;

/** The number of requests it takes to follow a log in which nothing happens. */
export async function idleRequests(aws: string | null): Promise<Report> {
  const nowMs = Date.now();
  const clock = clockSettingText({ anchorMs: nowMs, wallStartMs: nowMs, speed: SPEED });
  const rates = await Promise.all([
    ...(aws === null
      ? []
      : [requestsPerMinute('aws logs tail --follow', awsLogsTail(aws, STORED_GROUP, '--follow'), 1)]),
    requestsPerMinute('lmon tail', lmonTail(STORED_GROUP), SPEED, { LMON_CLOCK: clock }),
  ]);
  return {
    title: 'requests a minute that following an idle log takes',
    head: ['', 'requests/min', 'budget'],
    rows: rates.map(({ name, perMinute }) => [
      name,
      perMinute.toFixed(1),
      name === 'lmon tail' ? '≤ 12' : '',
    ]),
    measured: Object.fromEntries(rates.map(({ name, perMinute }) => [name, perMinute])),
  };
}

async function requestsPerMinute(
  name: string,
  command: readonly string[],
  speed: number,
  env: Readonly<Record<string, string>> = {},
) {
  const log = await startStoredLog(0);
  const follower = startFollower(command, { ...log.env, ...env }, () => {});
  try {
    await sleep(WARM_UP_MS);
    const before = await log.askedPages();
    await sleep(WATCHED_MS);
    return { name, perMinute: (((await log.askedPages()) - before) / (WATCHED_MS * speed)) * 60_000 };
  } finally {
    follower.stop();
    log.close();
  }
}
