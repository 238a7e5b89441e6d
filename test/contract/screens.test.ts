import { afterEach, describe, it } from 'vitest';
import { openApp } from '../screen/open-app.ts';
import { KEY, type Screen } from '../screen/open-screen.ts';
import { expectAsKept, KEPT_SIZES } from './kept-screen.ts';

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
    const [columns, rows] = KEPT_SIZES[2];
    screen = await openApp({ args: args.split(' '), columns, rows, shows: screens[0]?.shows ?? '' });
    for (const { name, press, shows } of screens) {
      screen.press(press);
      await screen.waitFor(shows);
      await expectAsKept(screen, name);
    }
  });
});
