import { describe, expect, it } from 'vitest';
import { filterMatcher } from '../../../../src/local/wire/logs/filter/filter-pattern.ts';
import type { Gap, TailEvent } from '../../../../src/logs/tail-item.ts';
import { openedLog } from '../../../../src/monitor/log/tail/followed-log.ts';
import { plainLine } from '../../../../src/terminal/drawing/draw-line.ts';
import { utcMinute } from '../../../../src/terminal/quantity.ts';
import { safe } from '../../../../src/terminal/safe-text.ts';
import { rawText } from '../../../../src/terminal/text.ts';
import { stripLines } from '../../../../src/views/tail/panes/strip-lines.ts';
import { LOOK } from '../../fleet/fleet-on-screen.ts';
import { calm, NOW_MS, snapshotOf } from '../../fleet/fleet-story.ts';
import { FIRST_MS, followedLog, line, tailOnScreen } from '../tail-story.ts';

const idOf = (place: number) => `6747a2b5-69d2-45e7-a8bc-${String(place).padStart(12, '0')}`;
const report = (place: number, status = '') =>
  `REPORT RequestId: ${idOf(place)}\tDuration: 41.00 ms\tBilled Duration: 41 ms\tMemory Size: 128 MB\tMax Memory Used: 33 MB\t${status}`;
const said = (place: number, words: string) => `2026-11-24T03:12:01.000Z\t${idOf(place)}\tINFO\t${words}`;

/** Ten invocations half a second apart; the last three are slow, time out, and log it. */
const STORY = Array.from({ length: 10 }, (_, place) => {
  const isSlow = place >= 7;
  return [
    line(place * 5, `START RequestId: ${idOf(place)} Version: 118\n`),
    line(place * 5 + 1, said(place, `cart ${place} loaded`)),
    ...(isSlow ? [line(place * 5 + 2, said(place, `waiting ${place} for payments.internal`))] : []),
    line(place * 5 + 4, report(place, isSlow ? 'Status: timeout\t' : '')),
  ];
}).flat();

describe('failures over time', () => {
  const stripOf = (tail: ReturnType<typeof tailOnScreen>) => tail.allWords().slice(3, 5);

  it('are counted as far as the log has been read, and marked where they may still change', () => {
    const [title, cells] = stripOf(tailOnScreen({ items: STORY }));
    expect(title).toMatch(/FAILURES every 5 s ─+ 3 of 10 calls failed · peak 3 · \? not settled/);
    expect(cells).toMatch(/^ 03:11:10Z ▇ {10}\? 03:12:05Z$/);
  });

  it('have a title before they are counted, so that the place is not blank', () => {
    const nothing = { readThroughMs: null, linesRead: 0 };
    const [title, cells] = stripOf(tailOnScreen({ items: [], snapshot: nothing }));
    expect(title).toMatch(/^ FAILURES ─+ not counted yet$/);
    expect(cells?.trim()).toBe('');
  });

  it.each([
    { count: 1, says: 'counted once its first page is read' },
    { count: 3, says: 'not counted yet: 2 of 3 logs not read' },
  ])('say why they are not counted while there are lines, of $count logs', ({ count, says }) => {
    const logs = Array.from({ length: count }, (_, place) => ({
      ...openedLog({ group: rawText(`/aws/lambda/${place}`), writers: [] }, FIRST_MS),
      reachedMs: place === 1 ? FIRST_MS + 4_000 : null,
    }));
    const snapshot = { readThroughMs: null, readFromMs: FIRST_MS, logs };
    const [title] = stripOf(tailOnScreen({ items: STORY, snapshot }));
    expect(title?.trimEnd().slice(-says.length)).toBe(says);
  });

  it('have no bar where it may still rise, and another sign where some have failed already', () => {
    const running = { readThroughMs: FIRST_MS + 47 * 100 };
    const [title, cells] = stripOf(tailOnScreen({ items: STORY, snapshot: running }));
    expect(title).toMatch(/3 of 10 calls failed · peak 3 · ! not settled/);
    expect(cells).toMatch(/^ 03:11:10Z ! *$/);
    const strip = {
      spans: [9, 0, 2].map((failed) => ({ failed, all: 900 })),
      fromMs: FIRST_MS,
      spanMs: 60_000,
      settledMs: FIRST_MS + 60_000,
      marks: [],
      isWhole: true,
    };
    const times = { notation: 'utc', nowMs: NOW_MS, localOffsetMinutes: 0 } as const;
    const [, row = []] = stripLines(strip, times, 118, LOOK);
    expect(row.slice(1).map(({ text, tone }) => [text, tone])).toEqual([
      ['▇', 'crit'],
      ['?', 'dim'],
      ['!', 'crit'],
      [' 03:13Z', 'dim'],
    ]);
  });

  it.each([
    {
      by: 'a mark',
      newest: { failed: 0, all: 9 },
      marks: [{ kind: 'deploy', atMs: FIRST_MS + 60_000, says: null }],
    },
    { by: 'what was not read', newest: null, marks: [] },
  ] as const)('name no sign in the note that is hidden by $by', ({ newest, marks }) => {
    const strip = {
      spans: [{ failed: 9, all: 900 }, newest],
      fromMs: FIRST_MS,
      spanMs: 60_000,
      settledMs: FIRST_MS + 60_000,
      marks,
      isReadingBack: false,
      isWhole: true,
    };
    const times = { notation: 'utc', nowMs: NOW_MS, localOffsetMinutes: 0 } as const;
    expect(plainLine(stripLines(strip, times, 118, LOOK)[0] ?? [])).toMatch(/ calls failed · peak 9$/);
  });

  it('go on with the lines of Live Tail while polling fails, and are not settled from there on', () => {
    const snapshot = { readThroughMs: FIRST_MS + 7_000, streamedThroughMs: FIRST_MS + 24_000 } as const;
    const streamed = line(220, report(22, 'Status: timeout\t'));
    const [title, cells] = stripOf(
      tailOnScreen({ items: [...STORY, streamed], snapshot: { ...snapshot, status: 'expired' } }),
    );
    expect(title).toMatch(/ 4 of 11 calls failed · peak 3 · \? ! not settled$/);
    expect(cells).toMatch(/^ 03:11:10Z ▇\?{3}! 03:11:30Z$/);
  });

  it('are a measured zero where calls succeeded, and blank where there were none', () => {
    const [, cells] = stripOf(tailOnScreen({ items: STORY.slice(0, 9) }));
    expect(cells).toMatch(/^ 03:11:10Z _ {10}\?/);
  });

  it('show the deploy after which they began', () => {
    const deployed = line(610, `START RequestId: ${idOf(11)} Version: 119\n`);
    const later = { readThroughMs: deployed.event.timestampMs + 30_000 };
    const [, cells] = stripOf(tailOnScreen({ items: [...STORY, deployed], snapshot: later }));
    expect(cells).toMatch(/◇.* {3}◇ v119$/);
  });

  it('tell a deploy from another function that begins to write, and name what was deployed', () => {
    const start = (place: number, version: string, name: string) => ({
      ...line(place, `START RequestId: ${idOf(place)} Version: ${version}\n`),
      origin: followedLog(name).origin,
    });
    const seldom = start(610, '119', 'ledger-stream');
    const deployed = start(620, '43', 'cart-api');
    const items = [start(0, '42', 'cart-api'), line(1, report(0)), seldom];
    const later = { readThroughMs: deployed.event.timestampMs + 30_000 };
    expect(stripOf(tailOnScreen({ items, snapshot: later }))[1]).not.toContain('◇');
    expect(stripOf(tailOnScreen({ items: [...items, deployed], snapshot: later }))[1]).toMatch(
      /◇.* {3}◇ cart-api v43$/,
    );
  });

  it.each([
    { kind: 'deploy', says: /◇ 03:11Z changed$/ },
    { kind: 'onset', says: /◆ 03:11Z began to hurt$/ },
  ] as const)('explain a mark of kind $kind about which nothing more is known', ({ kind, says }) => {
    const strip = {
      spans: [{ failed: 0, all: 9 }],
      fromMs: FIRST_MS,
      spanMs: 60_000,
      settledMs: FIRST_MS + 60_000,
      marks: [{ kind, atMs: FIRST_MS, says: null }],
      isWhole: true,
    };
    const times = { notation: 'utc', nowMs: NOW_MS, localOffsetMinutes: 0 } as const;
    expect(plainLine(stripLines(strip, times, 118, LOOK)[1] ?? [])).toMatch(says);
  });

  it('explain what was not read above the strip, where marks leave no room beside it', () => {
    const strip = {
      spans: [...Array.from({ length: 43 }, () => ({ failed: 9, all: 900 })), null, { failed: 9, all: 900 }],
      fromMs: FIRST_MS,
      spanMs: 60_000,
      settledMs: FIRST_MS + 44 * 60_000,
      marks: [
        { kind: 'deploy', atMs: FIRST_MS + 60_000, says: null },
        { kind: 'onset', atMs: FIRST_MS + 120_000, says: safe`duration rose` },
      ],
      isWhole: true,
    } as const;
    const times = { notation: 'utc', nowMs: NOW_MS, localOffsetMinutes: 0 } as const;
    const at = (width: number) => stripLines(strip, times, width, LOOK).map(plainLine);
    expect(at(118)[1]).toMatch(/ duration rose {3}╱ not all read$/);
    const [title = '', cells = ''] = at(98);
    expect(title).toMatch(/ · ! not settled · ╱ not all read$/);
    expect(cells).toMatch(/ duration rose$/);
    expect(at(86)[0]).toMatch(/ · ! not settled$/);
  });

  it('are drawn faded where they are small beside the peak', () => {
    const strip = {
      spans: [2, 2, 250, 240].map((failed) => ({ failed, all: 900 })),
      fromMs: FIRST_MS,
      spanMs: 60_000,
      settledMs: FIRST_MS + 4 * 60_000,
      marks: [],
      isWhole: true,
    };
    const times = { notation: 'utc', nowMs: NOW_MS, localOffsetMinutes: 0 } as const;
    const [, row = []] = stripLines(strip, times, 118, LOOK);
    const bars = row.filter(({ tone }) => tone === 'crit');
    expect(bars.map(({ faded = false }) => faded)).toEqual([true, true, false, false]);
  });

  it('show since when more calls failed, if no metrics are watched', () => {
    const calls = (isFailed: (place: number) => boolean) =>
      Array.from({ length: 240 }, (_, place) =>
        line(place * 5, report(place, isFailed(place) ? 'Status: timeout\t' : '')),
      );
    const cellsOf = (isFailed: (place: number) => boolean) => {
      const items = calls(isFailed);
      const readThroughMs = items.at(-1)?.event.timestampMs ?? 0;
      return stripOf(tailOnScreen({ items, snapshot: { readThroughMs } }))[1];
    };
    expect(cellsOf((place) => place >= 150 && place % 2 === 0)).toMatch(/◆.* {3}◆ \d\d:\d\dZ more failed$/);
    expect(cellsOf((place) => place % 10 === 0)).not.toContain('◆');
    expect(cellsOf((place) => place < 150 && place % 2 === 0)).not.toContain('◆');
  });

  it('can be shown over a longer time, for which more of the log is read', () => {
    const tail = tailOnScreen({ items: STORY });
    tail.press('2');
    expect(stripOf(tail)[0]).toContain('FAILURES every 15 s');
    expect(stripOf(tail)[1]).toMatch(/^ 02:5\d:\d\dZ /);
    expect(tail.requests).toEqual(['reach']);
    expect(tail.allWords().at(-2)).toContain('the last 15 min');
  });

  it.each([
    { readingBackToMs: null, says: / {3}╱ not all read$/ },
    { readingBackToMs: FIRST_MS - 14 * 60_000, says: / {3}╱ not all read$/ },
  ])('do not look like none where the log was not read', ({ readingBackToMs, says }) => {
    const tail = tailOnScreen({ items: STORY, snapshot: { readingBackToMs } });
    tail.press('2');
    const cells = stripOf(tail)[1]?.trimEnd();
    expect(cells).toMatch(/^ 02:5\d:\d\dZ ╱{56}▇ {3}\?/);
    expect(cells).toMatch(says);
  });

  it.each<[string, Partial<Gap>, RegExp]>([
    ['lost for good', { missing: 'most' }, / ▇ ╱{4} {5}\? 03:12:05Z {3}╱ not all read$/],
    ['not read yet', { endMs: null }, / ▇ ╱{10} 03:12:05Z {3}╱ not all read$/],
    ['read again', {}, / ▇ {10}\? 03:12:05Z$/],
    ['of a flood whose REPORTs were read', { missing: 'bulk' }, / ▇ {10}\? 03:12:05Z$/],
  ])('do not look like none in the middle of the log, in a span that was %s', (_, lost, says) => {
    const startMs = Math.ceil(FIRST_MS / 5_000) * 5_000 + 10_000;
    const gap: Gap = { type: 'gap', startMs, endMs: startMs + 19_999, reason: 'unreachable', ...lost };
    const tail = tailOnScreen({ items: [...STORY, gap] });
    expect(stripOf(tail)[1]?.trimEnd()).toMatch(says);
  });

  it('show when they rose behind minutes that were lost', () => {
    const calls = Array.from({ length: 240 }, (_, place) => place)
      .filter((place) => place < 40 || place > 80)
      .map((place) =>
        line(place * 5, report(place, place >= 150 && place % 2 === 0 ? 'Status: timeout\t' : '')),
      );
    const gap: Gap = {
      type: 'gap',
      startMs: FIRST_MS + 20_000,
      endMs: FIRST_MS + 40_000,
      reason: 'unreachable',
      missing: 'most',
    };
    const tail = tailOnScreen({ items: [...calls, gap], snapshot: { readThroughMs: FIRST_MS + 119_500 } });
    const [, cells = ''] = stripOf(tail);
    const [before = ''] = cells.slice(cells.indexOf('Z ') + 2).split('◆');
    expect(before.length * 5).toBeGreaterThanOrEqual(70);
    expect(before.length * 5).toBeLessThanOrEqual(80);
  });

  it('are blank where the log was read and no call ended, for rows as well that memory has dropped', () => {
    const tail = tailOnScreen({ items: STORY, snapshot: { readFromMs: FIRST_MS + 30_000 } });
    tail.press('1');
    expect(stripOf(tail)[1]).toMatch(/ ╱+▇ {10}\? 03:12:05Z {3}╱ not all read *$/);
  });

  it('have not begun to rise where the log was first read', () => {
    const items = Array.from({ length: 120 }, (_, place) =>
      line(place * 5, report(place, place % 2 === 0 ? 'Status: timeout\t' : '')),
    );
    const tail = tailOnScreen({ items });
    tail.press('2');
    expect(stripOf(tail)[1]).not.toContain('more failed');
  });

  it('are settled once a past log has been read to its end', () => {
    const readThroughMs = FIRST_MS + 47 * 100;
    const past = { status: 'ended', follow: false, readThroughMs } as const;
    const [title, cells] = stripOf(tailOnScreen({ items: STORY, snapshot: past }));
    expect(title).toMatch(/ 3 of 10 calls failed · peak 3$/);
    expect(cells).toMatch(/^ 03:11:10Z ▇ *$/);
  });

  it.each([
    {
      what: 'are not counted',
      items: STORY.slice(0, 9),
      says: / calls are not counted: --filter hides some$/,
    },
    {
      what: 'are counted as far as they are shown',
      items: STORY,
      says: / 3 calls failed, as far as --filter shows$/,
    },
  ])('$what if AWS filters the log', ({ items, says }) => {
    const wanted = { pattern: rawText('"charge"'), rules: null };
    const [title, cells] = stripOf(tailOnScreen({ items, snapshot: { wanted } }));
    expect(title).toMatch(says);
    expect(cells).not.toContain('_');
  });

  it('are none if no call has ended, over times that would frame nothing', () => {
    const [title, cells] = stripOf(tailOnScreen({ items: [] }));
    expect(title).toMatch(/ no call has ended$/);
    expect(cells?.trim()).toBe('');
  });

  it('begin with the first span that was read as a whole: a part of one would look like a rise', () => {
    const readFromMs = FIRST_MS + 2_000;
    const items = Array.from({ length: 16 }, (_, place) =>
      line(20 + place * 5, report(place, 'Status: timeout\t')),
    );
    const [title, cells] = stripOf(
      tailOnScreen({
        items,
        snapshot: { readFromMs, logs: [{ ...followedLog('checkout-api'), readFromMs }] },
      }),
    );
    expect(title).toMatch(/ 10 of 10 calls failed · peak 10 · \? not settled$/);
    expect(cells).toMatch(/^ 03:11:15Z ▇ {9}\?/);
  });

  it('do not seem to fall between the minutes of metrics and those of the log', () => {
    const account = snapshotOf({ functions: [{ name: 'checkout-api', minute: calm() }] });
    const status = account.functions[0] ?? null;
    for (const columns of [120, 100]) {
      const [, cells] = stripOf(tailOnScreen({ items: STORY, status, scene: { columns } }));
      expect(cells).toMatch(/^ 02:2\dZ _{40,}╱{1,2}\?/);
    }
    const [, cells] = stripOf(tailOnScreen({ items: STORY, status }));
    expect(cells).toMatch(/ {3}╱ not all read *$/);
  });

  it('begin to hurt when the verdict says, not when a full pool began to turn away', () => {
    const minute = calm((age) => ({ 'Errors Sum': age < 30 ? 300 : 0, 'Throttles Sum': age < 8 ? 60 : 0 }));
    const { functions, causes } = snapshotOf({
      functions: [{ name: 'checkout-api', minute }],
      pool: (age) => (age < 8 ? 765 : 305),
    });
    const failing = causes.find(({ kind }) => kind === 'failing');
    expect(failing?.sinceMs).toBeLessThan(functions[0]!.reasons[0]!.sinceMs!);
    const [, cells] = stripOf(tailOnScreen({ items: STORY, status: functions[0]!, causes }));
    expect(cells).toContain(`◆ ${utcMinute(failing!.sinceMs!)} began to hurt`);
  });

  it('include lines that were dropped from memory', () => {
    const tail = tailOnScreen({ items: STORY, maxItems: 5 });
    expect(stripOf(tail)[0]).toContain('3 of 10 calls failed');
  });
});

describe('patterns', () => {
  const paneOf = (tail: ReturnType<typeof tailOnScreen>) => tail.allWords().slice(43, 49);
  const cursorOf = (tail: ReturnType<typeof tailOnScreen>) =>
    tail.rows().findLastIndex(({ isSelected }) => isSelected === true);

  it('show first what only failed requests log, and how they ended if by a timeout', () => {
    const [first, second, third] = paneOf(tailOnScreen({ items: STORY }));
    expect(first).toMatch(/100 % +0 % +waiting # for payments\.internal$/);
    expect(second).toMatch(/100 % +0 % +timeout, cut off by Lambda$/);
    expect(third).toMatch(/100 % +100 % +cart # loaded$/);
  });

  it('count a timeout once, whether REPORT tells of it, the text of old logs, or both', () => {
    const old = line(49, `2026-11-24T03:12:01.000Z ${idOf(9)} Task timed out after 10.00 seconds`);
    const rows = paneOf(tailOnScreen({ items: [...STORY, old] }));
    expect(rows.filter((row) => /time/.test(row))).toEqual([
      expect.stringMatching(/100 % +0 % +timeout, cut off by Lambda$/),
    ]);
  });

  it.each([
    { told: 'Runtime.OutOfMemory', words: 'out of memory, says Lambda' },
    { told: 'Runtime.ExitError', words: 'process exited, says Lambda' },
  ])('show an end that only the REPORT tells of: $words', ({ told, words }) => {
    const died = [report(9, `Status: error\tError Type: ${told}\t`)];
    const items = [...STORY.slice(0, -1), ...died.map((message) => line(49, message))];
    const tail = tailOnScreen({ items });
    const row = paneOf(tail).findIndex((each) => each.includes(words));
    expect(paneOf(tail)[row]).toMatch(/ 33 % +0 % /);
    tail.press('tab', ...Array.from({ length: row }, () => 'j'), 'y');
    const finds = filterMatcher(tail.copiedPattern()?.lines[0] ?? '');
    expect(died.map((message) => finds?.(message))).toEqual([true]);
    expect(finds?.(report(7, 'Status: timeout\t'))).toBe(false);
  });

  it('tell a timeout from an application that says just the word', () => {
    const own = [0, 1, 2].map((place) => line(place * 5 + 3, said(place, 'timeout')));
    const rows = paneOf(tailOnScreen({ items: [...STORY, ...own] }));
    expect(rows.find((row) => /timeout, cut/.test(row))).toMatch(/ 100 % +0 % /);
    expect(rows.find((row) => /timeout$/.test(row))).toMatch(/ 0 % +43 % /);
  });

  it('give for the timeouts a filter that finds the lines that tell of them, not the words shown', () => {
    const tail = tailOnScreen({ items: STORY });
    tail.press('tab', 'j', 'y');
    const finds = filterMatcher(tail.copiedPattern()?.lines[0] ?? '');
    for (const message of [
      report(7, 'Status: timeout\t'),
      `2026-11-24T03:12:01.000Z ${idOf(9)} Task timed out after 10.00 seconds`,
      '{"time":"2026-11-24T03:12:01.000Z","type":"platform.report","record":{"status":"timeout"}}',
    ])
      expect(finds?.(message)).toBe(true);
    expect(finds?.(said(1, 'timeout'))).toBe(false);
  });

  it('name the functions that say them where these share a log group', () => {
    const group = rawText('/shop/shared');
    const by = (name: string, items: readonly TailEvent[]) =>
      items.map((item) => {
        const logStream = rawText(`2026/11/24/${name}[7]a41f3e13f9411b782a32b1eefce0a112`);
        return { ...item, origin: { group, functionName: null }, event: { ...item.event, logStream } };
      });
    const choice = { group, writers: [{ functionName: null, versions: null }] };
    const snapshot = {
      logs: [{ ...followedLog('any'), ...openedLog(choice, FIRST_MS) }],
      writers: ['checkout-api', 'cart-api'].map(rawText),
    };
    const shared = [80, 81].map((place) => line(place, 'connected to the database'));
    const items = [
      ...by('checkout-api', [...STORY, ...shared.slice(0, 1)]),
      ...by('cart-api', shared.slice(1)),
    ];
    for (const columns of [80, 120]) {
      const tail = tailOnScreen({ items, snapshot, scene: { columns } });
      expect(tail.allWords()[42]).toMatch(/FAILED +OTHERS +FUNCTION ─.* share of its calls/);
      if (columns === 120) expect(tail.allWords()[42]).toMatch(/; each function's best sign first *$/);
      expect(paneOf(tail)[0]).toMatch(/100 % +0 % +checkout-api +waiting #/);
      expect(paneOf(tail).join('\n')).toMatch(/2 functions +connected to the database$/m);
    }
  });

  it('show of the timeouts the rows of their calls, each its own', () => {
    const tail = tailOnScreen({ items: STORY });
    tail.press('\t', 'j', '\r');
    const rows = tail.allWords().filter((row) => / END +timeout /.test(row));
    expect(rows).toHaveLength(3);
    expect(rows.join()).not.toContain('×');
  });

  it('have the heads of their columns above them, in line with the figures', () => {
    const tail = tailOnScreen({ items: STORY });
    const [first = ''] = paneOf(tail);
    const heads = tail.allWords()[42] ?? '';
    expect(heads).toMatch(/^ PATTERNS +FAILED +OTHERS ─/);
    expect(heads.indexOf('FAILED') + 'FAILED'.length).toBe(first.indexOf('100 %') + '100 %'.length);
    expect(heads.indexOf('OTHERS') + 'OTHERS'.length).toBe(first.indexOf(' 0 %') + ' 0 %'.length);
    expect(tailOnScreen({ items: STORY.slice(0, 9) }).allWords()[42]).toMatch(/^ PATTERNS +LINES +SHARE ─/);
  });

  it('are new if they were not logged before', () => {
    const long = STORY.map((item, place) => line(place * 20, item.event.message));
    const [first, second, third] = paneOf(
      tailOnScreen({ items: long, snapshot: { readThroughMs: FIRST_MS + 66_000 } }),
    );
    expect(first).toMatch(/^ new /);
    expect(second).toMatch(/^ new /);
    expect(third).not.toContain('new');
  });

  it('say nothing of requests that go on: none that ended has said it', () => {
    const going = line(30, 'only now: a cache miss');
    const rows = paneOf(tailOnScreen({ items: [...STORY, going] }));
    expect(rows.find((row) => row.includes('a cache miss'))).toMatch(/ \? +\? +only now: a cache miss/);
  });

  it('count lines if no call has failed', () => {
    const [first] = paneOf(tailOnScreen({ items: STORY.slice(0, 9) }));
    expect(first).toMatch(/^ +3 +100 % +cart # loaded$/);
  });

  it.each([
    { what: 'has failed', items: STORY.slice(0, 9), note: 'since 03:11Z · no call has failed' },
    {
      what: 'has ended',
      items: [line(0, 'a worker without requests')],
      note: 'since 03:11Z · no call has ended',
    },
    {
      what: 'is said to have failed or not by own lines',
      items: [line(0, report(0))],
      note: 'since 03:11Z',
    },
  ])('say why they have no share of failures if no request $what', ({ items, note }) => {
    expect(tailOnScreen({ items }).allWords()[42]?.trimEnd()).toMatch(new RegExp(` SHARE ─+ ${note}$`));
  });

  it('are neither new nor without failures as long as a part of the log has not been read', () => {
    const items = [...STORY.slice(0, 9), line(590, 'a late surprise')];
    const reading = { readThroughMs: null, reachedMs: FIRST_MS + 66_000 };
    const tail = tailOnScreen({ items, snapshot: reading });
    expect(paneOf(tail).join('\n')).not.toContain('new ');
    expect(tail.allWords()[42]?.trimEnd()).toMatch(/ SHARE ─+ since 03:11Z · not counted yet$/);
  });

  it('say which of them are shown where not all have room', () => {
    const words = [
      'alpha beta',
      'gamma',
      'one two three',
      'delta over there',
      'x',
      'y z',
      'lost',
      'q r s t u',
    ];
    const items = words.map((says, place) => line(place, says));
    const tail = tailOnScreen({ items });
    const shown = paneOf(tail).filter((row) => row.trim() !== '').length;
    expect(shown).toBeLessThan(words.length);
    expect(tail.allWords()[42]).toContain(`─ 1 to ${shown} of ${words.length} · `);
  });

  it('are not said to be none before the log has been read', () => {
    const snapshot = { readThroughMs: null };
    const tail = tailOnScreen({ items: STORY.slice(0, 9), snapshot });
    expect(tail.allWords()[42]).toMatch(/^ PATTERNS +LINES +SHARE ─+ .*not counted yet$/);
    expect(paneOf(tailOnScreen({ items: [], snapshot }))[0]?.trim()).toBe('');
    expect(paneOf(tailOnScreen({ items: [] }))[0]).toContain("no lines of the function's own yet");
    const past = { status: 'ended', follow: false } as const;
    expect(paneOf(tailOnScreen({ items: [], snapshot: past }))[0]).toMatch(
      /no lines of the function's own *$/,
    );
  });

  it('count lines if AWS filters the log, as their share of all calls is unknown', () => {
    const wanted = { pattern: rawText('"waiting"'), rules: null };
    const tail = tailOnScreen({ items: STORY, snapshot: { wanted } });
    expect(tail.allWords()[42]).toMatch(/PATTERNS +LINES +SHARE ─+ .*--filter hides of how many calls$/);
    expect(paneOf(tail)[1]).toMatch(/^ +3 +- +waiting # for payments\.internal$/);
  });

  it('say in which order they stand', () => {
    const order = /share of calls; best signs of failure first *$/;
    for (const columns of [80, 120])
      expect(tailOnScreen({ items: STORY, scene: { columns } }).allWords()[42]).toMatch(order);
  });

  it('name the log that says them if there are several, to whose requests a share refers', () => {
    const snapshot = { logs: [followedLog('checkout-api'), followedLog('cart-api')] };
    const { origin } = followedLog('checkout-api');
    const items = STORY.map((item) => ({ ...item, origin }));
    for (const columns of [80, 120]) {
      const tail = tailOnScreen({ items, snapshot, scene: { columns } });
      expect(tail.allWords()[42]).toMatch(/FAILED +OTHERS +FUNCTION ─.* share of its calls/);
      if (columns === 120) expect(tail.allWords()[42]).toMatch(/; each function's best sign first *$/);
      expect(paneOf(tail)[0]).toMatch(/100 % +0 % +checkout-api +waiting #/);
    }
  });

  it('have no share of failures in a log where no call has failed, beside one where some have', () => {
    const snapshot = { logs: [followedLog('checkout-api'), followedLog('cart-api')] };
    const inLog = (functionName: string) => ({
      origin: { group: rawText(`/aws/lambda/${functionName}`), functionName: rawText(functionName) },
    });
    const items = [
      ...STORY.map((item) => ({ ...item, ...inLog('checkout-api') })),
      ...[0, 1, 2].flatMap((place) =>
        [
          `START RequestId: ${idOf(20 + place)} Version: 1\n`,
          said(20 + place, 'mail sent'),
          report(20 + place),
        ].map((message, part) => ({ ...line(60 + 3 * place + part, message), ...inLog('cart-api') })),
      ),
    ];
    const rows = paneOf(tailOnScreen({ items, snapshot }));
    expect(rows.find((row) => row.includes('mail sent'))).toMatch(
      /^ +(?:new +)?- +100 % +cart-api +mail sent$/,
    );
  });

  it('show only their lines with Enter, and Esc shows all again', () => {
    const tail = tailOnScreen({ items: STORY });
    tail.press('tab', 'return');
    expect(tail.words().join('\n')).toMatch(/like waiting 7 for payments\.internal · 20 of 23 hidden/);
    expect(tail.words().join('\n')).not.toContain('cart 3 loaded');
    tail.press('escape');
    expect(tail.words().join('\n')).toContain('23 rows in memory');
  });

  it('take the keys that move while they have the focus', () => {
    const tail = tailOnScreen({ items: STORY });
    tail.press('tab');
    const first = cursorOf(tail);
    tail.press('j');
    expect(cursorOf(tail)).toBe(first + 1);
    tail.press('j', 'j', 'j');
    expect(cursorOf(tail)).toBe(first + 2);
    tail.press('k', 'k');
    expect(cursorOf(tail)).toBe(first);
    tail.press('escape');
    expect(cursorOf(tail)).toBeLessThan(first);
    expect(tail.requests).toEqual([]);
  });

  it('have the only selected row while they have the focus', () => {
    const tail = tailOnScreen({ items: STORY });
    const selected = () => tail.rows().filter(({ isSelected }) => isSelected === true).length;
    const counts = ['k', 'tab', 'tab'].map((key) => {
      tail.press(key);
      return [key, selected(), cursorOf(tail) > 40];
    });
    expect(counts).toEqual([
      ['k', 1, false],
      ['tab', 1, true],
      ['tab', 1, false],
    ]);
  });

  it.each(['c', 'd', 'e', 'E', 'n', 'N', 'M', 'F', 'L', 'u', 'w', 'v', '/', 'rightArrow'])(
    'give way to the lines, where "%s" shows its effect',
    (key) => {
      const tail = tailOnScreen({ items: STORY, scene: { rows: 24, columns: 80 } });
      tail.press('tab', key);
      expect(tail.allWords().join('\n')).toContain('LINES');
      expect(tail.requests).toEqual([]);
    },
  );

  it('are copied as they stand, with places for values', () => {
    const tail = tailOnScreen({ items: STORY, scene: { rows: 24, columns: 80 } });
    tail.press('tab', 'y');
    expect(tail.requests).toEqual(['copy']);
    const copied = tail.copiedPattern()?.lines[0] ?? '';
    expect(copied).toContain('#');
    expect(tail.allWords().join('\n')).toContain(copied);
  });

  it.each([
    ['the log is still being read', { readThroughMs: null }],
    ["no lines of the function's own yet", {}],
  ])('say why there is none to copy: %s', (why, snapshot) => {
    const tail = tailOnScreen({ items: [], snapshot, scene: { rows: 24, columns: 80 } });
    tail.press('tab', 'y');
    expect(tail.requests).toEqual([]);
    expect(tail.allWords().join('\n')).toContain(`no pattern to copy: ${why}`);
  });

  it.each(['m', 'R', 'o', 'X', '+'])('have no line for "%s" to act on, and say so', (key) => {
    const tail = tailOnScreen({ items: STORY, scene: { rows: 24, columns: 80 } });
    tail.press('tab', key);
    expect(tail.allWords().join('\n')).toMatch(/PATTERNS[\s\S]*that is for a line: go to the lines first/);
    expect(tail.requests).toEqual([]);
    tail.press('tab');
    expect(tail.allWords().join('\n')).toContain('23 rows in memory');
  });

  it('are a page of their own if there is no room below the lines', () => {
    const tail = tailOnScreen({ items: STORY, scene: { rows: 24, columns: 80 } });
    expect(tail.allWords().join('\n')).not.toContain('PATTERNS');
    tail.press('tab');
    expect(tail.allWords().join('\n')).toMatch(/PATTERNS[\s\S]*waiting # for payments/);
    expect(tail.allWords().join('\n')).not.toContain('LINES');
    tail.press('tab');
    expect(tail.allWords().join('\n')).toContain('LINES');
  });
});
