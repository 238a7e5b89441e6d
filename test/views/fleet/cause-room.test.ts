import { describe, expect, it } from 'vitest';
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

/** What stands under the title of the causes, and the note in that title. */
function needsOf(functions: readonly FunctionStory[], rows = 40) {
  const screen = fleetOnScreen({ snapshot: snapshotOf({ functions }), columns: 120, rows });
  const first = screen.findIndex((row) => row.includes('NEEDS YOU NOW'));
  const after = screen.findIndex((row) => row.includes('ACCOUNT CONCURRENCY'));
  return {
    note: screen[first] ?? '',
    named: screen.slice(first + 1, after - 1).map((row) => /[●▲] +(\S+)/u.exec(row)?.[1] ?? ''),
    header: screen[1] ?? '',
    functions: screen.filter((row) => /^[ ›]+[●▲] (?:CRIT|WARN) /u.test(row)),
  };
}

describe('the causes in words', () => {
  it('name all that is critical, as far as six, and not only the worst four', () => {
    const functions = [...WORST, slow('invoice-pdf'), slow('report'), failing('cart', 20), CALM];
    expect(new Set(needsOf(functions).named)).toEqual(
      new Set(['checkout-api', 'order-stream-consumer', 'late-report', 'invoice-pdf', 'report']),
    );
    expect(needsOf(functions).note).toContain('1 WARN more among the functions');
  });

  it.each([
    { case: 'six critical ones and one that warns', extra: 3, warns: 1, note: '1 WARN more' },
    { case: 'eight critical ones', extra: 5, warns: 0, note: '2 CRIT more' },
    { case: 'eight critical ones and two that warn', extra: 5, warns: 2, note: '2 CRIT, 2 WARN more' },
    { case: 'few that are critical', extra: 0, warns: 3, note: '2 WARN more' },
  ])('count what they leave to the functions, so that it adds up with the header: $case', (story) => {
    const functions = [
      ...WORST,
      ...Array.from({ length: story.extra }, (_, index) => slow(`slow-${index}`)),
      ...Array.from({ length: story.warns }, (_, index) => failing(`warn-${index}`, 20)),
    ];
    const { note, header, named } = needsOf(functions);
    expect(header).toMatch(new RegExp(`${3 + story.extra} CRIT +${story.warns} WARN`));
    expect(note).toContain(`${story.note} among the functions`);
    expect(named).toHaveLength(functions.length - sumOf(note));
  });

  it('say of nothing more where there is nothing more', () => {
    expect(needsOf([...WORST, CALM]).note).not.toContain('more');
  });

  it('leave eight functions in sight', () => {
    const functions = Array.from({ length: 12 }, (_, index) => slow(`slow-${index}`));
    expect(needsOf(functions).functions.length).toBeGreaterThanOrEqual(8);
  });
});

const sumOf = (note: string) =>
  [...note.matchAll(/(\d+) (?:CRIT|WARN)/g)].reduce((sum, [, count]) => sum + Number(count), 0);
