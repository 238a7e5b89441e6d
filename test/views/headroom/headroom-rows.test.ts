import { describe, expect, it } from 'vitest';
import { MINUTE_MS } from '../../../src/lambda/time.ts';
import type { ConnectionState } from '../../../src/monitor/fleet/freshness.ts';
import { headroomOf } from '../../../src/monitor/headroom/headroom.ts';
import { lineText } from '../../../src/terminal/line-layout.ts';
import { rawText } from '../../../src/terminal/text.ts';
import { causeSection } from '../../../src/views/headroom/cause-section.ts';
import { headroomCopyables } from '../../../src/views/headroom/headroom-copyables.ts';
import { headroomRows } from '../../../src/views/headroom/headroom-rows.ts';
import { caveatsSection } from '../../../src/views/headroom/headroom-sections.ts';
import { poolMinuteLines } from '../../../src/views/headroom/pool-minutes.ts';
import { poolSection } from '../../../src/views/headroom/pool-section.ts';
import { sectionLines } from '../../../src/views/parts/sections/sections.ts';
import { SIZES } from '../every-look.ts';
import { expectFilled } from '../filled-screen.ts';
import { ASCII, LOOK, wordsOf } from '../fleet/fleet-on-screen.ts';
import {
  CALM,
  calm,
  type FunctionStory,
  IDLE,
  LAGGING,
  NOW_MS,
  snapshotOf,
  THROTTLED,
} from '../fleet/fleet-story.ts';
import { BLOCKED, GROWING, OFF, onScreen, pagesOf, SHORT_CALLS, STORIES, scene } from './headroom-stories.ts';

/** Of each minute of records, a tenth is read. */
const fallingFar = (age: number) => ({
  ...LAGGING.minute?.(age),
  'Duration Sum': 900_000,
  'IteratorAge Maximum': Math.max(0, 600_000 - age * 53_000),
});
/** Ten workers are busy, and no record waits. */
const IN_THE_PAST = { state: 'past', lastGoodPollMs: NOW_MS, error: null } as const;
const keepingUp = (age: number) => ({ ...LAGGING.minute?.(age), 'IteratorAge Maximum': 400 });

it.each([
  { state: 'live', says: 'Headroom · minute 03:10Z  ' },
  { state: 'past', says: 'Headroom · minute 03:10Z, as it was  ' },
] as const)('the headroom says beside its path which minute it shows, when $state', (story) => {
  const { snapshot, ...rest } = scene(CALM);
  const connection = { ...snapshot.connection, state: story.state };
  const rows = wordsOf(headroomRows({ ...rest, snapshot: { ...snapshot, connection } }));
  expect(rows[1]).toContain(story.says);
});

describe.each(Object.entries(STORIES))('the headroom of a function %s', (_, story) => {
  it('has no words in the tone of rules and axes, which is too faint to read', () => {
    const faint = headroomRows(scene(story)).flatMap(({ line }) =>
      line.filter(({ tone }) => tone === 'faint'),
    );
    for (const { text } of faint) expect(text).not.toMatch(/[a-z]/i);
  });

  it.each(SIZES)('fills exactly $columns x $rows cells on every page', (size) => {
    for (let page = 0; page < pagesOf(story, size); page++)
      expectFilled(size, (look) => headroomRows(scene(story, { ...size, page, look })));
  });

  it.each(SIZES)('names the help key at $columns columns', (size) => {
    expect(onScreen(story, size).split('\n').at(-1)).toContain('? keys');
  });
});

describe('the pages of a narrow headroom screen', () => {
  const NARROW = { columns: 80, rows: 24 };
  const LONG_OFF: FunctionStory = { ...OFF, minute: () => ({ 'Throttles Sum': 120 }) };

  it.each(Object.entries(STORIES))('all show something of a function %s', (_, story) => {
    const unread = { pool: 'denied' } as const;
    const pages = pagesOf(story, NARROW, unread);
    for (let page = 0; page < pages; page++) {
      const rows = onScreen(story, { ...NARROW, page }, unread).split('\n');
      expect(rows[1]).toContain(`page ${page + 1} of ${pages}`);
      const headings = rows.filter((row) => /^ [A-Z][A-Z ]+ ─/u.test(row));
      expect(headings.length).toBeGreaterThan(0);
    }
  });

  it.each([
    { story: LONG_OFF, chart: 'CALLS a minute', meets: 'IF IT IS SWITCHED ON AGAIN' },
    { story: IDLE, chart: 'ACCOUNT POOL', meets: 'WHAT THE FIRST CALLS MEET' },
  ])('are fewer where nothing runs ($story.name)', ({ story, chart, meets }) => {
    expect(pagesOf(story, NARROW)).toBe(3);
    expect(onScreen(story, NARROW)).toContain(chart);
    expect(onScreen(story, { ...NARROW, page: 1 })).toContain(meets);
  });

  it('begin with what first calls meet where there is no chart', () => {
    const unread = { pool: 'denied' } as const;
    expect(onScreen(IDLE, NARROW, unread)).toContain('WHAT THE FIRST CALLS MEET');
    expect(pagesOf({ ...LONG_OFF, minute: null }, NARROW, unread)).toBe(2);
  });

  it('begin with the estimate, too, where no limit is known that a chart could show', () => {
    const words = onScreen({ ...THROTTLED, reserved: 'denied' }, NARROW);
    expect(words).toMatch(/WHICH LIMIT BINDS FIRST[\s\S]*HOW THE ESTIMATE IS MADE/);
  });

  it('begin anew after the last', () => {
    const pages = pagesOf(THROTTLED, NARROW);
    expect(pages).toBe(4);
    expect(onScreen(THROTTLED, { ...NARROW, page: pages })).toBe(onScreen(THROTTLED, NARROW));
  });
});

describe('the headroom screen', () => {
  it('gives the name of the function its room before it repeats the limit', () => {
    const name = `acme-production-eu-west-1-order-processing-legacy-export`;
    const growing = { pool: (age: number) => Math.max(40, 420 - 12 * age) };
    const size = { columns: 100, rows: 30 };
    expect(onScreen(GROWING, size, growing).split('\n')[1]).toMatch(/ Headroom .*account pool .* met in /);
    expect(onScreen({ ...GROWING, name }, size, growing).split('\n')[1]).toMatch(
      new RegExp(` › ${name} › Headroom +j more$`, 'u'),
    );
  });

  it.each([THROTTLED, SHORT_CALLS, CALM])('has its chart on a low screen too ($name)', (story) => {
    const words = onScreen(story, { columns: 120, rows: 30 });
    expect(words).toMatch(/ (CONCURRENCY|REQUESTS a second|ACCOUNT POOL) ─.* limit [\d,]+ /u);
    expect(words).toMatch(/WHICH LIMIT BINDS FIRST/);
    expect(words).toContain('j more');
  });

  it.each([100, 109, 117])('has its chart in %i columns, with a legend that is whole', (columns) => {
    for (const story of [THROTTLED, SHORT_CALLS, CALM, LAGGING, GROWING])
      for (const rows of [30, 40])
        for (const look of [LOOK, ASCII])
          expect(onScreen(story, { columns, rows, look })).toMatch(
            / (CONCURRENCY|REQUESTS a second|ACCOUNT POOL|WORKERS BUSY) (?:.*\n)?.* limit [\d,]+ /u,
          );
  });

  it('says for a request rate what is needed a second, and what more calls need first', () => {
    const words = onScreen(SHORT_CALLS, { columns: 100, rows: 30 });
    expect(words).toMatch(/WHAT IF (?:\+\d lines? )?─+ needs\/s, of the limit/);
    expect(words).toMatch(/ calls × 2 +~620 /);
    expect(onScreen(THROTTLED, { columns: 100, rows: 30 })).toMatch(
      /WHAT IF (?:\+\d lines? )?─+ needs, of the limit/,
    );
  });

  it('draws no forecast among what has been measured', () => {
    const rows = onScreen(THROTTLED, { columns: 200, rows: 60 });
    expect(rows).toMatch(/═╌+$/mu);
    expect(rows).not.toMatch(/╌═/u);
  });

  it.each(SIZES)('shows the limit that binds, however few have room, at $columns x $rows', (size) => {
    const rows = onScreen({ ...LAGGING, name: 'orders-consumer' }, size).split('\n');
    const limits = rows.slice(rows.findIndex((row) => row.includes('WHICH LIMIT')));
    expect(limits.find((row) => row.includes('▸ '))).toMatch(/ of 10\b/);
  });

  it.each(Object.entries(STORIES))('gives no two sections of a function %s one name', (_, story) => {
    for (const size of SIZES) {
      const titles = onScreen(story, size).matchAll(/([A-Z][A-Z ]+[A-Z]) (?:\+\d+ (?:lines? )?)?─/gu);
      const names = [...titles].map(([, name]) => name);
      expect(names).toEqual([...new Set(names)]);
    }
  });

  it('ends no caveat in the middle of a sentence', () => {
    for (const width of [50, 78, 116])
      for (let height = 0; height < 12; height++) {
        const lines = sectionLines([caveatsSection(width)], width, height, LOOK.glyphs).slice(1);
        expect(lines.map(lineText).join(' ')).toMatch(/^$|\.$/);
      }
  });

  it.each([
    { columns: 200, rows: 60 },
    { columns: 165, rows: 45 },
  ])('starts at the left of $columns columns if there is no chart', (size) => {
    const rows = onScreen(IDLE, size, { pool: 'denied' }).split('\n');
    expect(rows.map((row) => row.indexOf('WHICH LIMIT')).find((at) => at >= 0)).toBeLessThan(3);
  });

  it.each([CALM, THROTTLED, LAGGING, GROWING, IDLE, OFF])(
    'leaves no part of a large screen empty ($name)',
    (story) => {
      const rows = onScreen(story, { columns: 200, rows: 60 }).split('\n');
      const below = rows.slice(0, -1).toReversed();
      // How high a chart may be depends on the figures next to each other.
      expect(below.findIndex((row) => row.trim() !== '')).toBeLessThanOrEqual(5);
    },
  );

  it('draws only ASCII with the ASCII glyphs', () => {
    for (const story of [CALM, THROTTLED, LAGGING, IDLE, SHORT_CALLS, GROWING, OFF])
      for (const size of SIZES) expect(onScreen(story, { ...size, look: ASCII })).toMatch(/^[\x20-\x7e\n]*$/);
  });

  it.each([
    {
      what: 'a reserved limit that is reached',
      story: THROTTLED,
      says: /Turning calls away since .* at its reserved/,
    },
    {
      what: 'a request rate',
      story: SHORT_CALLS,
      says: /its request limit of 350\/s \(10 for each of its reserved 35\)/,
    },
    {
      what: 'busy shards',
      story: LAGGING,
      says: /All 10 shard workers are busy: records wait, 7 min behind/,
    },
    {
      what: 'a shard blocked by a record, which is no lack of workers',
      story: BLOCKED,
      says: /A record blocks its shard, 20 min behind: .* Capacity is not short: 15 % of its 4 shard workers are busy/,
    },
    {
      what: 'a function that is switched off',
      story: OFF,
      says: /Switched off: its reserved concurrency is 0/,
    },
    {
      what: 'a function without calls',
      story: IDLE,
      says: /Nobody calls it: it uses nothing of the account pool of 765/,
    },
    {
      what: 'free workers',
      story: { ...LAGGING, shards: 20 },
      says: /Uses 49 % of its 20 shard workers; /,
    },
    { what: 'a function with headroom', story: CALM, says: /Uses .* of the account pool of 765; no trend/ },
    {
      what: 'a limit that may not be read',
      story: { ...CALM, reserved: 'denied' as const },
      says: /Which limit binds is not known: reading its reserved concurrency is denied\./,
    },
    {
      what: 'a denied limit at which calls are turned away',
      story: { ...THROTTLED, reserved: 'denied' as const },
      says: /Turning calls away since 03:00Z; at which limit is not known: reading its reserved concurrency is denied\./,
    },
  ])('starts with the answer for $what', ({ story, says }) => {
    const [, , , answer] = onScreen(story, { columns: 200, rows: 60 }).split('\n');
    expect(answer).toMatch(says);
  });

  it.each([
    [{ ...CALM, reserved: 'unread' }, {}, 'its reserved concurrency could not be read'],
    [CALM, { limits: 'denied' }, 'reading the account limit is denied'],
    [CALM, { limits: 'unread' }, 'the account limit could not be read'],
  ] as const)('says which limit is not known, and why: %j, %j', (story, account, says) => {
    const [, , , answer] = onScreen(story, { columns: 200, rows: 60 }, account).split('\n');
    expect(answer).toContain(`Which limit binds is not known: ${says}.`);
  });

  it('reckons with the pool that turns a stream away, and with no more calls at once than it has workers', () => {
    const turnedAway: FunctionStory = {
      ...LAGGING,
      minute: (age) => ({ ...LAGGING.minute?.(age), 'Throttles Sum': 900 }),
    };
    const words = onScreen(turnedAway, { columns: 200, rows: 60 }, { pool: () => 765 });
    expect(words).toMatch(/Turning calls away .* at the account pool of 765; about 10 are wanted at once\./);
    expect(words).toMatch(/account \+\d+ +~765 /);
    expect(words).not.toContain('falls behind');
  });

  it('has the severity of the limit alone, whatever else makes the function fail', () => {
    const failing: FunctionStory = {
      name: 'invoice-pdf',
      minute: calm((age) => ({ 'Errors Sum': age < 20 ? 200 : 0 })),
    };
    expect(scene(failing).status.severity).toBe('crit');
    expect(onScreen(failing)).toMatch(/ ok +Uses .* of the account pool/);
    const pool = (age: number) => Math.max(40, 700 - 12 * age);
    const [culprit, neighbour] = [GROWING, failing].map((story) => {
      const { functions, ...account } = snapshotOf({ functions: [failing, GROWING], pool });
      const status = functions.find(({ name }) => name === story.name)!;
      return /(WARN|CRIT) +The account pool of 765 is met/.exec(
        wordsOf(headroomRows(scene(story, { status, snapshot: { functions, ...account } }))).join('\n'),
      )?.[1];
    });
    expect(culprit).toBeDefined();
    expect(neighbour).toBe(culprit);
  });

  it('forecasts when the pool is met, and says which function causes it', () => {
    const words = onScreen(GROWING, {}, { pool: (age) => Math.max(40, 420 - 12 * age) });
    expect(words).toMatch(/The account pool of 765 is met in ~\d+ min \(\d+ to \d+\)/);
    expect(words).toMatch(/call image-resize less/);
    expect(words).toMatch(/put-function-concurrency --function-name image-resize/);
  });

  it('claims nothing about callers if none came lately, like the dashboard', () => {
    const words = onScreen(IDLE, { columns: 120 });
    expect(words).toContain('Who calls it is not known: no call lately.');
    expect(words).not.toContain('429');
  });

  it('draws its hour across the whole width of a large screen, above all sections', () => {
    const rows = onScreen(THROTTLED, { columns: 200, rows: 60 }).split('\n');
    const title = rows.findIndex((row) => / CONCURRENCY ─.* limit 200$/u.test(row));
    expect(rows[title]?.length).toBe(199);
    const below = rows.findIndex((row) => row.includes('WHICH LIMIT BINDS FIRST'));
    expect(below).toBeGreaterThan(title + 12);
    expect(rows[below]).toMatch(/WHICH LIMIT.*POOL USERS.*HOW THE ESTIMATE/);
  });

  it('sets the sections of what is not called beside each other, below a chart that leaves them the rows of any other', () => {
    const rows = onScreen(IDLE, { columns: 200, rows: 60 }).split('\n');
    const below = rows.findIndex((row) => row.includes('WHICH LIMIT BINDS FIRST'));
    expect(rows[below]).toMatch(/WHICH LIMIT.*WHAT THE FIRST CALLS MEET.*POOL USERS/);
    const commands = rows.findIndex((row) => row.includes('COMMANDS TO COPY'));
    expect(commands - below).toBe(13);
  });

  it.each([80, 120, 200])('has a legend for its chart at %i columns', (columns) => {
    expect(onScreen(THROTTLED, { columns })).toMatch(/~estimate .*demand .*limit 200/);
  });

  it('lists users of the pool that add up to its use', () => {
    const shown = scene(GROWING, {}, { pool: () => 480 });
    const { note, lines } = poolSection(shown, headroomOf(shown.status, shown.snapshot), 60);
    const rows = lines.map(lineText);
    const levels = rows.flatMap((row) => /~(\d+)/.exec(row)?.[1] ?? []).map(Number);
    expect(String(note)).toBe('480 of 765, 63 %; % of the 480');
    expect(levels.reduce((sum, level) => sum + level, 0)).toBe(480);
    expect(rows).toContainEqual(expect.stringMatching(/^others and peaks +~\d+ +\d+ %/));
  });

  const tall = SIZES.filter(({ rows }) => rows > 15);
  it.each(tall)('tells what is free of the pool before one more user of it, at $columns x $rows', (size) => {
    const users = Array.from({ length: 6 }, (_, place) => ({
      name: `worker-${place}`,
      minute: calm(() => ({ 'Duration Sum': (20 - place) * 60_000 })),
    }));
    const story = { ...IDLE, name: 'report-nightly' };
    const snapshot = snapshotOf({ functions: [story, ...users], pool: () => 388 });
    const status = snapshot.functions.find(({ name }) => name === story.name)!;
    const words = Array.from({ length: 3 }, (_, page) =>
      onScreen(story, { ...size, snapshot, status, page }),
    );
    const pool =
      words
        .map((page) => page.slice(page.search(/POOL USERS (?:\+\d+(?: lines?)? )?─+ \d/u)))
        .find((page) => page.length > 1) ?? '';
    expect(pool).toContain('377 free');
    if (size.columns >= 100) expect(pool).toContain('others and peaks');
  });

  describe('of which minutes the pool is', () => {
    /** Settled three minutes later, as a call takes so long. */
    const long = (name: string, seconds: number): FunctionStory => ({
      name,
      timeoutMs: 900_000,
      minute: calm(() => ({ 'Duration Maximum': seconds * 1_000 })),
    });
    it.each<[string, readonly FunctionStory[], string | null]>([
      ['nothing where all are of the minute of the screen', [SHORT_CALLS, CALM], null],
      ['that it is an older one', [SHORT_CALLS, long('export', 180)], 'All of it as of 03:07Z.'],
      [
        'whose is an older one',
        [SHORT_CALLS, CALM, long('export', 180)],
        'The pool as of 03:10Z; export as of 03:07Z.',
      ],
      [
        'how many are of the same older one',
        [CALM, long('export', 180), long('import', 180)],
        'The pool as of 03:10Z; 2 functions as of 03:07Z.',
      ],
      [
        'how many are of several older ones',
        [CALM, long('export', 180), long('import', 300)],
        'The pool as of 03:10Z; 2 functions as of older minutes.',
      ],
      ['which one it is where the screen has none', [IDLE, CALM], 'All of it as of 03:10Z.'],
    ])('says %s', (_what, functions, says) => {
      const [story = CALM] = functions;
      const shown = scene(story, {}, { functions });
      const status = shown.snapshot.functions.find(({ name }) => name === story.name)!;
      const { lines } = poolSection({ ...shown, status }, headroomOf(status, shown.snapshot), 50);
      const ofMinutes = lines.map(lineText).filter((line) => /minute|of older|of \d\d:/.test(line));
      expect(ofMinutes).toEqual(says === null ? [] : [says]);
    });

    it('dates it by its own newest minute, as its chart does, where its functions are ahead', () => {
      const { snapshot } = scene(IDLE, {}, { functions: [IDLE, CALM] });
      const account = { ...snapshot.account, pool: snapshot.account.pool.slice(0, -1) };
      const status = snapshot.functions.find(({ name }) => name === IDLE.name)!;
      const size = { columns: 120, rows: 40 };
      const shown = onScreen(IDLE, { ...size, snapshot: { ...snapshot, account }, status });
      expect(shown).toContain('The pool as of 03:09Z; user-profile as of 03:10Z.');
      expect(shown).toMatch(/^ *02:30Z .* 03:09Z .* 03:29Z /m);
    });

    it.each<[ages: readonly number[], says: string]>([
      [[1, 1], 'The pool as of 03:07Z; 2 functions as of 03:09Z.'],
      [[1, 5], 'The pool as of 03:07Z; 2 functions as of other minutes.'],
      [[5, 6], 'The pool as of 03:07Z; 2 functions as of older minutes.'],
    ])('calls its users older only if they are, where its own metric dates it: %j', (ages, says) => {
      const minuteMs = (age: number) => Date.UTC(2026, 10, 24, 3, 10 - age);
      const users = ages.map((age, place) => ({
        functionName: rawText(`export-${place}`),
        level: 10,
        growthPerMinute: null,
        minuteMs: minuteMs(age),
      }));
      const lines = poolMinuteLines(scene(CALM), { poolMinuteMs: minuteMs(3) }, users);
      expect(lines.map(lineText)).toEqual([says]);
    });
  });

  it('suggests how to skip the blocking record of a shard, not more workers', () => {
    const words = onScreen(BLOCKED, { columns: 200, rows: 60 });
    expect(words).toMatch(/Shortest way out: let Lambda pass it over: bisect on error, maximum retries/);
    expect(words).toMatch(
      /update-event-source-mapping --bisect-batch-on-function-error .*--maximum-retry-attempts/,
    );
    expect(words).toMatch(/the record is LOST, as it has no destination/);
    expect(words).not.toMatch(/parallelization-factor|may meet/);
  });

  it('suggests nothing if nothing waits', () => {
    expect(onScreen({ ...LAGGING, shards: 20 })).not.toContain('Shortest way out');
    expect(onScreen(CALM)).not.toContain('Shortest way out');
  });

  it.each<[when: string, told: { state: ConnectionState; nowMs: number }]>([
    ['in the past', { state: 'past', nowMs: NOW_MS }],
    ['while AWS does not answer', { state: 'live', nowMs: NOW_MS + 10 * MINUTE_MS }],
  ])('answers in the past tense %s', (_, { state, nowMs }) => {
    const connection = { state, lastGoodPollMs: NOW_MS, error: null };
    const snapshot = snapshotOf({ functions: [THROTTLED], snapshot: { connection } });
    const shown = onScreen(THROTTLED, { snapshot, nowMs });
    expect(shown).toMatch(/Turned calls away since .* were wanted at once/);
    expect(shown).toMatch(/reserved ~\d+ of 200, \d+ %, turned calls away/);
  });

  it.each([
    { pool: (age: number) => 700 - 8 * age, says: [/%, to be met in ~/, / free, to be full in ~/] },
    { pool: (age: number) => 765 - age, says: [/%, met then/, / free, full then/] },
  ])('tells of a past moment when its pool was to be full: $says', ({ pool, says }) => {
    const account = { pool, snapshot: { connection: IN_THE_PAST } };
    const shown = onScreen(GROWING, { columns: 160, rows: 50 }, account);
    for (const words of says) expect(shown).toMatch(words);
  });

  it('says of the past that limits are current ones', () => {
    const snapshot = snapshotOf({
      functions: [CALM],
      snapshot: { connection: IN_THE_PAST },
    });
    expect(onScreen(CALM, { snapshot })).toContain('limits as of now, by whom, age');
  });

  it.each([
    ['a reservation', THROTTLED, / reserved +~193 of 200 +● 97 % .*GetFunctionConcurrency/],
    [
      'the request rate that follows from it',
      THROTTLED,
      / request rate +47 of 2,000\/s +2 % .*10 [x×] reserved/,
    ],
    ['a mark on the limit that binds', SHORT_CALLS, /▸ request rate +310 of 350\/s +▲ 89 %/],
    ['shards', LAGGING, /▸ stream of .* ~10 of 10 +● 98 % .*shard workers/],
    ['a limit that may not be read', { ...CALM, reserved: 'denied' as const }, / reserved +denied/],
    ['a limit that has not been read yet', { ...CALM, reserved: 'unread' as const }, / reserved +\?/],
    ['no reservation', CALM, / reserved +none/],
  ])('shows for each limit its use and source: %s', (_what, story, says) => {
    expect(onScreen(story, { columns: 200, rows: 60 })).toMatch(says);
  });

  it.each(SIZES)('names the source of a limit in full or not at all, at $columns columns', (size) => {
    expect(onScreen(THROTTLED, size)).not.toMatch(/Get\w*…|10 [x×] \w*…/);
  });

  it.each([
    { columns: 60, note: /─ in use, age$/m },
    { columns: 80, note: /─ in use, told by, age$/m },
  ])('says over the limits at $columns columns only what stands below it', ({ columns, note }) => {
    expect(onScreen(CALM, { columns, rows: 24 })).toMatch(note);
  });

  it('explains throttling with evidence for and against, and what callers notice', () => {
    const words = onScreen(THROTTLED);
    expect(words).toMatch(/for +reserved {2}200 of 200 busy at the peak/);
    expect(words).toMatch(/against +request rate {2}47\/s of 2,000\/s/);
    expect(words).toMatch(/Callers get 429 at once/);
  });

  it('asks what the command would change for which it copies the setting', () => {
    const words = onScreen({ ...LAGGING, minute: keepingUp }, { columns: 200, rows: 60 });
    expect(words).toMatch(/ --parallelization-factor 2 /);
    expect(words).toMatch(/ factor 2 +~9\.8 +49 % +fits/);
  });

  it('reckons with the records that a stream leaves waiting', () => {
    const words = onScreen(LAGGING, { columns: 200, rows: 60 });
    expect(words).toMatch(/to keep up +9\.833 × 60 s \/ 12\.00 s += +~49\.2/);
    expect(words).toMatch(/ factor 5 +~49 +98 % +fits/);
    expect(words).toMatch(/2 writes: 5 workers for each shard: .*\n.* --parallelization-factor 5 /);
  });

  it('says so where the highest factor is not enough', () => {
    const words = onScreen({ ...LAGGING, shards: 10, minute: fallingFar }, { columns: 200, rows: 60 });
    expect(words).toMatch(/ factor 10 +~1\d\d +1\d\d % +falls behind/);
  });

  it('keeps the remedy among the what-ifs where some give way', () => {
    const [lines] = [38, 34, 30].map((rows) => onScreen(SHORT_CALLS, { columns: 100, rows })).slice(-1);
    expect(lines).toMatch(/WHAT IF[\s\S]* reserved 45 /);
  });

  it('puts the command that reads before the one that writes, with the harm that one may do', () => {
    const words = onScreen(THROTTLED);
    const reads = words.indexOf('aws lambda get-function-concurrency');
    const writes = words.indexOf('aws lambda put-function-concurrency');
    expect(reads).toBeGreaterThan(0);
    expect(writes).toBeGreaterThan(reads);
    expect(words).toMatch(/2 writes: reserves \d+, taken from the pool; no cure for a slow dependency/);
  });

  it('copies whole commands by their number', () => {
    const copied = headroomCopyables(scene(THROTTLED)).map(({ key, lines }) => [key, ...lines]);
    expect(copied).toContainEqual([
      '2',
      'aws lambda put-function-concurrency --function-name checkout-api --reserved-concurrent-executions 300 --region eu-west-1 --profile prod',
    ]);
  });

  it.each(SIZES)('shows no part of a command at $columns x $rows: the rest would be missed', (size) => {
    for (const story of [THROTTLED, LAGGING, CALM]) {
      const commands = headroomCopyables(scene(story)).filter(({ key }) => /^\d$/.test(key));
      const seen = new Set<string>();
      for (const page of [0, 1, 2, 3]) {
        const words = onScreen(story, { ...size, page })
          .replace(/ \\\n/g, ' ')
          .replace(/\s+/g, ' ');
        for (const { key, lines } of commands) {
          if (!words.includes(` ${key} reads: `) && !words.includes(` ${key} writes: `)) continue;
          expect([key, words]).toEqual([key, expect.stringContaining(lines.join(' '))]);
          seen.add(key);
        }
      }
      // In the smallest window a command of five rows has no room; y copies it all the same.
      const shown = size.rows < 24 ? commands.slice(0, 1) : commands;
      expect([...seen]).toEqual(shown.map(({ key }) => key));
    }
  });

  it('shows at 80 columns, page by page, what it shows at 200', () => {
    const titles = (words: string) => new Set(words.match(/[A-Z]{4,}[A-Z ]* (?=(?:\+\d+ lines? )?─)/g) ?? []);
    const pages = [0, 1, 2, 3].map((page) => onScreen(THROTTLED, { columns: 80, rows: 24, page }));
    expect(titles(pages.join('\n'))).toEqual(titles(onScreen(THROTTLED, { columns: 200, rows: 60 })));
  });
});

describe('why calls are throttled', () => {
  const section = (width: number) => {
    const throttled = scene(THROTTLED);
    return causeSection(throttled, headroomOf(throttled.status, throttled.snapshot), width);
  };
  const shown = (width: number, height: number) =>
    sectionLines([section(width)], width, height, LOOK.glyphs).map(lineText);

  it('continues a line under its own text, so that the verdicts stand out', () => {
    expect(shown(43, 20).slice(1, 5)).toEqual([
      'for      reserved  200 of 200 busy at',
      '         the peak',
      'against  request rate  47/s of 2,000/s',
      '         on average',
    ]);
  });

  it.each([43, 60, 118])('never cuts an argument for or against a cause at %s columns', (width) => {
    const whole = shown(width, 40);
    const ends = new Set([0, ...(section(width).ends ?? [])]);
    for (let height = 1; height <= whole.length; height++) {
      const lines = shown(width, height);
      expect(lines.slice(1)).toEqual(whole.slice(1, Math.max(1, lines.length)));
      expect(ends).toContain(Math.max(0, lines.length - 1));
    }
  });
});
