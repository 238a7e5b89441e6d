import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type Server } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type LmonProcess, linesOf, runLmon, startLmon } from './lmon-process.ts';

const NOW = '2026-11-24T03:12:25Z';

/** What a shell prints for a command, in an environment that knows of no account. */
function shell(command: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const env = { PATH: process.env['PATH'], HOME: '/nowhere' };
    execFile('sh', ['-c', command], { env, maxBuffer: 1e8 }, (error, stdout, stderr) =>
      error === null ? resolve(stdout) : reject(new Error(stderr)),
    );
  });
}

async function freePort(): Promise<{ readonly port: string; readonly holder: Server }> {
  const holder = createServer().listen(0, '127.0.0.1');
  await once(holder, 'listening');
  const address = holder.address();
  return { holder, port: typeof address === 'object' ? String(address?.port) : '' };
}

describe('a demo that runs', () => {
  let demo: LmonProcess;
  let port: string;
  beforeAll(async () => {
    const free = await freePort();
    port = free.port;
    free.holder.close();
    await once(free.holder, 'close');
    demo = startLmon(['demo', 'tail', 'checkout-api', '--port', port, '--now', NOW, '--output', 'json']);
    await demo.waitFor('stdout', /\n/);
  });
  afterAll(() => {
    demo.process.kill('SIGTERM');
  });

  it('is seen from another terminal: the same lines, at its own time', async () => {
    const first = JSON.parse(linesOf((await demo.waitFor('stdout', /"request[^\n]*\n/)).input)[0] ?? '') as {
      readonly time: string;
      readonly message: string;
    };
    const joined = ['demo', '--join', '--port', port, 'tail', 'checkout-api', '--output', 'json'];
    const { status, stdout, stderr } = await runLmon([...joined, '--since', '3m', '--no-follow']);
    expect([status, stderr]).toEqual([0, '']);
    expect(linesOf(stdout).map((line) => (JSON.parse(line) as { message: string }).message)).toContain(
      first.message,
    );
    expect(first.time).toMatch(/^2026-11-24T03:/);
  });

  it('goes on when one who looked at it has left', async () => {
    await runLmon(['demo', '--join', '--port', port, 'fleet']);
    expect((await fetch(`http://127.0.0.1:${port}/_local/now`)).status).toBe(200);
  });

  it('is where the commands of its reports look, typed as they stand into any shell', async () => {
    const joined = await runLmon([
      'demo',
      '--join',
      '--port',
      port,
      'triage',
      'invoice-pdf',
      '--output',
      'json',
    ]);
    const { commands } = JSON.parse(joined.stdout) as { readonly commands: readonly string[] };
    const own = commands.find((command) => command.includes(' tail ')) ?? '';
    expect(own).toBe(`node dist/lmon.js demo --join --port ${port} tail invoice-pdf --errors --since 15m`);
    expect(await shell(`${own} --no-follow`)).toMatch(/invoice-pdf/);
    expect(commands.filter((command) => command.startsWith('aws ')).length).toBeGreaterThan(0);
    for (const command of commands.filter((each) => each.startsWith('aws ')))
      expect(command).toContain(`--endpoint-url http://127.0.0.1:${port} --no-sign-request`);
  });

  it.each(['seed', 'now', 'speed'])('has its own --%s, and takes none who joins it', async (flag) => {
    expect(await runLmon(['demo', '--join', `--${flag}`, '2'])).toMatchObject({
      status: 64,
      stderr: `lmon: --join looks at a demo that runs, which has its own --${flag}\n`,
    });
  });
});

describe('without a demo that runs', () => {
  it('--join says how to start one', async () => {
    const { holder, port } = await freePort();
    holder.close();
    await once(holder, 'close');
    expect(await runLmon(['demo', '--join', '--port', port, 'fleet'])).toMatchObject({
      status: 69,
      stdout: '',
      stderr: `lmon: no demo runs on port ${port} of this machine: start one with lmon demo --port ${port}\n`,
    });
  });

  it('--join looks at nothing else that listens there', async () => {
    const { holder, port } = await freePort();
    holder.on('connection', (socket) => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}'));
    const { status, stderr } = await runLmon(['demo', '--join', '--port', port, 'fleet']);
    expect([status, stderr]).toEqual([69, expect.stringMatching(/^lmon: no demo runs on port /)]);
    holder.close();
  });
});
