// A local AWS in its own process, with one log that grows at a steady rate until a SIGUSR2, and that can be read until
// the process ends: node bench/growing-log.ts <events per second> <account seconds per second> <bytes per bulk line>.
// Prints the environment that points a client at it, and at the end how many events were written.
import { startLocalAws } from '../src/local/server.ts';
import { createWorld } from '../src/local/world/create-world.ts';
import { createClock } from '../src/monitor/clock.ts';
import { clockSettingText } from '../src/settings/clock-setting.ts';

export const GROWING_LOG = '/bench/growing';

const [perSecond = 5_000, speed = 1, bulkBytes = 250] = process.argv.slice(2).map(Number);
const STREAMS = 40;
const TURN_MS = 200;
/** PutLogEvents takes at most this many events. */
const BATCH = Math.min(3_000, Math.floor(900_000 / bulkBytes));

const setting = { anchorMs: Date.now(), wallStartMs: Date.now(), speed };
const clock = createClock(setting);
const world = createWorld({ seed: 1, nowMs: setting.anchorMs, cast: 'empty' });
const { url } = await startLocalAws({ clock, world, port: 0, quotas: true, ingestionDelayMs: 300 });

await post('CreateLogGroup', { logGroupName: GROWING_LOG });
for (let stream = 0; stream < STREAMS; stream++) {
  await post('CreateLogStream', { logGroupName: GROWING_LOG, logStreamName: streamName(stream) });
}
console.log(
  JSON.stringify({
    AWS_ENDPOINT_URL: url,
    AWS_REGION: 'eu-west-1',
    AWS_ACCESS_KEY_ID: 'bench',
    AWS_SECRET_ACCESS_KEY: 'bench',
    AWS_EC2_METADATA_DISABLED: 'true',
    LMON_CLOCK: clockSettingText(setting),
  }),
);

let writing = true;
process.once('SIGUSR2', () => {
  writing = false;
});
let written = 0;
let lastMs = clock.now();
for (let turn = 0; writing; turn++) {
  await new Promise((resolve) => setTimeout(resolve, TURN_MS / Math.max(1, speed)));
  const nowMs = clock.now();
  const count = Math.floor(((nowMs - setting.anchorMs) / 1_000) * perSecond) - written;
  const step = (nowMs - lastMs) / Math.max(1, count);
  const events = Array.from({ length: count }, (_, index) => ({
    timestamp: Math.floor(lastMs + index * step),
    message: message(written + index),
  }));
  for (let at = 0; at < events.length; at += BATCH) {
    const logEvents = events.slice(at, at + BATCH);
    await post('PutLogEvents', {
      logGroupName: GROWING_LOG,
      logStreamName: streamName((turn + at) % STREAMS),
      logEvents,
    });
  }
  written += count;
  lastMs = nowMs;
}
console.log(JSON.stringify({ written }));

/** Ten lines per invocation, the last of them its REPORT; one invocation in a hundred fails. */
function message(index: number): string {
  const request = `${String(Math.floor(index / 10)).padStart(8, '0')}-0000-4000-8000-000000000000`;
  if (index % 10 === 0) return `START RequestId: ${request} Version: 7\n`;
  if (index % 10 === 9) {
    return `REPORT RequestId: ${request}\tDuration: 80.30 ms\tBilled Duration: 81 ms\tMemory Size: 512 MB\tMax Memory Used: 97 MB\t\n`;
  }
  const level = index % 1_000 === 8 ? 'ERROR' : 'INFO';
  const head = `2026-11-24T03:12:10.123Z\t${request}\t${level}\torder ${index} is on its way to`;
  return `${head.padEnd(bulkBytes - 1, ' the other side of the town')}\n`;
}

function streamName(stream: number): string {
  return `2026/11/24/[7]${stream.toString(16).padStart(32, '0')}`;
}

async function post(operation: string, body: object): Promise<void> {
  const answer = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': `Logs_20140328.${operation}`,
      authorization:
        'AWS4-HMAC-SHA256 Credential=bench/20261124/eu-west-1/logs/aws4_request, SignedHeaders=host, Signature=0',
    },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${operation}: ${answer.status} ${await answer.text()}`);
  await answer.arrayBuffer();
}
