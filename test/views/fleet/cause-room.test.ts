import { describe, expect, it } from 'vitest';
import { SIZES } from '../every-look.ts';
import { fleetOnScreen } from './fleet-on-screen.ts';
import { CALM, calm, type FunctionStory, LAGGING, snapshotOf, THROTTLED } from './fleet-story.ts';

const failing = (name: string, errors: number): FunctionStory => ({
  name,
  minute: calm(() => ({ 'Errors Sum': errors })),
});
const slow = (name: string): FunctionStory => ({
  name,
  timeoutMs: 15_000,
  minute: calm(() => ({ 'Duration Maximum': 15_000 })),
});
/** Three that are critical. */
const WORST = [THROTTLED, LAGGING, slow('late-report')];

/** The lines below the title of the causes, and the note in that title. */
function needsOf(functions: readonly FunctionStory[], rows = 40) {
  const screen = fleetOnScreen({ snapshot: snapshotOf({ functions }), columns: 120, rows });
  const first = screen.findIndex((row) => row.includes('NEEDS YOU NOW'));
  const after = screen.findIndex((row) => row.includes('ACCOUNT CONCURRENCY'));
  return {
    more: screen.slice(first + 1, after - 1).find((row) => / more {3}/.test(row)) ?? '',
    named: screen
      .slice(first + 1, after - 1)
      .filter((row) => !/ more {3}/.test(row))
      .map((row) => /[●▲] +(\S+)/u.exec(row)?.[1] ?? ''),
    header: screen[1] ?? '',
    functions: screen.filter((row) => /^[ ›]+[●▲] (?:CRIT|WARN) /u.test(row)),
  };
}

describe('the sentences about causes', () => {
  it.each([
    { rows: 36, critical: 7 },
    { rows: 40, critical: 11 },
    { rows: 50, critical: 18 },
  ])(
    'cover $critical critical functions at $rows rows, where EVENTS would take more',
    ({ rows, critical }) => {
      const functions = [
        ...Array.from({ length: critical }, (_, index) => slow(`slow-${index}`)),
        failing('cart', 20),
        failing('basket', 15),
      ];
      const needs = needsOf(functions, rows);
      expect(needs.named).toHaveLength(critical);
      expect(needs.more).toContain(' 2 WARN more   ');
      expect(needs.functions.length).toBeGreaterThanOrEqual(8);
    },
  );

  it('cover up to six critical functions, not only the worst four', () => {
    const failures = [failing('cart', 20), failing('basket', 15)];
    const functions = [...WORST, slow('invoice-pdf'), slow('report'), ...failures, CALM];
    expect(new Set(needsOf(functions).named)).toEqual(
      new Set(['checkout-api', 'order-stream-consumer', 'late-report', 'invoice-pdf', 'report']),
    );
    expect(needsOf(functions).more).toMatch(/^ ▲ 2 WARN more {3,}basket ERR 2\.5 % {3}cart ERR 3\.3 %$/);
  });

  it.each([
    { case: 'six critical ones and two that warn', extra: 3, warns: 2, note: '2 WARN more' },
    { case: 'nine critical ones', extra: 6, warns: 0, note: '2 CRIT more' },
    { case: 'nine critical ones and two that warn', extra: 6, warns: 2, note: '2 CRIT, 2 WARN more' },
    { case: 'few that are critical', extra: 0, warns: 4, note: '3 WARN more' },
  ])('leave a count for the list that adds up with the header: $case', (story) => {
    const functions = [
      ...WORST,
      ...Array.from({ length: story.extra }, (_, index) => slow(`slow-${index}`)),
      ...Array.from({ length: story.warns }, (_, index) => failing(`warn-${index}`, 20)),
    ];
    const { more, header, named } = needsOf(functions, 36);
    expect(header).toMatch(new RegExp(`${3 + story.extra} CRIT +${story.warns} WARN`));
    expect(more).toContain(` ${story.note}   `);
    expect(named).toHaveLength(functions.length - sumOf(more));
  });

  it.each([
    ['at 40 rows', 40, 4],
    ['at 60 rows', 60, 8],
  ])(
    'cover a last one instead of counting it, if a sentence takes no more room: %s',
    (_where, rows, most) => {
      const functions = Array.from({ length: most + 1 }, (_, index) => failing(`warn-${index}`, 20));
      expect(needsOf(functions, rows)).toMatchObject({
        more: '',
        named: functions.map(() => expect.any(String)),
      });
    },
  );

  it('cover a last one at 80x24 as well, beside the line of the pool', () => {
    const functions = [...WORST, failing('cart', 20)];
    const screen = fleetOnScreen({ snapshot: snapshotOf({ functions }), columns: 80, rows: 24 });
    expect(screen.join('\n')).toMatch(/^ ▲ cart fails 3\.3 % of calls/m);
    expect(screen.join('\n')).not.toContain('more  ');
  });

  it('leave a count of those whose reason has no room', () => {
    const functions = Array.from({ length: 14 }, (_, index) => failing(`service-number-${index}`, 20));
    const { more } = needsOf(functions);
    const said = [...more.matchAll(/service-number-\d+ ERR/g)].length;
    const [, left = '0'] = /and (\d+) more$/.exec(more) ?? [];
    expect(said).toBeGreaterThan(1);
    expect(4 + said + Number(left)).toBe(14);
  });

  it('leave no count if nothing is left', () => {
    expect(needsOf([...WORST, CALM]).more).toBe('');
  });

  it('leave eight functions in sight', () => {
    const functions = Array.from({ length: 12 }, (_, index) => slow(`slow-${index}`));
    expect(needsOf(functions).functions.length).toBeGreaterThanOrEqual(8);
  });

  it('leave six functions in sight in a smaller window, where the pool is one line among them', () => {
    const functions = [...WORST, ...Array.from({ length: 9 }, (_, index) => slow(`slow-${index}`))];
    const screen = fleetOnScreen({ snapshot: snapshotOf({ functions }), columns: 100, rows: 30 });
    const sentences = screen.filter((row) => /^ ● \S/u.test(row) && !/^ ● CRIT /u.test(row));
    expect(screen.filter((row) => /^ ● CRIT /u.test(row)).length).toBeGreaterThanOrEqual(6);
    expect(sentences).toHaveLength(7);
    expect(screen.filter((row) => / account pool +[━─]+ +\d+ %/u.test(row))).toHaveLength(1);
  });
});

it('who else hurts has a row below all sentences, with air before the functions, however long these are', () => {
  const turnedAway = ['checkout-api', 'checkout-app', 'checkout-web', 'pay'].map((name) => ({
    ...THROTTLED,
    name,
  }));
  const functions = [...turnedAway, ...['a', 'b', 'c', 'd', 'e'].map(slow), failing('cart', 20)];
  const snapshot = snapshotOf({ functions });
  for (const size of SIZES.filter(({ columns }) => columns < 100)) {
    const rows = fleetOnScreen({ ...size, snapshot });
    const rest = rows.findIndex((row) => /^ ● \d CRIT.*[,;] 1 WARN more/.test(row));
    expect(rows.slice(3, rest).every((row) => !/ more/.test(row))).toBe(true);
    expect(rows[rest + 1]).toMatch(/^ {3}account pool /);
    expect(rows[rest + 2]).toBe('');
    expect(rows[rest + 3]).toMatch(/^ {9}FUNCTION 1/);
  }
});

const sumOf = (note: string) =>
  [...note.matchAll(/(\d+) (?:CRIT|WARN)/g)].reduce((sum, [, count]) => sum + Number(count), 0);
