import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { smallAccount } from '../../screen/small-account.ts';
import { linesOf, startLmonProcess } from '../lmon-process.ts';
import { type LocalAccount, START_MS, writtenEvents } from '../local-account.ts';
import { logWriter } from '../written-log.ts';

const GROUP = '/pipe/log';

let account: LocalAccount;
let log: ReturnType<typeof logWriter>;
beforeAll(async () => {
  // Account time is fast, so that head sweeps follow each other quickly.
  account = await smallAccount(10);
  log = logWriter(account);
  await log.createGroup(GROUP);
  await log.createStream(GROUP, 'stream');
});
afterAll(() => {
  log.close();
  return account.close();
});

const put = (message: string) => log.writeAt(GROUP, 'stream', [[Math.floor(account.now()), message]]);

const follow = (...args: string[]) => startLmonProcess(['tail', ...args], { env: account.env });

describe('lmon tail into a pipe', () => {
  it.each([
    ['text', /^\S+Z \/pipe\/log \S+ +first text␊second␍third\n$/],
    ['json', /^\{"v":1,.*"message":"first json\\nsecond\\rthird\\n".*\}\n$/],
    ['raw', /^first raw\nsecond\rthird\n$/],
  ])('as %s writes each event as it arrives, without waiting for another', async (output, whole) => {
    const tail = follow(GROUP, '--output', output, '--since', '10m', '--include', output);
    await put(`first ${output}\nsecond\rthird\n`);
    await tail.waitFor('stdout', new RegExp(`first ${output}[^]*third[^\\n]*\\n`));
    await put(`fourth ${output}`);
    await tail.waitFor('stdout', new RegExp(`fourth ${output}[^\\n]*\\n`));
    tail.process.kill('SIGINT');
    const { status, stdout, stderr } = await tail.ended;
    expect([status, stderr]).toEqual([130, '']);
    expect(stdout.slice(0, stdout.search(/.*fourth/))).toMatch(whole);
  });

  it.each([
    [[], /^lmon: no event in \/pipe\/log from 2026-11-20T00:00:00Z to 2026-11-20T01:00:00Z\n$/],
    [['--errors', '--output', 'json'], /^lmon: no event as asked for in \/pipe\/log from 2026-11-20T00/],
  ])('says on standard error that a span has no event: %j', async (more, says) => {
    const span = ['--since', '2026-11-20T00:00:00Z', '--until', '2026-11-20T01:00:00Z'];
    const { status, stdout, stderr } = await follow(GROUP, ...span, '--no-follow', ...more).ended;
    expect([status, stdout]).toEqual([0, '']);
    expect(stderr).toMatch(says);
  });

  it('says how far behind a slow reader is, loses nothing, and says when it has caught up', async () => {
    const tail = follow(GROUP, '--output', 'raw', '--include', 'heavy');
    await put('heavy 0');
    await tail.waitFor('stdout', /heavy 0\n/);
    tail.process.stdout?.pause();
    for (let line = 1; line <= 20; line += 1) await put(`heavy ${line} ${'x'.repeat(100_000)}`);
    await tail.waitFor('stderr', /whoever reads the output is slow: what it gets is \d+ min behind the log/);
    tail.process.stdout?.resume();
    await tail.waitFor('stdout', /heavy 20 x+\n/);
    await put('heavy 21');
    await tail.waitFor('stderr', /has caught up with the log/);
    await tail.waitFor('stdout', /heavy 21\n/);
    tail.process.kill('SIGINT');
    const { stdout } = await tail.ended;
    expect(linesOf(stdout).map((line) => line.slice(0, 8).trim())).toEqual(
      Array.from({ length: 22 }, (_, line) => `heavy ${line}`),
    );
  });

  it('says that a reader is slow between two lines, if lines and notices share a pipe', async () => {
    const tail = startLmonProcess(['tail', GROUP, '--output', 'json', '--include', 'spliced'], {
      env: account.env,
      through: ['sh', '-c', 'exec "$@" 2>&1', 'sh'],
    });
    await put('spliced 0');
    await tail.waitFor('stdout', /spliced 0/);
    tail.process.stdout?.pause();
    for (let line = 1; line <= 20; line += 1) await put(`spliced ${line} ${'x'.repeat(100_000)}`);
    const putMs = account.now();
    await expect.poll(() => account.now() - putMs).toBeGreaterThan(100_000);
    tail.process.stdout?.resume();
    await tail.waitFor('stdout', /is slow: what it gets is/);
    await tail.waitFor('stdout', /spliced 20 x+/);
    tail.process.kill('SIGINT');
    const { stdout } = await tail.ended;
    const others = linesOf(stdout).filter((line) => !line.startsWith('{"v":1,') || !line.endsWith('}'));
    expect(others).toEqual(others.filter((line) => line.startsWith('lmon: whoever reads the output')));
  });

  it('ends quietly when it is no longer read', async () => {
    const tail = follow('checkout-api', '--since', '10s');
    await tail.waitFor('stdout', /\n/);
    tail.process.stdout?.destroy();
    expect(await tail.ended).toMatchObject({ status: 0, signal: null, stderr: '' });
  });

  it.each(['SIGINT', 'SIGTERM'] as const)('writes what it has read before %s ends it', async (signal) => {
    const sinceMs = START_MS - 60_000;
    const since = new Date(sinceMs).toISOString();
    const tail = follow('checkout-api', '--output', 'json', '--since', since);
    await tail.waitFor('stdout', /\n/);
    tail.process.stdout?.pause();
    tail.process.kill(signal);
    tail.process.stdout?.resume();
    const { status, stdout, stderr } = await tail.ended;
    expect([status, stderr]).toEqual([signal === 'SIGINT' ? 130 : 143, '']);
    const ids = linesOf(stdout).map((line) => (JSON.parse(line) as { eventId: string }).eventId);
    expect(stdout.endsWith('\n')).toBe(true);
    const written = writtenEvents(account, 'checkout-api', sinceMs, account.now());
    expect(ids).toEqual(written.slice(0, ids.length).map(({ eventId }) => eventId));
  });

  it('ends on the first signal even if its output is not read', async () => {
    const tail = follow('checkout-api', '--since', '1h');
    await tail.waitFor('stdout', /\n/);
    tail.process.stdout?.pause();
    const exited = once(tail.process, 'exit');
    tail.process.kill('SIGTERM');
    expect(await exited).toEqual([143, null]);
  });
});
