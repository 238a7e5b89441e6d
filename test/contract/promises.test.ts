import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FAKE_SECRET } from '../../src/local/wire/lambda/function-document.ts';
import { createWorld } from '../../src/local/world/create-world.ts';
import { runLmon, startLmon } from '../commands/lmon-in-process.ts';
import { linesOf } from '../commands/lmon-process.ts';
import { frozenAccount, type LocalAccount, localAccount, START_MS } from '../commands/local-account.ts';
import { logWriter } from '../commands/written-log.ts';
import { startApp } from '../screen/open-app.ts';
import { KEY } from '../screen/open-screen.ts';

/** What doctor tries whether it is permitted, and asks for nothing; otherwise only with --cloudtrail, --insights, --live. */
const TRIED = ['cloudtrail:LookupEvents', 'logs:StartQuery', 'logs:StopQuery', 'logs:StartLiveTail'];

describe('lmon only reads', () => {
  let account: LocalAccount;
  const printed: string[] = [];
  beforeAll(async () => {
    account = await frozenAccount();
  });
  afterAll(() => account.close());

  it.each([
    'fleet --output json',
    'check --output json',
    'watch checkout-api --no-follow',
    'triage checkout-api',
    'triage --all --output md',
    'tail checkout-api --no-follow --since 5s',
    'doctor',
  ])('in lmon %s', async (line) => {
    const { stdout } = await runLmon(line.split(' '), { env: account.env });
    expect(stdout).not.toBe('');
    printed.push(stdout);
  });

  it('on its screens', async () => {
    const screen = await startApp({ args: ['fleet'], columns: 120, rows: 40, env: account.env });
    await screen.waitFor('WHY checkout-api');
    for (const [key, shows] of [
      [KEY.enter, 'LAST SETTLED MINUTE'],
      ['H', '› Headroom'],
      ['T', '› Triage'],
      ['i', '› Invocations'],
      ['l', '› Logs'],
      ['!', 'API CALLS'],
    ] as const) {
      screen.press(key);
      await screen.waitFor(shows);
      printed.push(screen.text().join('\n'));
    }
    await screen.close();
  });

  it('by the actions that it called, and shows no secret of a function', async () => {
    const actions = Object.keys(await account.calls()).filter((action) => !TRIED.includes(action));
    expect(actions.length).toBeGreaterThan(8);
    expect(actions.filter((action) => !/^\w+:(Get|List|Describe|Filter)[A-Z]/.test(action))).toEqual([]);
    for (const text of printed) expect(text).not.toContain(FAKE_SECRET);
  });
});

describe('lmon tail of a log that others write', () => {
  const GROUP = '/shop/orders';
  let account: LocalAccount;
  let log: ReturnType<typeof logWriter>;
  beforeAll(async () => {
    const world = createWorld({ seed: 1, nowMs: START_MS, cast: 'empty' });
    account = await localAccount(20, { world });
    log = logWriter(account);
    await log.createGroup(GROUP);
    await log.createStream(GROUP, 'stream');
  });
  afterAll(async () => {
    log.close();
    await account.close();
  });

  it('prints a line that arrives a minute late once, and says how late it was', async () => {
    const following = startLmon(['tail', GROUP, '--output', 'json'], account);
    await log.write(GROUP, 'stream', 'in time');
    await following.waitFor('stdout', /in time/);
    await log.writeAt(GROUP, 'stream', [[account.now() - 60_000, 'late']]);
    await following.waitFor('stdout', /"message":"late"/);
    await log.write(GROUP, 'stream', 'after it');
    await following.waitFor('stdout', /after it/);
    following.interrupt();
    const { stdout } = await following.ended;
    const events = linesOf(stdout).map((line) => JSON.parse(line));
    const late = events.filter(({ message }) => message === 'late');
    expect(late).toHaveLength(1);
    expect(late[0].lateMs).toBeGreaterThan(50_000);
  });

  it('does nothing to the terminal that its text asks for', async () => {
    await log.write(
      GROUP,
      'stream',
      ...[
        '\x1b[2J\x1b[31mcleared',
        '\x1b]0;renamed\x07',
        '\x1b]52;c;aGk=\x07',
        '\x9b?1049l',
        'over\rwritten',
      ],
      ...['\u202eright to left', 'the end'],
    );
    const { stdout } = await runLmon(['tail', GROUP, '--since', '10m', '--no-follow'], account);
    expect(stdout).toMatch(/cleared[\s\S]*renamed[\s\S]*right to left[\s\S]*the end/);
    expect(stdout).not.toMatch(/[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]/);
    const screen = await startApp({ args: ['tail', GROUP], columns: 120, rows: 40, env: account.env });
    await screen.waitFor(/cleared[\s\S]*the end/);
    expect([screen.bells(), screen.copied(), screen.isAlternate()]).toEqual([0, [], true]);
    expect(screen.title()).not.toBe('renamed');
    await screen.close();
  });
});
