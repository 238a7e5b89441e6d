import { describe, expect, it } from 'vitest';
import { ALL_LINES } from '../../../../src/logs/selection/selection-rules.ts';
import { createVersionStatistics } from '../../../../src/logs/story/version-statistics.ts';
import { displayWidth } from '../../../../src/terminal/display-width.ts';
import { safe } from '../../../../src/terminal/safe-text.ts';
import { rawText, type SafeText } from '../../../../src/terminal/text.ts';
import { glyphSet } from '../../../../src/terminal/theme/glyphs.ts';
import { invocationsAfterKey } from '../../../../src/views/invocations/list/invocations-keys.ts';
import {
  type InvocationsScene,
  invocationsHeight,
  invocationsRows,
} from '../../../../src/views/invocations/list/invocations-rows.ts';
import {
  INVOCATIONS_OPENED,
  type InvocationsState,
  seenState,
} from '../../../../src/views/invocations/list/invocations-state.ts';
import { listedRuns } from '../../../../src/views/invocations/list/listed-runs.ts';
import { listedNames } from '../../../../src/views/invocations/name-column.ts';
import { drawnRow } from '../../../../src/views/parts/frame/screen-row.tsx';
import { loggedFunction, logOf, repeated, type WrittenRun } from '../../../logs/runs/logged-function.ts';
import { SIZES, STYLE } from '../../every-look.ts';
import { LOOK, rowWith, wordsOf } from '../../fleet/fleet-on-screen.ts';
import { NOW_MS } from '../../fleet/fleet-story.ts';
import { pressed } from '../../keys/key-press.ts';
import { headerOf } from '../../tail/tail-story.ts';

const STREAM = '2026/11/24/[119]a41f3e13f9411b782a32b1eefce0a112';
const MINUTE_AGO_MS = NOW_MS - 60_000;
const RUNS: readonly WrittenRun[] = repeated(30, (place) => ({
  startMs: MINUTE_AGO_MS + place * 1_000,
  durationMs: 100 + ((place * 7) % 30),
  environment: STREAM,
  memoryMb: 100 + place,
  says: [[5, place === 12 ? 'ERROR payments.internal refused' : `order ${place} placed`]],
  ...(place === 20 ? { status: 'timeout' } : {}),
}));

const UNREAD = {
  readFromMs: MINUTE_AGO_MS,
  readThroughMs: null,
  newestMs: null,
  follow: true,
  error: { name: rawText('AccessDeniedException'), message: rawText('not authorized'), sinceMs: NOW_MS },
  wanted: ALL_LINES,
};

/** The list of these invocations, driven by keys. */
function listOf(written: readonly WrittenRun[], different: Partial<InvocationsScene> = {}) {
  let { runs } = loggedFunction(...written);
  const store = createVersionStatistics();
  for (const line of runs.flatMap((run) => run.lines)) store.add(line);
  let state: InvocationsState = INVOCATIONS_OPENED;
  const see = () => {
    state = seenState(state, listedRuns(runs, state));
  };
  see();
  const requests: string[] = [];
  const scene = (): InvocationsScene => ({
    snapshot: {
      readFromMs: MINUTE_AGO_MS,
      readThroughMs: NOW_MS,
      newestMs: NOW_MS,
      follow: true,
      status: 'live',
      error: null,
      wanted: ALL_LINES,
    },
    runs,
    open: runs.filter(({ outcome }) => outcome.kind === 'open').length,
    listed: listedRuns(runs, state),
    statistics: store.statistics(),
    names: listedNames([], store.statistics()),
    architectureOf: () => rawText('arm64'),
    state,
    header: headerOf({ who: 'prod', region: 'eu-west-1', localOffsetMinutes: 60 }),
    path: [safe`Fleet`, safe`checkout-api`, safe`Invocations`],
    isRoot: false,
    columns: 120,
    rows: 40,
    look: LOOK,
    ...different,
  });
  return {
    press(...keys: readonly string[]) {
      for (const key of keys) {
        const { listed } = scene();
        const answer = invocationsAfterKey(
          pressed('invocations', key),
          state,
          listed,
          invocationsHeight(scene()),
        );
        state = answer.state;
        see();
        if (answer.request !== null) requests.push(answer.request);
      }
    },
    arrive(...newer: readonly WrittenRun[]) {
      ({ runs } = loggedFunction(...written, ...newer));
      see();
    },
    requests,
    rows: () => invocationsRows(scene()),
    words: () => wordsOf(invocationsRows(scene())),
    selected: () => {
      const rows = invocationsRows(scene());
      return wordsOf(rows)[rows.findIndex(({ isSelected }) => isSelected === true)] ?? '';
    },
  };
}

describe('the list of invocations', () => {
  it.each([
    { status: 'live', span: '03:11Z to now' },
    { status: 'ended', span: '03:11Z to 03:12Z' },
  ] as const)('says beside its path of which time it is where its log is $status', ({ status, span }) => {
    const snapshot = {
      readFromMs: MINUTE_AGO_MS,
      readThroughMs: NOW_MS,
      newestMs: NOW_MS,
      follow: status === 'live',
      status,
      error: null,
      wanted: ALL_LINES,
    };
    expect(rowWith(listOf(RUNS, { snapshot }).words(), 'Invocations')).toMatch(new RegExp(` · ${span}$`));
    expect(rowWith(listOf(RUNS, { snapshot, columns: 60 }).words(), 'Invocations')).toContain(span);
  });

  it.each(SIZES)('fills exactly $columns x $rows cells', (size) => {
    const hostile: WrittenRun = {
      startMs: 1,
      durationMs: 9,
      says: [[1, `\x1b[2J 日本語${'x'.repeat(5_000)}`]],
      environment: '日\x1b本',
    };
    for (const written of [RUNS, [], [hostile]]) {
      const look = { ...LOOK, glyphs: glyphSet('ascii') };
      const rows = listOf(written, { ...size, look }).rows();
      expect(rows).toHaveLength(size.rows);
      for (const row of rows) {
        const drawn = drawnRow(row, size.columns, look).replace(STYLE, '');
        expect(displayWidth(drawn as SafeText)).toBe(size.columns);
        expect(drawn).not.toMatch(/[\x00-\x1f\x7f-\x9f]/);
      }
    }
  });

  it('has the newest first, with how it ended and what it said', () => {
    const list = listOf(RUNS);
    expect(list.selected()).toMatch(/ ok .* 1\d\d ms +129\/512 MB .*▎a41f .* order 29 placed$/);
    expect(rowWith(list.words(), ' timeout ')).toContain('order 20 placed');
    expect(rowWith(list.words(), 'payments.internal')).toContain('ok, 1 error');
  });

  it('counts over the part of the past that was read, not up to now', () => {
    const past = { readFromMs: NOW_MS - 47 * 60_000, readThroughMs: null, newestMs: NOW_MS - 45 * 60_000 };
    const list = listOf(RUNS, {
      snapshot: { ...UNREAD, ...past, follow: false, status: 'ended', error: null },
    });
    expect(rowWith(list.words(), 'newest first')).toContain('30 in 2m ');
  });

  it('counts over what has been read so far while its first lines are still being read, and says that REPORTs are missing', () => {
    const reading = { readFromMs: NOW_MS - 120_000, readThroughMs: null, newestMs: NOW_MS - 75_000 };
    const list = listOf(RUNS, {
      snapshot: { ...UNREAD, ...reading, follow: true, status: 'live', error: null },
    });
    expect(rowWith(list.words(), 'newest first')).toContain('30 in 45 s ');
    expect(rowWith(list.words(), 'VERSIONS')).toMatch(/ reading REPORTs since \d\d:\d\dZ$/);
  });

  it('names the ways out of a past that :at chose and to other moments', () => {
    const header = headerOf({ who: 'prod', region: 'eu-west-1', localOffsetMinutes: 0 });
    const footerOf = (isPast: boolean) =>
      listOf(RUNS, { header: isPast ? { ...header, isPast } : header })
        .words()
        .at(-1);
    expect(footerOf(true)).toMatch(/^ enter invocation {3}0 live {3}:at -5m or \+5m {3}/);
    expect(footerOf(false)).not.toContain('at -5m');
  });

  it('lists also those with no end seen where none has one, as under a filter that hides REPORT lines', () => {
    const snapshot = {
      ...UNREAD,
      ...{ readThroughMs: NOW_MS, error: null, status: 'live' as const },
      wanted: { pattern: rawText('"placed"'), rules: null },
    };
    const list = listOf(
      RUNS.slice(0, 5).map((run) => ({ ...run, isRunning: true })),
      { snapshot },
    );
    expect(rowWith(list.words(), 'newest first')).toContain('5 with no end seen, as far as --filter shows');
    expect(list.selected()).toMatch(/ no end seen .*order 4 placed/);
    list.press('return');
    expect(list.requests).toEqual(['open']);
  });

  it('says ? of runs that tell of no failure and of which lines may be missing', () => {
    const list = listOf(RUNS.slice(0, 5).map((run, place) => ({ ...run, hasNoStart: place === 4 })));
    expect(list.selected()).toMatch(/ \? .*order 4 placed/);
    list.press('j');
    expect(list.selected()).toMatch(/ ok .*order 3 placed/);
  });

  it('uses the same words for runs without a seen end in the rows and above them', () => {
    const list = listOf(RUNS.slice(0, 5).map((run, place) => ({ ...run, isRunning: place === 4 })));
    expect(rowWith(list.words(), 'newest first')).toContain('4 in 1m · 1 with no end seen · newest first');
    list.press('/', ...'seen', 'return');
    expect(list.selected()).toMatch(/ no end seen .*order 4 placed/);
  });

  it.each([
    { keys: ['E'], says: 'no invocation that hurts further up' },
    { keys: ['e', 'e', 'e'], says: 'no invocation that hurts further down' },
  ])('says until the next key that no further one hurts with $keys: $says', ({ keys, says }) => {
    const list = listOf(RUNS);
    list.press(...keys);
    expect(list.words().at(-2)).toContain(says);
    list.press('j');
    expect(list.words().at(-2)).not.toContain(says);
  });

  it('shows above it how the runs of each version performed', () => {
    expect(rowWith(listOf(RUNS).words(), ' 119 ')).toMatch(
      / 119 +30 +1\d\d ms +1\d\d ms +1\d\d ms +0 +- +129\/512 MB +\+\d\.\d +<\$0\.01/,
    );
  });

  it.each<readonly [string, readonly string[], RegExp]>([
    ['the next one that hurts', ['e'], / timeout /],
    ['the one after that', ['e', 'e'], / 1 error/],
    ['the one before', ['e', 'e', 'E'], / timeout /],
    ['the last that hurts, with nothing further down', ['e', 'e', 'e'], / 1 error/],
    ['one below', ['j'], /order 28 placed/],
    ['the last', ['G'], /order 0 placed/],
    ['the longest, sorted by duration', ['S', 'rightArrow', 'rightArrow', 'return', 'g'], / 129 ms /],
    ['the first whose message matches', ['/', ...'refused', 'return'], /payments\.internal refused/],
    ['the first whose outcome matches', ['/', ...'timeout', 'return'], /order 20 placed/],
    ['the first whose message does not match', ['/', ...'!order', 'return'], /payments\.internal refused/],
    [
      'the same as before once the filter is cleared',
      ['/', ...'timeout', 'return', 'escape'],
      /order 29 placed/,
    ],
  ])('selects %s', (_, keys, says) => {
    const list = listOf(RUNS);
    list.press(...keys);
    expect(list.selected()).toMatch(says);
  });

  it('asks to open the selected run, for its log, and to go back if nothing is filtered', () => {
    const list = listOf(RUNS);
    list.press('return', 'l', '/', 'x', 'return', 'escape', 'escape');
    expect(list.requests).toEqual(['open', 'logs', 'back']);
  });

  it('keeps the cursor on its run, and says how many are newer', () => {
    const list = listOf(RUNS);
    const seen = list.selected();
    list.arrive(
      { startMs: NOW_MS - 9_000, durationMs: 90, environment: STREAM, says: [[5, 'order 99 placed']] },
      { startMs: NOW_MS - 8_000, durationMs: 90, environment: STREAM, says: [[5, 'order 100 placed']] },
    );
    expect(list.selected()).toBe(seen);
    expect(rowWith(list.words(), 'INVOCATIONS')).toContain('2 newer, g shows them · 32 in');
    list.press('g');
    expect(list.selected()).toContain('order 100 placed');
    expect(rowWith(list.words(), 'INVOCATIONS')).not.toContain('newer,');
  });

  it('says at 80 columns, too, how many are newer', () => {
    const list = listOf(RUNS, { columns: 80, rows: 24 });
    list.arrive({
      startMs: NOW_MS - 9_000,
      durationMs: 90,
      environment: STREAM,
      says: [[5, 'order 99 placed']],
    });
    expect(rowWith(list.words(), 'INVOCATIONS')).toMatch(/ 1 newer, g shows them · 31 in 1m/);
    list.press('G');
    expect(rowWith(list.words(), 'INVOCATIONS')).toMatch(/ newer, g shows them · 31 in 1m/);
  });

  it.each([{ columns: 60 }, { columns: 80 }, { columns: 120 }, { columns: 200 }])(
    'names the function of each invocation and version where there are several, at $columns columns',
    ({ columns }) => {
      const of = (name: string, version: string, place: number): WrittenRun => ({
        startMs: MINUTE_AGO_MS + place * 1_000,
        durationMs: 100 + place,
        origin: logOf(name),
        environment: `2026/11/24/[${version}]${String(place).repeat(32)}`,
        memoryMb: 100 * place,
        says: [[5, 'order placed']],
      });
      const list = listOf(
        [of('cart-api', '$LATEST', 1), of('invoice-pdf', '$LATEST', 2), of('cart-api', '42', 3)],
        {
          columns,
        },
      );
      const words = list.words();
      expect(words.filter((row) => /^ *FUNCTION /.test(row))).toHaveLength(2);
      expect(words.filter((row) => /^ *invoice-pdf +\$LATEST +1 /.test(row))).toHaveLength(1);
      expect(words.filter((row) => /^ *cart-api +(\$LATEST|42) +1 /.test(row))).toHaveLength(2);
      const [run = ''] = words.filter((row) => /^ *invoice-pdf +03:/.test(row));
      expect(run).toMatch(/^ *invoice-pdf +03:\d\d:\d\d\S* +ok .* 102 ms /);
      expect(rowWith(words, 'MESSAGE')).toMatch(/^ *FUNCTION +ENDED /);
      if (columns >= 80) {
        expect(rowWith(words, ' invoice-pdf ')).toContain('200/512 MB');
        expect(run).toContain('order placed');
      }
      expect(listOf(RUNS, { columns }).words().join()).not.toContain('FUNCTION');
    },
  );

  it('shows more versions of several functions on a high screen, as many as a fifth of its rows', () => {
    const runs = Array.from(
      { length: 12 },
      (_, place): WrittenRun => ({
        startMs: MINUTE_AGO_MS + place * 1_000,
        durationMs: 100,
        origin: logOf(`worker-${place}`),
        environment: STREAM.slice(0, -2) + String(place).padStart(2, '0'),
      }),
    );
    const versionsAt = (rows: number) =>
      listOf(runs, { rows })
        .words()
        .filter((row) => / worker-\d+ +119 +1 /.test(row)).length;
    expect([24, 40, 60].map(versionsAt)).toEqual([4, 8, 12]);
  });

  it('says that nothing matches, or that nothing ran', () => {
    const list = listOf(RUNS);
    list.press('/', ...'zzz');
    expect(list.words().join()).toContain('no invocation matches zzz');
    expect(listOf([]).words().join()).toContain('the log tells of no invocation in this window');
  });

  it.each([
    { newestMs: null, says: 'the log holds no lines of this window' },
    { newestMs: NOW_MS, says: 'the log tells of no invocation in this window' },
  ])('does not take calls whose lines are gone for calls that never were: $says', ({ newestMs, says }) => {
    const snapshot = { ...UNREAD, newestMs, follow: false, status: 'ended', error: null } as const;
    expect(listOf([], { snapshot }).words().join()).toContain(says);
  });

  it.each([
    { status: 'denied', says: 'reading the log is denied: not authorized', why: 'Invocations · log denied' },
    { status: 'expired', says: 'credentials expired before', why: 'Invocations · credentials expired' },
    { status: 'unreachable', says: 'no answer from AWS: not authorized', why: 'Invocations · no answer' },
    { status: 'waiting', says: 'its log group does not exist yet', why: 'Invocations · 03:11Z to now' },
  ] as const)('claims nothing about a log that was not read, as it is $status', ({ status, says, why }) => {
    const snapshot = { ...UNREAD, status };
    const words = listOf([], { snapshot }).words();
    expect(words[1]).toContain(why);
    expect(words.join()).toContain(says);
    expect(words.join()).not.toContain('tells of no invocation');
  });

  it('does not say of a past log that it reaches up to now, not even while it is read', () => {
    const snapshot = { ...UNREAD, follow: false, status: 'starting', error: null } as const;
    expect(listOf([], { snapshot }).words()[1]?.trimEnd()).toMatch(/Invocations$/);
    const half = { ...snapshot, newestMs: NOW_MS };
    expect(listOf(RUNS, { snapshot: half }).words()[1]).toContain('Invocations · 03:11Z to 03:12Z');
  });

  it('says up to when the log was read once it can be read no more', () => {
    const snapshot = { ...UNREAD, readThroughMs: NOW_MS, newestMs: NOW_MS, status: 'denied' } as const;
    expect(listOf(RUNS, { snapshot }).words()[1]).toContain('Invocations · 03:11Z to 03:12Z · log denied');
  });
});
