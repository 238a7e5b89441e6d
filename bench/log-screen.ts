import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { openScreen, type Screen } from '../test/screen/open-screen.ts';
import { processUse } from './process-use.ts';
import { quantile, type Report } from './report.ts';

const LOG = '/bench/growing';
const PER_SECOND = 5_000;
/** Until the screen's memory is full: it holds 100,000 rows, and nine of ten lines are rows. */
const FILLING_MS = 30_000;
const WATCHED_MS = 20_000;
const PRESSES = 100;
const PATIENCE = { timeoutMs: 60_000 };

/** A key, and how to tell that the screen has responded to it. */
interface Gesture {
  readonly name: string;
  readonly keys: readonly string[];
}

const SCROLLING: Gesture = { name: 'scroll', keys: ['b', ' ', '\x15', '\x04', 'k', 'j'] };
const FINDING: Gesture = { name: 'find: next and previous match', keys: ['n', 'N'] };
const FILTERING: Gesture = { name: 'filter: level', keys: ['L'] };

/** How fast the log screen responds to keys while its log grows and its memory is full, and what following costs. */
export async function logScreen(): Promise<Report> {
  const account = spawn(
    process.execPath,
    ['--max-old-space-size=8192', 'bench/growing-log.ts', String(PER_SECOND)],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const [line]: Buffer[] = await once(account.stdout, 'data');
  const screen = await openScreen({
    args: ['tail', LOG],
    columns: 120,
    rows: 40,
    env: JSON.parse(String(line)),
  });
  try {
    await screen.waitFor(/FOLLOW/, PATIENCE);
    await sleep(FILLING_MS);
    const cpuShare = await cpuShareOf(screen, WATCHED_MS);
    screen.press('k');
    await screen.waitFor(/HELD/, PATIENCE);
    const growing = await answers(screen, { ...SCROLLING, name: 'key, at 5,000 events/s' });
    const inMemory = await atRest(screen, account);
    return {
      title: 'the log screen: from a key to a changed screen',
      head: ['', 'median', 'p95', 'worst', 'budget'],
      rows: [
        ...[growing, ...inMemory].map(({ name, tookMs }) => [
          name,
          msText(quantile(tookMs, 0.5)),
          msText(quantile(tookMs, 0.95)),
          msText(Math.max(...tookMs)),
          '≤ 50 ms p95',
        ]),
        ['following 5,000 events/s', percentOf(cpuShare), '', '', '≤ 20 % of a core'],
      ],
      measured: { cpuShare, growing, inMemory },
    };
  } finally {
    await screen.close();
    account.kill('SIGKILL');
  }
}

/** With the memory full and no new lines: the account no longer answers. */
async function atRest(screen: Screen, account: ChildProcess): Promise<readonly Answers[]> {
  screen.press('p');
  await screen.waitFor(/FROZEN/, PATIENCE);
  account.kill('SIGSTOP');
  screen.press('b');
  const scrolled = await answers(screen, { ...SCROLLING, name: `${SCROLLING.name} in 100,000 lines` });
  screen.press('/order\r');
  await screen.waitFor(/lines say so/, PATIENCE);
  const found = await answers(screen, FINDING);
  screen.press('\x1b');
  await screen.waitFor(/^(?![\s\S]*lines say so)/, PATIENCE);
  const filtered = await answers(screen, FILTERING);
  return [scrolled, found, filtered];
}

interface Answers {
  readonly name: string;
  readonly tookMs: readonly number[];
}

async function answers(screen: Screen, { name, keys }: Gesture): Promise<Answers> {
  const tookMs: number[] = [];
  for (let press = 0; press < PRESSES; press++) {
    await sleep(20 + Math.random() * 100);
    const before = linesOf(screen);
    const pressedMs = performance.now();
    screen.press(keys[press % keys.length] ?? 'k');
    await screen.waitFor(() => linesOf(screen) !== before, PATIENCE);
    tookMs.push(performance.now() - pressedMs);
  }
  return { name, tookMs };
}

/** The part of the screen that only keys change: its lines, and which of them has the cursor. */
function linesOf(screen: Screen): string {
  const lines = screen.text().slice(6, -9);
  const cursor = lines.findIndex((_, y) => screen.cell(4, y + 6).background !== null);
  return `${cursor}\n${lines.join('\n')}`;
}

async function cpuShareOf({ pid }: Screen, wallMs: number): Promise<number | null> {
  const before = processUse(pid);
  await sleep(wallMs);
  const after = processUse(pid);
  return before && after ? (after.cpuMs - before.cpuMs) / (after.atMs - before.atMs) : null;
}

function percentOf(share: number | null): string {
  return share === null ? '' : `${Math.round(share * 100)} %`;
}

function msText(ms: number): string {
  return `${Math.round(ms)} ms`;
}
