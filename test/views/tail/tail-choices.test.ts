import { describe, expect, it } from 'vitest';
import { rawText } from '../../../src/terminal/text.ts';
import { line, lines, tailOnScreen } from './tail-story.ts';

const ID = '6747a2b5-69d2-45e7-a8bc-f805f7fd517a';
const OTHER = '7c1e02b9-69d2-45e7-a8bc-f805f7fd517a';
const REPORT = (id: string, durationMs: number, rest = '') =>
  `REPORT RequestId: ${id}\tDuration: ${durationMs}.00 ms\tBilled Duration: 3000 ms\tMemory Size: 128 MB\tMax Memory Used: 33 MB\t${rest}`;
const node = (level: string, words: string, id = ID) => `2026-11-24T03:12:01.000Z\t${id}\t${level}\t${words}`;

const STORY = [
  line(-1, `START RequestId: ${ID} Version: 119`),
  line(0, node('DEBUG', 'cache warm')),
  line(1, node('INFO', 'cart loaded')),
  line(2, node('WARN', 'retry slow', OTHER)),
  line(3, node('ERROR', 'payment refused')),
  line(4, REPORT(ID, 41, 'Init Duration: 312.00 ms\t')),
  line(5, REPORT(OTHER, 3_000, 'Status: timeout')),
];
const SAYINGS = ['cache warm', 'cart loaded', 'retry slow', 'payment refused', 'ok ', 'timeout'];

function shownOf(tail: ReturnType<typeof tailOnScreen>): readonly string[] {
  const body = tail.words().slice(5, 38).join('\n');
  return SAYINGS.filter((saying) => body.includes(saying));
}

describe('the chosen lines', () => {
  it.each([
    { keys: [], shown: SAYINGS, note: '6 rows in memory' },
    { keys: ['L'], shown: SAYINGS.slice(1), note: 'level ≥ INFO · 1 of 6 hidden' },
    { keys: ['L', 'L'], shown: SAYINGS.slice(2), note: 'level ≥ WARN or END · 2 of 6 hidden' },
    { keys: ['L', 'L', 'L'], shown: ['payment refused', 'timeout'], note: 'level ≥ ERROR · 4 of 6 hidden' },
    { keys: ['L', 'L', 'L', 'L'], shown: SAYINGS, note: '6 rows in memory' },
    { keys: ['L', 'escape'], shown: SAYINGS, note: '6 rows in memory' },
    {
      keys: ['v', 'c', 'a', 'return'],
      shown: ['cache warm', 'cart loaded'],
      note: 'filter ca · 4 of 6 hidden',
    },
    {
      keys: [...'v!c', 'backspace', ...'ca !retry', 'return'],
      shown: ['payment refused', 'ok ', 'timeout'],
      note: 'filter !ca !retry · 3 of 6 hidden',
    },
    { keys: ['v', 'c', 'escape'], shown: SAYINGS, note: '6 rows in memory' },
    { keys: [...'vend', 'return'], shown: ['ok ', 'timeout'], note: 'filter end · 4 of 6 hidden' },
    {
      keys: [...'v!end', 'return'],
      shown: SAYINGS.slice(0, 4),
      note: 'filter !end · 2 of 6 hidden',
    },
    { keys: [...'vend !ok', 'return'], shown: ['timeout'], note: 'filter end !ok · 5 of 6 hidden' },
    { keys: [...'vcold', 'return'], shown: ['ok '], note: 'filter cold · 5 of 6 hidden' },
    {
      keys: ['g', 'j', 'j', 'R'],
      shown: ['retry slow', 'timeout'],
      note: 'request 7c1e02b9 · 4 of 6 hidden',
    },
    { keys: ['g', 'j', 'j', 'R', 'R'], shown: SAYINGS, note: '6 rows in memory' },
    {
      keys: ['L', 'L', 'L', ...'vrefused', 'return', 'R'],
      shown: ['cache warm', 'cart loaded', 'payment refused', 'ok '],
      note: 'request 6747a2b5 · 2 of 6 hidden',
    },
    {
      keys: ['L', 'L', 'L', ...'vrefused', 'return', 'R', 'R'],
      shown: ['payment refused'],
      note: 'level ≥ ERROR · filter refused · 5 of 6 hidden',
    },
    { keys: ['L', 'R', 'escape'], shown: SAYINGS, note: '6 rows in memory' },
  ])('are $shown with $keys', ({ keys, shown, note }) => {
    const tail = tailOnScreen({ items: STORY });
    tail.press(...keys);
    expect(shownOf(tail)).toEqual(shown);
    expect(tail.words()[3]).toContain(note);
  });

  it('can be found by how invocations ended, in the words of their rows', () => {
    const tail = tailOnScreen({ items: STORY });
    tail.press('/', ...'end', 'return');
    expect(tail.words().at(-2)).toContain('2 lines say so');
    tail.press('g', 'n');
    expect(tail.cursor()?.says).toMatch(/END +ok/);
    tail.press('n');
    expect(tail.cursor()?.says).toMatch(/END +timeout/);
  });

  it('are not found by what was logged but no row says', () => {
    const json = '{"timestamp":"2026-11-24T03:12:05Z","level":"INFO","message":"paid","orderId":88213}';
    const tail = tailOnScreen({ items: [...STORY, line(6, json)] });
    const countOf = (words: string) => {
      tail.press('escape', '/', ...words, 'return');
      return tail.words().at(-2);
    };
    expect(countOf('memory')).toContain('no line in memory says so');
    expect(countOf('2026-11-24T')).toContain('no line in memory says so');
    expect(countOf('33/128 mb')).toContain('2 lines say so');
    expect(countOf('timestamp')).toContain('no line in memory says so');
    expect(countOf('orderid=88213')).toContain('1 line says so');
    expect(countOf('warn')).toContain('1 line says so');
    expect(countOf(OTHER)).toContain('2 lines say so');
    tail.press('escape', ...'vmemory', 'return');
    expect(shownOf(tail)).toEqual([]);
  });

  it('include the START of a request with R, even after its end and if START has no row of its own', () => {
    const items = [line(0, `START RequestId: ${ID} Version: 119`), ...STORY.slice(2)];
    const tail = tailOnScreen({ items });
    expect(tail.words().join('\n')).not.toContain('version 119');
    tail.press('g', 'R');
    const [first, ...others] = tail
      .words()
      .slice(5, 38)
      .filter((row) => row.includes('6747a2b5'));
    expect(first).toMatch(/START +version 119/);
    expect(others).toHaveLength(3);
    expect(tail.words()[3]).toContain('request 6747a2b5 · 2 of 5 hidden');
    tail.press('g');
    expect(tail.cursor()?.says).toMatch(/START +version 119/);
    tail.press('R');
    expect(tail.words().join('\n')).not.toContain('version 119');
  });

  it('include no START with R at a level that hides it', () => {
    const tail = tailOnScreen({ items: [line(0, `START RequestId: ${ID} Version: 119`), ...STORY.slice(2)] });
    tail.press('g', 'R', 'L', 'L');
    expect(tail.words()[3]).toMatch(/level ≥ (?:WARN|ERROR)/);
    expect(tail.words().join('\n')).not.toContain('version 119');
  });

  it.each([
    { keys: ['L'], note: 'level ≥ WARN or END' },
    { keys: ['L', 'L'], note: 'level ≥ ERROR' },
    { keys: ['L', 'L', 'L'], note: '4 rows in memory' },
  ])('skip a level that would hide nothing, with $keys', ({ keys, note }) => {
    const tail = tailOnScreen({ items: STORY.slice(2, 6) });
    tail.press(...keys);
    expect(tail.words()[3]).toContain(note);
  });

  it('are unchanged if no level would hide anything, which is said', () => {
    const tail = tailOnScreen({ items: STORY.slice(4, 5) });
    tail.press('L');
    expect(tail.words().at(-2)).toContain('all lines in memory are of one level');
  });

  it('come with what chose them, before how many are hidden, if there is room for only one', () => {
    const tail = tailOnScreen({ items: STORY, scene: { columns: 80, rows: 24 } });
    tail.press('L', 'L', 'v', ...`retry !${'z'.repeat(26)}`, 'return', 'k');
    expect(tail.words()[3]).toMatch(/ 0 new · level ≥ WARN or END · retry !z{26}$/);
  });

  it('come with the beginning of a long pattern, and a sign that there is more of it', () => {
    const items = [line(1, `retry 1/3 POST https://payments.internal/v2/charge`), line(2, 'cart loaded')];
    const tail = tailOnScreen({ items });
    tail.press('tab', 'return');
    expect(tail.words()[3]).toContain(' like retry 1/3 POST https://payments.interna… · ');
  });

  it.each([
    [1, / 0 new {2}F follows · level ≥ WARN or END · filter !z{1} · like retry slow$/],
    [8, / 0 new · level ≥ WARN or END · filter !z{8} · like retry slow$/],
    [16, / 0 new · level ≥ WARN or END · !z{16} · one pattern$/],
    [24, / 0 new · level ≥ WARN or END · !z{24} · one pattern$/],
  ])(
    'come with the name of the pattern that hides lines, however short, beside %i other letters',
    (letters, note) => {
      const tail = tailOnScreen({ items: STORY, scene: { columns: 80, rows: 24 } });
      tail.press('k', 'L', 'L', 'v', ...`!${'z'.repeat(letters)}`, 'return', 'tab', 'return');
      expect(tail.words()[3]).toMatch(note);
    },
  );

  it('are all lines again once Ctrl-U clears the filter', () => {
    const tail = tailOnScreen({ items: STORY });
    tail.press('v', 'c', 'a', 'return', 'v', 'ctrl-u', 'return');
    expect(tail.words()[3]).not.toContain('hidden');
  });

  it('keep the cursor on its line; Esc leaves the log only when nothing is chosen any more', () => {
    const tail = tailOnScreen({ items: STORY });
    tail.press('e', 'k', 'L', 'L', 'L');
    tail.press('g');
    expect(tail.cursor()?.says).toContain('payment refused');
    tail.press('escape');
    expect(tail.cursor()?.says).toContain('payment refused');
    expect(tail.requests).toEqual([]);
    tail.press('escape');
    expect(tail.requests).toEqual(['up']);
  });

  it('share one row when they say the same, until they are unfolded', () => {
    const retries = Array.from({ length: 412 }, (_, place) => line(place, node('WARN', `retry ${place}`)));
    const tail = tailOnScreen({ items: [...retries, line(500, node('INFO', 'cart loaded'))] });
    expect(tail.words().join('\n')).toMatch(/retry 411 {2}×412\n/);
    tail.press('u');
    expect(tail.words().join('\n')).not.toContain('×');
    expect(tail.words().join('\n')).toMatch(/retry 410\n/);
  });

  it.each([
    { of: 'one request', requests: [ID, ID, ID], shown: /a41f +6747a2b5 +WARN +retry 2 {2}×3$/ },
    { of: 'several requests', requests: [ID, OTHER, ID], shown: /a41f +several +WARN +retry 2 {2}×3$/ },
  ])('share a row that names $of', ({ requests, shown }) => {
    const retries = requests.map((id, place) => line(place, node('WARN', `retry ${place}`, id)));
    const tail = tailOnScreen({ items: retries });
    expect(tail.cursor()?.says).toMatch(shown);
  });

  it.each([
    { of: 'one request', requests: [ID, ID, ID], shown: /cart loaded {2}orderId=2 {2}×3$/ },
    { of: 'several requests', requests: [ID, OTHER, ID], shown: /cart loaded … {2}×3$/ },
  ])('share a row with the details of the newest only if they are of $of', ({ requests, shown }) => {
    const loaded = requests.map((requestId, orderId) =>
      line(orderId, JSON.stringify({ level: 'INFO', requestId, message: 'cart loaded', orderId })),
    );
    expect(tailOnScreen({ items: loaded }).cursor()?.says).toMatch(shown);
  });

  it('share a row that names no environment if several wrote them', () => {
    const retries = [0, 1, 2].map((place) => {
      const item = line(place, node('WARN', `retry ${place}`));
      return { ...item, event: { ...item.event, logStream: rawText(`2026/11/24/[119]${place}`) } };
    });
    expect(tailOnScreen({ items: retries }).cursor()?.says).toMatch(/^ [\d:.]+ +\S2\+ +6747a2b5 +WARN/);
  });

  it('keep the others of a request apart from those of other requests', () => {
    const retries = [ID, OTHER, ID].map((id, place) => line(place, node('WARN', `retry ${place}`, id)));
    const tail = tailOnScreen({ items: retries });
    tail.press('R');
    expect(tail.words().join('\n')).toContain('a row of several requests: unfold it first');
    tail.press('u', 'R');
    expect(tail.words().join('\n')).not.toContain('retry 1');
  });

  it('are saved one by one where they share a row, with the START and END that have none', () => {
    const retries = Array.from({ length: 412 }, (_, place) =>
      line(10 + place, node('WARN', `retry ${place}`)),
    );
    const ends = [line(0, `START RequestId: ${ID} Version: 119`), line(500, REPORT(ID, 41))];
    const tail = tailOnScreen({ items: [...ends, ...retries] });
    expect(tail.words()[3]).toContain(' 413 rows in memory ');
    expect([tail.saved().items.length, tail.saved().rowCount]).toEqual([414, 413]);
    tail.press('L', 'L', 'p');
    tail.arrives(line(600, node('WARN', 'retry 600')));
    expect([tail.saved().items.length, tail.saved().rowCount]).toEqual([414, 413]);
  });

  it('stay apart if they name no level, as they may be parts of one message', () => {
    const frames = Array.from({ length: 5 }, (_, place) =>
      line(place, `\tat shop.Cart.total(Cart.java:${place})`),
    );
    expect(tailOnScreen({ items: frames }).words().join('\n')).not.toContain('×');
  });
});

describe('an expanded line', () => {
  const json = (members: string) => line(3, `{"level":"ERROR","message":"refused",${members}}`);

  it('shows JSON in one line if it fits, and one member a line if not', () => {
    const tail = tailOnScreen({ items: [...lines(3), json('"orderId":88240')] });
    tail.press('return');
    expect(tail.words().join('\n')).toContain('{ level: "ERROR", message: "refused", orderId: 88240 }');
    tail.press('return');
    expect(tail.words().join('\n')).not.toContain('orderId: 88240');

    const wide = tailOnScreen({ items: [json(`"reason":"${'x'.repeat(90)}","cart":{"items":[1,2]}`)] });
    wide.press('return');
    expect(wide.words().join('\n')).toMatch(
      /\{\n.*level: "ERROR",\n[\s\S]*cart: \{ items: \[1, 2\] \}\n.*\}/,
    );
  });

  it('without a request opens the run it belongs to, and none in a log without runs', () => {
    const mark = (place: number, word: string) =>
      line(place, `${word} RequestId: 7c1e02b9-69d2-45e7-a8bc-f805f7fd517a Version: 119\n`);
    const within = tailOnScreen({ items: [mark(1, 'START'), line(2), mark(3, 'END')] });
    within.press('k', 'return', 'return');
    expect(within.requests).toEqual(['open']);
    const without = tailOnScreen({ items: lines(3) });
    without.press('k', 'return', 'return');
    expect(without.requests).toEqual([]);
  });

  it.each([
    {
      what: 'an error after the head of a line',
      message: node('ERROR', 'Invoke Error \t{"errorType":"TypeError"}'),
      shows: '{ errorType: "TypeError" }',
    },
    { what: 'JSON in JSON', message: '{"message":"{\\"try\\":3}"}', shows: '{ message: { try: 3 } }' },
    { what: 'names that need quotes', message: '{"a b\\u001b":1}', shows: '{ "a b\\u001b": 1 }' },
    { what: 'deep nesting', message: `${'{"a":'.repeat(900)}1${'}'.repeat(900)}`, shows: '{ a: {' },
    {
      what: 'a stack trace',
      message: '[ERROR] KeyError: x\nTraceback:\n  File "/var/task/app.py"',
      shows: 'File "/var/task/app.py"',
    },
    { what: 'a long text', message: `words ${'more '.repeat(2_000)}`, shows: 'and more' },
  ])('shows $what', ({ message, shows }) => {
    const tail = tailOnScreen({ items: [line(1, message)] });
    tail.press('return');
    expect(tail.words().slice(6).join('\n')).toContain(shows);
  });

  it.each([
    { what: 'the end of an invocation', items: [line(2, REPORT(ID, 41))], keys: ['return'] },
    {
      what: 'a line that is already expanded',
      items: [line(1, node('INFO', 'x'))],
      keys: ['return', 'return'],
    },
  ])('opens the invocation for $what', ({ items, keys }) => {
    const tail = tailOnScreen({ items });
    tail.press(...keys);
    expect(tail.requests).toEqual(['open']);
  });
});

describe('jumps', () => {
  it('reach the newest of the calls that took equally long first, then those before it', () => {
    const calls = [1, 2, 3].map((place) => line(10 * place, REPORT(`${place}${ID.slice(1)}`, 10_000)));
    const tail = tailOnScreen({ items: [...calls, line(40)] });
    const reached = ['d', 'd', 'd'].map((key) => {
      tail.press(key);
      return / (\d)[\da-f]{7} /.exec(tail.cursor()?.says ?? '')?.[1];
    });
    expect(reached).toEqual(['3', '2', '1']);
  });

  const story = [...STORY, ...lines(40).map((_, place) => line(100 + place))];

  it.each([
    { keys: ['g', 'c'], on: 'cold +312 ms' },
    { keys: ['d'], on: 'timeout' },
    { keys: ['d', 'd'], on: 'ok ' },
    { keys: ['d', 'd', 'd'], on: 'timeout' },
    // A different way to reach the slowest invocation.
    { keys: ['E', 'd'], on: 'timeout' },
    { keys: ['d', 'E', 'd'], on: 'timeout' },
    { keys: ['g', 'j', 'm', 'j', 'j', 'm', 'G', 'M'], on: 'cart loaded' },
    { keys: ['g', 'j', 'm', 'j', 'j', 'm', 'M'], on: 'cart loaded' },
    { keys: ['g', 'j', 'm', 'j', 'j', 'm', 'M', 'M'], on: 'payment refused' },
  ])('with $keys go to $on', ({ keys, on }) => {
    const tail = tailOnScreen({ items: story });
    tail.press(...keys);
    expect(tail.cursor()?.says).toContain(on);
  });

  it.each([
    { keys: ['c'], says: 'no cold start further down' },
    { keys: ['d'], says: 'no call that is over is among these lines' },
    { keys: ['M'], says: 'no line is marked' },
    { keys: ['R'], says: 'no request is known of this line' },
  ])('with $keys say that there is nothing to go to', ({ keys, says }) => {
    const tail = tailOnScreen({ items: lines(40) });
    tail.press('g', ...keys);
    expect(tail.words().at(-2)).toContain(says);
  });

  it('leave marks in the margin, without moving anything', () => {
    const tail = tailOnScreen({ items: lines(40) });
    tail.press('g', 'm');
    expect(tail.cursor()?.says).toMatch(/^┃\d\d:/);
    tail.press('m');
    expect(tail.cursor()?.says).toMatch(/^ \d\d:/);
  });
});

describe('rows that are still being selected', () => {
  const many = () => tailOnScreen({ items: lines(20_000), maxItems: 20_000 });

  it.each([
    { keys: ['k', 'j', 'b', ' '], what: 'move the cursor among the visible rows' },
    { keys: ['k', 'm', 'return', 'w', 'p'], what: 'act on the current row' },
    { keys: ['/', 'l', 'i', 'n', 'e'], what: 'type words that are not searched for yet' },
    { keys: ['tab', 'j', 'k'], what: 'move among patterns' },
  ])('are not waited for by keys that $what', ({ keys }) => {
    const tail = many();
    tail.press(...keys);
    expect(tail.isChoosing()).toBe(true);
  });

  it.each([
    { keys: ['e'], what: 'an error' },
    { keys: ['g'], what: 'the first line' },
    { keys: ['d'], what: 'the slowest call' },
    { keys: ['/', '7', 'return'], what: 'words' },
  ])('are waited for by a key that looks for $what', ({ keys }) => {
    const tail = many();
    tail.press(...keys);
    expect(tail.isChoosing()).toBe(false);
  });

  it('are not said to match nothing before all of them have been looked at', () => {
    const tail = many();
    tail.press(...'vnowhere', 'return');
    expect(tail.words()[5]).toContain('none found yet in 20,000 lines; esc clears the filter');
    tail.press('g');
    expect(tail.words()[5]).toContain('none of 20,000 lines matches');
  });

  it('include the very first one when a key goes to it', () => {
    const tail = many();
    tail.press('g');
    expect(tail.cursor()?.says).toMatch(/line 0$/);
  });
});
