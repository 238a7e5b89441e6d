import { describe, expect, it } from 'vitest';
import { SORT_CHOICES } from '../../../src/print/fleet/table/fleet-table.ts';
import { fleetRows } from '../../../src/views/fleet/fleet-rows.ts';
import { INITIAL_FLEET } from '../../../src/views/fleet/fleet-state.ts';
import { SIZES } from '../every-look.ts';
import { ASCII, fleetOnScreen, fleetScene, wordsOf } from './fleet-on-screen.ts';
import { CAST, snapshotOf } from './fleet-story.ts';

describe('the footer', () => {
  it.each(SIZES)('names the help key at $columns columns', (size) => {
    expect(fleetOnScreen(size).at(-1)).toContain('? keys');
  });

  it('names the column that would be sorted by, on screens without columns too', () => {
    const state = { ...INITIAL_FLEET, mode: { kind: 'sorting' as const, column: 1 } };
    for (const size of SIZES)
      expect(fleetOnScreen({ ...size, state }).at(-1)).toMatch(/^ (?: REQ\/s |…)\[ERR%\]/);
  });

  it.each([
    [60, 'left right pick   enter sorts   esc resets'],
    [80, 'left right pick   enter sorts   esc resets'],
    [100, 'left right pick   enter sorts   esc resets'],
    [120, 'left right pick   enter sorts   esc resets'],
    [200, 'left right pick   enter sorts   esc resets'],
  ])('names the keys that pick a column, sort and go back, at %i columns', (columns, keys) => {
    SORT_CHOICES.forEach((_, column) => {
      const state = { ...INITIAL_FLEET, mode: { kind: 'sorting' as const, column } };
      expect(fleetOnScreen({ columns, state }).at(-1)).toMatch(new RegExp(`   ${keys}$`));
    });
  });

  it.each([60, 80, 120, 200])('says what the columns are there for, at %i columns', (columns) => {
    SORT_CHOICES.forEach((_, column) => {
      const state = { ...INITIAL_FLEET, mode: { kind: 'sorting' as const, column } };
      expect(fleetOnScreen({ columns, state }).at(-1)).toContain(' enter sorts ');
    });
  });

  it.each([120, 200])('shows every column that can be sorted by, at %i columns', (columns) => {
    const state = { ...INITIAL_FLEET, mode: { kind: 'sorting' as const, column: 0 } };
    const choices = SORT_CHOICES.map(({ title }, place) => (place === 0 ? `[${title}]` : ` ${title} `));
    expect(fleetOnScreen({ columns, state }).at(-1)).toContain(choices.join('').trimEnd());
  });

  it('says what the freeze key does while the view is frozen', () => {
    const frozen = { kind: 'frozen', newerMinutes: 0 } as const;
    const snapshot = snapshotOf({ functions: CAST, snapshot: { held: frozen } });
    expect(fleetOnScreen().at(-1)).toContain('p freeze');
    expect(fleetOnScreen({ snapshot }).at(-1)).toContain('p go on');
  });

  it.each([{ kind: 'past', atMs: 0 } as const, { kind: 'stopped' } as const])(
    'does not offer to freeze a screen that already stands still: $kind',
    (held) => {
      const snapshot = snapshotOf({ functions: CAST, snapshot: { held } });
      expect(fleetOnScreen({ snapshot }).at(-1)).not.toContain('p freeze');
    },
  );

  it.each(SIZES)('names the ways out of a past moment second at $columns columns', (size) => {
    const past = { kind: 'past', atMs: 0 } as const;
    const snapshot = snapshotOf({ functions: CAST, snapshot: { held: past } });
    expect(fleetOnScreen({ ...size, snapshot }).at(-1)).toMatch(
      /^ enter open {2,3}0 live {2,3}:at -5m or \+5m {2,3}\S/,
    );
    expect(fleetOnScreen(size).at(-1)).not.toMatch(/0 live|at -5m/);
  });

  it.each([60, 80, 120, 200])('shows the picked column in ASCII too, at %i columns', (columns) => {
    SORT_CHOICES.forEach(({ title }, column) => {
      const state = { ...INITIAL_FLEET, mode: { kind: 'sorting' as const, column } };
      const scene = { columns, rows: 24, state, look: ASCII };
      expect(fleetOnScreen(scene).at(-1)).toMatch(
        new RegExp(`\\[${title}\\].* {3}left right pick {3}enter sorts {3}esc(?: resets)?$`),
      );
    });
  });

  it.each(SIZES)(
    'shows whole columns around the picked one, and that there are more, at $columns columns',
    (size) => {
      const titles = SORT_CHOICES.map(({ title }): string => title);
      SORT_CHOICES.forEach(({ title }, column) => {
        const state = { ...INITIAL_FLEET, mode: { kind: 'sorting' as const, column } };
        const [, choices = ''] =
          fleetOnScreen({ ...size, state })
            .at(-1)
            ?.match(/^ (.*?) {3}left right/) ?? [];
        expect(choices).toContain(`[${title}]`);
        const shown = choices.split(/[ …[\]]+/).filter((each) => each !== '');
        const first = titles.indexOf(shown[0] ?? '');
        expect(shown).toEqual(titles.slice(first, first + shown.length));
        expect(choices.startsWith('…')).toBe(first > 0);
        expect(choices.endsWith('…')).toBe(first + shown.length < titles.length);
      });
    },
  );

  it('has the filter of a long list at 80 columns, where the keys stand closer', () => {
    const snapshot = snapshotOf({ functions: CAST });
    expect(fleetOnScreen({ columns: 80, rows: 24, snapshot }).at(-1)).toBe(
      ' enter open  l logs  H headroom  T triage  / filter  : command  ? keys  q quit',
    );
  });

  it('of an account without functions names the command line rather than keys of a list', () => {
    const snapshot = snapshotOf({ functions: [] });
    for (const size of SIZES.filter(({ columns }) => columns >= 80))
      expect(fleetOnScreen({ ...size, snapshot }).at(-1)).toBe(
        ' p freeze   r refresh   t times   0-6 window   : command   ? keys   q quit',
      );
  });

  it('shows the filter as it is typed', () => {
    const state = { ...INITIAL_FLEET, filter: '!api', mode: { kind: 'filtering' as const } };
    expect(wordsOf(fleetRows(fleetScene({ state }))).at(-1)).toMatch(/^ \/!api_ .*enter keeps/);
  });
});
