import { describe, expect, it } from 'vitest';
import { FIRST_MS, line, lines, tailOnScreen } from '../tail-story.ts';

const ID = '6747a2b5-69d2-45e7-a8bc-f805f7fd517a';
const REPORT = `REPORT RequestId: ${ID}\tDuration: 3000.00 ms\tBilled Duration: 3000 ms\tMemory Size: 128 MB\tMax Memory Used: 33 MB\t`;
const LAST_ROW = 37;
/** Rows for lines. */
const ROOM = 33;

function newest(words: readonly string[]): string {
  return words[LAST_ROW] ?? '';
}

describe('a followed log', () => {
  it('shows the newest lines, and marks the last of them, on which keys act', () => {
    const tail = tailOnScreen({ items: lines(100) });
    expect(tail.cursor()).toMatchObject({ row: LAST_ROW, says: expect.stringMatching(/line 99$/) });
    tail.arrives(line(100));
    expect(tail.cursor()).toMatchObject({ row: LAST_ROW, says: expect.stringMatching(/line 100$/) });
    expect(tail.words()[1]).toContain('FOLLOW');
  });

  it('freezes the line of which the copy menu copies, while others arrive', () => {
    const tail = tailOnScreen({ items: lines(100) });
    tail.press('y');
    tail.arrives(line(100));
    expect(tail.requests).toEqual(['copy']);
    expect(tail.cursor()).toMatchObject({ row: LAST_ROW, says: expect.stringMatching(/line 99$/) });
    expect(tail.words()[1]).toContain('FROZEN');
    tail.closesCopyMenu();
    expect(tail.cursor()).toMatchObject({ row: LAST_ROW, says: expect.stringMatching(/line 100$/) });
    expect(tail.words()[1]).toContain('FOLLOW');
  });

  it.each([
    { keys: ['k', 'y'], stays: 'HELD' },
    { keys: ['p', 'y'], stays: 'FROZEN' },
    { keys: ['k', 'p', 'y'], stays: 'FROZEN' },
  ])('that is no longer followed is not after a copy, with $keys, either', ({ keys, stays }) => {
    const tail = tailOnScreen({ items: lines(100) });
    tail.press(...keys);
    tail.closesCopyMenu();
    expect(tail.words()[1]).toContain(stays);
  });

  it('goes on while a pattern is copied', () => {
    const tail = tailOnScreen({ items: lines(100) });
    tail.press('tab', 'y');
    expect(tail.words()[1]).toContain('FOLLOW');
  });

  it.each(['j', ' ', 'ctrl-d'])('keeps following after %j: there is nothing below', (key) => {
    const tail = tailOnScreen({ items: lines(100) });
    tail.press(key);
    expect(tail.words()[1]).toContain('FOLLOW');
  });
});

describe('scrolling', () => {
  it.each([
    { keys: ['k'], on: 98 },
    { keys: ['ctrl-u'], on: 99 - 17 },
    { keys: ['b'], on: 99 - 33 },
    { keys: ['b', ' ', ' '], on: 99 },
    { keys: ['g'], on: 0 },
    { keys: ['g', 'j', 'j'], on: 2 },
  ])('with $keys holds line $on', ({ keys, on }) => {
    const tail = tailOnScreen({ items: lines(100) });
    tail.press(...keys);
    expect(tail.cursor()?.says).toMatch(new RegExp(`line ${on}$`));
    expect(tail.words()[1]).toContain('HELD');
  });

  it.each([{ keys: ['F'] }, { keys: ['G'] }, { keys: ['end'] }, { keys: ['p', 'F'] }])(
    'follows again with $keys',
    ({ keys }) => {
      const tail = tailOnScreen({ items: lines(100) });
      tail.press('b');
      tail.arrives(line(100));
      tail.press(...keys);
      expect(tail.words()[1]).toContain('FOLLOW');
      expect(newest(tail.words())).toContain('line 100');
    },
  );

  it('counts new lines without moving any', () => {
    const tail = tailOnScreen({ items: lines(100) });
    tail.press('b', 'j');
    const before = tail.cursor();
    expect(tail.words()[3]).toContain(' 0 new  F follows');
    tail.arrives(line(100), line(101), line(102));
    expect(tail.cursor()).toEqual(before);
    expect(tail.words()[3]).toContain(' 3 new  F follows');
  });

  it.each([{ keys: ['j', 'j', 'j', 'j'] }, { keys: [' '] }])(
    'counts none of those as new that the cursor has passed, with $keys',
    ({ keys }) => {
      const tail = tailOnScreen({ items: lines(100) });
      tail.press('k');
      tail.arrives(line(100), line(101), line(102));
      tail.press('j', 'j');
      expect(tail.words()[3]).toContain(' 3 new  F follows');
      tail.press(...keys);
      expect(tail.words()[3]).toContain(' 0 new  F follows');
      tail.arrives(line(103));
      expect(tail.words()[3]).toContain(' 1 new  F follows');
    },
  );

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
    { what: 'so many lines that all the old ones are dropped', news: lines(3_000).slice(1_000) },
    {
      what: 'a change to a gap',
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

  it('counts new lines', () => {
    const tail = tailOnScreen({ items: lines(100) });
    tail.press('p');
    tail.arrives(line(50.5, 'late', 12_000), line(100), line(101));
    expect(tail.words()[3]).toContain(' 3 new  p resumes, the newest 100,000 are kept');
  });

  it('can be read from end to end, and shows everything new when it goes on', () => {
    const tail = tailOnScreen({ items: lines(100) });
    tail.press('p');
    tail.arrives(line(50.5, 'late', 12_000), line(100));
    tail.press('g');
    expect(tail.cursor()?.says).toMatch(/line 0$/);
    expect(tail.words()[1]).toContain('FROZEN');
    tail.press('p', 'G', 'k', 'j');
    expect(tail.cursor()?.says).toMatch(/line 100$/);
  });

  it('goes on following', () => {
    const tail = tailOnScreen({ items: lines(100) });
    tail.press('p');
    tail.arrives(line(100));
    tail.press('p');
    expect(tail.words()[1]).toContain('FOLLOW');
    expect(newest(tail.words())).toContain('line 100');
  });

  it.each([{ before: ['b', 'j', 'p'] }, { before: ['p', 'b', 'j'] }, { before: ['p', 'b', 'j', 'p', 'p'] }])(
    "keeps the reader's place when it goes on after $before",
    ({ before }) => {
      const tail = tailOnScreen({ items: lines(100) });
      tail.press(...before);
      const place = tail.cursor();
      tail.arrives(line(100), line(101));
      tail.press('p');
      expect(tail.cursor()).toEqual(place);
      expect(tail.words()[1]).toContain('HELD');
      expect(tail.words()[3]).toContain(' 2 new  F follows');
    },
  );

  it('may be empty', () => {
    const tail = tailOnScreen({ items: [] });
    tail.press('p');
    tail.arrives(line(1));
    expect(tail.words()[3]).toContain(' 1 new  p resumes');
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

  it.each([{ keys: [] }, { keys: ['k'] }, { keys: ['b', 'G'] }, { keys: ['k', 'end'] }])(
    'shows as many rows as there is room for after $keys, though older ones were dropped since they were counted',
    ({ keys }) => {
      const tail = tailOnScreen({ items: lines(100), maxItems: 60, snapshot: { itemCount: 80 } });
      tail.press(...keys);
      expect(tail.words().filter((row) => row.includes(' line '))).toHaveLength(ROOM);
      expect(newest(tail.words())).toContain('line 99');
    },
  );

  it('stays where it is when older ones are dropped', () => {
    const tail = tailOnScreen({ items: lines(100), maxItems: 100 });
    tail.press('ctrl-u');
    const before = tail.cursor();
    tail.arrives(...Array.from({ length: 20 }, (_, index) => line(100 + index)));
    expect(tail.cursor()).toEqual(before);
    expect(tail.words()[1]).toContain('20 older dropped');
    expect(tail.words()[3]).toContain('20 new');
  });

  it('moves to the oldest line in memory once its own has been dropped', () => {
    const tail = tailOnScreen({ items: lines(100), maxItems: 100 });
    tail.press('g');
    tail.arrives(line(100), line(101));
    expect(tail.cursor()?.says).toMatch(/line 2$/);
  });
});

describe('the jump to errors', () => {
  const errors: readonly { readonly what: string; readonly message: string }[] = [
    { what: 'a JSON line of level ERROR', message: `{"level":"ERROR","message":"boom","requestId":"${ID}"}` },
    { what: 'a REPORT of a timeout, which does not say error', message: `${REPORT}Status: timeout` },
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
    ['a line that only mentions an error', 'no ERROR here'],
    ['a REPORT of a successful call', REPORT],
    ['a WARN line', `{"level":"WARN","message":"slow","requestId":"${ID}"}`],
  ])('skips %s', (_, message) => {
    const tail = tailOnScreen({ items: [...lines(50), line(50, message), line(51)] });
    tail.press('k', 'E');
    expect(tail.cursor()?.says).toMatch(/line 50|ERROR here|START not seen|slow/);
    tail.press('g', 'e');
    expect(tail.cursor()?.says).toMatch(/line 0$/);
  });

  it('visits each one, and stays at the last', () => {
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

describe('the target of a jump', () => {
  const errorAt = (place: number) => line(place, `{"level":"ERROR","message":"boom ${place}"}`);
  const withErrors = (...places: readonly number[]) =>
    lines(300).map((each, place) => (places.includes(place) ? errorAt(place) : each));
  const THIRD_DOWN = 5 + 11;

  it('is a third of the way down, with what led to it above and what followed below', () => {
    const tail = tailOnScreen({ items: withErrors(50, 150) });
    tail.press('E');
    expect(tail.cursor()).toMatchObject({ row: THIRD_DOWN, says: expect.stringContaining('boom 150') });
    tail.press('E');
    expect(tail.cursor()).toMatchObject({ row: THIRD_DOWN, says: expect.stringContaining('boom 50') });
    tail.press('e');
    expect(tail.cursor()).toMatchObject({ row: THIRD_DOWN, says: expect.stringContaining('boom 150') });
  });

  it('stays in place near the end of the log while new lines come in', () => {
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
  ])('is missing after $keys, which is said until the next key: $says', ({ keys, says }) => {
    const tail = tailOnScreen({ items: withErrors(100) });
    tail.press(...keys);
    expect(tail.words()[38]).toContain(says);
    tail.press('k');
    expect(tail.words()[38]).not.toContain(says);
  });
});

it('lines that are there when a key holds the view are not new, also where no snapshot tells of them yet', () => {
  const tail = tailOnScreen({ items: lines(100) });
  tail.arrivesUnpublished(line(100), line(101, '[ERROR] boom'));
  tail.press('E');
  expect(tail.cursor()?.says).toContain('boom');
  tail.arrives(line(102));
  expect(tail.words().join('\n')).toContain(' 1 new ');
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
  ])('work $where', ({ keys, offers }) => {
    const tail = tailOnScreen({ items: ERRORS_AND_MORE, scene: { columns: 200 } });
    tail.press(...keys);
    const footer = tail.words().at(-1) ?? '';
    expect(['e error down', 'E error up', 'F follow'].map((key) => footer.includes(key))).toEqual(offers);
  });
});
