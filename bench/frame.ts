import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { openScreen, type Screen } from '../test/screen/open-screen.ts';
import { processUse } from './process-use.ts';
import { median, type Report, timesText } from './report.ts';

const SIZE = { columns: 200, rows: 50 };
const PRESSES = 100;
const PAUSE_MS = 80;
const STRINGS = fileURLToPath(new URL('./strings-shape.ts', import.meta.url));
const PATIENCE = { timeoutMs: 60_000 };

/** A key, and the frame that it makes. */
interface Frame {
  readonly tookMs: readonly number[];
  readonly bytes: readonly number[];
  /** CPU time of the program for each key. */
  readonly cpuMs: number | null;
}

/**
 * From a key to a changed screen of 200 x 50: pages of the fleet, in which all rows of the table change, beside Ink's
 * fastest shape with 25 rows. Their keys take turns.
 */
export async function frame(): Promise<Report> {
  const account = spawn(process.execPath, ['bench/large-account.ts', '200', '100'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line]: Buffer[] = await once(account.stdout, 'data');
  const strings = await openScreen({
    ...SIZE,
    args: [],
    program: STRINGS,
    cwd: process.cwd(),
    env: { NODE_ENV: 'production' },
  });
  const lmon = await openScreen({ ...SIZE, args: ['fleet'], env: JSON.parse(String(line)) });
  try {
    await strings.waitFor(/turn 0/, PATIENCE);
    await lmon.waitFor(/Fleet 100 active of 200 .*worst first/, PATIENCE);
    // A page down and a page up, with the same rows each time.
    const of = { strings: await pressed(strings, [' ']), pages: await pressed(lmon, [' ', 'b']) };
    lmon.press(':');
    await lmon.waitFor(({ text }) => /^ :/.test(text().at(-1) ?? ''), PATIENCE);
    const oneRow = await pressed(lmon, ['a']);
    const base = median(of.strings.tookMs);
    return {
      title: 'a frame of 200 x 50, from a key to the changed screen',
      head: ['', 'median', '× strings', 'CPU a key', 'bytes', 'budget'],
      rows: [
        ['Ink, strings: 25 rows change', ...cells(of.strings, base), ''],
        ['lmon fleet: a page', ...cells(of.pages, base), '≤ 1.2 ×'],
        ['lmon: one row changes', ...cells(oneRow, base), '≤ 1,500 bytes'],
      ],
      measured: { ...of, oneRow },
    };
  } finally {
    await Promise.all([strings.close(), lmon.close()]);
    account.kill();
  }
}

async function pressed(screen: Screen, keys: readonly string[]): Promise<Frame> {
  const tookMs: number[] = [];
  const bytes: number[] = [];
  const before = processUse(screen.pid);
  for (let press = 0; press < PRESSES; press++) {
    await sleep(PAUSE_MS);
    const shown = belowHeader(screen);
    const written = screen.bytesWritten();
    const pressedMs = performance.now();
    screen.press(keys[press % keys.length] ?? '');
    await screen.waitFor(() => belowHeader(screen) !== shown, PATIENCE);
    tookMs.push(performance.now() - pressedMs);
    bytes.push(screen.bytesWritten() - written);
  }
  const after = processUse(screen.pid);
  return { tookMs, bytes, cpuMs: before && after && (after.cpuMs - before.cpuMs) / PRESSES };
}

/** The clock of the header moves by itself. */
function belowHeader(screen: Screen): string {
  return screen.text().slice(2).join('\n');
}

function cells({ tookMs, bytes, cpuMs }: Frame, base: number): readonly string[] {
  const ms = median(tookMs);
  const cpu = cpuMs === null ? '' : `${cpuMs.toFixed(1)} ms`;
  return [`${ms.toFixed(1)} ms`, timesText(ms, base), cpu, median(bytes).toLocaleString('en')];
}
