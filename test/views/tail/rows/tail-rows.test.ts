import { describe, expect, it } from 'vitest';
import type { LineSelection } from '../../../../src/logs/selection/selection-rules.ts';
import type { TailItem } from '../../../../src/logs/tail-item.ts';
import {
  conditionOfAll,
  type FollowedLog,
  openedLog,
  reachedMsOfAll,
  readThroughMsOfAll,
} from '../../../../src/monitor/log/tail/followed-log.ts';
import type { TailStatus } from '../../../../src/monitor/log/tail/tail-status.ts';
import { displayWidth } from '../../../../src/terminal/display-width.ts';
import { safe } from '../../../../src/terminal/safe-text.ts';
import { rawText, type SafeText } from '../../../../src/terminal/text.ts';
import { tailOnlyState } from '../../../../src/views/log/tail-header-state.ts';
import { drawnRow } from '../../../../src/views/parts/frame/screen-row.tsx';
import { SIZES, STYLE } from '../../every-look.ts';
import { expectFilled } from '../../filled-screen.ts';
import { ASCII, LOOK, rowWith } from '../../fleet/fleet-on-screen.ts';
import { NOW_MS } from '../../fleet/fleet-story.ts';
import { FIRST_MS, followedLog, line, lines, tailOnScreen } from '../tail-story.ts';

const ODD_STREAM = line(5, 'a\tb\rc\bd\u202ee\u009b31m');
const HOSTILE: readonly TailItem[] = [
  line(1, '\x1b[2J\x1b[H\x1b]52;c;aGk=\x07owned'),
  line(2, `wide ${'日本語'.repeat(80)}`),
  line(3, `emoji ${'👩‍👩‍👧🏽🇪🇺'.repeat(60)}`),
  line(4, 'first\nsecond\r\nthird'),
  { ...ODD_STREAM, event: { ...ODD_STREAM.event, logStream: rawText('日\x1b[31m本語') } },
  line(6, 'x'.repeat(100_000)),
  line(7, ''),
  line(8, `zalgo${'\u0301'.repeat(500)}`, 12_000),
  { type: 'gap', startMs: FIRST_MS + 900, endMs: null, reason: 'flood' },
];

describe('the log screen', () => {
  it.each(SIZES)('fills exactly $columns x $rows cells, whatever the log says', (size) => {
    for (const items of [[], lines(500), HOSTILE])
      expectFilled(size, (look) => {
        const tail = tailOnScreen({ items, scene: { ...size, look } });
        tail.press('k');
        return tail.rows();
      });
  });

  it('fills them exactly with the lines of several logs, too', () => {
    const names = ['checkout-api', 'a-function-with-a-name-of-the-most-letters-that-lambda-takes', '日本'];
    const logs = names.map(followedLog);
    const items = HOSTILE.map((item, index): TailItem => {
      const origin = logs[index % logs.length]?.origin;
      return origin === undefined ? item : { ...item, origin };
    });
    for (const size of SIZES) {
      const rows = tailOnScreen({ items, snapshot: { logs }, scene: size }).rows();
      for (const row of rows) {
        expect(displayWidth(drawnRow(row, size.columns, LOOK).replace(STYLE, '') as SafeText)).toBe(
          size.columns,
        );
      }
    }
  });

  it('names the log of each line if there are several, and says how many there are', () => {
    const logs = ['checkout-api', 'cart-api', 'orders'].map(followedLog);
    const [checkout, cart] = logs.map(({ origin }) => origin);
    const items: readonly TailItem[] = [
      { ...line(1, 'paid'), origin: checkout! },
      { ...line(2, 'filled'), origin: cart! },
      { type: 'gap', startMs: FIRST_MS + 900, endMs: null, reason: 'busy', origin: cart! },
      { type: 'notice', kind: 'joined', atMs: FIRST_MS + 901, name: rawText('orders') },
    ];
    const story = tailOnScreen({ items, snapshot: { logs } });
    const words = story.words();
    const column = words[4]?.indexOf('FUNCTION') ?? -1;
    expect(words.find((row) => row.includes('paid'))?.indexOf('checkout-api')).toBe(column);
    expect(words.find((row) => row.includes('filled'))?.indexOf('cart-api')).toBe(column);
    expect(words.find((row) => row.includes('API busy'))).toContain('cart-api: ');
    expect(words.find((row) => row.includes('+ orders'))).toMatch(/─ \+ orders ─/);
  });

  it('aligns every message with its title, whatever stands before it', () => {
    const items = [...HOSTILE.slice(0, 5), line(20), line(21, '{"level":"ERROR","message":"line 21"}')];
    for (const size of SIZES) {
      const words = tailOnScreen({ items, scene: size }).words();
      const column = words[4]?.indexOf('MESSAGE') ?? -1;
      for (const says of ['line 20', 'line 21', 'first  +2 lines']) {
        const row = words.find((each) => each.includes(says.slice(0, 20))) ?? '';
        expect(row.indexOf(says.slice(0, 5))).toBe(column);
      }
    }
  });

  it.each([
    ['one\ntwo', 'one  +1 line'],
    ['one\ntwo\rthree', 'one  +2 lines'],
    [`one${'\nmore'.repeat(20_000)}`, 'one  +20,000 lines'],
  ])('counts the lines after the first one of an event', (message, says) => {
    const words = tailOnScreen({ items: [line(1, message)] }).words();
    expect(words.find((row) => row.includes('one '))?.trimEnd()).toMatch(
      new RegExp(`${says.replace('+', '\\+')}$`),
    );
  });

  it('draws only ASCII for a log of ASCII, with the ASCII glyphs', () => {
    const items = [...lines(60), line(61, 'x'.repeat(500)), ...HOSTILE.slice(8)];
    for (const size of SIZES) {
      const tail = tailOnScreen({ items, scene: { ...size, look: ASCII } });
      const drawn = tail.rows().map((row) => drawnRow(row, size.columns, ASCII).replace(STYLE, ''));
      expect(drawn.join('\n')).toMatch(/^[\x20-\x7e\n]*$/);
    }
  });

  it.each([
    { message: `{"level":"ERROR","message":"boom"}`, says: /\bERROR {2}boom/ },
    { message: `{"level":"WARN","message":"slow","tries":3}`, says: /\bWARN {3}slow {2}tries=3/ },
    { message: 'plain words', says: / {9}plain words/ },
    { message: 'one\ntwo\nthree', says: / {9}one {2}\+2 lines/ },
    {
      message: 'START RequestId: 6747a2b5-69d2-45e7-a8bc-f805f7fd517a Version: 119',
      says: /6747a2b5 {2}START {2}version 119/,
    },
    {
      message:
        'REPORT RequestId: 6747a2b5-69d2-45e7-a8bc-f805f7fd517a\tDuration: 4480.00 ms\tBilled Duration: 4481 ms\tMemory Size: 512 MB\tMax Memory Used: 198 MB\tInit Duration: 312.00 ms\t',
      says: /END {4}\? {9}4\.5 s {2}198\/512 MB {2}cold \+312 ms {2}START not seen/,
    },
  ])('shows $message as $says', ({ message, says }) => {
    expect(tailOnScreen({ items: [line(1, message)] }).words()[5]).toMatch(says);
  });

  it.each([
    {
      used: 130,
      status: 'error\tError Type: Runtime.ExitError',
      says: /crash {5}41 ms {2}Runtime\.ExitError$/,
    },
    { used: 256, status: 'error\tError Type: Runtime.OutOfMemory', says: /memory {4}41 ms {2}256\/256 MB/ },
    { used: 130, status: 'success', says: /ok {8}41 ms {2}130\/256 MB$/ },
    { used: 240, status: 'success', says: /ok {8}41 ms {2}240\/256 MB {2}low memory$/ },
    { used: 1_900, size: 2_048, status: 'success', says: /ok {8}41 ms {2}1,900 MB {2}low memory$/ },
  ])(
    'says in little room how an invocation ended, and a limit only if it came near it: $used MB, $status',
    ({ used, size = 256, status, says }) => {
      const start = 'START RequestId: 6747a2b5-69d2-45e7-a8bc-f805f7fd517a Version: 119\n';
      const report = `REPORT RequestId: 6747a2b5-69d2-45e7-a8bc-f805f7fd517a\tDuration: 41.00 ms\tBilled Duration: 42 ms\tMemory Size: ${size} MB\tMax Memory Used: ${used} MB\tStatus: ${status}\t`;
      const tail = tailOnScreen({
        items: [line(0, start), line(1, report)],
        scene: { columns: 60, rows: 15 },
      });
      expect(tail.words()[5]?.trimEnd()).toMatch(says);
    },
  );

  it('says rather why it is not known how an invocation ended than limits that were far away', () => {
    const report = `REPORT RequestId: 6747a2b5-69d2-45e7-a8bc-f805f7fd517a\tDuration: 6600.00 ms\tBilled Duration: 6600 ms\tMemory Size: 512 MB\tMax Memory Used: 192 MB\t`;
    const shown = [60, 80].map((columns) =>
      tailOnScreen({ items: [line(1, report)], scene: { columns, rows: 15 } })
        .words()[5]
        ?.trimEnd(),
    );
    expect(shown).toEqual([
      expect.stringMatching(/ END {3}\? {9}6\.6 s {2}START not seen$/),
      expect.stringMatching(/ END {3}\? {9}6\.6 s {2}192\/512 MB {2}START not seen$/),
    ]);
  });

  it('marks no line as late within the usual distance between streams', () => {
    for (const [lateMs, marks] of [
      [null, false],
      [1, false],
      [30, false],
      [1_999, false],
      [4_999, false],
      [5_000, true],
      [90_000, true],
    ] as const) {
      const words = tailOnScreen({ items: [line(1, 'slow boat', lateMs)] }).words();
      expect([lateMs, / late \+/.test(words[5] ?? '')]).toEqual([lateMs, marks]);
    }
  });

  it('aligns the marks of late lines', () => {
    const items = [line(1, 'short', 12_000), line(2, 'x'.repeat(500), 5_000), line(3, '日本語', 90_000)];
    for (const scene of SIZES) {
      const ends = tailOnScreen({ items, scene })
        .words()
        .slice(5, 8)
        .map((row) => displayWidth(row as SafeText));
      expect(new Set(ends).size).toBe(1);
    }
  });

  it.each([
    { message: 'slow boat', shows: /slow boat +late \+12 s$/ },
    { message: 'x'.repeat(500), shows: /xxx… {2}late \+12 s$/ },
  ])('marks a late line with its delay, however long the line is', ({ message, shows }) => {
    for (const scene of SIZES) {
      expect(tailOnScreen({ items: [line(1, message, 12_000)], scene }).words()[5]).toMatch(shows);
    }
  });
});

describe('the status of the log', () => {
  it('does not move sideways as its numbers change', () => {
    const shapes = new Set<number>();
    for (const [behindMs, linesPerSecond, environments, callsPerMinute] of [
      [40, 0, 0, 0],
      [990, 9.9, 9, 9],
      [1_100, 41.8, 99, 10],
      [12_300, 310, 187, 58],
      [59_000, 12_400, 400, 60],
    ] as const) {
      const readThroughMs = NOW_MS - behindMs;
      const snapshot = { readThroughMs, linesPerSecond, environments, callsPerMinute };
      shapes.add(
        tailOnScreen({ items: lines(5), snapshot })
          .words()[1]
          ?.indexOf('FOLLOW') ?? -1,
      );
    }
    expect([...shapes]).toHaveLength(1);
  });

  it.each([
    { callsPerMinute: 1, says: / {3}1 API call\/min$/ },
    { callsPerMinute: 12, says: / {3}12 API calls\/min$/ },
  ])('says what its counts are of: $says', ({ callsPerMinute, says }) => {
    const [, status = ''] = tailOnScreen({
      items: lines(5),
      snapshot: { dropped: 46_973, callsPerMinute },
    }).words();
    expect(status).toContain('46,973 older dropped');
    expect(status).toMatch(says);
    expect(status).not.toContain('out of memory');
  });

  it.each([60, 80, 100, 120, 200])(
    'counts the rows that left memory once at %i columns, whole',
    (columns) => {
      const tail = tailOnScreen({ items: lines(5), snapshot: { dropped: 46_973 }, scene: { columns } });
      expect(
        tail
          .words()
          .join('\n')
          .match(/\b46,973 older dropped(?= |$)/gm),
      ).toHaveLength(1);
    },
  );

  it('tells of no row that left memory on a narrow screen where none has', () => {
    const tail = tailOnScreen({ items: lines(5), scene: { columns: 80 } });
    expect(tail.words().join('\n')).not.toContain('dropped');
  });

  it('uses the singular for one environment without moving anything', () => {
    const statusOf = (environments: number) =>
      tailOnScreen({ items: lines(5), snapshot: { environments } }).words()[1] ?? '';
    expect(statusOf(1)).toContain('  1 env    0 older');
    expect(statusOf(2)).toContain('  2 envs   0 older');
  });

  it.each([60, 80, 100, 110, 120, 200])('names the log in full at %i columns', (columns) => {
    const snapshot = { dropped: 46_973, callsPerMinute: 12, environments: 187 };
    const [, status = ''] = tailOnScreen({ items: lines(5), snapshot, scene: { columns } }).words();
    expect(status).toMatch(/checkout-api › Logs +FOLLOW .* behind .* lines\/s/);
  });

  it('leaves spaces, and no stray dot, between numbers that reserve room for longer ones', () => {
    const [, status = ''] = tailOnScreen({ items: lines(5), snapshot: { linesPerSecond: 219 } }).words();
    expect(status).toMatch(/s behind {5}219 lines\/s {3}/);
  });

  it.each([
    { behindMs: 59_900, says: /FOLLOW +59\.9 s behind {5}219 lines\/s {3}/, state: 'LIVE' },
    { behindMs: 59_960, says: /FOLLOW +1m behind {5}219 lines\/s {3}/, state: 'LIVE' },
    { behindMs: 70_900, says: /FOLLOW +1m behind {5}catching up {3}/, state: 'BEHIND 1m' },
    { behindMs: 245_000, says: /FOLLOW +4m behind {5}catching up {3}/, state: 'BEHIND 4m' },
  ])('tells a delay as the header does, and no pace of long ago: $state', ({ behindMs, says, state }) => {
    const snapshot = { readThroughMs: NOW_MS - behindMs, linesPerSecond: 219 };
    const [, status = ''] = tailOnScreen({ items: lines(5), snapshot }).words();
    expect(status).toMatch(says);
    const condition = { status: 'live', error: null, live: null, follow: true, floodKeeps: null } as const;
    const read = { reachedMs: NOW_MS - behindMs, readingBackToMs: null, linesRead: 5, logs: [] };
    const { word, note } = tailOnlyState({ ...condition, ...read }, NOW_MS);
    expect(`${word} ${note}`.trim()).toBe(state);
  });

  it.each([
    {
      what: 'a log in flood',
      snapshot: { floodKeeps: 'story' },
      says: /FLOOD FOLLOW +4m behind {9}sampled /,
    },
    {
      what: 'a throttled log that is behind',
      snapshot: { status: 'busy' },
      says: / API BUSY +4m behind +3 envs/,
    },
  ] as const)('tells no pace of $what', ({ snapshot, says }) => {
    const behind = { readThroughMs: NOW_MS - 245_000, linesPerSecond: 0, ...snapshot };
    const [, status = ''] = tailOnScreen({ items: lines(5), snapshot: behind }).words();
    expect(status).toMatch(says);
    expect(status).not.toContain('lines/s');
  });

  it('tells no pace of a log that was not read', () => {
    const snapshot = { readThroughMs: null, status: 'live', linesPerSecond: 0 } as const;
    const [, status = ''] = tailOnScreen({ items: [], snapshot, scene: { isStopped: true } }).words();
    expect(status).toMatch(/ STOPPED not read {3}0 older dropped /);
  });

  it('drops the rate of lines before the names of the logs', () => {
    const path = [safe`auth-token +2`, safe`3 logs`];
    const scene = { columns: 60, rows: 15, path };
    const [, status = ''] = tailOnScreen({
      items: lines(5),
      snapshot: { linesPerSecond: 1_483 },
      scene,
    }).words();
    expect(status).toMatch(/^ auth-token \+2 › 3 logs {2,}FOLLOW .* behind$/);
  });

  it('shows no rate and no delay for a log that is read once', () => {
    const snapshot = { status: 'ended', follow: false } as const;
    const [, status = ''] = tailOnScreen({ items: lines(5), snapshot }).words();
    expect(status).toMatch(/ended · 0 older dropped/);
    expect(status).not.toMatch(/behind|lines\/s|envs/);
  });

  it('has not ended for a past log while its earlier lines are being read', () => {
    const snapshot = { status: 'ended', follow: false, readingBackToMs: FIRST_MS - 11 * 60_000 } as const;
    const tail = tailOnScreen({ items: lines(5), snapshot });
    expect(tail.words()[1]).toMatch(/ reading back to 03:00Z · 0 older dropped/);
    expect(tailOnScreen({ items: [], snapshot }).words()[5]).toMatch(/no lines; reading back to 03:00Z/);
    const stopped = tailOnScreen({ items: lines(5), snapshot, scene: { isStopped: true } });
    expect(stopped.words()[1]).toContain(' STOPPED ');
  });

  it('counts no line in a log of which only a gap is told', () => {
    const slept = { type: 'gap', startMs: FIRST_MS, endMs: FIRST_MS + 60_000, reason: 'asleep' } as const;
    const quiet = tailOnScreen({ items: [slept], snapshot: { linesRead: 0, linesChosen: 0 } });
    expect(quiet.words()[3]).toMatch(/^ LINES ─+ no lines in memory since /);
    expect(quiet.words()[5]).toContain('lmon was asleep');
  });

  it('promises no new lines for a past log', () => {
    const tail = tailOnScreen({ items: lines(50), snapshot: { status: 'ended', follow: false } });
    tail.press('k');
    expect(tail.words()[3]).toMatch(/^ LINES ─+ 50 rows in memory/);
    tail.press('p');
    expect(tail.words()[3]).toContain('p resumes');
  });

  it.each<{ status: TailStatus; word: string; empty: string }>([
    { status: 'starting', word: 'STOPPED', empty: 'calls to AWS are stopped; :stop again resumes' },
    { status: 'live', word: 'STOPPED', empty: 'calls to AWS are stopped; :stop again resumes' },
    { status: 'ended', word: 'ended', empty: 'no lines in this window' },
  ])('says for a log that is $status that calls are stopped, if that keeps lines from coming', (log) => {
    const scene = { isStopped: true };
    const readThroughMs = log.status === 'starting' ? null : NOW_MS;
    const snapshot = { status: log.status, readThroughMs };
    const { words } = tailOnScreen({ items: [], snapshot, scene });
    expect(words()[1]).toContain(` ${log.word} `);
    expect(words()[1]).not.toMatch(/FOLLOW|reading/);
    expect(words()[5]).toContain(log.empty);
  });

  it.each([
    { when: 'where metrics count calls then', metrics: { all: 2_400, failed: 3 }, isGone: true },
    { when: 'but not where they count none', metrics: { all: 0, failed: 0 }, isGone: false },
    { when: 'nor where they tell nothing', metrics: null, isGone: false },
  ])('says of a past log without lines that they are gone $when', ({ metrics, isGone }) => {
    const strip = {
      ...{ fromMs: FIRST_MS - 60_000, spanMs: 60_000, settledMs: NOW_MS, marks: [] },
      ...{ spans: [{ all: 2_400, failed: 3 }, metrics], isWhole: true },
    };
    const snapshot = { status: 'ended', follow: false } as const;
    const says = tailOnScreen({ items: [], snapshot, scene: { strip } }).words().join('\n');
    expect(says).toContain('no lines in this window');
    expect(says.includes('its lines are kept no longer, or none were written')).toBe(isGone);
  });

  it('says once that a log is being read for the first time, without numbers', () => {
    const snapshot = { status: 'starting', readThroughMs: null } as const;
    const [, status = ''] = tailOnScreen({ items: [], snapshot, scene: { columns: 80 } }).words();
    expect(status).toMatch(/Logs +starting$/);
    expect(status).toHaveLength(79);
  });

  it.each([
    { word: 'reading', keys: [] },
    { word: 'HELD', keys: ['k'] },
  ])('separates its first count from $word if the delay is unknown', ({ word, keys }) => {
    const snapshot = { status: 'starting', readThroughMs: null } as const;
    const tail = tailOnScreen({ items: lines(5), snapshot });
    tail.press(...keys);
    expect(tail.words()[1]).toContain(` ${word} · 0 older dropped · `);
  });

  it('says how far behind its first reading is', () => {
    const snapshot = { status: 'starting', readThroughMs: null, reachedMs: NOW_MS - 71_000 } as const;
    const [, status = '', , strip] = tailOnScreen({ items: lines(5), snapshot }).allWords();
    expect(status).toMatch(/ reading +1m behind {3}0 older dropped /);
    expect(status).not.toContain('lines/s');
    expect(strip).toMatch(/FAILURES/);
  });

  const error = { name: rawText('AccessDenied'), message: rawText('not \x1b[31mallowed'), sinceMs: NOW_MS };
  it.each<{ status: TailStatus; word: string; empty: string }>([
    { status: 'starting', word: 'starting', empty: 'reading /aws/lambda/checkout-api' },
    { status: 'live', word: 'FOLLOW', empty: 'no lines yet in this window; new ones appear here' },
    { status: 'busy', word: 'API BUSY', empty: 'AccessDenied: not ␛[31mallowed' },
    { status: 'unreachable', word: 'NO ANSWER', empty: 'AccessDenied: not ␛[31mallowed' },
    { status: 'waiting', word: 'WAITING', empty: 'a function that never ran has no log group' },
    { status: 'denied', word: 'DENIED', empty: 'AccessDenied: not ␛[31mallowed' },
    { status: 'expired', word: 'EXPIRED', empty: 'AccessDenied: not ␛[31mallowed' },
    { status: 'ended', word: 'ended', empty: 'AccessDenied: not ␛[31mallowed' },
  ])('is $word if it is $status, and an empty log says why', ({ status, word, empty }) => {
    const words = tailOnScreen({ items: [], snapshot: { status, error } }).words();
    expect(words[1]).toContain(` ${word} `);
    expect(words[5]).toContain(empty);
  });

  it.each([
    { keys: [], behindMs: 600, words: / EXPIRED, lines stream on {2}FOLLOW +\S+ lines\/s / },
    { keys: ['k'], behindMs: 600, words: / EXPIRED, lines stream on {2}HELD +\S+ lines\/s / },
    {
      keys: [],
      behindMs: 71_400,
      words: / EXPIRED, lines stream on, backfill 1m behind {2}FOLLOW +\S+ lines\/s /,
    },
  ])('says that lines stream although polling fails: $words', ({ keys, behindMs, words }) => {
    const snapshot = {
      status: 'expired',
      error,
      live: 'streaming',
      readThroughMs: NOW_MS - behindMs,
    } as const;
    const tail = tailOnScreen({ items: lines(5), snapshot });
    tail.press(...keys);
    expect(tail.words()[1]).toMatch(words);
  });

  const many = (change: (index: number) => Partial<FollowedLog>) =>
    Array.from(
      { length: 100 },
      (_, index): FollowedLog => ({
        ...followedLog(`load-${index}`),
        readThroughMs: NOW_MS,
        reachedMs: NOW_MS,
        ...change(index),
      }),
    );
  const underWay = { status: 'starting', readThroughMs: null, reachedMs: NOW_MS - 245_000 } as const;
  it.each([80, 120])('names the one of a hundred logs that is behind at %i columns', (columns) => {
    const logs = many((index) => (index === 7 ? underWay : {}));
    const snapshot = {
      ...conditionOfAll(logs),
      readThroughMs: readThroughMsOfAll(logs),
      reachedMs: reachedMsOfAll(logs),
      logs,
    };
    const [, status = ''] = tailOnScreen({ items: lines(5), snapshot, scene: { columns } }).words();
    expect(status).toMatch(/ FOLLOW +load-7 4m behind( |$)/);
  });

  it('keeps the number of logs whole beside how many are behind at 60 columns', () => {
    const behind = many((index) => (index < 2 ? { readThroughMs: NOW_MS - 70_000 } : {}));
    const logs = behind.slice(0, 3);
    const snapshot = { ...conditionOfAll(logs), readThroughMs: readThroughMsOfAll(logs), logs };
    const path = [safe`checkout-api +2`, safe`3 logs`];
    const story = tailOnScreen({ items: lines(5), snapshot, scene: { columns: 60, path } });
    expect(story.words()[1]).toMatch(/^ checkout-api \+2 › 3 logs +FOLLOW 2 of 3 up to 1m behind/);
  });

  it.each<{ what: string; logs: readonly FollowedLog[]; words: RegExp }>([
    {
      what: 'how many are behind',
      logs: many((index) => (index < 3 ? { readThroughMs: NOW_MS - 70_000 - index * 10_000 } : {})),
      words: / FOLLOW +3 of 100 logs up to 2m behind {5}catching up /,
    },
    {
      what: 'how many were read so far',
      logs: many((index) => (index < 37 ? {} : { status: 'starting', readThroughMs: null, reachedMs: null })),
      words: / reading · 37 of 100 logs read · /,
    },
    {
      what: 'which one floods',
      logs: many((index) => (index === 7 ? { floodKeeps: 'story' } : {})),
      words: / FLOOD load-7 FOLLOW /,
    },
    {
      what: 'which one AWS does not answer for',
      logs: many((index) => (index === 7 ? { status: 'unreachable' } : {})),
      words: / NO ANSWER load-7 r tries now {2}FOLLOW /,
    },
    {
      what: 'that AWS answers for none',
      logs: many(() => ({ status: 'unreachable' })),
      words: / NO ANSWER r tries now /,
    },
  ])('says of a hundred logs $what', ({ logs, words }) => {
    const floodKeeps = logs.find((log) => log.floodKeeps !== null)?.floodKeeps ?? null;
    const snapshot = {
      ...conditionOfAll(logs),
      readThroughMs: readThroughMsOfAll(logs),
      reachedMs: reachedMsOfAll(logs),
      logs,
      floodKeeps,
    };
    const [, status = ''] = tailOnScreen({ items: lines(5), snapshot }).words();
    expect(status).toMatch(words);
  });

  it('does not follow logs of the past beside one for which AWS does not answer', () => {
    const logs = many((index) => ({ status: index === 7 ? 'unreachable' : 'ended' }));
    const snapshot = { ...conditionOfAll(logs), follow: false, logs };
    const [, status = ''] = tailOnScreen({ items: lines(5), snapshot }).words();
    expect(status).toMatch(/ NO ANSWER load-7 r tries now /);
    expect(status).not.toContain('FOLLOW');
  });

  it('says in full why there is nothing to show, however narrow the screen', () => {
    const snapshot = { linesRead: 22_707 };
    const rows = tailOnScreen({ items: [], snapshot, scene: { columns: 60, rows: 15 } }).words();
    expect(rows.join(' ').replace(/ {2,}/g, ' ')).toContain('the next one that does appears here');
    expect(rows).toHaveLength(15);
  });

  it.each([80, 100, 120])('shows FLOOD beside the word for the view at %i columns', (columns) => {
    const snapshot = { floodKeeps: 'story', dropped: 1_055_275, linesPerSecond: 4_911 } as const;
    const gap = { type: 'gap', startMs: FIRST_MS, endMs: null, reason: 'flood', missing: 'bulk' } as const;
    const tail = tailOnScreen({ items: [gap, line(1)], snapshot, scene: { columns } });
    expect(tail.words()[1]).toMatch(/FLOOD FOLLOW .*(?:sampled|older dropped|calls\/min)$/);
    expect(tail.words().join(' ').replace(/ {2,}/g, ' ')).toMatch(
      /and on \(.* so far\): FLOOD, failures and REPORT lines are read, of the bulk samples: .* --live streams 500 lines\/s of it ─/,
    );
    tail.press('k');
    expect(tail.words()[1]).toMatch(/FLOOD HELD /);
  });
});

describe('the log screen of a group that functions share', () => {
  const group = rawText('/shop/shared');
  const logs = [
    {
      ...followedLog('any'),
      ...openedLog({ group, writers: [{ functionName: null, versions: null }] }, FIRST_MS),
    },
  ];
  const writtenBy = (place: number, name: string) => {
    const written = line(place);
    const logStream = rawText(`2026/11/24/${name}[7]a41f3e13f9411b782a32b1eefce0a112`);
    return { ...written, origin: { group, functionName: null }, event: { ...written.event, logStream } };
  };

  it.each([
    { functions: ['cart-api', 'checkout-api'], says: /FUNCTION.*cart-api .*line 0.*checkout-api .*line 1/s },
    { functions: ['cart-api'], says: /TIME +ENV .*line 0/s },
  ])('has a column for them where there are several: $functions', ({ functions, says }) => {
    const snapshot = { logs, writers: functions.map(rawText) };
    const { words } = tailOnScreen({
      items: functions.map((name, place) => writtenBy(place, name)),
      snapshot,
    });
    expect(words().join('\n')).toMatch(says);
  });
});

describe('the log screen of a function with several versions', () => {
  const writtenBy = (place: number, version: string) => {
    const written = line(place);
    const logStream = rawText(`2026/11/24/[${version}]a41f3e13f9411b782a32b1eefce0a112`);
    return { ...written, event: { ...written.event, logStream } };
  };
  const items = [writtenBy(0, '$LATEST'), writtenBy(1, '12')];
  const versionMarks = new Set(['[$LATEST]', '[12]'].map(rawText));

  it('says in each row which one wrote it, as the stream does', () => {
    const rows = tailOnScreen({ items, snapshot: { versionMarks } }).words();
    expect(rowWith(rows, 'line 0')).toMatch(/a41f +\[\$LATEST\] .* line 0/);
    expect(rowWith(rows, 'line 1')).toMatch(/a41f +\[12\] .* line 1/);
    expect(rowWith(rows, 'line 0').indexOf('line')).toBe(rowWith(rows, 'line 1').indexOf('line'));
    expect(rowWith(rows, 'MESSAGE').indexOf('MESSAGE')).toBe(rowWith(rows, 'line 0').indexOf('line'));
  });

  it('says nothing of it where all lines are of one', () => {
    expect(rowWith(tailOnScreen({ items: items.slice(1) }).words(), 'line 1')).not.toContain('[12]');
  });

  it.each([
    { keys: 'v[12]', shown: ['line 1'] },
    { keys: 'v![12]', shown: ['line 0'] },
    { keys: 'v[$latest]', shown: ['line 0'] },
    { keys: 'v12', shown: [] },
  ])('shows only the lines of one for the filter $keys', ({ keys, shown }) => {
    const tail = tailOnScreen({ items, snapshot: { versionMarks } });
    for (const key of [...keys, 'return']) tail.press(key);
    const words = tail.words().join('\n');
    expect(['line 0', 'line 1'].filter((each) => words.includes(each))).toEqual(shown);
  });

  it('finds and marks a version', () => {
    const tail = tailOnScreen({ items, snapshot: { versionMarks } });
    for (const key of ['/', ...'[12]', 'return']) tail.press(key);
    expect(tail.words().at(-2)).toContain('1 line says so');
    const marked = tail.rows().flatMap(({ line }) => line.filter(({ marked }) => marked === true));
    expect(marked.map(({ text }) => text)).toEqual(['[12]']);
  });
});

describe('the log screen of a filtered log', () => {
  const { level, ...NOTHING } = { include: [], exclude: [], level: null, before: 0, after: 0 };
  const apple = { source: 'ap\x1b[31mple', isIn: () => true };
  const pear = { source: 'pear', isIn: () => true };
  const filterRow = (wanted: LineSelection) =>
    tailOnScreen({ items: lines(5), snapshot: { wanted, linesRead: 10_300, linesChosen: 412 } }).words();

  it.each<[string, LineSelection]>([
    [' filter ERROR -retry', { pattern: rawText('ERROR -retry'), rules: null }],
    [' level WARN and above', { pattern: null, rules: { ...NOTHING, level: 'WARN' } }],
    [
      ' include ap␛[31mple or pear · exclude pear · context 3 after',
      { pattern: null, rules: { ...NOTHING, level, include: [apple, pear], exclude: [pear], after: 3 } },
    ],
  ])('names the filter: %s', (expected, wanted) => {
    expect(filterRow(wanted)[2]?.trimEnd()).toBe(expected);
  });

  it('says how many lines match', () => {
    const some = { pattern: null, rules: { ...NOTHING, level: 'WARN' } } as const;
    expect(filterRow(some)[3]).toContain(' 412 of 10,300 lines since ');
    expect(filterRow({ pattern: rawText('ERROR'), rules: null })[3]).toContain(' 5 rows in memory since ');
  });

  it('says if none match', () => {
    const wanted: LineSelection = { pattern: null, rules: { ...NOTHING, level: 'WARN' } };
    for (const status of ['live', 'ended'] as const) {
      const { words } = tailOnScreen({ items: [], snapshot: { wanted, status, linesRead: 10_300 } });
      expect(words()[5]).toMatch(/none of 10,300 lines /);
    }
  });

  it('gives the same number of lines as hidden and as not matching', () => {
    const { press, words } = tailOnScreen({ items: lines(5), snapshot: { linesRead: 10_300 } });
    press(...'vnowhere', 'return');
    expect(words()[3]).toContain('5 of 5 hidden');
    expect(words()[5]).toContain('none of 5 lines matches');
  });

  it.each([
    ['live', 'none of 5 lines matches; the next one that does appears here; esc clears the filter'],
    ['ended', 'none of 5 lines in this window matches; esc clears the filter'],
  ] as const)('says how to see all lines again of a log that is %s', (status, says) => {
    const { press, words } = tailOnScreen({ items: lines(5), snapshot: { status } });
    press(...'vnowhere', 'return');
    expect(words()[5]).toContain(says);
    press('escape');
    expect(words().join()).not.toContain('clears the filter');
    expect(words()[5]).toMatch(/ line \d/);
  });

  it('promises no new line to a frozen view, which gets none', () => {
    const chosen = tailOnScreen({ items: lines(5) });
    chosen.press(...'vnowhere', 'return', 'p');
    expect(chosen.words()[5]?.trim()).toMatch(
      /^none of 5 lines matches(; esc clears the filter)?; p resumes$/,
    );
    const empty = tailOnScreen({ items: [], snapshot: { linesRead: 0 } });
    empty.press('p');
    empty.arrives(line(1));
    expect(empty.words()[5]?.trim()).toBe('no lines when this was frozen; p resumes');
  });

  it.each([
    ['another filter is being typed', [...'vmore']],
    ['lines are being found', [...'/more']],
    ['what was found is on screen', [...'/more', 'return']],
    ['the patterns have the focus', ['tab']],
  ] as const)('does not say so while the key has another meaning: %s', (_, keys) => {
    const { press, words } = tailOnScreen({ items: lines(5) });
    press(...'vnowhere', 'return', ...keys);
    expect(words().join()).toContain('none of 5 lines matches');
    expect(words().join()).not.toContain('clears the filter');
  });

  it('does not say so for a filter given by a flag, which no key clears', () => {
    const wanted: LineSelection = { pattern: rawText('ERROR'), rules: null };
    const { words } = tailOnScreen({ items: [], snapshot: { wanted, linesRead: 10_300 } });
    expect(words()[5]).toContain('none of 10,300 lines matches');
    expect(words()[5]).not.toContain('clears');
  });
});
