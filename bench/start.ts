// Prints how long lmon takes to start, compared with bare Node. They run in turns, because a machine's speed varies
// over time.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { openScreen } from '../test/screen/open-screen.ts';
import { type Measured, table } from './table.ts';

const ROUNDS = 9;
const LMON = 'dist/lmon.js';
/** Takes every connection and says nothing, so a first frame has to do without answers. */
const silent = createServer(() => {}).listen(0, '127.0.0.1');
await once(silent, 'listening');
const SILENCE = {
  AWS_ENDPOINT_URL: `http://127.0.0.1:${(silent.address() as AddressInfo).port}`,
  AWS_REGION: 'eu-west-1',
  AWS_ACCESS_KEY_ID: 'bench',
  AWS_SECRET_ACCESS_KEY: 'bench',
};

interface Start {
  readonly name: string;
  readonly budget: string;
  /** Resolves once it has started, with a function that ends it. */
  run(): Promise<() => unknown>;
}

const STARTS: readonly Start[] = [
  { name: 'node -e 0', budget: '', run: () => ended('-e', '0') },
  { name: 'lmon --help', budget: '≤ 1.5 ×', run: () => ended(LMON, '--help') },
  ...['fleet', 'watch checkout-api', 'tail checkout-api', 'triage checkout-api'].map((line) => ({
    name: `lmon ${line}, first frame`,
    budget: '≤ 6 ×',
    run: () => firstFrame(line.split(' ')),
  })),
  { name: 'lmon local, ready', budget: '≤ 2 s', run: async () => (await localAws()).end },
  { name: 'lmon local, all of it simulated', budget: '', run: allSimulated },
];

async function ended(...args: readonly string[]): Promise<() => void> {
  await once(spawn(process.execPath, args, { stdio: 'ignore' }), 'exit');
  return () => {};
}

async function firstFrame(args: readonly string[]): Promise<() => Promise<void>> {
  const screen = await openScreen({ args, columns: 120, rows: 40, env: SILENCE });
  await screen.waitFor(({ isAlternate, text }) => isAlternate() && text().some((row) => row !== ''));
  return screen.close;
}

async function localAws(): Promise<{ readonly url: string; readonly end: () => Promise<unknown> }> {
  const local: ChildProcess = spawn(process.execPath, [LMON, 'local'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const end = () => {
    local.kill();
    return once(local, 'exit');
  };
  if (local.stdout === null) throw new Error('lmon local writes to no pipe');
  const [line]: Buffer[] = await once(local.stdout, 'data');
  return { url: /AWS_ENDPOINT_URL='(.*?)'/.exec(String(line))?.[1] ?? '', end };
}

/** Answers about a function that is simulated separately come last. */
async function allSimulated(): Promise<() => Promise<unknown>> {
  const { url, end } = await localAws();
  const { nowMs } = (await (await fetch(`${url}/_local/now`)).json()) as { readonly nowMs: number };
  for (const name of ['auth-token', 'checkout-api']) {
    await fetch(`${url}/_local/in-flight?function=${name}&startMs=${nowMs - 1_000}&endMs=${nowMs}`);
  }
  return end;
}

async function milliseconds({ run }: Start): Promise<number> {
  const startedMs = performance.now();
  const end = await run();
  const tookMs = performance.now() - startedMs;
  await end();
  return tookMs;
}

const measured: readonly Measured[] = STARTS.map(({ name, budget }) => ({ name, budget, tookMs: [] }));
for (let round = 0; round < ROUNDS; round++) {
  for (const [index, start] of STARTS.entries()) measured[index]?.tookMs.push(await milliseconds(start));
}
console.log(table(measured));
silent.close();
