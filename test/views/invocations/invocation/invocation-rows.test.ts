import { describe, expect, it } from 'vitest';
import { displayWidth } from '../../../../src/terminal/display-width.ts';
import { rawText, type SafeText } from '../../../../src/terminal/text.ts';
import { glyphSet } from '../../../../src/terminal/theme/glyphs.ts';
import { createTheme } from '../../../../src/terminal/theme/theme.ts';
import { invocationRows, linesHeight } from '../../../../src/views/invocations/invocation/invocation-rows.ts';
import type { InvocationScene } from '../../../../src/views/invocations/invocation/invocation-scene.ts';
import { drawnRow } from '../../../../src/views/parts/frame/screen-row.tsx';
import type { WrittenRun } from '../../../logs/runs/logged-function.ts';
import { SIZES, STYLE } from '../../every-look.ts';
import { LOOK, rowWith, wordsOf } from '../../fleet/fleet-on-screen.ts';
import { NOW_MS } from '../../fleet/fleet-story.ts';
import { invocationOnScreen, invocationScene, TIMED_OUT } from '../invocation-story.ts';

const HOSTILE: WrittenRun = {
  startMs: 1_000,
  durationMs: 900,
  says: [
    [1, '\x1b[2J\x1b[H\x1b]52;c;aGk=\x07owned'],
    [2, `wide ${'日本語'.repeat(80)}`],
    [3, 'ERROR first\nsecond\r\nthird \u202e'],
    [4, 'x'.repeat(100_000)],
    ...Array.from({ length: 90 }, (_, place): readonly [number, string] => [10 + place, `line ${place}`]),
  ],
  environment: '日\x1b[31m本語',
  version: '$LATEST',
};

describe('the screen of an invocation', () => {
  it.each(SIZES)('fills exactly $columns x $rows cells, whatever its lines say', (size) => {
    for (const glyphs of [glyphSet('ascii'), glyphSet('block')]) {
      for (const written of [TIMED_OUT, [HOSTILE]]) {
        for (const page of ['lines', 'compare'] as const) {
          const look = { ...LOOK, glyphs, theme: createTheme('dark', 'truecolor') };
          const rows = invocationRows(invocationScene(written, { ...size, look, state: { first: 3, page } }));
          expect(rows).toHaveLength(size.rows);
          for (const row of rows) {
            const drawn = drawnRow(row, size.columns, look).replace(STYLE, '');
            expect(displayWidth(drawn as SafeText)).toBe(size.columns);
            expect(drawn).not.toMatch(/[\x00-\x1f\x7f-\x9f\u202e]/);
          }
        }
      }
    }
  });

  it('lists the runs like it by when they ended, as their first column tells', () => {
    const ended = invocationOnScreen(
      [5_000, 900, 2_000, 1_200].map((durationMs, place) => ({
        startMs: NOW_MS - 60_000 + place * 1_000,
        durationMs,
        environment: `of its own ${place}`,
      })),
      { rows: 60 },
    ).flatMap((row) => /^ (\d\d:\d\d:\d\d\.\d{3}) +ok /.exec(row)?.[1] ?? []);
    expect(ended).toHaveLength(3);
    expect(ended).toEqual(ended.toSorted().reverse());
  });

  it('says how many of those that ended alike are listed, where not all are', () => {
    const last = TIMED_OUT.at(-1);
    const alike = Array.from({ length: 20 }, (_, place) => ({
      durationMs: 10_000,
      says: [],
      status: 'timeout',
      ...last,
      startMs: NOW_MS + (place + 1) * 11_000,
    }));
    const size = { columns: 200, rows: 60 };
    expect(rowWith(invocationOnScreen([...TIMED_OUT, ...alike], size), ' LIKE IT ')).toMatch(
      /─ 12 of 20 others, newest first$/,
    );
    expect(rowWith(invocationOnScreen([...TIMED_OUT, ...alike.slice(0, 5)], size), ' LIKE IT ')).toMatch(
      /─$/,
    );
  });

  it('says that a run is incomplete if lines may be missing', () => {
    expect(rowWith(invocationOnScreen(TIMED_OUT, { isPart: true }), 'LINES')).toContain(
      'a part: not all of it was read',
    );
    expect(invocationOnScreen().join('\n')).not.toContain('a part');
  });

  it('starts with how it ended and how that is known, then what sets it apart from healthy ones', () => {
    const [, , , verdict, differs] = invocationOnScreen();
    expect(verdict).toBe(' ● timeout   the REPORT says Status: timeout');
    expect(differs).toBe(
      ' differs   nothing for 4.0 s after "POST https://payments.internal/v2/charge"; usual 900 ms before, 1.9 s now',
    );
  });

  it.each([
    { columns: 80, rows: 24 },
    { columns: 120, rows: 40 },
  ])('says in full that the usual duration of a step is unknown, at $columns columns', (size) => {
    const retried = [[1_000, 'WARN retry 3/3 POST https://payments.internal/v2/charge']] as const;
    const run = { ...TIMED_OUT.at(-1), startMs: NOW_MS, durationMs: 10_000, says: retried };
    const words = invocationOnScreen([...TIMED_OUT.slice(0, -1), run], size);
    expect(rowWith(words, 'nothing for')).toMatch(
      /nothing for 9\.0 s after "retry 3\/3.*"; usual not known$/,
    );
  });

  it('says at 80 columns, too, that a stream batch is stuck, and what each attempt said', () => {
    const requestId = '0938f096-748b-4ba3-bbda-6da280050419';
    const tries = [0, 1, 2, 3].map((place) => ({
      startMs: NOW_MS + 1_000 * place,
      durationMs: 160,
      says: [[90, 'ERROR UnknownCurrencyError: record 6']] as const,
      requestId,
    }));
    const words = invocationOnScreen([...TIMED_OUT.slice(0, 9), ...tries], { columns: 80, rows: 24 });
    expect(words.slice(4, 7).map((row) => row.trim())).toEqual([
      'differs   attempt 4 at least of the same request: all 4 seen went wrong',
      'only a stream tries so often: its batch may hold a poison pill',
      'its last error says "UnknownCurrencyError: record 6"',
    ]);
  });

  it('says that no run without an error has a line only of lines that are no errors themselves', () => {
    const late = { startMs: NOW_MS, durationMs: 10_000, report: 'Status: timeout' };
    const differing = (says: string) =>
      invocationOnScreen([...TIMED_OUT.slice(0, 9), { ...TIMED_OUT.at(-1), ...late, says: [[90, says]] }])
        .filter((row) => row.includes('says "'))
        .map((row) => row.trim());
    expect(differing('ERROR payments.internal: try 3 slow')).toEqual([
      'its last error says "payments.internal: try 3 slow"',
    ]);
    expect(differing('WARN payments.internal: try 3 slow')).toEqual([
      'no run without an error says "payments.internal: try 3 slow"',
    ]);
  });

  it('quotes a line that tells it from healthy runs in all the room there is', () => {
    const said =
      'ERROR could not reach inventory.internal.example.com/v2/stock/sku-42/availability: no answer after 3 attempts';
    const late = {
      startMs: NOW_MS,
      durationMs: 10_000,
      report: 'Status: timeout',
      says: [[90, said]] as const,
    };
    const screen = invocationOnScreen([...TIMED_OUT.slice(0, 9), { ...TIMED_OUT.at(-1), ...late }], {
      columns: 200,
    });
    expect(screen.join('\n')).toContain(`says "${said.slice('ERROR '.length)}"`);
  });

  it('says why a run that logged an error and went on counts as ok', () => {
    const words = invocationOnScreen([
      ...TIMED_OUT.slice(0, 9),
      {
        startMs: NOW_MS,
        durationMs: 160,
        says: [
          [90, "ERROR message 5fad7a0c: KeyError: 'sku', left in the queue"],
          [120, 'done'],
        ],
      },
    ]);
    expect(words[3]).toBe(
      ' ▲ ok, 1 error   its code went on after what it logged; its REPORT tells of no failure',
    );
  });

  it('shows its duration and memory beside their limits', () => {
    const words = invocationOnScreen();
    expect(rowWith(words, ' duration  ')).toMatch(/10\.0 s of 10\.0 s timeout .* 100 % /);
    expect(rowWith(words, ' memory  ')).toMatch(
      /233 MB of 512 MB .* 46 % +environment +▎a41f {2}21 invocations seen/,
    );
  });

  it('marks the step that changed, beside the median now and before', () => {
    expect(rowWith(invocationOnScreen(), 'the change is here')).toMatch(
      /after POST https:.* 4\.0 s +1\.9 s +900 ms +◆ the change is here$/,
    );
  });

  it('says that no healthy run was read, as after an outage, in place of a median of none', () => {
    const alone = TIMED_OUT.slice(-1);
    expect(rowWith(invocationOnScreen(alone, { columns: 120, rows: 40 }), 'THIS ONE')).toMatch(
      /^ no healthy run was read +THIS ONE/,
    );
    const narrow = { columns: 60, rows: 15, state: { first: 0, page: 'compare' } } as const;
    expect(rowWith(invocationOnScreen(alone, narrow), 'THIS ONE')).toMatch(/^ no.* +THIS ONE/);
  });

  it('calls the median of the runs read so far that, and not of now', () => {
    const words = invocationOnScreen(undefined, { isBeingRead: true }).join('\n');
    expect(words).toMatch(/usual 900 ms before, 1\.9 s so far/);
    expect(words).toMatch(/THIS ONE +so far +before /);
    expect(words).not.toMatch(/ now( |$)/m);
  });

  it('speaks of a past moment as then', () => {
    const { header } = invocationScene();
    const words = invocationOnScreen(undefined, { header: { ...header, isPast: true } }).join('\n');
    expect(words).toMatch(/usual 900 ms before, 1\.9 s then/);
    expect(words).toMatch(/THIS ONE +then +before /);
    expect(words).not.toMatch(/ now( |$)/m);
  });

  it('shows when each line came, and how long the pause before it was', () => {
    expect(rowWith(invocationOnScreen(), 'retry 2/3')).toMatch(/^ +\+4\.000 .* 4\.0 s +WARN +retry 2\/3/);
  });

  it('marks the pause that the verdict names, though a later one is longer', () => {
    const says = [
      [8, 'cart loaded'],
      [40, 'POST https://payments.internal/v2/charge'],
      [4_000, 'WARN retry 2/3'],
      [9_000, 'ERROR payments.internal: try 3 slow'],
    ] as const;
    const scene = invocationScene([...TIMED_OUT.slice(0, -1), { startMs: NOW_MS, durationMs: 10_000, says }]);
    const rows = invocationRows(scene);
    const marked = rows.filter(({ line }) =>
      line.some(({ tone, bold, text }) => tone === 'warn' && bold === true && / s$/.test(text)),
    );
    expect(wordsOf(marked).map((row) => row.trim())).toEqual([
      expect.stringMatching(/^\+4\.000 .* 4\.0 s {2}WARN/),
      expect.stringMatching(/^after POST .* the change is here$/),
    ]);
  });

  it('names the run on the narrowest screens too, and its place among similar ones', () => {
    const [, where = ''] = invocationOnScreen(undefined, { columns: 60, rows: 15 });
    expect(where).toMatch(/^ Logs › e90a7714\S*…[\w-]+ +1 of 1 alike {3}\] \[ move$/);
  });

  it('names its place among similar ones, and what ran before it in its environment', () => {
    const words = invocationOnScreen();
    expect(words[1]).toMatch(/1 of 1 that ended alike {3}\] next {2}\[ previous$/);
    expect(rowWith(words, ' before  ')).toMatch(
      / before {2}03:\d\d:\d\dZ {2}ok {2}1\.9 s {2}100 MB +after {2}none seen/,
    );
  });

  describe('while its log is being read', () => {
    const FIRST_READ: WrittenRun = {
      startMs: NOW_MS - 60_000,
      durationMs: 10_000,
      says: [[8_900, 'ERROR payments.internal: try 3 slow']],
      status: 'timeout',
      hasNoStart: true,
    };
    const shown = (different: Partial<InvocationScene> = {}) =>
      invocationOnScreen([FIRST_READ], { isBeingRead: true, ...different }).join('\n');

    it('takes nothing for absent that may still come', () => {
      expect(shown()).toMatch(/ ran +~03:11:10\.000 .* UTC, so far\n/);
      expect(shown()).toMatch(/ 1 invocation so far, alive ≥/);
      expect(shown()).toMatch(/ before {2}not read yet +after {2}not read yet/);
      expect(shown()).toMatch(/ 1 ended alike so far, since /);
      expect(shown()).toMatch(/1 of ≥1 that ended alike /);
      expect(shown()).toMatch(/ LINES ─.* 2 so far/);
      expect(shown({ isBeingRead: false })).toMatch(
        /, no START[\s\S]* 1 invocation seen, alive[\s\S]* LINES ─.* 2\n[\s\S]* ended alike since [\s\S]*before {2}none seen/,
      );
    });

    it.each(SIZES)('says so at $columns x $rows', (size) => {
      expect(shown(size)).toMatch(/ so far|not read yet/);
    });
  });

  it('says of a call that runs how many others have no end yet, and not that they ended', () => {
    const running = (place: number): WrittenRun => ({
      startMs: NOW_MS - 3_000 + place * 1_000,
      durationMs: 29,
      says: [[29, 'cart loaded']],
      isRunning: true,
      environment: `2026/11/24/[119]running${place}`,
      version: '119',
    });
    const written = [...TIMED_OUT, running(0), running(1), running(2)];
    const words = invocationOnScreen(written, { columns: 120, rows: 50 });
    expect(words[1]).toMatch(/3 of 3 with no end seen {3}\] next {2}\[ previous$/);
    expect(rowWith(words, 'the first from')).toMatch(
      /^ 3 with no end seen, the first from 03:\d\d:\d\dZ {3}in 3 of 4 environments$/,
    );
    expect(words.join('\n')).not.toContain('ended alike');
    const [, narrow = ''] = invocationOnScreen(written, { columns: 60, rows: 15 });
    expect(narrow).toMatch(/3 of 3 no end {3}\] \[ move$/);
  });

  it('does not say of a call that it went well, or ended like others, if lines of it may be missing', () => {
    const part = (place: number): WrittenRun => ({
      startMs: NOW_MS - 3_000 + place * 1_000,
      durationMs: 1_900,
      environment: `2026/11/24/[119]part${place}`,
      hasNoStart: true,
    });
    const written = [...TIMED_OUT, part(0), part(1)];
    const words = invocationOnScreen(written, { columns: 120, rows: 50 });
    expect(words[1]).toMatch(/2 of 2 with an unknown end {3}\] next {2}\[ previous$/);
    expect(words[3]).toBe('   ?   no failure seen, but its START was not read');
    expect(rowWith(words, 'the first from')).toMatch(/^ 2 with an unknown end, the first from /);
    expect(words.join('\n')).toMatch(/END +\?/);
    expect(words.join('\n')).not.toMatch(/ended alike|END +ok/);
    const narrow = invocationOnScreen(written, { columns: 60, rows: 15 });
    expect(narrow[1]).toMatch(/2 of 2 unknown {3}\] \[ move$/);
    expect(narrow[3]).toBe(words[3]);
  });

  it('lists the newest similar ones if there is room, and itself not among them', () => {
    const [timedOut = TIMED_OUT[0]!] = TIMED_OUT.slice(-1);
    const similar = Array.from({ length: 30 }, (_, place) => ({
      ...timedOut,
      startMs: timedOut.startMs - 60_000 + place * 1_000,
      requestId: `${String(place).padStart(8, '0')}-0000-4000-8000-000000000000`,
    }));
    const listed = (size: { readonly columns: number; readonly rows: number }) =>
      invocationOnScreen([...similar, timedOut], size).filter((row) => /\d {2}timeout +10\.0 s/.test(row));
    const high = listed({ columns: 200, rows: 60 });
    expect(high.length).toBeGreaterThan(5);
    expect(high[0]).toContain('00000029');
    expect(high.join()).not.toContain('e90a7714');
    expect(listed({ columns: 120, rows: 34 })).toEqual([]);
  });

  it('has lines and comparison on separate pages if there is little room', () => {
    const size = { columns: 80, rows: 24 };
    const lines = invocationOnScreen(TIMED_OUT, size);
    expect(rowWith(lines, ' LINES ')).toContain('tab compare');
    expect(lines.join()).not.toContain('COMPARE');
    const compare = invocationOnScreen(TIMED_OUT, { ...size, state: { first: 0, page: 'compare' } });
    expect(rowWith(compare, ' COMPARE ')).toContain('tab lines');
    expect(compare.join()).not.toContain('MESSAGE');
  });

  it('offers no comparison that is on the screen', () => {
    const words = invocationOnScreen(TIMED_OUT, { columns: 100, rows: 30 });
    expect(words.join('\n')).toContain(' COMPARE ');
    expect(rowWith(words, ' LINES ')).not.toContain('tab');
  });

  it.each([60, 92, 100, 108])('quotes what made it slow as far as there is room at %i columns', (columns) => {
    const quoted = rowWith(invocationOnScreen(TIMED_OUT, { columns, rows: 30 }), 'nothing for').trimEnd();
    expect(quoted.includes('…') ? quoted.length : columns - 1).toBe(columns - 1);
  });

  it('names the way to other moments of a past that :at chose', () => {
    const { header } = invocationScene();
    const past = invocationOnScreen(TIMED_OUT, { header: { ...header, isPast: true } });
    expect(past.at(-1)).toContain(':at -5m or +5m');
    expect(invocationOnScreen().at(-1)).not.toContain('at -5m');
  });

  it('says beside a comparison without room for all steps how many there are', () => {
    const section = (rows: number) => {
      const words = invocationOnScreen(TIMED_OUT, { columns: 100, rows });
      return [rowWith(words, ' COMPARE '), words.filter((row) => row.startsWith(' after ')).length] as const;
    };
    const [part, few] = section(28);
    expect(part).toMatch(new RegExp(` the ${few} of \\d steps that differ most$`));
    const [whole, all] = section(33);
    expect(all).toBeGreaterThan(few);
    expect(whole).toMatch(/^ COMPARE ─+$/);
  });

  it.each([
    { memoryMb: 100, says: 'a step in its place' },
    { memoryMb: 480, says: 'it' },
  ])('has little room for a comparison: of a run with $memoryMb MB, beside usual 100, it has $says', (of) => {
    const memoryMb = of.memoryMb;
    const words = invocationOnScreen(
      TIMED_OUT.map((run) => ({ ...run, memoryMb: run.memoryMb === undefined ? 100 : memoryMb })),
      { columns: 100, rows: 28 },
    );
    const compared = words.slice(words.findIndex((row) => row.includes(' COMPARE ')));
    const hasMemory = compared.some((row) => row.startsWith(' memory '));
    const steps = compared.filter((row) => row.startsWith(' after ')).length;
    expect([hasMemory, steps]).toEqual(of.says === 'it' ? [true, 1] : [false, 3]);
    expect(rowWith(compared, ' COMPARE ')).toMatch(
      new RegExp(` the ${steps} of \\d steps that differ most$`),
    );
  });

  it('shows a few lines however many rows it has', () => {
    for (let rows = 15; rows <= 60; rows += 1) {
      const words = invocationOnScreen(TIMED_OUT, { columns: 120, rows });
      const shown = words.filter((row) => /^ +[+-]\d+\.\d{3} /.test(row)).length;
      expect([rows, shown >= 3]).toEqual([rows, true]);
    }
  });

  it('counts the lines that it shows on the smallest screens too', () => {
    const rows = invocationOnScreen(TIMED_OUT, { columns: 60, rows: 15 });
    const shown = rows.filter((row) => /^ +[+-]\d+\.\d{3} /.test(row)).length;
    expect(shown).toBeGreaterThanOrEqual(3);
    expect(rowWith(rows, ' LINES ')).toContain(` 1 to ${shown} of `);
  });

  it('shows as many lines as it claims to have room for', () => {
    for (const size of [
      { columns: 80, rows: 24 },
      { columns: 120, rows: 40 },
      { columns: 200, rows: 60 },
    ]) {
      const scene = invocationScene([HOSTILE], size);
      const shown = wordsOf(invocationRows(scene)).filter((row) => /^ +[+-]\d+\.\d{3} /.test(row));
      expect(shown).toHaveLength(linesHeight(scene));
    }
  });

  it.each([
    { columns: 80, rows: 24 },
    { columns: 120, rows: 40 },
  ])('names its function where several are read together, at $columns columns', (size) => {
    const words = invocationOnScreen(TIMED_OUT, { functionName: rawText('checkout-api'), ...size });
    expect(rowWith(words, 'checkout-api:119')).toMatch(/ {3}checkout-api:119$/);
    expect(rowWith(invocationOnScreen(TIMED_OUT, size), ' version ')).toMatch(/ version +119$/);
  });

  it.each([
    { columns: 104, rows: 40 },
    { columns: 120, rows: 40 },
  ])('keeps how long an unfinished run took apart from when it ran, at $columns columns', (size) => {
    const running: WrittenRun = {
      startMs: 1_000,
      durationMs: 12_100,
      says: [[12_100, 'on']],
      isRunning: true,
    };
    const words = invocationOnScreen([running], { ...size, timeoutMs: 900_000 });
    expect(rowWith(words, ' duration  ')).toMatch(/at least 12\.1 s of 15m, no REPORT {2,}ran /);
  });

  it('says what is unknown instead of showing a figure', () => {
    const words = invocationOnScreen(TIMED_OUT, { timeoutMs: null });
    expect(rowWith(words, ' duration  ')).toMatch(/10\.0 s, timeout not known/);
  });
});
