import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { LocalAccount } from '../../commands/local-account.ts';
import { RESTORED, terminalOf } from '../demo.ts';
import { openScreen, type Screen } from '../open-screen.ts';
import { smallAccount } from '../small-account.ts';

let account: LocalAccount;
let folder: string;
let screen: Screen;
beforeAll(async () => {
  account = await smallAccount();
});
afterAll(() => account.close());
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lmon-state-'));
});
afterEach(async () => {
  await screen.close();
  rmSync(folder, { recursive: true });
});

const replay = (...args: string[]) =>
  openScreen({
    args: ['replay', ...args],
    columns: 100,
    rows: 30,
    env: { XDG_STATE_HOME: folder, AWS_REGION: undefined, AWS_PROFILE: undefined, HOME: '/nowhere' },
  });
const boxes = () => readdirSync(join(folder, 'lmon', 'black-box'));

/** A fleet that was on screen for a moment. */
async function endedFleet(...args: string[]): Promise<void> {
  const env = { ...account.env, XDG_STATE_HOME: folder };
  screen = await openScreen({ args: ['fleet', ...args], columns: 120, rows: 40, env });
  await screen.waitFor(/CRIT +checkout-api/);
  expect(screen.text()[0]).toMatch(
    args.includes('--record') ? /^ lmon {2}local(?::\d+)? REC / : /^ lmon {2}local(?::\d+)? \d/,
  );
  screen.press('q');
  await screen.exited;
}

describe('a session on a screen', () => {
  it('is kept in the black box, and lmon replay --last shows it again to its end', async () => {
    await endedFleet();
    expect(boxes()).toHaveLength(1);
    screen = await replay('--last', '--speed', '0.01');
    await screen.waitFor('REPLAY 24 Nov, 0.01x');
    screen.press('p');
    await screen.waitFor('REPLAY 24 Nov, paused');
    screen.press('p');
    await screen.waitFor('REPLAY 24 Nov, 0.01x');
    screen.press('q');
    await screen.exited;
    screen = await replay('--last', '--speed', '5');
    await screen.waitFor(/CRIT +checkout-api/);
    await screen.waitFor(/, \. minute {3}p pause {3}< > speed/);
    expect(screen.text().at(-1)).not.toContain('refresh');
    expect(screen.text()[0]).toMatch(
      /^ lmon {2}REPLAY 24 Nov, (?:5x|its end) 123456789012 eu-west-1 .* AS IT WAS to 03:1\dZ +03:1\d:\d\dZ$/,
    );
    await screen.waitFor('REPLAY 24 Nov, its end');
    for (const key of ['s', 'r']) {
      screen.press(key);
      await screen.waitFor(`${key} works where AWS is asked, and this is a replay`);
    }
    screen.press('>');
    await screen.waitFor('plays at 10x');
    screen.press('<');
    await screen.waitFor('plays at 5x');
    screen.press(',');
    await screen.waitFor('0 now');
    screen.press('0');
    await screen.waitFor('the fleet as the replay has it now');
    screen.press('.');
    await screen.waitFor('the recording ends ');
    screen.press(':stop\r');
    await screen.waitFor('this is a replay: nothing is asked of AWS');
    screen.press('\x1b');
    screen.press('q');
    expect((await screen.exited).code).toBe(0);
    expect(terminalOf(screen)).toEqual(RESTORED);
    await screen.waitFor('lmon made no AWS API calls: this was a recording');
    // A replay is not recorded.
    expect(boxes()).toHaveLength(1);
  });

  it('leaves none if the configuration says so', async () => {
    const config = join(folder, 'config.yml');
    writeFileSync(config, 'blackBox: false\n');
    await endedFleet('--config', config, '--record', join(folder, 'recording'));
    expect(readdirSync(folder)).toEqual(['config.yml', 'recording']);
  });
});
