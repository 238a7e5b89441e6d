import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FaultInput } from '../../src/local/wire/fault/fault-plan.ts';
import { clockSettingFrom, clockSettingText } from '../../src/settings/clock-setting.ts';
import { SMALL_CAST, smallAccount } from '../screen/small-account.ts';
import { runLmon, startLmon } from './lmon-in-process.ts';
import { type Ended, linesOf } from './lmon-process.ts';
import { type LocalAccount, START_MS, writtenEvents } from './local-account.ts';
import { logWriter } from './written-log.ts';

const GROUP = '/aws/lambda/checkout-api';
const SINCE_MS = START_MS - 10 * 60_000;
const UNTIL_MS = SINCE_MS + 20_000;
const SPAN = ['--since', new Date(SINCE_MS).toISOString(), '--until', new Date(UNTIL_MS).toISOString()];

let account: LocalAccount;
beforeAll(async () => {
  account = await smallAccount(10, [...SMALL_CAST, 'cart-api', 'report-nightly', 'user-profile']);
});
afterAll(() => account.close());

const tail = (...args: string[]): Promise<Ended> => runLmon(['tail', ...args], { env: account.env });
const objectsOf = (stdout: string) =>
  linesOf(stdout).map((line) => JSON.parse(line) as Record<string, unknown>);
const written = (startMs = SINCE_MS, endMs = UNTIL_MS) =>
  writtenEvents(account, 'checkout-api', startMs, endMs);

describe('lmon tail of a span', () => {
  it('as JSON prints every event once, in order, with all that CloudWatch Logs said about it', async () => {
    const { status, stdout, stderr } = await tail('checkout-api', ...SPAN, '--output', 'json');
    expect([status, stderr]).toEqual([0, '']);
    expect(written().length).toBeGreaterThan(1_000);
    expect(
      objectsOf(stdout).map(({ eventId, timestamp, ingestionTime, logStream, message }) => [
        eventId,
        timestamp,
        ingestionTime,
        logStream,
        message,
      ]),
    ).toEqual(
      written().map(({ eventId, timestampMs, ingestionMs, logStream, message }) => [
        eventId,
        timestampMs,
        ingestionMs,
        logStream,
        message,
      ]),
    );
  });

  it('as JSON says what each line is', async () => {
    const { stdout } = await tail('checkout-api', ...SPAN, '--output', 'json');
    const objects = objectsOf(stdout);
    for (const each of objects) {
      expect(each).toMatchObject({
        v: 1,
        type: 'event',
        function: 'checkout-api',
        version: '119',
        logGroup: GROUP,
        time: new Date(each['timestamp'] as number).toISOString(),
        lateMs: null,
      });
      expect(Object.keys(each)).toEqual(expect.arrayContaining(['requestId', 'level', 'kind']));
    }
    expect(objects.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['start', 'report', 'app']));
  });

  it('as text prints one line per event: time, function, environment, request, level, message', async () => {
    const { stdout } = await tail('checkout-api', ...SPAN);
    const lines = linesOf(stdout);
    expect(lines.map((line) => line.split(' ').slice(0, 2))).toEqual(
      written().map(({ timestampMs }) => [new Date(timestampMs).toISOString(), 'checkout-api']),
    );
    expect(lines.find((line) => line.includes('ERROR'))).toMatch(/Z checkout-api \S+ [0-9a-f]{8} ERROR \S/);
    expect(stdout).not.toContain('\x1b');
  });

  it('as raw prints only the messages', async () => {
    const { stdout } = await tail('checkout-api', ...SPAN, '--output', 'raw');
    expect(stdout).toBe(
      written()
        .map(({ message }) => `${message.replace(/\n$/, '')}\n`)
        .join(''),
    );
  });

  it.each([[GROUP], ['checkout-api']])('is the same for %s', async (target) => {
    const { stdout } = await tail(target, ...SPAN, '--output', 'raw');
    expect(linesOf(stdout)).toHaveLength(written().length);
  });

  it('of a single moment prints the events of that moment', async () => {
    const at = written()[100]!.timestampMs;
    const time = new Date(at).toISOString();
    const { stdout } = await tail('checkout-api', '--since', time, '--until', time, '--output', 'json');
    expect(objectsOf(stdout).map(({ eventId }) => eventId)).toEqual(
      written(at, at).map(({ eventId }) => eventId),
    );
  });

  it('in which nothing was written says so, and prints nothing', async () => {
    const { status, stdout, stderr } = await tail('report-nightly', ...SPAN);
    expect([status, stdout]).toEqual([0, '']);
    expect(stderr).toMatch(/^lmon: no event in report-nightly from \S+Z to \S+Z\n$/);
  });
});

describe('lmon tail --no-follow', () => {
  it('reads the last ten minutes, and ends', async () => {
    const askedMs = account.now();
    const { status, stdout } = await tail('user-profile', '--no-follow', '--output', 'json');
    const endedMs = account.now();
    const ids = objectsOf(stdout).map(({ eventId }) => eventId);
    // lmon starts a moment after the command; the newest lines may not be ingested yet.
    const ofTenMinutes = writtenEvents(account, 'user-profile', askedMs - 10 * 60_000, askedMs - 60_000);
    const read = ofTenMinutes.findIndex(({ eventId }) => eventId === ids[0]);
    const written = ofTenMinutes.slice(read);
    expect(status).toBe(0);
    expect(ofTenMinutes[read]?.timestampMs).toBeLessThan(endedMs - 10 * 60_000 + 5_000);
    expect(ids.slice(0, written.length)).toEqual(written.map(({ eventId }) => eventId));
  });

  it('takes a time of day as the most recent one', async () => {
    const { stdout } = await tail('checkout-api', '--since', '03:00', '--until', '03:00', '--output', 'json');
    const at = Date.parse('2026-11-24T03:00:00Z');
    expect(objectsOf(stdout)).toHaveLength(written(at, at).length);
  });
});

describe('lmon tail that follows', () => {
  it('continues with what is written from now on', async () => {
    const startedMs = account.now();
    const following = startLmon(['tail', 'checkout-api', '--output', 'json', '--since', '5s'], {
      env: account.env,
    });
    // A line written after the start.
    const isNew = new RegExp(`"timestamp":(${String(startedMs + 1_000).slice(0, 10)}\\d{3}),`);
    await following.waitFor('stdout', isNew);
    following.interrupt();
    const { status, stdout, stderr } = await following.ended;
    expect([status, stderr]).toEqual([130, '']);
    const ids = objectsOf(stdout).map(({ eventId }) => eventId);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('waits for a log group that does not exist yet, and says so', async () => {
    const following = startLmon(['tail', '/aws/lambda/nobody'], { env: account.env });
    await following.waitFor('stderr', /the log group does not exist yet: waiting for it\n/);
    following.interrupt();
    expect(await following.ended).toMatchObject({ status: 130, stdout: '' });
  });

  it('says that a deleted log group is gone, and reads the one that is created in its place', async () => {
    const deploy = logWriter(account);
    const made = async (message: string) => {
      await deploy.createGroup('/of/a/deploy');
      await deploy.createStream('/of/a/deploy', 'stream');
      await deploy.write('/of/a/deploy', 'stream', message);
    };
    await made('before');
    const following = startLmon(['tail', '/of/a/deploy', '--output', 'raw'], { env: account.env });
    await following.waitFor('stdout', /before\n/);
    await deploy.deleteGroup('/of/a/deploy');
    await following.waitFor(
      'stderr',
      /^lmon: \/of\/a\/deploy: the log group is gone, and with it what it was told since \d\d:\d\d:\d\dZ: waiting for it\n/,
    );
    await made('after');
    await following.waitFor('stdout', /^before\nafter\n$/);
    following.interrupt();
    expect(await following.ended).toMatchObject({ status: 130 });
    deploy.close();
  });
});

describe("lmon tail of a function that can't be looked up", () => {
  it.each<[FaultInput['kind'], string]>([
    ['denied', 'lambda:GetFunctionConfiguration is denied'],
    ['throttle', 'AWS throttles lambda:GetFunctionConfiguration'],
    ['unavailable', 'no answer to lambda:GetFunctionConfiguration (HTTP 503)'],
    ['internal', 'no answer to lambda:GetFunctionConfiguration (ServiceException)'],
    ['reset', 'no answer to lambda:GetFunctionConfiguration (ECONNRESET)'],
  ])('(%s) takes the default log group and says so', async (kind, reason) => {
    await account.setFaults([{ operation: 'lambda:GetFunctionConfiguration', kind }]);
    const { status, stdout, stderr } = await tail('checkout-api', ...SPAN, '--output', 'raw');
    await account.setFaults([]);
    expect(stderr).toBe(`lmon: ${reason}: taking the default log group ${GROUP}\n`);
    expect(linesOf(stdout)).toHaveLength(written().length);
    expect(status).toBe(0);
  });
});

describe('lmon tail of an ARN', () => {
  const ARN = 'arn:aws:lambda:eu-west-1:123456789012:function:checkout-api';

  it.each([ARN, '123456789012:function:checkout-api', 'function:checkout-api'])(
    'follows the function: %s',
    async (target) => {
      const { status, stdout, stderr } = await tail(target, ...SPAN, '--output', 'raw');
      expect([status, stderr]).toEqual([0, '']);
      expect(linesOf(stdout)).toHaveLength(written().length);
    },
  );

  it.each([
    ['119', () => written().length, /^$/],
    ['$LATEST', () => 0, /^lmon: no event as asked for in checkout-api from /],
  ])('with the version %s prints only the lines of that version', async (version, count, says) => {
    const { status, stdout, stderr } = await tail(`${ARN}:${version}`, ...SPAN, '--output', 'raw');
    expect(status).toBe(0);
    expect(stderr).toMatch(says);
    expect(linesOf(stdout)).toHaveLength(count());
  });

  it.each([
    [`${ARN}:nope`, 66, /checkout-api in eu-west-1 has no alias or version "nope"/],
    ['arn:aws:sqs:eu-west-1:123456789012:jobs', 64, /is the ARN of no function and of no log group/],
  ])('of something else ends with one line: %s', async (target, status, complaint) => {
    const ended = await tail(target, ...SPAN);
    expect(linesOf(ended.stderr)).toEqual([expect.stringMatching(complaint)]);
    expect([ended.status, ended.stdout]).toEqual([status, '']);
  });
});

describe('the calls of lmon tail', () => {
  it('only read', async () => {
    await account.forgetCalls();
    await tail('checkout-api', ...SPAN);
    await tail('chekout-api');
    expect(Object.keys(await account.calls()).toSorted()).toEqual([
      'lambda:GetFunctionConfiguration',
      'lambda:ListFunctions',
      'logs:FilterLogEvents',
    ]);
  });
});

describe('a machine whose clock is wrong', () => {
  it.each([
    { what: 'ten minutes fast', skewMs: 600_000, words: [GROUP] },
    { what: 'ten minutes fast, with a function', skewMs: 600_000, words: ['checkout-api'] },
    { what: 'ten minutes slow', skewMs: -600_000, words: [GROUP] },
  ])('($what) reads the last seconds of a log all the same', async ({ skewMs, words }) => {
    const clock = clockSettingFrom(account.env['LMON_CLOCK'])!;
    const env = {
      ...account.env,
      LMON_CLOCK: clockSettingText({ ...clock, anchorMs: clock.anchorMs + skewMs }),
    };
    const nowMs = account.now();
    const args = ['tail', ...words, '--no-follow', '--since', '10s', '--output', 'json'];
    const { status, stdout } = await runLmon(args, { env });
    const times = objectsOf(stdout).map(({ timestamp }) => timestamp as number);
    expect(status).toBe(0);
    expect(times.length).toBeGreaterThan(100);
    expect(times[0]! - nowMs).toBeGreaterThan(-12_000);
    expect(times.at(-1)!).toBeLessThanOrEqual(account.now());
  });
});

describe('account time at an odd speed', () => {
  it('still makes requests for whole milliseconds', async () => {
    const odd = account.env['LMON_CLOCK']!.replace(/x1$/, 'x1.37');
    const env = { ...account.env, LMON_CLOCK: odd };
    const { status, stderr } = await runLmon(['tail', 'checkout-api', '--no-follow', '--since', '10m'], {
      env,
    });
    expect([status, stderr]).toEqual([0, '']);
  });
});
