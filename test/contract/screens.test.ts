import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { openApp } from '../screen/open-app.ts';
import { KEY, type Screen } from '../screen/open-screen.ts';

/** The terminals at which every screen is kept, the usual one last: screens are opened in it. */
const SIZES = [
  [200, 60],
  [80, 24],
  [120, 40],
] as const;

interface Shown {
  readonly name: string;
  /** The keys that lead there from the screen before it in its row. */
  readonly press: string;
  /** What is there once it has been read. */
  readonly shows: string | RegExp;
}

/** Screens by how lmon was called; each is kept as a text at every size, in the folder `screens`. */
const CALLS: readonly { readonly args: string; readonly screens: readonly Shown[] }[] = [
  {
    args: 'fleet',
    screens: [
      { name: 'fleet', press: '', shows: /in \d+ min/ },
      { name: 'fleet-why', press: 'G', shows: 'WHY ' },
      { name: 'fleet-filtered', press: 'g/stream\r', shows: 'filter stream' },
      { name: 'fleet-sorting', press: `${KEY.escape}S`, shows: '[REQ/s]' },
      { name: 'fleet-copying', press: `${KEY.escape}y`, shows: 'copy  ' },
      { name: 'fleet-help', press: `${KEY.escape}?`, shows: 'HERE' },
      { name: 'fleet-command', press: `${KEY.escape}:`, shows: ':_' },
    ],
  },
  { args: 'fleet --until 02:40', screens: [{ name: 'fleet-past', press: '', shows: 'PAST' }] },
  {
    args: 'watch checkout-api',
    screens: [
      { name: 'function-sync', press: '', shows: 'LAST SETTLED MINUTE' },
      { name: 'headroom', press: 'H', shows: '› Headroom' },
      { name: 'triage', press: 'T', shows: '› Triage' },
      { name: 'invocations', press: 'i', shows: '› Invocations' },
      { name: 'invocation', press: 'E\r', shows: 'ended alike' },
    ],
  },
  { args: 'watch order-stream-consumer', screens: [{ name: 'function-stream', press: '', shows: 'STREAM' }] },
  { args: 'watch email-dispatch', screens: [{ name: 'function-async', press: '', shows: 'ASYNC' }] },
  { args: 'watch report-nightly', screens: [{ name: 'function-idle', press: '', shows: 'CONFIG' }] },
  {
    args: 'tail checkout-api',
    screens: [
      { name: 'tail', press: '', shows: 'LIVE' },
      { name: 'tail-patterns', press: KEY.tab, shows: 'PATTERNS' },
    ],
  },
];

let screen: Screen;
afterEach(() => screen.close());

describe('the screens of the frozen demo', () => {
  it.each(CALLS)('lmon $args', async ({ args, screens }) => {
    const [columns, rows] = SIZES[2];
    screen = await openApp({ args: args.split(' '), columns, rows, shows: screens[0]?.shows ?? '' });
    for (const { name, press, shows } of screens) {
      screen.press(press);
      await screen.waitFor(shows);
      for (const size of SIZES) await expectAsKept(screen, name, size);
    }
  });
});

/** How long a screen may take to look as it is kept; whoever keeps it anew waits as long for it to be whole. */
const LONGEST_MS = 20_000;

async function expectAsKept(
  screen: Screen,
  name: string,
  [columns, rows]: readonly [number, number],
): Promise<void> {
  const path = `screens/${name}-${columns}x${rows}.txt`;
  const file = fileURLToPath(new URL(path, import.meta.url));
  const kept = existsSync(file) ? readFileSync(file, 'utf8') : null;
  screen.resize(columns, rows);
  // What arrives last, such as the cause from a log, may still be on its way.
  await screen
    .waitFor(() => shown(screen) === kept, { timeoutMs: kept === null ? 4_000 : LONGEST_MS })
    .catch(() => {});
  await expect(shown(screen)).toMatchFileSnapshot(path);
}

function shown(screen: Screen): string {
  return `${screen.text().join('\n')}\n`.replaceAll(/127\.0\.0\.1:\d+/g, '127.0.0.1:15666');
}
