import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { motoEnvironment } from './account-environment.ts';
import { createFunction } from './function-writer.ts';
import { createLog, writeEvent } from './log-writer.ts';
import { runLmon, startLmon } from './program.ts';
import { sdkClients } from './sdk-clients.ts';

const REGION = 'eu-north-1';
const env = motoEnvironment(inject('motoUrl'), REGION);
const clients = sdkClients(inject('motoUrl'), REGION, 'query');
const STREAMS = [`2026/11/24/[$LATEST]${'a'.repeat(32)}`, `2026/11/24/[7]${'b'.repeat(32)}`] as const;
const REQUEST = '5d1c8e0a-9f3b-4c1d-8a2e-1b2c3d4e5f60';
const minuteAgoMs = Date.now() - 60_000;

type TailLine = Readonly<Record<string, unknown>>;

function jsonLines(stdout: string): readonly TailLine[] {
  return stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
}

beforeAll(async () => {
  const group = '/aws/lambda/orders-api';
  await createFunction(clients, inject('lambdaRoleArn'), 'orders-api');
  await createLog(clients, group, STREAMS);
  const write = (stream: string, atMs: number, message: string) =>
    writeEvent(clients, group, stream, minuteAgoMs + atMs, message);
  await write(STREAMS[0], 0, `START RequestId: ${REQUEST} Version: $LATEST\n`);
  await write(STREAMS[0], 20, `2026-11-24T03:29:00.020Z\t${REQUEST}\tERROR\tno stock \u001b[31mleft\n`);
  await write(STREAMS[1], 10, '{"level":"WARN","message":"slow"}');
  await write(STREAMS[1], 10, 'of the same millisecond');
});
afterAll(() => clients.close());

describe('lmon tail --no-follow with moto', () => {
  it('prints every event once and in order as JSON, although moto reads stream after stream', async () => {
    const { code, stdout, stderr } = await runLmon(
      ['tail', 'orders-api', '--no-follow', '--output', 'json'],
      env,
    );
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const lines = jsonLines(stdout);
    expect(
      lines.map((line) => [Number(line['timestamp']) - minuteAgoMs, line['kind'], line['level']]),
    ).toEqual([
      [0, 'start', null],
      [10, 'app', 'WARN'],
      [10, 'app', null],
      [20, 'app', 'ERROR'],
    ]);
    expect(lines[3]).toMatchObject({
      v: 1,
      type: 'event',
      function: 'orders-api',
      version: '$LATEST',
      logGroup: '/aws/lambda/orders-api',
      logStream: STREAMS[0],
      requestId: REQUEST,
      message: `2026-11-24T03:29:00.020Z\t${REQUEST}\tERROR\tno stock \u001b[31mleft\n`,
      lateMs: null,
    });
  });

  it('prints a line of safe text for each event', async () => {
    const { code, stdout } = await runLmon(['tail', 'orders-api', '--no-follow'], env);
    const rows = stdout.trimEnd().split('\n');
    expect(code).toBe(0);
    expect(rows).toHaveLength(4);
    expect(rows[3]).toMatch(/orders-api .* ERROR .*no stock .*left$/);
    expect(stdout).not.toContain('\u001b');
  });

  it('prints messages unchanged as raw output', async () => {
    const { stdout } = await runLmon(['tail', 'orders-api', '--no-follow', '--output', 'raw'], env);
    expect(stdout).toContain('no stock \u001b[31mleft\n');
  });

  it('reads a log group by its name, between two times', async () => {
    const at = (ms: number) => new Date(minuteAgoMs + ms).toISOString();
    const { stdout } = await runLmon(
      ['tail', '/aws/lambda/orders-api', '--since', at(1), '--until', at(10), '--output', 'json'],
      env,
    );
    expect(jsonLines(stdout).map((line) => line['message'])).toEqual([
      '{"level":"WARN","message":"slow"}',
      'of the same millisecond',
    ]);
  });

  it.each([
    { what: 'a function', target: 'nobody', says: 'no function "nobody"' },
    { what: 'a log group', target: '/nobody', says: 'The specified log group does not exist' },
  ])('ends with 66 for $what that does not exist', async ({ target, says }) => {
    const { code, stdout, stderr } = await runLmon(['tail', target, '--no-follow'], env);
    expect({ code, stdout }).toEqual({ code: 66, stdout: '' });
    expect(stderr).toContain(says);
  });
});

describe('lmon tail following a log of moto', () => {
  it('prints new events as they arrive, and late ones with their delay, each once', async () => {
    const group = '/following';
    await createLog(clients, group, STREAMS);
    const startMs = Date.now();
    await writeEvent(clients, group, STREAMS[0], startMs - 20_000, 'before');
    const lmon = startLmon(['tail', group, '--output', 'json'], env);
    const printed = (message: string) => lmon.line((line) => line.includes(`"message":"${message}"`));
    await printed('before');

    await writeEvent(clients, group, STREAMS[0], startMs, 'now');
    await printed('now');
    await writeEvent(clients, group, STREAMS[1], startMs, 'of the same millisecond');
    await printed('of the same millisecond');
    await writeEvent(clients, group, STREAMS[1], startMs - 10_000, 'late');
    await printed('late');
    lmon.signal('SIGINT');

    const { code, stdout } = await lmon.ended;
    expect(code).toBe(130);
    expect(jsonLines(stdout).map((line) => [line['message'], line['lateMs']])).toEqual([
      ['before', null],
      ['now', null],
      ['of the same millisecond', null],
      ['late', 10_000],
    ]);
  });

  it('waits for a log group that does not exist yet', async () => {
    const group = '/later';
    const lmon = startLmon(['tail', group], env);
    await lmon.line((line) => line.includes('does not exist yet'));
    await createLog(clients, group, STREAMS);
    await writeEvent(clients, group, STREAMS[0], Date.now(), 'the first line');
    await lmon.line((line) => line.includes('the first line'));
    lmon.signal('SIGTERM');
    expect((await lmon.ended).code).toBe(143);
  });
});
