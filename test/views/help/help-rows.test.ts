import { describe, expect, it } from 'vitest';
import { plainLine } from '../../../src/terminal/drawing/draw-line.ts';
import type { SafeText } from '../../../src/terminal/text.ts';
import { helpHeight, helpPage, helpRows, helpText } from '../../../src/views/help/help-rows.ts';
import { SCREEN_NAMES } from '../../../src/views/keys/key-binding.ts';
import { actingKeys, KEYMAP } from '../../../src/views/keys/keymap.ts';
import { SIZES } from '../every-look.ts';
import { expectFilled } from '../filled-screen.ts';
import { LOOK, wordsOf } from '../fleet/fleet-on-screen.ts';
import { layoutComplaints } from '../layout-complaints.ts';

describe('the help', () => {
  it.each(SIZES)('fills exactly $columns x $rows cells on all its pages', ({ columns, rows }) => {
    for (const screen of SCREEN_NAMES) {
      const { length } = helpText(screen, columns, LOOK);
      for (let first = 0; first < length; first += helpHeight(rows)) {
        expectFilled({ columns, rows }, (look) =>
          helpRows(helpText(screen, columns, look), first, rows, look),
        );
        const words = wordsOf(helpRows(helpText(screen, columns, LOOK), first, rows, LOOK));
        expect(layoutComplaints(words, columns)).toEqual([]);
      }
    }
  });

  it.each(SIZES)(
    'shows all of its text when turned page by page, at $columns x $rows',
    ({ columns, rows }) => {
      for (const screen of SCREEN_NAMES) {
        const text = helpText(screen, columns, LOOK);
        const lastTop = Math.max(0, text.length - helpHeight(rows));
        const page = helpPage(text, rows);
        const tops = Array.from({ length: Math.ceil(text.length / page) + 1 }, (_, turned) => turned * page);
        const shown = tops
          .flatMap((top) => wordsOf(helpRows(text, Math.min(top, lastTop), rows, LOOK)))
          .join('\n');
        for (const { line } of text.flatMap(({ cells }) => cells))
          expect(shown).toContain(plainLine(line).trim());
      }
    },
  );

  it('has no half of an entry in the last row of a page', () => {
    const pages = SCREEN_NAMES.flatMap((screen) => {
      const text = helpText(screen, 80, LOOK);
      return Array.from({ length: text.length - 22 }, (_, first) => ({ text, first }));
    });
    for (const { text, first } of pages) {
      const [last = '', next = ''] = [21, 22].map((place) => wordsOf(text)[first + place]);
      const goesOn = next.startsWith('   ') && next.slice(1, 38).trim() !== '';
      if (!goesOn || last.slice(1, 38).trim() === '') continue;
      expect(
        wordsOf(helpRows(text, first, 24, LOOK))[21]
          ?.slice(1, 38)
          .trim(),
      ).toBe('');
    }
  });

  it.each(SCREEN_NAMES)('has all keys of the %s on one page at 80 x 24, each in one row', (screen) => {
    const words = wordsOf(helpText(screen, 80, LOOK));
    const height = words.findIndex((row) => row.trim() === '');
    expect(height).toBeLessThanOrEqual(helpHeight(24));
    for (const row of words.slice(1, height)) expect(row).toMatch(/^ \S/);
  });

  it('tells of keys that do the same one way and the other in one row', () => {
    const words = wordsOf(helpText('tail', 80, LOOK)).join('\n');
    expect(words).toMatch(/ 1-6 {5}the last 5m 15m 30m 1h 3h 24h/);
    expect(words).toMatch(/ j k {5}one line down, up \(or down up\)/);
    expect(words).toMatch(/ left {4}move left, right \(and right\)/);
    expect(words).toMatch(/ ctrl-d {2}half a page down, up \(ctrl-u\)/);
    expect(words).toMatch(/ \] \[ {5}next function, previous \(J K\)/);
  });

  it.each(SIZES)('tells how to end lmon whatever the screen does, at $columns x $rows', ({ columns }) => {
    expect(wordsOf(helpText('help', columns, LOOK)).join('\n')).toMatch(/ ctrl-c +end lmon at once/);
  });

  it.each([60, 80, 100, 120, 200])('has the meanings of the keys in line at %i columns', (columns) => {
    for (const screen of SCREEN_NAMES) {
      const words = wordsOf(helpText(screen, columns, LOOK));
      const keys = words.slice(
        1,
        words.findIndex((row) => row.trim() === ''),
      );
      // Neither within a key's name nor between two keys there are two blanks.
      const starts = keys.flatMap((row) => [...row.matchAll(/(?<= {2})\S/g)].map(({ index }) => index));
      const columnsOfKeys = columns < 80 ? 1 : columns < 200 ? 2 : 3;
      expect(new Set(starts).size).toBeLessThanOrEqual(2 * columnsOfKeys);
    }
  });

  it('tells all keys of an action, those without room in their column behind its meaning', () => {
    const words = wordsOf(helpText('tail', 80, LOOK)).join('\n');
    expect(words).toMatch(/ space {3}page down \(or PgDn ctrl-f\)/);
    expect(words).toMatch(/ r {7}ask AWS now \(or ctrl-r\)/);
    expect(wordsOf(helpText('tail', 120, LOOK)).join('\n')).toMatch(/ space PgDn ctrl-f {2}page down/);
  });

  it.each(['fleet', 'function', 'tail'] as const)('needs no second page on a large screen: %s', (screen) => {
    expect(helpText(screen, 200, LOOK).length).toBeLessThanOrEqual(helpHeight(60));
  });

  it('says over each column where its keys work, even if they begin in the one before', () => {
    const words = wordsOf(helpText('fleet', 200, LOOK));
    const elsewhere = words.slice(words.findIndex((row) => row.includes('ELSEWHERE')) + 1);
    expect(elsewhere[0]?.trim().split(/ {2,}/)).toEqual([
      expect.stringMatching(/^on /),
      expect.stringMatching(/^on /),
      expect.stringMatching(/^on /),
    ]);
  });

  it.each(['fleet', 'function', 'tail'] as const)(
    'tells of no key elsewhere what it does here: %s',
    (screen) => {
      const words = wordsOf(helpText(screen, 200, LOOK)).join('\n');
      for (const says of ['ask AWS now', 'freeze the view, or resume'])
        expect(words.split(says)).toHaveLength(2);
    },
  );

  it('tells apart the marks of calls that failed: those of the log, and those of lmon', () => {
    const words = wordsOf(helpText('tail', 120, LOOK)).join('\n');
    expect(words).toMatch(/ ! in FAILURES +may still change, and some have failed already/);
    expect(words).toMatch(/ ! 3 +in the header: calls of lmon's own that failed in 10 min/);
  });

  it('says of which screen the keys are, and which of its rows are visible', () => {
    const rowsFrom = (first: number) => wordsOf(helpRows(helpText('function', 80, LOOK), first, 24, LOOK));
    const { length } = helpText('function', 80, LOOK);
    expect(rowsFrom(0)[0]).toMatch(/^ KEYS THAT WORK HERE · dashboard ─/);
    expect(rowsFrom(0).at(-1)).toContain(`j k space b 1 to 22 of ${length}   any other key closes`);
    expect(rowsFrom(length - 22).at(-1)).toContain(` ${length - 21} to ${length} of ${length} `);
  });

  it.each([
    { columns: 60, columnsOfKeys: 1 },
    { columns: 80, columnsOfKeys: 2 },
    { columns: 100, columnsOfKeys: 2 },
    { columns: 120, columnsOfKeys: 2 },
    { columns: 200, columnsOfKeys: 3 },
  ])('has $columnsOfKeys columns of keys at $columns columns', ({ columns, columnsOfKeys }) => {
    const first = wordsOf(helpText('fleet', columns, LOOK))[1] ?? '';
    expect(first.trim().split(/ {2,}/)).toHaveLength(2 * columnsOfKeys);
  });

  it.each([
    { columns: 100, columnsOfKeys: 1 },
    { columns: 120, columnsOfKeys: 2 },
    { columns: 200, columnsOfKeys: 3 },
  ])(
    'has $columnsOfKeys columns of commands side by side at $columns columns',
    ({ columns, columnsOfKeys }) => {
      const words = wordsOf(helpText('fleet', columns, LOOK));
      const first = words[words.findIndex((row) => row.includes('COMMANDS')) + 1] ?? '';
      expect(first.match(/ :[a-z]+/g)).toHaveLength(columnsOfKeys);
    },
  );

  it('explains the columns of the fleet only where a fleet is watched', () => {
    const explains = (watchesFleet: boolean) =>
      wordsOf(helpText('tail', 80, LOOK, { watchesFleet, played: null }))
        .join('\n')
        .includes('COLUMNS OF THE FLEET');
    expect([explains(true), explains(false)]).toEqual([true, false]);
  });

  it.each([
    { session: 'a fleet', watchesFleet: true, seeks: true },
    { session: 'logs only', watchesFleet: false, seeks: false },
  ])('says in a replay of $session how to seek and how to play faster', ({ watchesFleet, seeks }) => {
    const played = { endMs: 0, replaying: 'lmon replay --last' as SafeText };
    const look = { ...LOOK, keymap: actingKeys(KEYMAP, { watchesFleet, isReplay: true }) };
    const words = wordsOf(helpText('fleet', 80, look, { watchesFleet, played })).join('\n');
    expect(words.includes(':at -5m')).toBe(seeks);
    expect(words).toContain('lmon replay --last --now 02:55');
    expect(words).toContain('lmon replay --last --speed 10');
    expect(words).not.toContain('ask AWS now');
    expect(wordsOf(helpText('fleet', 80, LOOK)).join('\n')).not.toContain('--speed');
  });

  it('names in a session of logs only the commands that work there', () => {
    const namedIn = (watchesFleet: boolean) =>
      wordsOf(helpText('tail', 80, LOOK, { watchesFleet, played: null }))
        .join('\n')
        .match(/(?<=^ ):[a-z]+/gm);
    expect(namedIn(true)).toContain(':sort');
    expect(namedIn(false)).toEqual([
      ':request',
      ':profile',
      ':region',
      ':theme',
      ':cost',
      ':keys',
      ':stop',
      ':q',
    ]);
  });
});
