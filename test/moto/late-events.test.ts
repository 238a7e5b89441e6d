import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createClock, REAL_TIME } from '../../src/monitor/clock.ts';
import { clockSettingFrom } from '../../src/settings/clock-setting.ts';
import { STREAMS } from '../faults/line-writer.ts';
import { logGroup } from '../faults/log-group.ts';
import { difference, type TailOutput, tailOutput } from '../faults/tail-output.ts';
import { startAwsCli } from './debian-aws-cli.ts';
import { type LocalAwsProgram, startLocalAwsProgram } from './local-aws-program.ts';
import { startLmon } from './program.ts';

/** Account seconds per second. */
const SPEED = 10;
const ROUNDS = 20;
/**
 * In these rounds, the AWS CLI must have read the first line before the late ones are written; it polls every 5 s of
 * wall time.
 */
const AWAITED_ROUNDS = [5, 10, 15, 20];
const PATIENCE_MS = 240_000;
const BEHIND_S = [0, 1, 5, 30, 90];

let localAws: LocalAwsProgram;
let written: readonly string[];
let lmonTold: TailOutput;
let awsTold: string;

beforeAll(async () => {
  localAws = await startLocalAwsProgram(['--empty', '--speed', `${SPEED}`]);
  const { env } = localAws;
  const { now } = createClock(clockSettingFrom(env['LMON_CLOCK']) ?? REAL_TIME);
  const group = logGroup(env['AWS_ENDPOINT_URL'] ?? '', '/with/late/lines');
  await group.create(STREAMS);
  const lines: string[] = [];
  const write = async (stream: string, atMs: number, line: string) => {
    await group.write(stream, atMs, line);
    lines.push(line);
  };

  await write(STREAMS[0], now(), 'the first line');
  const lmon = startLmon(['tail', group.name, '--output', 'json'], env, PATIENCE_MS);
  const since = new Date(now() - 600_000).toISOString();
  const aws = startAwsCli(['logs', 'tail', group.name, '--follow', '--since', since], env, PATIENCE_MS);
  const told = (each: { line(isWanted: (line: string) => boolean): Promise<string> }, line: string) =>
    each.line((text) => text.includes(line));
  await Promise.all([told(lmon, 'the first line'), told(aws, 'the first line')]);

  for (let round = 1; round <= ROUNDS; round += 1) {
    const headMs = now();
    await write(STREAMS[0], headMs, `round ${round}`);
    await told(lmon, `"round ${round}"`);
    // On a busy machine it polls so rarely that late lines arrive before its next poll.
    if (AWAITED_ROUNDS.includes(round)) await told(aws, ` round ${round}`);
    for (const seconds of BEHIND_S)
      await write(STREAMS[1], headMs - seconds * 1_000, `${seconds} s behind round ${round}`);
  }
  await write(STREAMS[0], now(), 'the last line');
  await Promise.all([told(lmon, 'the last line'), told(aws, 'the last line')]);
  await Promise.all(lines.map((line) => told(lmon, `"${line}"`)));
  lmon.signal('SIGINT');
  aws.signal('SIGINT');
  written = lines;
  lmonTold = tailOutput((await lmon.ended).stdout);
  awsTold = (await aws.ended).stdout;
}, PATIENCE_MS);
afterAll(() => localAws.close());

describe(`events that come late on another stream, in ${ROUNDS} rounds`, () => {
  it('are all printed by lmon tail, each once', () => {
    expect(written).toHaveLength(ROUNDS * (1 + BEHIND_S.length) + 2);
    expect(difference(written, lmonTold)).toEqual({ lost: [], twice: [] });
  });

  it('are marked with their delay, in place', () => {
    const late = lmonTold.events.filter(({ message }) => /^(30|90) s behind/.test(message));
    for (const { message, lateMs } of late)
      expect(lateMs, message).toBeGreaterThanOrEqual(Number.parseInt(message, 10) * 1_000);
  });

  it('are missed by aws logs tail --follow in the same run', () => {
    const lost = written.filter((line) => !awsTold.includes(` ${line}\n`));
    expect(lost).toEqual(expect.arrayContaining(AWAITED_ROUNDS.map((round) => `90 s behind round ${round}`)));
  });
});
