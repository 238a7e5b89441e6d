import { describe, expect, it } from 'vitest';
import type { TailItem } from '../../../src/logs/tail-item.ts';
import { rawText } from '../../../src/terminal/text.ts';
import { LOOK } from '../fleet/fleet-on-screen.ts';
import { FIRST_MS, headerOf, line, lines, tailOnScreen } from './tail-story.ts';

const ID = '6747a2b5-69d2-45e7-a8bc-f805f7fd517a';
const REPORT = `REPORT RequestId: ${ID}\tDuration: 3000.00 ms\tBilled Duration: 3000 ms\tMemory Size: 128 MB\tMax Memory Used: 33 MB\t`;
const LAST_ROW = 37;

function newest(words: readonly string[]): string {
  return words[LAST_ROW] ?? '';
}

describe('a followed log', () => {
  it('shows the newest lines and has no cursor', () => {
    const tail = tailOnScreen({ items: lines(100) });
    expect(newest(tail.words())).toContain('line 99');
    tail.arrives(line(100));
    expect(newest(tail.words())).toContain('line 100');
    expect(tail.cursor()).toBeNull();
    expect(tail.words()[1]).toContain('FOLLOW');
  });

  it.each(['j', ' ', 'ctrl-d'])('goes on at %j: there is nothing below', (key) => {
    const tail = tailOnScreen({ items: lines(100) });
    tail.press(key);
    expect(tail.cursor()).toBeNull();
  });
});

describe('scrolling', () => {
  it.each([
    { keys: ['k'], on: 98 },
    { keys: ['k', 'k', 'j'], on: 98 },
    { keys: ['ctrl-u'], on: 99 - 17 },
    { keys: ['b'], on: 99 - 33 },
    { keys: ['b', ' ', ' '], on: 99 },
    { keys: ['g'], on: 0 },
    { keys: ['g', 'k'], on: 0 },
    { keys: ['g', 'j', 'j'], on: 2 },
  ])('with $keys holds line $on', ({ keys, on }) => {
    const tail = tailOnScreen({ items: lines(100) });
    tail.press(...keys);
    expect(tail.cursor()?.says).toMatch(new RegExp(`line ${on}$`));
    expect(tail.words()[1]).toContain('HELD');
  });

  it.each([{ keys: ['F'] }, { keys: ['G'] }, { keys: ['end'] }, { keys: ['p', 'p'] }, { keys: ['p', 'F'] }])(
    'follows again with $keys',
    ({ keys }) => {
      const tail = tailOnScreen({ items: lines(100) });
      tail.press('b');
      tail.arrives(line(100));
      tail.press(...keys);
      expect(tail.cursor()).toBeNull();
      expect(newest(tail.words())).toContain('line 100');
    },
  );

  it('counts what arrives and pushes nothing', () => {
    const tail = tailOnScreen({ items: lines(100) });
    tail.press('b', 'j');
    const before = tail.cursor();
    expect(tail.words()[3]).toContain(' 0 new  F follows');
    tail.arrives(line(100), line(101), line(102));
    expect(tail.cursor()).toEqual(before);
    expect(tail.words()[3]).toContain(' 3 new  F follows');
  });

  it('keeps counting while the cursor moves on', () => {
    const tail = tailOnScreen({ items: lines(100) });
    tail.press('p');
    tail.arrives(line(100));
    tail.press('k', 'k');
    tail.arrives(line(101));
    expect(tail.words()[3]).toContain(' 2 new');
  });
});

describe('a frozen view', () => {
  const body = (words: readonly string[]) => words.slice(4, -1);

  it.each([
    { what: 'late lines', news: [line(20.5, 'late', 12_000), line(81.5, 'late', 9_000), line(98.5, 'late')] },
    { what: 'new lines', news: [line(100), line(101)] },
    { what: 'so many lines that all the old ones make room', news: lines(3_000).slice(1_000) },
    {
      what: 'news of a gap',
      news: [{ type: 'gap', startMs: FIRST_MS, endMs: null, reason: 'busy' } as const],
    },
  ])('does not move at all with $what', ({ news }) => {
    for (const keys of [['p'], ['b', 'j', 'p'], ['g', 'p'], ['p', 'k', 'b']]) {
      const tail = tailOnScreen({ items: lines(100), maxItems: 150 });
      tail.press(...keys);
      const before = body(tail.words());
      tail.arrives(...news);
      expect(body(tail.words())).toEqual(before);
      expect(tail.words()[1]).toContain('FROZEN');
    }
  });

  it('counts what arrives', () => {
    const tail = tailOnScreen({ items: lines(100) });
    tail.press('p');
    tail.arrives(line(50.5, 'late', 12_000), line(100), line(101));
    expect(tail.words()[3]).toContain(' 3 new  p goes on, the newest 100,000 are kept');
  });

  it('can be read from end to end, and shows all that came when it goes on', () => {
    const tail = tailOnScreen({ items: lines(100) });
    tail.press('p');
    tail.arrives(line(50.5, 'late', 12_000), line(100));
    tail.press('g');
    expect(tail.cursor()?.says).toMatch(/line 0$/);
    expect(tail.words()[1]).toContain('FROZEN');
    tail.press('p', 'k', 'j');
    expect(tail.cursor()?.says).toMatch(/line 100$/);
  });

  it('may be empty', () => {
    const tail = tailOnScreen({ items: [] });
    tail.press('p');
    tail.arrives(line(1));
    expect(tail.words()[3]).toContain(' 1 new  p goes on');
    expect(tail.words().join()).not.toContain('line 1');
  });
});

describe('the line under the cursor', () => {
  it('stays where it is when a late line comes in above it', () => {
    const tail = tailOnScreen({ items: lines(100) });
    tail.press('b', 'j', 'j');
    const before = tail.cursor();
    tail.arrives(line(10.5, 'late', 12_000));
    expect(tail.cursor()).toEqual(before);
    expect(tail.words().join('\n')).not.toContain('late');
  });

  it('stays where it is when older ones are dropped', () => {
    const tail = tailOnScreen({ items: lines(100), maxItems: 100 });
    tail.press('ctrl-u');
    const before = tail.cursor();
    tail.arrives(...Array.from({ length: 20 }, (_, index) => line(100 + index)));
    expect(tail.cursor()).toEqual(before);
    expect(tail.words()[1]).toContain('20 older dropped');
    expect(tail.words()[3]).toContain('20 new');
  });

  it('gives way to the oldest in memory once it has been dropped itself', () => {
    const tail = tailOnScreen({ items: lines(100), maxItems: 100 });
    tail.press('g');
    tail.arrives(line(100), line(101));
    expect(tail.cursor()?.says).toMatch(/line 2$/);
  });
});

describe('the jump to errors', () => {
  const errors: readonly { readonly what: string; readonly message: string }[] = [
    { what: 'a JSON line of level ERROR', message: `{"level":"ERROR","message":"boom","requestId":"${ID}"}` },
    { what: 'a text line of level ERROR', message: `2026-11-20T09:00:03.005Z\t${ID}\tERROR\tboom` },
    {
      what: 'a timeout as it was written once',
      message: `2026-11-20T09:00:03.005Z ${ID} Task timed out after 3.00 seconds`,
    },
    { what: 'a REPORT of a timeout, which does not say error', message: `${REPORT}Status: timeout` },
    {
      what: 'a report event of a timeout',
      message: `{"time":"2026-11-20T09:00:03.005Z","type":"platform.report","record":{"requestId":"${ID}","status":"timeout","metrics":{"durationMs":3000}}}`,
    },
  ];

  it.each(errors)('finds $what, forwards and backwards', ({ message }) => {
    const items = lines(100).map((each, place) => (place === 40 ? line(40, message) : each));
    const tail = tailOnScreen({ items });
    const at40 = new Date(FIRST_MS + 4_000).toISOString().slice(11, 23);
    tail.press('E');
    expect(tail.cursor()?.says).toContain(at40);
    tail.press('g', 'e');
    expect(tail.cursor()?.says).toContain(at40);
  });

  it.each([
    ['a line that only speaks of an error', 'no ERROR here'],
    ['a REPORT that went well', REPORT],
    ['a WARN line', `{"level":"WARN","message":"slow","requestId":"${ID}"}`],
  ])('passes %s', (_, message) => {
    const tail = tailOnScreen({ items: [...lines(50), line(50, message), line(51)] });
    tail.press('k', 'E');
    expect(tail.cursor()?.says).toMatch(/line 50|ERROR here|ok|slow/);
    tail.press('g', 'e');
    expect(tail.cursor()?.says).toMatch(/line 0$/);
  });

  it('visits each, and stays at the last', () => {
    const items = lines(2_000).map((each, place) =>
      place % 900 === 5 ? line(place, `{"level":"FATAL","message":"fatal ${place}"}`) : each,
    );
    const tail = tailOnScreen({ items, maxItems: 5_000 });
    tail.press('g');
    for (const place of [5, 905, 1_805, 1_805]) {
      tail.press('e');
      expect(tail.cursor()?.says).toContain(`fatal ${place}`);
    }
    tail.press('F');
    for (const place of [1_805, 905, 5, 5]) {
      tail.press('E');
      expect(tail.cursor()?.says).toContain(`fatal ${place}`);
    }
  });
});

describe('what is jumped to', () => {
  const errorAt = (place: number) => line(place, `{"level":"ERROR","message":"boom ${place}"}`);
  const withErrors = (...places: readonly number[]) =>
    lines(300).map((each, place) => (places.includes(place) ? errorAt(place) : each));
  const THIRD_DOWN = 5 + 11;

  it('stands a third down, with what led to it above and what followed below', () => {
    const tail = tailOnScreen({ items: withErrors(50, 150) });
    tail.press('E');
    expect(tail.cursor()).toMatchObject({ row: THIRD_DOWN, says: expect.stringContaining('boom 150') });
    tail.press('E');
    expect(tail.cursor()).toMatchObject({ row: THIRD_DOWN, says: expect.stringContaining('boom 50') });
    tail.press('e');
    expect(tail.cursor()).toMatchObject({ row: THIRD_DOWN, says: expect.stringContaining('boom 150') });
  });

  it('stays where it is near the end of the log while new lines come', () => {
    const tail = tailOnScreen({ items: withErrors(295) });
    tail.press('E');
    const before = tail.cursor();
    tail.arrives(...Array.from({ length: 40 }, (_, index) => line(300 + index)));
    expect(tail.cursor()).toEqual(before);
  });

  it.each([
    { keys: ['g', 'e', 'e'], says: 'no error further down' },
    { keys: ['E', 'E'], says: 'no error further up' },
    { keys: ['e'], says: 'no error further down' },
    { keys: ['n'], says: 'nothing to find yet' },
  ])('is nothing with $keys, which is said until the next key: $says', ({ keys, says }) => {
    const tail = tailOnScreen({ items: withErrors(100) });
    tail.press(...keys);
    expect(tail.words()[38]).toContain(says);
    tail.press('k');
    expect(tail.words()[38]).not.toContain(says);
  });
});

describe('the keys that the footer offers', () => {
  const ERRORS_AND_MORE = lines(100).map((each, place) =>
    place % 30 === 20 ? line(place, `[ERROR] boom ${place}`) : each,
  );

  it.each([
    { where: 'at the newest line, which is followed', keys: [], offers: [false, true, false] },
    { where: 'above an error', keys: ['g'], offers: [true, true, true] },
    { where: 'at the last error', keys: ['E'], offers: [false, true, true] },
    { where: 'above an error of a view that stands still', keys: ['g', 'p'], offers: [true, true, true] },
  ])('lead somewhere $where', ({ keys, offers }) => {
    const tail = tailOnScreen({ items: ERRORS_AND_MORE, scene: { columns: 200 } });
    tail.press(...keys);
    const footer = tail.words().at(-1) ?? '';
    expect(['e error below', 'E error above', 'F follow'].map((key) => footer.includes(key))).toEqual(offers);
  });
});

describe('finding words', () => {
  const items = lines(300).map((each, place) =>
    place % 100 === 50 ? line(place, `Payment ${place} took (3 s)`) : each,
  );
  const typing = (words: string) => ['/', ...words];

  it('counts the lines that say them while they are typed, and marks them', () => {
    const tail = tailOnScreen({ items });
    tail.press('g', ...typing('PAYMENT'));
    expect(tail.words()[38]).toContain('find PAYMENT    3 lines say so');
    tail.press('return');
    expect(tail.cursor()?.says).toContain('Payment 50');
    expect(tail.words()[38]).toContain('3 lines say so   n next   N previous   esc clears');
    const marked = tail.rows().flatMap(({ line: spans }) => spans.filter((span) => span.marked === true));
    expect(marked.map(({ text }) => text)).toEqual(['Payment']);
  });

  it('goes to the next with n and to the previous with N, and says where there is none', () => {
    const tail = tailOnScreen({ items });
    tail.press(...typing('took (3'), 'return');
    expect(tail.cursor()?.says).toContain('Payment 250');
    tail.press('n');
    expect(tail.words()[38]).toContain('no match further down');
    tail.press('N', 'N');
    expect(tail.cursor()?.says).toContain('Payment 50');
    tail.press('N');
    expect(tail.words()[38]).toContain('no match further up');
    tail.press('n');
    expect(tail.cursor()?.says).toContain('Payment 150');
  });

  it('takes every key as a letter until it is done, and Esc clears it before it goes back', () => {
    const tail = tailOnScreen({ items });
    tail.press(...typing('q?xpF'), 'backspace', ' ');
    expect(tail.words()[38]).toContain('find q?xp ');
    expect(tail.requests).toEqual([]);
    tail.press('return');
    expect(tail.words()[38]).toContain('no line in memory says so');
    tail.press('escape');
    expect(tail.words()[38]).toBe('');
    expect(tail.requests).toEqual([]);
    tail.press('escape');
    expect(tail.requests).toEqual(['up']);
  });

  it('marks whole letters, whatever the words are', () => {
    const odd = [line(1, 'a\u0301 日本語 [x] 🚀'), line(2, 'a plain')];
    for (const words of ['a', '日', '[x', '🚀', '\\', '.']) {
      const tail = tailOnScreen({ items: odd });
      const before = tail.words();
      tail.press(...typing(words), 'return');
      expect(tail.words().slice(4, 8)).toEqual(before.slice(4, 8));
    }
  });
});

describe('times', () => {
  it('are UTC, local or ago, and the columns stay where they are', () => {
    const whereabouts = { who: 'prod', region: 'eu-west-1', localOffsetMinutes: 60 };
    for (const columns of [80, 120]) {
      const plain = tailOnScreen({ items: lines(5), scene: { columns } }).words()[5] ?? '';
      for (const [times, says, time] of [
        ['utc', 'UTC', /^ 03:11:10/],
        ['local', 'local', /^ 04:11:10/],
        ['ago', 'ago', /^ +1m /],
      ] as const) {
        const scene = { columns, header: headerOf(whereabouts), look: { ...LOOK, times } };
        const tail = tailOnScreen({ items: lines(5), scene });
        expect(tail.words()[3]).toMatch(new RegExp(`${says}$`));
        expect(tail.words()[5]).toMatch(time);
        expect(tail.words()[5]?.indexOf('line 0')).toBe(plain.indexOf('line 0'));
      }
    }
  });
});

describe('wrapped lines', () => {
  const long = `start ${'x'.repeat(90)} middle ${'日本'.repeat(30)} end`;

  it('show all of a message, every row below the title', () => {
    for (const columns of [80, 120]) {
      const tail = tailOnScreen({ items: [line(1, `${long}\nsecond`)], scene: { columns } });
      tail.press('w');
      const words = tail.words();
      const column = words[4]?.indexOf('MESSAGE') ?? -1;
      const rows = words
        .slice(5)
        .filter((row) => row.slice(column).trim() !== '')
        .slice(0, -1);
      const message = rows.map((row) => row.slice(column)).join('');
      expect(message.replaceAll(' ', '')).toBe(`${long}second`.replaceAll(' ', ''));
    }
  });

  it('show the newest when it follows, and keep the row under the cursor on screen', () => {
    const items = Array.from({ length: 100 }, (_, place) => line(place, `${place}: ${long}`));
    const tail = tailOnScreen({ items });
    tail.press('w');
    expect(tail.words()).toHaveLength(40);
    expect(tail.words()[37]).toContain('end');
    for (const key of ['k', 'k', 'b', 'ctrl-u', 'j', 'g', 'j', ' ']) {
      tail.press(key);
      expect(tail.cursor()).not.toBeNull();
      expect(tail.words()).toHaveLength(40);
    }
    tail.press('w', 'w', 'F');
    expect(tail.words()[37]).toContain('end');
  });

  it('end where one message would fill the screen', () => {
    const tail = tailOnScreen({ items: [line(1, 'x'.repeat(500_000)), line(2)] });
    tail.press('w');
    expect(tail.words().join('\n')).toMatch(/and more; x saves all of it[\s\S]*line 2/);
  });
});

it('x asks for the log to be saved', () => {
  const tail = tailOnScreen({ items: lines(3) });
  tail.press('x');
  expect(tail.requests).toEqual(['save']);
});

describe('moving a message to the left', () => {
  const long = `start ${'x'.repeat(90)} middle ${'y'.repeat(90)} end`;

  it.each([
    { keys: ['rightArrow'], hides: 'start', from: 21 },
    { keys: ['rightArrow', 'rightArrow', 'leftArrow', 'leftArrow', 'leftArrow'], hides: 'nothing', from: 1 },
  ])('hides $hides after $keys, and says so', ({ keys, hides, from }) => {
    const tail = tailOnScreen({ items: [line(1, long)] });
    tail.press(...keys);
    const words = tail.words().join('\n');
    expect(words.includes('start')).toBe(hides === 'nothing');
    expect(words.includes(`from column ${from}`)).toBe(from > 1);
  });

  it('moves every row by as many cells, wide characters too, and cuts none of them in half', () => {
    const tail = tailOnScreen({
      items: [line(1, `${'日'.repeat(12)}end`), line(2, `${'🚀'.repeat(12)}end`)],
    });
    tail.press('rightArrow');
    const messages = tail.words().filter((row) => row.includes('end'));
    expect(messages.map((row) => row.slice(row.lastIndexOf(' ') + 1))).toEqual(['日日end', '🚀🚀end']);
  });

  it('keeps its place while it follows again', () => {
    const tail = tailOnScreen({ items: lines(100) });
    tail.press('rightArrow', 'k', 'F');
    expect(tail.words()[3]).toContain('from column 21');
  });
});

describe('what happened to the reader', () => {
  const gap: TailItem = { type: 'gap', startMs: FIRST_MS + 5_000, endMs: null, reason: 'busy' };
  const trouble: TailItem = {
    type: 'notice',
    kind: 'unreachable',
    atMs: FIRST_MS + 6_000,
    sinceMs: FIRST_MS + 5_000,
    name: rawText('ECONN\x1b[2JREFUSED'),
    message: rawText('refused'),
  };
  const recovered: TailItem = {
    type: 'notice',
    kind: 'recovered',
    atMs: FIRST_MS + 8_000,
    sinceMs: FIRST_MS + 5_000,
    from: 'unreachable',
  };

  it.each([
    { item: gap, says: /^ ─── 03:11:15Z and on \(\d+ ?[ms] so far\): API busy, not read yet ─+$/ },
    {
      item: { ...gap, endMs: FIRST_MS + 9_000 },
      says: /^ ─── 03:11:15Z to 03:11:19Z \(4 s\): API busy; .*nothing missing ─+$/,
    },
    { item: trouble, says: /^ ─── no answer from AWS \(ECONN␛\[2JREFUSED\): trying again ─+$/ },
    { item: recovered, says: /^ ─── recovered after 3 s; .* ─+$/ },
  ])('is a row of its own between the lines: $says', ({ item, says }) => {
    const words = tailOnScreen({ items: [...lines(82), item] }).words();
    const place = words.findIndex((row) => says.test(row));
    expect(place).toBeGreaterThan(4);
    expect(words[place]).toHaveLength(119);
    const before = new Date(item.type === 'gap' ? item.startMs : item.atMs).toISOString().slice(11, 21);
    expect(words[place - 1]).toContain(before);
  });

  it('is there with its last word where it is wider than the screen', () => {
    const message = rawText(
      'The requested operation is not supported on an INFREQUENT_ACCESS log group class.',
    );
    const name = rawText('InvalidOperationException');
    const ended: TailItem = { type: 'notice', kind: 'ended', atMs: FIRST_MS + 6_000, name, message };
    for (const columns of [60, 80, 120]) {
      const words = tailOnScreen({ items: [...lines(8), ended], scene: { columns } }).words();
      const first = words.findIndex((row) => row.startsWith(' ─── the log group is of'));
      const said = words
        .slice(first)
        .map((row) => row.replaceAll('─', '').trim())
        .join(' ');
      expect(said).toContain('which nothing can follow: CloudWatch Logs Insights can query it');
    }
  });

  it('takes four rows at most, and says that there is more', () => {
    const message = rawText('not allowed '.repeat(10_000));
    const denied: TailItem = {
      type: 'notice',
      kind: 'denied',
      atMs: FIRST_MS + 6_000,
      sinceMs: FIRST_MS + 5_000,
      name: rawText('AccessDeniedException'),
      message,
    };
    const words = tailOnScreen({ items: [...lines(8), denied] }).words();
    const rows = words.filter((row) => row.includes('not allowed '));
    expect(rows).toHaveLength(4);
    expect(rows.at(-1)).toMatch(/… ─+$/);
  });

  it('stands above the oldest line in memory where a gap reaches into it', () => {
    const flood: TailItem = { ...gap, reason: 'flood', missing: 'bulk' };
    const tail = tailOnScreen({ items: [...lines(80), flood], maxItems: 100 });
    for (const from of [100, 200, 300]) {
      tail.arrives(...Array.from({ length: 90 }, (_, index) => line(from + index)));
      tail.press('F', 'g');
      expect(tail.words()[5]).toMatch(/^ ─── 03:11:15Z and on .*: FLOOD/);
      expect(tail.words()[7]).toContain(`line ${from === 100 ? 70 : from - 20}`);
    }
  });

  it('takes the row of the gap when the gap is over', () => {
    const tail = tailOnScreen({ items: [...lines(80), gap] });
    tail.arrives({ ...gap, endMs: FIRST_MS + 9_000 });
    const gaps = tail.words().filter((row) => row.includes('API busy'));
    expect(gaps).toHaveLength(1);
    expect(gaps[0]).toContain('nothing missing');
  });
});
