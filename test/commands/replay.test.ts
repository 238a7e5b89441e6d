import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tailOutput } from '../faults/tail-output.ts';
import { frozenDemo } from '../frozen-demo.ts';
import { linesIn, textIn } from '../recording/played-account.ts';
import { smallAccount } from '../screen/small-account.ts';
import { runLmon, startLmon } from './lmon-in-process.ts';
import { type Ended, linesOf, runLmonProcess, startLmonProcess } from './lmon-process.ts';
import type { LocalAccount } from './local-account.ts';
import { logWriter } from './written-log.ts';

const SPAN = '--since 2026-11-24T03:00:00Z --until 2026-11-24T03:00:02Z';

let account: LocalAccount;
let folder: string;
beforeAll(async () => {
  account = await smallAccount(25);
  folder = mkdtempSync(join(tmpdir(), 'lmon-recordings-'));
});
afterAll(async () => {
  await account.close();
  rmSync(folder, { recursive: true });
});

const pathOf = (name: string) => join(folder, `${name}.ndjson`);
const record = (name: string, args: readonly string[], env = account.env): Promise<Ended> =>
  runLmon([...args, '--record', pathOf(name)], { env });
/** Past spans do not change while they are recorded, so one recording serves all tests. */
const pastRecordings = new Map<string, Promise<Ended>>();
async function recordedPast(line: string): Promise<{ readonly live: Ended; readonly path: string }> {
  const name = line.replaceAll(/\W+/g, '-');
  const recording = pastRecordings.get(line) ?? record(name, line.split(' '), frozenDemo());
  pastRecordings.set(line, recording);
  return { live: await recording, path: pathOf(name) };
}
/** Without credentials, Region, endpoint and home. */
const replay = (...args: string[]): Promise<Ended> =>
  runLmon(['replay', ...args], { env: { HOME: '/nowhere' } });
const idsOf = (stdout: string) =>
  linesOf(stdout).flatMap((line) => /"type":"event".*"eventId":"(\d+)"/.exec(line)?.[1] ?? []);

/** Several logs are printed page by page, and the order of their pages depends on the order of the answers. */
const logByLog = (ended: Ended) => ({
  ...ended,
  stdout: linesOf(ended.stdout).toSorted((one, other) => logOf(one).localeCompare(logOf(other))),
});
const logOf = (line: string) => String(/"logGroup":"([^"]+)"/.exec(line)?.[1]);

/**
 * The report's claims about calls, and whether it admits that it did not read all cold starts: a recording holds how far
 * the search came, not what stopped it.
 */
function claimsOnCalls({ stdout }: Ended) {
  const { impact, timeline, changes, affected, patterns, notKnown } = JSON.parse(stdout) as Record<
    string,
    readonly { readonly says: string }[]
  >;
  const isOfStarts = (claim: { readonly says: string }) => claim.says.startsWith('whether new environments');
  const ofStarts = notKnown
    ?.filter(isOfStarts)
    .map(({ says }) => says.replace(/(?<=was not completed): .*/, ''));
  return { impact, timeline, changes, affected, patterns, ofStarts };
}

describe('lmon replay prints what was printed live', () => {
  it.each([
    `tail checkout-api ${SPAN} --output json`,
    `tail /aws/lambda/user-profile ${SPAN} --output text`,
    'fleet --until 03:05 --output json',
    'watch checkout-api --until 03:05 --output json',
  ])('by lmon %s', async (line) => {
    const { live, path } = await recordedPast(line);
    expect([live.status, live.stderr]).toEqual([0, '']);
    expect(live.stdout).not.toBe('');
    expect(await replay(path, ...line.split(' '))).toEqual(live);
  });

  it('by the recorded command, if none is given', async () => {
    const { live, path } = await recordedPast(`tail checkout-api ${SPAN} --output json`);
    expect(await replay(path, '--no-follow', '--output', 'json')).toEqual(live);
  });

  it.each([
    '--stack shop',
    'checkout-api --include order --exclude placed -C 2',
    'checkout-api --filter order --version 119',
    'checkout-api --errors',
  ])('by the recorded command, with its filters: %s', async (choice) => {
    const name = choice.replaceAll(/\W+/g, '-');
    const live = await record(name, `tail ${choice} ${SPAN} --output json`.split(' '), frozenDemo());
    expect([live.status, live.stderr]).toEqual([0, '']);
    expect(live.stdout).not.toBe('');
    const replayed = await replay(pathOf(name), ...`${SPAN} --output json`.split(' '));
    expect(logByLog(replayed)).toEqual(logByLog(live));
  });

  it('by the recorded command, with the request that it looked for', async () => {
    const { live: all } = await recordedPast(`tail checkout-api ${SPAN} --output json`);
    const requestId = /"requestId":"([\da-f-]{36})"/.exec(all.stdout)?.[1] ?? '';
    const words = `tail checkout-api --request ${requestId} ${SPAN} --output json`.split(' ');
    const live = await record('of-one', words, frozenDemo());
    expect([live.status, idsOf(live.stdout).length > 1]).toEqual([0, true]);
    const replayed = await replay(pathOf('of-one'), '--output', 'json');
    expect([replayed.status, replayed.stdout]).toEqual([0, live.stdout]);
  });

  it.each([
    'fleet --until 03:05',
    'watch checkout-api --until 03:05',
    'check checkout-api --only losses --until 03:05',
  ])('by the recorded command, with its question and its past window: %s', async (line) => {
    const { live, path } = await recordedPast(`${line} --output json`);
    expect(live.stdout).not.toBe('');
    expect(await replay(path, '--output', 'json')).toEqual(live);
  });

  it('by lmon triage --all, even where that could read nothing', async () => {
    await account.setFaults([{ operation: 'lambda:ListFunctions', kind: 'denied' }]);
    const live = await record('of-all', ['triage', '--all']);
    await account.setFaults([]);
    expect([live.status, live.stdout]).toEqual([77, '']);
    expect(await replay(pathOf('of-all'))).toEqual(live);
  });

  it('by the recorded command, except for flags given to the replay', async () => {
    const live = await record('typed', `tail checkout-api --exclude . ${SPAN}`.split(' '), frozenDemo());
    expect(live.stdout).toBe('');
    const { stdout } = await replay(pathOf('typed'), ...`--exclude loaded ${SPAN}`.split(' '));
    expect(stdout).toMatch(/order placed/);
    expect(stdout).not.toMatch(/cart loaded/);
  });

  // Where time passes, a replayed question is answered from what was recorded seconds later, too.
  it('by lmon triage, with what was read from the log of failed and other calls', async () => {
    const args = ['triage', 'checkout-api', '--output', 'json'];
    const live = await record('triage', args, frozenDemo());
    const replayed = await replay(pathOf('triage'), ...args);
    expect([replayed.status, replayed.stderr]).toEqual([0, '']);
    expect(claimsOnCalls(live).affected).not.toEqual([]);
    expect(claimsOnCalls(replayed)).toEqual(claimsOnCalls(live));
  });

  it('of the failures in a log of which only those were read', async () => {
    const { path } = await recordedPast('watch checkout-api --until 03:05 --output json');
    const args = ['tail', 'checkout-api', '--no-follow', '--output', 'json'];
    const failures = await replay(path, ...args, '--errors');
    expect([failures.status, failures.stderr]).toEqual([0, '']);
    const printed = linesOf(failures.stdout).map((line) => JSON.parse(line) as Record<string, string>);
    expect(printed.length).toBeGreaterThan(10);
    for (const line of printed) expect(line).toMatchObject({ type: 'event', function: 'checkout-api' });
    expect((await replay(path, ...args)).stderr).toContain(
      'the recording holds only those lines of /aws/lambda/checkout-api that filters found',
    );
  });

  it('of one request, which nobody looked for at the time', async () => {
    const span = '--since 2026-11-24T03:00:00Z --until 2026-11-24T03:00:10Z --output json';
    const live = await record('request', `tail cart-api ${span}`.split(' '), frozenDemo());
    const lines = linesOf(live.stdout).map((line) => JSON.parse(line) as Record<string, string>);
    const requestId = lines.find(({ kind }) => kind === 'start')?.['requestId'] ?? '';
    const ids = lines.filter((line) => line['requestId'] === requestId).map(({ eventId }) => eventId);
    const args = ['tail', 'cart-api', '--output', 'json', '--request'];
    const replayed = await replay(pathOf('request'), ...args, requestId);
    expect([replayed.status, replayed.stderr, idsOf(replayed.stdout)]).toEqual([0, '', ids]);
    const absent = await replay(pathOf('request'), ...args, '12345678-0000-4000-8000-000000000000');
    expect([absent.status, absent.stderr]).toEqual([66, expect.stringContaining('names request 12345678')]);
  });

  it('by a tail that follows, and ends by itself', async () => {
    const live = startLmon(['tail', 'checkout-api', '--output', 'json', '--record', pathOf('follow')], {
      env: account.env,
    });
    await live.waitFor('stdout', /"type":"event"(?:.*\n){500}/);
    live.interrupt();
    const { stdout, status } = await live.ended;
    expect(status).toBe(130);
    const replayed = await replay(pathOf('follow'), '--output', 'json', '--speed', '20');
    expect([replayed.status, replayed.stderr]).toEqual([0, '']);
    // Earlier lines, read to catch late ones, are in the recording as well.
    const printed = idsOf(stdout).slice(0, 500);
    expect(idsOf(replayed.stdout).filter((id) => printed.includes(id))).toEqual(printed);
  });
});

describe('lmon replay of a tail', () => {
  it('at a lower speed prints the same lines, each when it is due, and mentions no slow answers', async () => {
    const inAccountTime = await smallAccount(1, []);
    const writer = logWriter(inAccountTime);
    await writer.createGroup('/shop/quiet');
    await writer.createStream('/shop/quiet', 'lines');
    await writer.write('/shop/quiet', 'lines', 'one', 'two', 'three');
    const live = startLmon(
      ['tail', '/shop/quiet', '--output', 'json', '--record', pathOf('slow')],
      inAccountTime,
    );
    await live.waitFor('stdout', /"three"/);
    await writer.write('/shop/quiet', 'lines', 'last');
    await live.waitFor('stdout', /"last"/);
    live.interrupt();
    const printed = idsOf((await live.ended).stdout);
    writer.close();
    await inAccountTime.close();
    const [header, ...facts] = linesIn(pathOf('slow')).map((line) => JSON.parse(line));
    const last = facts.find(({ message }) => message === 'last');

    const startedMs = Date.now();
    const slow = startLmon(['replay', pathOf('slow'), '--output', 'json', '--speed', '0.8'], {
      env: { HOME: '/nowhere' },
    });
    await slow.waitFor('stdout', /"last"/);
    expect(Date.now() - startedMs).toBeGreaterThanOrEqual((last.atMs - header.startedMs) / 0.8);
    slow.interrupt();
    const { status, stdout, stderr } = await slow.ended;
    expect([status, stderr]).toEqual([130, '']);
    expect(idsOf(stdout)).toEqual(printed);
  });

  it.each([
    ['an outage', 'unavailable', 80_000, []],
    ['a time of refused calls', 'denied', 30_000, ['--filter', 'INFO']],
  ] as const)(
    'that begins within %s continues after it, as lmon did at the time',
    async (_, kind, spanMs, flags) => {
      const words = ['tail', 'checkout-api', ...flags, '--output', 'json', '--record', pathOf(kind)];
      const live = startLmon(words, account);
      await live.waitFor('stdout', /"type":"event"/);
      const operation = 'logs:FilterLogEvents';
      await account.setFaults([{ operation, kind }]);
      // A busy machine may call for the first time long after it: the span begins once lmon has noticed.
      await live.waitFor('stdout', /"kind":"(?:unreachable|expired|denied)"/);
      const outageMs = account.now();
      await account.setFaults([{ operation, kind, untilMs: outageMs + spanMs }]);
      await live.waitFor('stdout', /"kind":"recovered"(?:.*\n){50}/);
      // Lines are known to a replay once their whole page was read.
      await expect.poll(() => newestReadMs(pathOf(kind))).toBeGreaterThan(outageMs + spanMs);
      live.interrupt();
      await live.ended;
      await account.setFaults([]);
      const begin = new Date(outageMs + 2_000).toISOString();
      const replayed = await replay(pathOf(kind), '--now', begin, '--output', 'json', '--speed', '100');
      expect([replayed.status, replayed.stderr]).toEqual([0, '']);
      expect(idsOf(replayed.stdout).length).toBeGreaterThan(50);
      expect(replayed.stdout).toMatch(/"kind":"recovered"/);
    },
  );

  it('at a thousand times the speed reports gaps at their real length, on however busy a machine', async () => {
    const writer = logWriter(account);
    await writer.createGroup('/shop/gap');
    writer.close();
    const live = startLmon(['tail', '/shop/gap', '--output', 'json', '--record', pathOf('gap')], account);
    const read = () => account.calls().then((calls) => calls['logs:FilterLogEvents']?.calls ?? 0);
    await account.forgetCalls();
    await expect.poll(read).toBeGreaterThan(3);
    const untilMs = account.now() + 60_000;
    await account.setFaults([{ operation: 'logs:FilterLogEvents', kind: 'unavailable', untilMs }]);
    await live.waitFor('stdout', /"type":"gap".*"end":"/);
    live.interrupt();
    const { stdout } = await live.ended;
    await account.setFaults([]);
    const { stdout: replayed } = await replay(pathOf('gap'), '--output', 'json', '--speed', '1000');
    const [was, is] = [stdout, replayed].map((printed) => tailOutput(printed).gaps.at(0));
    expect(is?.reason).toBe(was?.reason);
    // A replay asks at times of its own, every five seconds as it did live.
    for (const end of ['startMs', 'endMs'] as const)
      expect(Math.abs(Number(is?.[end]) - Number(was?.[end]))).toBeLessThan(10_000);
  });

  it('that was refused from the start ends as lmon did at the time', async () => {
    await account.setFaults([{ operation: 'logs:FilterLogEvents', kind: 'denied' }]);
    const live = await record('refused', ['tail', 'checkout-api', '--output', 'json']);
    await account.setFaults([]);
    expect([live.status, linesOf(live.stderr).length]).toEqual([77, 1]);
    const { status, stdout, stderr } = await replay(pathOf('refused'), '--output', 'json');
    expect([status, stdout, stderr]).toEqual([live.status, live.stdout, live.stderr]);
  });
});

describe('a recording', () => {
  it('that was cut short by a crash replays up to the cut, and says where it ends', async () => {
    const live = startLmonProcess(['tail', 'checkout-api', '--output', 'json', '--record', pathOf('crash')], {
      env: account.env,
    });
    await live.waitFor('stdout', /"type":"event"(?:.*\n){500}/);
    live.process.kill('SIGKILL');
    const { stdout } = await live.ended;
    const printed = idsOf(stdout.slice(0, stdout.lastIndexOf('\n') + 1));
    const replayed = await replay(pathOf('crash'), '--no-follow', '--output', 'json');
    expect(replayed.status).toBe(0);
    expect(replayed.stderr).toMatch(
      /^lmon: the recording was cut short: it goes up to 2026-11-24T\d\d:\d\d:\d\d\.\d{3}Z\n$/,
    );
    // All that was displayed had been recorded before.
    expect(idsOf(replayed.stdout)).toEqual(expect.arrayContaining(printed));
  });

  it('of a session that still runs is not said to be cut short', async () => {
    const { path } = await recordedPast('fleet --until 03:05 --output json');
    const lines = linesIn(path);
    // A session has an end once it is over.
    expect(lines.at(-1)).toContain('"fact":"end"');
    const session = join(folder, 'lmon', 'black-box', `20261124T031000Z-${process.pid}`);
    mkdirSync(session, { recursive: true });
    writeFileSync(join(session, '000001.ndjson'), `${lines.slice(0, -1).join('\n')}\n`);
    const { status, stderr } = await runLmonProcess(['replay', '--last'], {
      env: { HOME: '/nowhere', XDG_STATE_HOME: folder },
    });
    expect([status, stderr]).toEqual([0, expect.stringContaining('session')]);
    expect(stderr).toMatch(
      /^lmon: its session still runs: so far the recording goes up to 2026-11-24T\d\d:\d\d:\d\d\.\d{3}Z\n$/,
    );
  });

  it('that was cut short in its first page replays what was written of that', async () => {
    const words = ['tail', '/aws/lambda/user-profile', '--since', '1m', '--no-follow', '--output', 'json'];
    await record('first-page', words, frozenDemo());
    const events = linesIn(pathOf('first-page')).slice(0, 510);
    writeFileSync(pathOf('cut'), events.join('\n').slice(0, -40));
    const replayed = await replay(pathOf('cut'), '--no-follow', '--output', 'json');
    const written = events.slice(0, -1).filter((line) => line.includes('"fact":"event"'));
    expect(written.length).toBeGreaterThan(500);
    expect(replayed.status).toBe(0);
    // The first recorded line need not be the oldest: the clock check reads a recent line.
    const ids = written.map((line) => JSON.parse(line).eventId);
    expect(idsOf(replayed.stdout).toSorted()).toEqual(ids.toSorted());
  });

  it('that was cut short within a page says from when on nothing is known', async () => {
    const { path } = await recordedPast(`tail checkout-api ${SPAN} --output json`);
    const lines = linesIn(path);
    const events = lines.filter((line) => line.includes('"fact":"event"'));
    const cutAt = lines.indexOf(events[Math.floor(events.length / 2)]!);
    writeFileSync(pathOf('cut-within'), `${lines.slice(0, cutAt + 1).join('\n')}\n`);
    const { stdout } = await replay(pathOf('cut-within'), '--no-follow', '--output', 'json');
    const told = linesOf(stdout).map((line) => JSON.parse(line));
    const newestMs = Math.max(...told.map(({ timestamp }) => timestamp ?? 0));
    expect(told.filter(({ type }) => type === 'gap')).toMatchObject([
      { start: new Date(newestMs + 1).toISOString(), end: null, reason: 'unrecorded', missing: 'most' },
    ]);
  });

  it('is readable only by its owner, and holds no environment variables of functions and no credentials', async () => {
    const functions = await fetch(`${account.url}/2015-03-31/functions/`);
    const { Functions } = (await functions.json()) as {
      Functions: { Environment: { Variables: Record<string, string> } }[];
    };
    const values = Functions.flatMap(({ Environment }) => Object.entries(Environment.Variables).flat());
    expect(values).toContain('DB_PASSWORD');
    const [key, secret] = ['AKIAIOSFODNN7EXAMPLE', 'wJalrXUtnFEMIK7MDENGbPxRfiCYEXAMPLEKEYab'];
    await runLmon(['fleet', '--record', pathOf('secrets')], {
      env: { ...account.env, AWS_ACCESS_KEY_ID: key, AWS_SECRET_ACCESS_KEY: secret },
    });
    expect(statSync(pathOf('secrets')).mode & 0o777).toBe(0o600);
    const recorded = textIn(pathOf('secrets'));
    expect(recorded).toContain('"what":"functions"');
    for (const value of [...values, key, secret]) expect(recorded).not.toContain(value);
  });

  it('that can no longer be written ends with a notice, and the tail goes on', async () => {
    const args = ['tail', 'checkout-api', '--since', '03:00', '--until', '03:01', '--output', 'json'];
    const { status, stdout, stderr } = await runLmonProcess([...args, '--record', pathOf('full')], {
      env: account.env,
      through: ['sh', '-c', 'ulimit -f 40; exec "$@"', 'sh'],
    });
    expect(status).toBe(0);
    expect(stderr).toMatch(/^lmon: the recording .*full.ndjson ends here: EFBIG.*\n$/);
    const replayed = await replay(pathOf('full'), '--no-follow', '--output', 'json');
    expect(linesOf(replayed.stdout).length).toBeGreaterThan(10);
    expect(linesOf(replayed.stdout).length).toBeLessThan(linesOf(stdout).length);
  });
});

describe('lmon replay says what is missing from a recording', () => {
  beforeAll(async () => {
    await record('partly', `tail checkout-api ${SPAN}`.split(' '), frozenDemo());
  });

  it.each([
    [
      ['tail', 'cart-api', '--no-follow'],
      66,
      /the recording holds nothing of \/aws\/lambda\/cart-api at this time \(logs:FilterLogEvents\)/,
    ],
    [
      ['fleet', '--no-follow'],
      66,
      /the recording holds nothing of the account at this time \(lambda:ListFunctions\)/,
    ],
    [
      ['tail', 'cart-api', '--output', 'json'],
      66,
      /the recording holds nothing of \/aws\/lambda\/cart-api at this time \(logs:FilterLogEvents\)/,
    ],
  ])('to %s', async (words, status, complaint) => {
    const ended = await replay(pathOf('partly'), ...words);
    expect([ended.status, ended.stdout]).toEqual([status, '']);
    expect(linesOf(ended.stderr).at(-1)).toMatch(complaint);
  });
});

describe('lmon replay refuses', () => {
  const written = (name: string, text: string) => {
    writeFileSync(pathOf(name), text);
    return pathOf(name);
  };
  it.each<[string, () => readonly string[], number, RegExp]>([
    ['a missing file', () => ['/nowhere/x.ndjson'], 66, /\/nowhere\/x\.ndjson does not exist/],
    ['a name that is too long', () => ['x'.repeat(300)], 66, /^lmon: x+ can't be read \(ENAMETOOLONG\)$/],
    ['a folder', () => [folder], 66, /is not a regular file/],
    ['a foreign file', () => [written('foreign', 'hello\nthere\n')], 64, /is no recording of lmon/],
    ['an empty file', () => [written('empty', '')], 64, /was cut short before anything was recorded/],
    [
      'another format',
      () => [
        written(
          'newer',
          '{"recording":2,"lmon":"9.0.0","startedMs":1,"region":"x","command":"fleet","operands":[],"isRedacted":false}\n',
        ),
      ],
      64,
      /is a recording of another format \(2\), by lmon 9\.0\.0/,
    ],
    ['no black box', () => ['--last'], 66, /there is no black box in /],
    ['a command that needs no account', () => [pathOf('partly'), 'doctor'], 64, /does not run doctor/],
    ['an invalid time', () => [pathOf('partly'), '--now', 'soon'], 64, /--now soon is not a time/],
  ])('%s', async (_, args, status, complaint) => {
    const ended = await replay(...args());
    expect([ended.status, ended.stdout]).toEqual([status, '']);
    expect(linesOf(ended.stderr)).toEqual([expect.stringMatching(complaint)]);
  });

  it('to record over an existing file', async () => {
    const path = written('there', 'precious');
    const ended = await runLmon(['fleet', '--record', path], { env: account.env });
    expect(ended).toMatchObject({ status: 64, stdout: '' });
    expect(ended.stderr).toMatch(/--record .*there\.ndjson: there is such a file already/);
    expect(readFileSync(path, 'utf8')).toBe('precious');
  });
});

/** When a log was last read, by a recording that is still being written. */
function newestReadMs(path: string): number {
  const reads = textIn(path).match(/^\{"fact":"read","atMs":\d+/gm) ?? [];
  return Number(reads.at(-1)?.split(':').at(-1) ?? 0);
}
