import { describe, expect, it } from 'vitest';
import type { TailItem } from '../../src/logs/tail-item.ts';
import { rawText } from '../../src/terminal/text.ts';
import { FIRST_MS, line, lines, tailOnScreen } from './tail-story.ts';

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
    { keys: ['p'], on: 99 },
  ])('with $keys holds line $on', ({ keys, on }) => {
    const tail = tailOnScreen({ items: lines(100) });
    tail.press(...keys);
    expect(tail.cursor()?.says).toMatch(new RegExp(`line ${on}$`));
    expect(tail.words()[1]).toContain('HELD');
  });

  it.each([{ keys: ['F'] }, { keys: ['G'] }, { keys: ['end'] }, { keys: ['p'] }])(
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
    expect(tail.words()[1]).toContain('20 out of memory');
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
    { item: gap, says: /^ ─── 03:11:15Z and on: API busy, not read yet ─+$/ },
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

  it('takes the row of the gap when the gap is over', () => {
    const tail = tailOnScreen({ items: [...lines(80), gap] });
    tail.arrives({ ...gap, endMs: FIRST_MS + 9_000 });
    const gaps = tail.words().filter((row) => row.includes('API busy'));
    expect(gaps).toHaveLength(1);
    expect(gaps[0]).toContain('nothing missing');
  });
});
