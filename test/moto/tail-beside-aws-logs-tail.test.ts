import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MINUTE_MS } from '../../src/lambda/time.ts';
import { awsCliAnswer, runAwsCli } from './debian-aws-cli.ts';
import { type LocalAwsProgram, startLocalAwsProgram } from './local-aws-program.ts';
import { runLmon } from './program.ts';

let localAws: LocalAwsProgram;
/** From three minutes ago to two minutes ago: lines of that age no longer change. */
let startMs: number;
let endMs: number;
/** `timestamp stream message`, in alphabetical order. */
let readByLmon: readonly string[];

beforeAll(async () => {
  localAws = await startLocalAwsProgram();
  endMs = Date.now() - 2 * MINUTE_MS;
  startMs = endMs - MINUTE_MS;
  const args = ['tail', 'checkout-api', '--no-follow', '--since', iso(startMs), '--output', 'json'];
  const { code, stdout } = await runLmon(args, localAws.env);
  expect(code).toBe(0);
  readByLmon = stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
    .filter(({ timestamp }) => timestamp <= endMs)
    .map(({ timestamp, logStream, message }) => entry(timestamp, logStream, message))
    .sort();
});
afterAll(() => localAws.close());

function iso(timeMs: number): string {
  return new Date(timeMs).toISOString();
}

/** `aws logs tail` strips white space at the end of a message, so it is ignored here. */
function entry(timestampMs: number, stream: string, message: string): string {
  return `${iso(timestampMs)} ${stream} ${message}`.trimEnd();
}

/** The events that `aws logs tail` printed: each begins with its time and stream, and may span several lines. */
function tailEntries(stdout: string): readonly { readonly timestampMs: number; readonly entry: string }[] {
  const start =
    /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}\+00:00) (\d{4}\/\d\d\/\d\d\/\[[^\]]+\][0-9a-f]{32}) /gm;
  const heads = [...stdout.matchAll(start)];
  return heads.map((head, index) => {
    const timestampMs = Date.parse(head[1]?.replace(/\d{3}\+00:00$/, 'Z') ?? '');
    const message = stdout.slice(head.index + head[0].length, heads[index + 1]?.index);
    return { timestampMs, entry: entry(timestampMs, head[2] ?? '', message) };
  });
}

describe('a minute of checkout-api that lmon tail reads', () => {
  it('holds as many lines as a busy function logs', () => {
    expect(readByLmon.length).toBeGreaterThan(100);
  });

  it('holds exactly the events that aws logs tail reads', async () => {
    const args = ['logs', 'tail', '/aws/lambda/checkout-api', '--since', iso(startMs)];
    const { code, stdout } = await runAwsCli(args, localAws.env);
    const entries = tailEntries(stdout).filter(({ timestampMs }) => timestampMs <= endMs);
    expect(code).toBe(0);
    expect(entries.map((each) => each.entry).sort()).toEqual(readByLmon);
  });

  it('holds exactly the events that aws logs filter-log-events reads', async () => {
    const events = (await awsCliAnswer(
      [
        ...['logs', 'filter-log-events', '--log-group-name', '/aws/lambda/checkout-api'],
        ...['--start-time', `${startMs}`, '--end-time', `${endMs}`],
        ...['--query', 'events[].[timestamp,logStreamName,message]'],
      ],
      localAws.env,
    )) as [number, string, string][];
    expect(events.map((event) => entry(...event)).sort()).toEqual(readByLmon);
  });
});
