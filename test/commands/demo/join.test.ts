import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { createServer as createHttpServer, type RequestListener } from 'node:http';
import { createServer, type Server } from 'node:net';
import { relative } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { frozenDemo } from '../../frozen-demo.ts';
import { runLmon, startLmon } from '../lmon-in-process.ts';
import { LMON, linesOf } from '../lmon-process.ts';

const NOW = '2026-11-24T03:12:25Z';
const CLOCK = `${NOW}@0x1`;

/** The shell's output for a command, in an environment without an account. */
function shell(command: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const env = { PATH: process.env['PATH'], HOME: '/nowhere' };
    execFile('sh', ['-c', command], { env, maxBuffer: 1e8 }, (error, stdout, stderr) =>
      error === null ? resolve(stdout) : reject(new Error(stderr)),
    );
  });
}

const servers = new Set<Server>();
afterEach(() => {
  for (const server of servers) server.close();
  servers.clear();
});

async function portOf(server: Server): Promise<string> {
  servers.add(server.listen(0, '127.0.0.1'));
  await once(server, 'listening');
  const address = server.address();
  return typeof address === 'object' ? String(address?.port) : '';
}

/** @see https://fetch.spec.whatwg.org/#port-blocking */
const KEPT_CLEAR_OF = [6_000, 6_566, 6_665, 6_666, 6_667, 6_668, 6_669, 6_679, 6_697, 10_080];

async function firstFreeOf(server: Server, ports: readonly number[]): Promise<number> {
  servers.add(server);
  for (const port of ports) {
    const isListening = once(server, 'listening').then(
      () => true,
      () => false,
    );
    server.listen(port, '127.0.0.1');
    if (await isListening) return port;
  }
  throw new Error('all of them are taken');
}

const answering = (answer: RequestListener) => portOf(createHttpServer(answer));

describe('a running demo', () => {
  const port = new URL(frozenDemo()['AWS_ENDPOINT_URL'] ?? '').port;
  const joined = (...args: readonly string[]) => ['demo', '--join', '--port', port, ...args];

  it('can be watched from two terminals: the same lines, at its own time', async () => {
    const tail = joined('tail', 'invoice-pdf', '--output', 'json');
    const follower = startLmon([...tail, '--since', '10s']);
    const [line = ''] = linesOf((await follower.waitFor('stdout', /[^\n]*\n/)).input);
    follower.interrupt();
    const first = JSON.parse(line) as { readonly time: string; readonly message: string };
    const { status, stdout, stderr } = await runLmon([...tail, '--since', '20s', '--no-follow']);
    expect([status, stderr]).toEqual([0, '']);
    expect(linesOf(stdout).map((each) => (JSON.parse(each) as { message: string }).message)).toContain(
      first.message,
    );
    expect(first.time).toMatch(/^2026-11-24T03:/);
    // It goes on when someone who joined it leaves.
    await follower.ended;
    expect((await fetch(`http://127.0.0.1:${port}/_local/now`)).status).toBe(200);
  });

  it('is the target of the commands in its reports, as typed into any shell', async () => {
    const { stdout } = await runLmon(joined('triage', 'invoice-pdf', '--output', 'json'));
    const { commands } = JSON.parse(stdout) as { readonly commands: readonly string[] };
    const own = commands.find((command) => command.includes(' tail ')) ?? '';
    expect(own).toBe(`lmon demo --join --port ${port} tail invoice-pdf --errors --since 15m`);
    const here = own.replace('lmon', `node ${relative(process.cwd(), LMON)}`);
    expect(await shell(`${here} --no-follow`)).toMatch(/invoice-pdf/);
    expect(commands.filter((command) => command.startsWith('aws ')).length).toBeGreaterThan(0);
    for (const command of commands.filter((each) => each.startsWith('aws ')))
      expect(command).toContain(`--endpoint-url http://127.0.0.1:${port} --no-sign-request`);
  });

  it.each(['seed', 'now', 'speed'])('has its own --%s, which --join does not take', async (flag) => {
    expect(await runLmon(['demo', '--join', `--${flag}`, '2'])).toMatchObject({
      status: 64,
      stderr: `lmon: --join looks at a demo that runs, which has its own --${flag}\n`,
    });
  });
});

describe('without a running demo', () => {
  it('--join says how to start one', async () => {
    const port = '1';
    expect(await runLmon(['demo', '--join', '--port', port, 'fleet'])).toMatchObject({
      status: 69,
      stdout: '',
      stderr: `lmon: no demo runs on port ${port} of this machine: start one with lmon demo --port ${port}, or name the port of one that runs with --port\n`,
    });
  });

  it('--join also asks on ports that browsers block', async () => {
    const server = createHttpServer((_request, response) => response.end(clockAnswer()));
    const port = await firstFreeOf(server, KEPT_CLEAR_OF);
    const { stderr } = await runLmon(['demo', '--join', '--port', String(port), 'fleet']);
    expect(stderr).not.toMatch(/no demo runs/);
  });

  it("--join needs a demo's port, which is never 0", async () => {
    expect(await runLmon(['demo', '--join', '--port', '0', 'fleet'])).toMatchObject({
      status: 64,
      stderr: 'lmon: --join needs the port on which a demo runs: 0 is none\n',
    });
  });

  it.each<[what: string, answer: RequestListener]>([
    ['a server without a clock', (_request, response) => response.end('{}')],
    ['a server without JSON', (_request, response) => response.end('<html>')],
    ['an answer of null', (_request, response) => response.end('null')],
    ['a clock without a time', (_request, response) => response.end('{"clock":""}')],
    ['an error with a clock', (_request, response) => response.writeHead(500).end(clockAnswer())],
    [
      'an answer longer than any clock',
      (_request, response) => response.end(clockAnswer() + ' '.repeat(1_024)),
    ],
  ])('--join ignores whatever else listens there, such as %s', async (_what, answer) => {
    const { status, stderr } = await runLmon(['demo', '--join', '--port', await answering(answer), 'fleet']);
    expect([status, stderr]).toEqual([69, expect.stringMatching(/^lmon: no demo runs on port /)]);
  });

  it('--join follows no redirect to another server', async () => {
    const asked: string[] = [];
    const other = await answering((request, response) => {
      asked.push(request.url ?? '');
      response.end(clockAnswer());
    });
    const port = await answering((_request, response) =>
      response.writeHead(302, { location: `http://127.0.0.1:${other}/_local/clock` }).end(),
    );
    expect((await runLmon(['demo', '--join', '--port', port, 'fleet'])).status).toBe(69);
    expect(asked).toEqual([]);
  });

  it('--join ends when another demo takes the port, instead of mixing two accounts', async () => {
    const clocks = [CLOCK, CLOCK, `${NOW}@1x1`];
    const port = await answering((request, response) => {
      if (request.url !== '/_local/clock') return void response.writeHead(503).end();
      response.end(JSON.stringify({ clock: clocks.length > 1 ? clocks.shift() : clocks[0] }));
    });
    const { status, stderr } = await runLmon(['demo', '--join', '--port', port, 'tail', 'checkout-api']);
    expect([status, linesOf(stderr).at(-1)]).toEqual([
      69,
      `lmon: the demo on port ${port} has ended, and another runs there now: the same command joins that one`,
    ]);
  });

  it('--join stops reading an answer that never ends', async () => {
    let written = 0;
    const port = await answering((_request, response) => {
      const write = () => {
        written += 65_536;
        if (!response.destroyed) response.write(Buffer.alloc(65_536), () => setImmediate(write));
      };
      write();
    });
    expect((await runLmon(['demo', '--join', '--port', port, 'fleet'])).status).toBe(69);
    expect(written).toBeLessThan(32 * 1_048_576);
  });

  it.each([
    ['check --within banana', /--within banana is not a span/],
    ['tail x --since banana', /--since banana is not a time/],
    ['fleet --theme pink', /theme "pink" \(flag\) is none of/],
  ])('--join refuses "%s" before it makes a request', async (line, says) => {
    let connections = 0;
    const silent = createServer(() => {
      connections += 1;
    });
    const refused = await runLmon(['demo', '--join', '--port', await portOf(silent), ...line.split(' ')]);
    expect(refused).toMatchObject({ status: 64, stderr: expect.stringMatching(says) });
    expect(connections).toBe(0);
  });
});

describe('an account that is not a demo', () => {
  it.each(['abc', '99'])('gets no commands for joining a demo, with LMON_DEMO_PORT=%s', async (port) => {
    const env = { ...frozenDemo(), LMON_DEMO_PORT: port };
    const { stdout } = await runLmon(['triage', 'invoice-pdf', '--output', 'json'], { env });
    const { commands } = JSON.parse(stdout) as { readonly commands: readonly string[] };
    expect(commands.length).toBeGreaterThan(0);
    expect(commands.filter((each) => /demo|no-sign-request/.test(each))).toEqual([]);
  });
});

function clockAnswer(): string {
  return JSON.stringify({ clock: CLOCK });
}
