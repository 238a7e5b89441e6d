import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { describe, expect, it } from 'vitest';
import { clockSettingFrom } from '../../src/settings/clock-setting.ts';
import { type LmonProcess, linesOf, runLmonProcess, startLmonProcess } from './lmon-process.ts';

const NAMES = [
  'AWS_ENDPOINT_URL',
  'AWS_ACCESS_KEY_ID',
  'AWS_SECRET_ACCESS_KEY',
  'AWS_REGION',
  'AWS_DEFAULT_REGION',
  'LMON_CLOCK',
];

const READY = /^(?:export \w+='.*'\n)*export LMON_CLOCK='.*'\n/;

function environmentOf(stdout: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    linesOf(stdout).map((line) => {
      const [, name = '', value = ''] = /^export (\w+)='(.*)'$/.exec(line) ?? [];
      return [name, value];
    }),
  );
}

async function ready(local: LmonProcess): Promise<Readonly<Record<string, string>>> {
  return environmentOf((await local.waitFor('stdout', READY))[0]);
}

describe('lmon local', () => {
  it('prints the environment that points any AWS client at it, and ends on SIGTERM', async () => {
    const local = startLmonProcess(['local', '--empty']);
    const env = await ready(local);
    expect(Object.keys(env)).toEqual(NAMES);
    expect(env['AWS_ENDPOINT_URL']).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect((await fetch(`${env['AWS_ENDPOINT_URL']}/_local/now`)).status).toBe(200);
    local.process.kill('SIGTERM');
    expect(await local.ended).toMatchObject({ status: 143, signal: null, stderr: '' });
  });

  it('ends on SIGINT though a client still holds a connection', async () => {
    const local = startLmonProcess(['local', '--empty']);
    const socket = await connectedTo((await ready(local))['AWS_ENDPOINT_URL'] ?? '');
    local.process.kill('SIGINT');
    expect((await local.ended).status).toBe(130);
    socket.destroy();
  });

  it('starts at the given time and runs at the given speed', async () => {
    const local = startLmonProcess(['local', '--empty', '--now', '2026-11-24T03:12:10Z', '--speed', '50']);
    const env = await ready(local);
    expect(clockSettingFrom(env['LMON_CLOCK'])).toMatchObject({
      anchorMs: Date.parse('2026-11-24T03:12:10Z'),
      speed: 50,
    });
    const { nowMs } = (await (await fetch(`${env['AWS_ENDPOINT_URL']}/_local/now`)).json()) as {
      nowMs: number;
    };
    expect(nowMs).toBeGreaterThanOrEqual(Date.parse('2026-11-24T03:12:10Z'));
    local.process.kill('SIGTERM');
    await local.ended;
  });

  it('says in one line that its port is taken', async () => {
    const first = startLmonProcess(['local', '--empty']);
    const port = new URL((await ready(first))['AWS_ENDPOINT_URL'] ?? '').port;
    const second = await runLmonProcess(['local', '--empty', '--port', port]);
    expect(second).toMatchObject({
      status: 64,
      stdout: '',
      stderr: `lmon: port ${port} of 127.0.0.1 is taken\n`,
    });
    first.process.kill('SIGTERM');
    await first.ended;
  });

  it('survives a closed standard input if it has no owner', async () => {
    const local = startLmonProcess(['local', '--empty'], { input: '' });
    const env = await ready(local);
    expect((await fetch(`${env['AWS_ENDPOINT_URL']}/_local/now`)).status).toBe(200);
    local.process.kill('SIGTERM');
    await local.ended;
  });

  it('ends with its owner', async () => {
    const local = startLmonProcess(['local', '--empty'], { env: { LMON_LOCAL_OWNED: '1' } });
    await ready(local);
    local.process.stdin?.end();
    expect(await local.ended).toMatchObject({ status: 0, stderr: '' });
  });
});

/** An account that starts in a fraction of the time of the usual demo. */
const LIMITS = ['--cast', 'limits'];

describe('lmon demo', () => {
  it('prints the fleet of its own account, despite a profile and keys of another one in the environment', async () => {
    const demo = await runLmonProcess(['demo', 'fleet', '--output', 'json', ...LIMITS], {
      env: { AWS_PROFILE: 'production', AWS_SESSION_TOKEN: 'old', AWS_REGION: 'us-east-1', HOME: '/' },
    });
    expect([demo.status, demo.stderr]).toEqual([0, '']);
    const functions = linesOf(demo.stdout).map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(functions[0]).toMatchObject({ function: 'catalog-read', throttling: 'throttling' });
    expect(functions.length).toBeGreaterThan(5);
  });

  it('is another world with another seed', async () => {
    const line = [
      'demo',
      'tail',
      'quote-price',
      '--no-follow',
      '--since',
      '5s',
      '--output',
      'raw',
      ...LIMITS,
    ];
    const printed = (seed: string) =>
      runLmonProcess([...line, '--now', '2026-11-24T03:12:10Z', '--seed', seed]);
    const [one, other] = await Promise.all([printed('7'), printed('8')]);
    expect([one.status, one.stderr]).toEqual([0, '']);
    expect(linesOf(one.stdout).length).toBeGreaterThan(50);
    expect(other.stdout).not.toBe(one.stdout);
  });

  it('returns the exit status of the command that it runs', async () => {
    expect(await runLmonProcess(['demo', 'tail', 'qoute-price', ...LIMITS])).toMatchObject({
      status: 66,
      stderr: expect.stringMatching(/did you mean quote-price\?\n$/),
    });
  });

  it.each([
    ['SIGINT', { status: 130, signal: null }],
    ['SIGKILL', { status: null, signal: 'SIGKILL' }],
  ] as const)('ends its local AWS when it is stopped by %s', async (signal, end) => {
    const port = await freePort();
    const demo = startLmonProcess(['demo', 'tail', 'quote-price', '--port', String(port), ...LIMITS]);
    await demo.waitFor('stdout', /\n/);
    const socket = await connectedTo(`http://127.0.0.1:${port}`);
    const gone = once(socket, 'close');
    demo.process.kill(signal);
    expect(await demo.ended).toMatchObject(end);
    await gone;
    await expect(connectedTo(`http://127.0.0.1:${port}`)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });

  it('ends its local AWS when its reader is gone', async () => {
    const port = await freePort();
    const demo = startLmonProcess(['demo', 'tail', 'quote-price', '--port', String(port), ...LIMITS]);
    await demo.waitFor('stdout', /\n/);
    const socket = await connectedTo(`http://127.0.0.1:${port}`);
    const gone = once(socket, 'close');
    demo.process.stdout?.destroy();
    expect(await demo.ended).toMatchObject({ status: 0, stderr: '' });
    await gone;
  });

  it('says in one line that its port is taken', async () => {
    const port = await freePort();
    const local = startLmonProcess(['local', '--empty', '--port', String(port)]);
    await ready(local);
    const demo = await runLmonProcess(['demo', 'fleet', '--port', String(port)]);
    expect(demo).toMatchObject({
      status: 64,
      stdout: '',
      stderr: `lmon: port ${port} of 127.0.0.1 is taken\n`,
    });
    local.process.kill('SIGTERM');
    await local.ended;
  });
});

async function connectedTo(url: string): Promise<Socket> {
  const { port, hostname } = new URL(url);
  const socket = connect(Number(port), hostname);
  await once(socket, 'connect');
  socket.on('error', () => {});
  return socket;
}

async function freePort(): Promise<number> {
  const { createServer } = await import('node:net');
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}
