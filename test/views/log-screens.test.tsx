import { PassThrough } from 'node:stream';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { render } from 'ink';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MINUTE_MS } from '../../src/lambda/time.ts';
import { ApiLedger } from '../../src/monitor/calls/api-ledger.ts';
import { createCallBudget } from '../../src/monitor/calls/call-budget.ts';
import type { LogTail } from '../../src/monitor/log/tail/log-tail.ts';
import { createKeyQueue } from '../../src/views/keys/key-queue.ts';
import { Keys } from '../../src/views/keys/keys.ts';
import { LogScreens } from '../../src/views/log-screens.tsx';
import type { AppScreen, AppSettings } from '../../src/views/parts/app-settings.ts';
import { START_MS } from '../monitor/log/reading/follow-harness.ts';
import { logEvent, type ScriptedLog } from '../monitor/log/scripted-log.ts';
import { tailOf } from '../monitor/log/tail/opened-tail.ts';
import type { ManualClock } from '../monitor/manual-clock.ts';
import { LOOK } from './fleet/fleet-on-screen.ts';
import { inkKey } from './keys/key-press.ts';

const REQUEST = '8f3a1c9e-07b2-4d1f-9a55-0c4de1b7f210';
/** They say the same, so the log screen opens with one row for all of them. */
const EVENTS = Array.from({ length: 20 }, (_, place) => {
  const atMs = START_MS - 30_000 + place * 100;
  return logEvent(
    `event-${place}`,
    atMs,
    atMs,
    `2026-11-20T03:00:00.000Z\t${REQUEST}\tWARN\tworker ${place} is slow`,
  );
});
const INVOCATIONS: AppScreen = { name: 'invocations', target: 'checkout-api' };
const LOGS: AppScreen = { name: 'tail', target: 'checkout-api' };
const TRIAGE: AppScreen = { name: 'triage', functionName: 'checkout-api' };

let clock: ManualClock;
let source: ScriptedLog;
let tail: LogTail;
let close = () => {};
let leave = () => {};
/** Asks the screens of the log, once it has been covered for long, whether it is given up. */
let isGivenUp = () => false;
let openings = 0;
/** Until then, the log can't be opened. */
let openedMs = 0;
beforeEach(async () => {
  ({ clock, source, tail } = tailOf({ events: EVENTS }));
  leave = () => {};
  openings = 0;
  openedMs = 0;
  await clock.advance(5_000);
});
afterEach(() => {
  close();
  tail.close();
});

/** The screens of the log, and every frame that they draw. */
async function opened(first: readonly AppScreen[]) {
  const keys = createKeyQueue();
  const settings = {
    fleet: null,
    openTail: async () => {
      openings += 1;
      if (clock.now() < openedMs)
        return {
          kind: 'failed',
          complaint: 'no answer from AWS',
          untilAgain: (signal) => clock.sleep(30_000, signal),
        };
      return {
        kind: 'open',
        tail,
        functions: [],
        rest(givesUp) {
          isGivenUp = givesUp;
          tail.hold();
          return tail.goOn;
        },
        leave,
      };
    },
    whereabouts: { who: 'prod', region: 'eu-west-1', localOffsetMinutes: 0 },
    access: { region: 'eu-west-1', profile: null, endpointUrl: null, lmon: 'lmon', isDemo: false },
    look: LOOK,
    budget: createCallBudget(clock, { random: () => 0.5 }),
    now: clock.now,
    api: () => new ApiLedger(START_MS).snapshot(clock.now()),
  } satisfies Partial<AppSettings> as unknown as AppSettings;
  const nothing = () => {};
  const of = (screens: readonly AppScreen[]) => (
    <Keys value={keys}>
      <LogScreens
        settings={settings}
        size={{ columns: 120, rows: 51 }}
        isCovered={false}
        menu={{ open: nothing, copy: nothing, takes: () => false, rows: null }}
        screens={screens}
        onOpen={nothing}
        onSwitch={nothing}
        toNeighbour={nothing}
        onBack={nothing}
        onNote={nothing}
        onWriteNote={nothing}
        onSay={nothing}
        onEverywhere={nothing}
        onPresent={nothing}
        onHeadroom={nothing}
        onTriage={nothing}
      />
    </Keys>
  );
  let frames: string[] = [];
  const stdout = Object.assign(new PassThrough(), { columns: 120, rows: 51 });
  stdout.on('data', (frame: Buffer) => frames.push(frame.toString()));
  const app = render(of(first), {
    stdout: stdout as unknown as NodeJS.WriteStream,
    // Every frame is written, however soon the next one follows.
    debug: true,
    patchConsole: false,
  });
  close = app.unmount;
  const drawn = async () => {
    for (let turn = 0; turn < 10; turn++) await nextTurn();
    return frames.filter((frame) => frame.includes('LINES'));
  };
  await drawn();
  return {
    drawn,
    text: () => frames.at(-1) ?? '',
    async show(...screens: readonly AppScreen[]) {
      frames = [];
      app.rerender(of(screens));
      return drawn();
    },
    async type(words: string) {
      for (const character of words) keys.add(character, inkKey(character === '\r' ? { return: true } : {}));
      return drawn();
    },
  };
}

/** How many rows of a frame show lines of the log, in its lines or its patterns. */
function rowsSaying(frame: string | undefined): number {
  return frame?.split('\n').filter((row) => row.includes('is slow')).length ?? 0;
}

/** The rows of a frame that show lines of the log. */
function linesOf(frame: string | undefined): readonly string[] {
  return frame?.split('\n').filter((row) => row.includes('is slow')) ?? [];
}

describe('the log screen', () => {
  it('is there once its log can be opened, and tells until then why it can not', async () => {
    openedMs = clock.now() + 40_000;
    const { drawn, text } = await opened([LOGS]);
    await clock.advance(35_000);
    await drawn();
    expect(text()).toContain('no answer from AWS; r tries now');
    await clock.advance(30_000);
    expect(linesOf((await drawn()).at(-1)).length).toBeGreaterThan(0);
    expect(openings).toBe(3);
  });

  it('tries to open its log no more once it is left', async () => {
    openedMs = Number.POSITIVE_INFINITY;
    await opened([LOGS]);
    close();
    await clock.advance(60_000);
    expect(openings).toBe(1);
  });

  it('folds repeated lines from its first frame on', async () => {
    const { drawn } = await opened([LOGS]);
    const frames = await drawn();
    expect(frames.length).toBeGreaterThan(0);
    for (const frame of frames) expect(rowsSaying(frame)).toBe(2);
  });

  it('folds them when it is opened over the list of invocations, too', async () => {
    const { show } = await opened([INVOCATIONS]);
    let notifications = 0;
    tail.subscribe(() => {
      notifications += 1;
    });
    const [first] = await show(INVOCATIONS, LOGS);
    expect([rowsSaying(first), notifications]).toEqual([2, 0]);
  });

  it('opens again with all rows, whatever was filtered when it was closed', async () => {
    const { show, type } = await opened([INVOCATIONS, LOGS]);
    const filtered = await type('vnowhere\r');
    expect(filtered.at(-1)).toContain('none of 20 lines matches');
    await show(INVOCATIONS);
    const [first] = await show(INVOCATIONS, LOGS);
    expect(first).not.toContain('matches');
    expect(rowsSaying(first)).toBe(2);
  });

  it('shows the log where it was after other screens of its function, which it is not read behind', async () => {
    let leaves = 0;
    leave = () => {
      leaves += 1;
    };
    const { show, type } = await opened([LOGS]);
    const held = (await type('ugk')).at(-1);
    expect(held).toContain('HELD');
    expect(await show(LOGS, TRIAGE)).toEqual([]);
    await clock.advance(5_000);
    const calls = source.callsMs.length;
    await clock.advance(10 * MINUTE_MS);
    expect([source.callsMs.length, leaves]).toEqual([calls, 0]);
    const [first] = await show(LOGS);
    expect(linesOf(first)).toEqual(linesOf(held));
    expect(first).toContain('HELD');
    await clock.advance(5_000);
    expect(source.callsMs.length).toBeGreaterThan(calls);
  });

  it('keeps its place under its triage, also under the invocations opened from there', async () => {
    const { show, type } = await opened([LOGS]);
    const held = (await type('ugk')).at(-1);
    await show(LOGS, TRIAGE);
    await show(LOGS, TRIAGE, INVOCATIONS);
    await show(LOGS, TRIAGE);
    const [first] = await show(LOGS);
    expect(first).toContain('HELD');
    expect(linesOf(first)).toEqual(linesOf(held));
  });

  it('keeps its place when it comes to the top over its triage', async () => {
    const { show, type } = await opened([LOGS]);
    const held = (await type('ugk')).at(-1);
    await show(LOGS, TRIAGE);
    const [first] = await show(TRIAGE, LOGS);
    expect(first).toContain('HELD');
    expect(linesOf(first)).toEqual(linesOf(held));
    expect(openings).toBe(1);
  });

  it('keeps its place under the log of another function, and under no more than that', async () => {
    const other = (name: string): readonly AppScreen[] => [
      { name: 'triage', functionName: name },
      { name: 'tail', target: name },
    ];
    const { show, type } = await opened([LOGS]);
    await type('ugk');
    expect((await show(LOGS, ...other('cart-api'))).at(-1)).toContain('FOLLOW');
    expect((await show(LOGS))[0]).toContain('HELD');
    expect(openings).toBe(2);
    await show(LOGS, ...other('cart-api'), ...other('invoice-pdf'));
    expect((await show(LOGS)).at(-1)).toContain('FOLLOW');
    expect(openings).toBe(4);
  });

  it.each<{ log: string; keys: string; over?: AppScreen; is: boolean }>([
    { log: 'one that follows', keys: '', is: true },
    { log: 'one that follows again', keys: 'kG', is: true },
    { log: 'one that is held', keys: 'k', is: false },
    { log: 'one that is frozen', keys: 'p', is: false },
    { log: 'one with a mark', keys: 'kmG', is: false },
    { log: 'one that is filtered', keys: 'vslow\r', is: false },
    { log: 'one under the list of its invocations', keys: '', over: INVOCATIONS, is: false },
  ])('gives up after long under other screens: $log, $is', async ({ keys, over, is }) => {
    const { show, type } = await opened([LOGS]);
    await type(keys);
    const below = over === undefined ? [LOGS] : [LOGS, over];
    await show(...below);
    await show(...below, TRIAGE);
    expect(isGivenUp()).toBe(is);
    await show(...below, TRIAGE);
    expect(openings).toBe(1);
    const frames = await show(LOGS);
    expect(openings).toBe(is ? 2 : 1);
    if (is) expect(frames.at(-1)).toContain('FOLLOW');
  });

  it('is closed once neither it nor a screen above it is open', async () => {
    let leaves = 0;
    leave = () => {
      leaves += 1;
    };
    const { show } = await opened([LOGS]);
    await show(LOGS, TRIAGE);
    await show(TRIAGE);
    expect(leaves).toBe(1);
  });

  it('selects no rows any more once its log is closed', async () => {
    leave = tail.close;
    const { show, type } = await opened([INVOCATIONS, LOGS]);
    await type('vnowhere\r');
    let told = 0;
    tail.subscribe(() => {
      told += 1;
    });
    await show({ name: 'fleet' });
    expect([tail.rowCount(), told]).toEqual([0, 0]);
  });
});
