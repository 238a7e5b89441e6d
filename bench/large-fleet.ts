import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { MINUTE_MS } from '../src/lambda/time.ts';
import { openScreen, type Screen } from '../test/screen/open-screen.ts';
import { processUse } from './process-use.ts';
import type { Report } from './report.ts';

const CALLED = 100;
/** For the calls of a quarter of an hour. */
const SPEED = 10;
const COUNTED_MINUTES = 15;
const PATIENCE = { timeoutMs: 120_000 };
const MEBIBYTE = 1_048_576;

/** How soon the fleet of a large account is on screen, and what watching it costs. */
export async function largeFleet(functions: number): Promise<Report> {
  const shown = await withFleet(functions, 1, firstRows);
  const counted = await withFleet(functions, SPEED, callsAMinute);
  return {
    title: `the fleet of ${functions.toLocaleString('en')} functions, ${CALLED} of them called`,
    head: ['', 'measured', 'budget'],
    rows: [
      ['process start to the rows of the called ones', secondsText(shown.calledMs), '≤ 3 s'],
      ['process start to all functions', secondsText(shown.allMs), ''],
      ['most CloudWatch calls in a minute', String(Math.max(...counted.calls)), '≤ 10'],
      ['an hour of metrics', `$${counted.dollarsPerHour}`, '≤ $0.50'],
      ['memory (RSS) with all functions', `${Math.round((shown.residentBytes ?? 0) / MEBIBYTE)} MiB`, ''],
    ],
    measured: { shown, counted },
  };
}

interface Watched {
  readonly screen: Screen;
  readonly startedMs: number;
  metricCalls(): Promise<number>;
}

async function firstRows({ screen, startedMs }: Watched) {
  await screen.waitFor(new RegExp(`Fleet ${CALLED} active`), PATIENCE);
  const calledMs = performance.now() - startedMs;
  await screen.waitFor(new RegExp(`Fleet ${CALLED} active of \\S+ (?!so far).*worst first`), PATIENCE);
  const allMs = performance.now() - startedMs;
  return { calledMs, allMs, residentBytes: processUse(screen.pid)?.residentBytes ?? null };
}

/** In each minute of account time, from the first call on. */
async function callsAMinute({ screen, metricCalls }: Watched) {
  await screen.waitFor(new RegExp(`Fleet ${CALLED} active`), PATIENCE);
  const totals = [0];
  for (let minute = 0; minute < COUNTED_MINUTES; minute++) {
    await sleep(MINUTE_MS / SPEED);
    totals.push(await metricCalls());
  }
  const [header = ''] = screen.text();
  return {
    calls: totals.slice(1).map((total, minute) => total - (totals[minute] ?? 0)),
    dollarsPerHour: /\$([\d.]+)\/h/.exec(header)?.[1] ?? '',
  };
}

async function withFleet<Found>(
  functions: number,
  speed: number,
  look: (watched: Watched) => Promise<Found>,
): Promise<Found> {
  const account: ChildProcess = spawn(
    process.execPath,
    ['bench/large-account.ts', String(functions), String(CALLED), String(speed)],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  if (account.stdout === null) throw new Error('the account writes to no pipe');
  const [line]: Buffer[] = await once(account.stdout, 'data');
  const env: Readonly<Record<string, string>> = JSON.parse(String(line));
  const startedMs = performance.now();
  const screen = await openScreen({ args: ['fleet'], columns: 120, rows: 40, env });
  const metricCalls = async () => {
    const calls = await (await fetch(`${env['AWS_ENDPOINT_URL']}/_local/calls`)).json();
    const of = calls as Readonly<Record<string, { readonly calls: number } | undefined>>;
    return (of['cloudwatch:GetMetricData']?.calls ?? 0) + (of['cloudwatch:ListMetrics']?.calls ?? 0);
  };
  try {
    return await look({ screen, startedMs, metricCalls });
  } finally {
    await screen.close();
    account.kill();
  }
}

function secondsText(ms: number): string {
  return `${(ms / 1_000).toFixed(1)} s`;
}
