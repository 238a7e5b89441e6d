import { setTimeout as sleep } from 'node:timers/promises';
import { SECOND_MS } from '../src/lambda/time.ts';
import { startLocalAwsProgram } from '../test/moto/local-aws-program.ts';
import { openScreen, type Screen } from '../test/screen/open-screen.ts';
import { processUse } from './process-use.ts';
import { median, type Report } from './report.ts';

const SIZE = { columns: 120, rows: 40 };
/** The first minutes read three hours, limits and logs. */
const WARM_UP_MS = 90 * SECOND_MS;
/** Two polls, with everything that follows them. */
const WATCHED_MS = 120 * SECOND_MS;
const PATIENCE = { timeoutMs: 60_000 };

/** What an open screen costs while nobody touches it: its polls are part of that. */
export async function still(): Promise<Report> {
  const local = await startLocalAwsProgram([]);
  const open = async (...args: readonly string[]) => openScreen({ ...SIZE, args, env: local.env });
  const screens = [
    { name: 'fleet of the demo', screen: await open('fleet'), shows: /worst first/ },
    { name: 'the same with --plain', screen: await open('fleet', '--plain'), shows: /worst first/ },
    { name: 'a log without events', screen: await open('tail', 'thumbnail-cron'), shows: /FOLLOW/ },
  ];
  try {
    for (const { screen, shows } of screens) await screen.waitFor(shows, PATIENCE);
    await sleep(WARM_UP_MS);
    const uses = await Promise.all(screens.map(({ screen }) => useOf(screen)));
    return {
      title: 'an open screen that nobody touches, over two minutes of polls',
      head: ['', 'CPU of a core', 'bytes in a usual second', 'bytes/s with polls', 'budget'],
      rows: screens.map(({ name }, index) => {
        const use = uses[index];
        const share = use?.cpuShare == null ? '' : `${(use.cpuShare * 100).toFixed(2)} %`;
        const bytes = use?.bytes ?? [];
        const mean = bytes.reduce((sum, count) => sum + count, 0) / bytes.length;
        return [name, share, String(median(bytes)), mean.toFixed(0), '≤ 1.5 %, ≤ 100 bytes'];
      }),
      measured: Object.fromEntries(screens.map(({ name }, index) => [name, uses[index]])),
    };
  } finally {
    await Promise.all(screens.map(({ screen }) => screen.close()));
    await local.close();
  }
}

/** CPU over the whole time, and the bytes of each second. */
async function useOf(screen: Screen) {
  const before = processUse(screen.pid);
  const bytes: number[] = [];
  for (let second = 0; second < WATCHED_MS / SECOND_MS; second++) {
    const written = screen.bytesWritten();
    await sleep(SECOND_MS);
    bytes.push(screen.bytesWritten() - written);
  }
  const after = processUse(screen.pid);
  return { bytes, cpuShare: before && after && (after.cpuMs - before.cpuMs) / (after.atMs - before.atMs) };
}
