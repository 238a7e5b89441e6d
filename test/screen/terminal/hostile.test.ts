import { afterAll, beforeAll, expect, it } from 'vitest';
import { runLmonProcess } from '../../commands/lmon-process.ts';
import type { LocalAccount } from '../../commands/local-account.ts';
import { logWriter } from '../../commands/written-log.ts';
import { STANDS_STILL } from '../../frozen-demo.ts';
import { openScreen, type Screen } from '../open-screen.ts';
import { smallAccount } from '../small-account.ts';

const GROUP = '/hostile/log';
const MESSAGE = 'first\x1b[2J\x1b]0;owned\x07\x1b[?1049h\x1b[?25l\nsecond \x9b31m\x1b[?2004h\x07';

let account: LocalAccount;
beforeAll(async () => {
  account = await smallAccount(STANDS_STILL);
  const log = logWriter(account);
  await log.createGroup(GROUP);
  await log.createStream(GROUP, 'stream');
  await log.write(GROUP, 'stream', MESSAGE);
  log.close();
});
afterAll(() => account.close());

function expectUntouched(screen: Screen): void {
  expect([screen.title(), screen.bells(), screen.isAlternate(), screen.isCursorVisible()]).toEqual([
    null,
    0,
    false,
    true,
  ]);
  expect(screen.modes().bracketedPasteMode).toBe(false);
  expect(screen.copied()).toEqual([]);
}

it.each([['--no-follow'], ['--until', '0s'], ['--plain']])(
  'a raw log does nothing to the terminal: %s %s',
  async (...flags) => {
    const args = ['tail', GROUP, '--output', 'raw', ...flags];
    const screen = await openScreen({ args, columns: 100, rows: 20, env: account.env });
    await screen.waitFor('second');
    expect(screen.text()[0]).toBe('first␛[2J␛]0;owned␇␛[?1049h␛[?25l');
    expect(screen.text()[1]).toBe('second <U+009B>31m␛[?2004h␇');
    expectUntouched(screen);
    await screen.close();
  },
);

it('a log on its screen does nothing to the terminal beyond what the screen does', async () => {
  const screen = await openScreen({ args: ['tail', GROUP], columns: 100, rows: 20, env: account.env });
  await screen.waitFor('first␛[2J␛]0;owned␇␛[?1049h␛[?25l  +1 line');
  screen.press('w');
  await screen.waitFor('second <U+009B>31m␛[?2004h␇');
  expect([screen.title(), screen.bells(), screen.isAlternate(), screen.copied()]).toEqual([
    null,
    0,
    true,
    [],
  ]);
  screen.press('q');
  expect(await screen.exited).toMatchObject({ code: 0 });
  expectUntouched(screen);
});

const ATTACK = '\x1b]0;owned\x07\x1b[?25l\x9b31m\x1b]52;c;aGkh\x07';
const SHOWN = '␛]0;owned␇␛[?25l<U+009B>31m␛]52;c;aGkh␇';

it.each([
  [[ATTACK], `unknown command "${SHOWN}"`],
  [[`--${ATTACK}`], `unknown flag --${SHOWN}`],
  [['tail', ATTACK], `no function matches "${SHOWN}"`],
  [['tail', `/${ATTACK}`, '--no-follow'], `"/${SHOWN}" names no log group`],
  [['tail', 'x', '--include', `(${ATTACK}`], `"(${SHOWN}" can't be looked for`],
  [['tail', GROUP, '--filter', `{${ATTACK}`], `AWS refuses --filter "{${SHOWN}`],
  [['fleet', '--theme', ATTACK], `theme "${SHOWN}" (flag) is none of`],
  [['fleet', '--config', `/${ATTACK}`], `/${SHOWN}`],
])('text that someone was tricked into typing does nothing to the terminal: %j', async (args, says) => {
  const screen = await openScreen({ args, columns: 200, rows: 20, env: account.env });
  const { code } = await screen.exited;
  expect(code).not.toBe(0);
  expect(screen.text().join('\n')).toContain(says);
  expectUntouched(screen);
});

it('a raw log keeps its bytes in a pipe', async () => {
  const { stdout } = await runLmonProcess(['tail', GROUP, '--output', 'raw', '--no-follow'], {
    env: account.env,
  });
  expect(stdout).toBe(`${MESSAGE}\n`);
});
