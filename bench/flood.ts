// Measures lmon on a log that grows by 5,000 events a second: node bench/flood.ts screen [minutes], or node
// bench/flood.ts pipe [minutes] [account seconds per second] [events per second] [bytes per bulk line]. Run it on an
// otherwise idle machine.

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { MINUTE_MS } from '../src/lambda/time.ts';
import { openScreen, type Screen } from '../test/screen/open-screen.ts';
import { type ProcessUse, processUse } from './process-use.ts';

const LMON = 'dist/lmon.js';
const LOG = '/bench/growing';
const PRESSES = 200;
const LINES_OF_A_CALL = 10;
const SETTLED_AFTER_MS = 30_000;
const MOST_EVENTS = 60_000_000;

const [what = 'screen', minutes = '1', speed = '1', perSecond = '5000', bulkBytes = '250'] =
  process.argv.slice(2);

const account = spawn(
  process.execPath,
  ['--max-old-space-size=8192', 'bench/growing-log.ts', perSecond, speed, bulkBytes],
  { stdio: ['ignore', 'pipe', 'inherit'] },
);
try {
  const [line]: Buffer[] = await once(account.stdout, 'data');
  const env: Readonly<Record<string, string>> = JSON.parse(String(line));
  if (what === 'pipe') await intoPipe(env, (Number(minutes) * MINUTE_MS) / Number(speed));
  else await onScreen(env, Number(minutes) * MINUTE_MS);
} finally {
  account.kill();
}

/**
 * Checks the printed output of a growing log: the number of events, the lost and the repeated ones, and the reported
 * gaps.
 */
async function intoPipe(env: Readonly<Record<string, string>>, wallMs: number): Promise<void> {
  const child = spawn(process.execPath, [LMON, 'tail', LOG, '--output', 'json', '--since', '1m'], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const seen = new Uint8Array(MOST_EVENTS);
  const reportSeconds = new Uint32Array(MOST_EVENTS / LINES_OF_A_CALL);
  let events = 0;
  let twice = 0;
  let bytes = 0;
  const lines = createInterface({ input: child.stdout });
  lines.on('line', (text) => {
    bytes += text.length;
    const number = Number(/"eventId":"9(\d+)"/.exec(text)?.[1] ?? 0);
    if (number === 0) return console.log(text);
    events += 1;
    if (seen[number] === 1) twice += 1;
    seen[number] = 1;
    if (number % LINES_OF_A_CALL !== 0) return;
    reportSeconds[number / LINES_OF_A_CALL] = Number(/"timestamp":(\d+)/.exec(text)?.[1] ?? 0) / 1_000;
  });
  const samples = await watched(child, wallMs);
  account.kill('SIGUSR2');
  const [lastLine]: Buffer[] = await once(account.stdout, 'data');
  const { written }: { readonly written: number } = JSON.parse(String(lastLine));
  // What was written is read to its end, so that a line which is missing then is lost, and not merely unread.
  for (let printed = -1; printed !== events; ) {
    printed = events;
    await new Promise((resolve) => setTimeout(resolve, SETTLED_AFTER_MS));
  }
  child.kill();
  // Ids are numbers from 1 on, and every tenth line is a REPORT.
  const never = Array.from({ length: written }, (_, at) => at + 1).filter((number) => seen[number] !== 1);
  const secondOf = (number: number | undefined): string | null => {
    const seconds = number === undefined ? 0 : (reportSeconds[Math.ceil(number / LINES_OF_A_CALL)] ?? 0);
    return seconds === 0 ? null : new Date(seconds * 1_000).toISOString();
  };
  console.log({
    events,
    written,
    twice,
    never: never.length,
    // To compare with the gaps that were told.
    neverFrom: secondOf(never[0]),
    neverTo: secondOf(never.at(-1)),
    reportsNever: never.filter((number) => number % LINES_OF_A_CALL === 0).length,
    megabytes: Math.round(bytes / 1e6),
    ...summary(samples),
  });
}

/** The time from a key press to the row that it moves to, while the log grows. */
async function onScreen(env: Readonly<Record<string, string>>, wallMs: number): Promise<void> {
  const screen = await openScreen({ args: ['tail', LOG], columns: 120, rows: 40, env });
  try {
    await screen.waitFor(/FOLLOW/, { timeoutMs: MINUTE_MS });
    const following = await watched(screen, wallMs);
    console.log('following', summary(following));
    console.log(screen.text().slice(0, 4).join('\n'));
    screen.press('k');
    await screen.waitFor(/HELD/);
    const tookMs: number[] = [];
    const before = processUse(screen.pid);
    for (let press = 0; press < PRESSES; press++) {
      await new Promise((resolve) => setTimeout(resolve, 20 + Math.random() * 100));
      const row = selectedRow(screen);
      const pressedMs = performance.now();
      screen.press(press % 2 === 0 ? 'k' : 'j');
      await screen.waitFor(() => selectedRow(screen) !== row);
      tookMs.push(performance.now() - pressedMs);
    }
    const after = processUse(screen.pid);
    tookMs.sort((one, other) => one - other);
    console.log('keypress', {
      p50Ms: tookMs[PRESSES * 0.5],
      p95Ms: tookMs[PRESSES * 0.95],
      worstMs: tookMs.at(-1),
      ...(before && after ? summary([before, after]) : {}),
    });
    console.log(screen.text().slice(0, 4).join('\n'));
  } finally {
    await screen.close();
  }
}

function selectedRow(screen: Screen): number {
  return screen.text().findIndex((_, y) => {
    const { background, reverse } = screen.cell(4, y);
    return reverse || background !== null;
  });
}

async function watched({ pid }: ChildProcess | Screen, wallMs: number): Promise<readonly ProcessUse[]> {
  const samples: ProcessUse[] = [];
  const endMs = performance.now() + wallMs;
  while (performance.now() < endMs) {
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    const use = processUse(pid);
    if (use !== null) samples.push(use);
  }
  return samples;
}

function summary(samples: readonly ProcessUse[]): object {
  const mebibytes = samples.map(({ residentBytes }) => Math.round(residentBytes / 2 ** 20));
  const first = samples[0];
  const last = samples.at(-1);
  const cpuShare = first && last ? (last.cpuMs - first.cpuMs) / Math.max(1, last.atMs - first.atMs) : null;
  const tenths = Array.from(
    { length: 10 },
    (_, tenth) => mebibytes[Math.floor((tenth * mebibytes.length) / 10)],
  );
  return { cpuShare, residentMiB: [...tenths, mebibytes.at(-1)].join(' '), mostMiB: Math.max(...mebibytes) };
}
