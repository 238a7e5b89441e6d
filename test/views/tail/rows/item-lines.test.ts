import { describe, expect, it } from 'vitest';
import type { TailItem } from '../../../../src/logs/tail-item.ts';
import { lineText } from '../../../../src/terminal/line-layout.ts';
import { safeText } from '../../../../src/terminal/safe-text.ts';
import { rawText } from '../../../../src/terminal/text.ts';
import { ruledLines } from '../../../../src/views/tail/rows/ruled-lines.ts';
import { LOOK } from '../../fleet/fleet-on-screen.ts';
import { FIRST_MS, headerOf, line, lines, tailOnScreen } from '../tail-story.ts';

describe('times', () => {
  it('are UTC, local or ago, while the columns stay in place', () => {
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

  it('show all of a message, every row below its column title', () => {
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

  it('show the newest line while following, and keep the row under the cursor on screen', () => {
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

  it('are cut where one message would fill the screen', () => {
    const tail = tailOnScreen({ items: [line(1, 'x'.repeat(500_000)), line(2)] });
    tail.press('w');
    expect(tail.words().join('\n')).toMatch(/and more; x saves all of it[\s\S]*line 2/);
  });
});

describe('moving messages to the left', () => {
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

  it('moves every row by as many cells, even with wide characters, and cuts none of them in half', () => {
    const tail = tailOnScreen({
      items: [line(1, `${'日'.repeat(12)}end`), line(2, `${'🚀'.repeat(12)}end`)],
    });
    tail.press('rightArrow');
    const messages = tail.words().filter((row) => row.includes('end'));
    expect(messages.map((row) => row.slice(row.lastIndexOf(' ') + 1))).toEqual(['日日end', '🚀🚀end']);
  });

  it('says so on a narrow screen, too, whatever arrived meanwhile', () => {
    const tail = tailOnScreen({ items: lines(100), scene: { columns: 60, rows: 15 } });
    tail.press('k', 'rightArrow');
    tail.arrives(...lines(40));
    expect(tail.words()[3]).toMatch(/ 40 new .*from column 21$/);
  });

  it('stays moved when it follows again', () => {
    const tail = tailOnScreen({ items: lines(100) });
    tail.press('rightArrow', 'k', 'F');
    expect(tail.words()[3]).toContain('from column 21');
  });
});

describe('a gap or notice', () => {
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

  it('is shown to its last word even if it is wider than the screen', () => {
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

  it('takes at most four rows, and says that there is more', () => {
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

  it('keeps words apart in its last row', () => {
    const text = safeText('no identity-based policy allows the action '.repeat(20).trim());
    for (let width = 40; width <= 120; width++) {
      const rows = ruledLines(text, 'warn', width, LOOK.glyphs).map(lineText);
      const said = rows.map((row) => row.replaceAll(/[─…]/g, '').trim()).join(' ');
      expect(text.startsWith(said)).toBe(true);
    }
  });

  it('is shown above the oldest line in memory if a gap reaches into it', () => {
    const flood: TailItem = { ...gap, reason: 'flood', missing: 'bulk' };
    const tail = tailOnScreen({ items: [...lines(80), flood], maxItems: 100 });
    for (const from of [100, 200, 300]) {
      tail.arrives(...Array.from({ length: 90 }, (_, index) => line(from + index)));
      tail.press('F', 'g');
      expect(tail.words()[5]).toMatch(/^ ─── 03:11:15Z and on .*: FLOOD/);
      expect(tail.words()[7]).toContain(`line ${from === 100 ? 70 : from - 20}`);
    }
  });

  it('replaces the row of the gap when the gap is over', () => {
    const tail = tailOnScreen({ items: [...lines(80), gap] });
    tail.arrives({ ...gap, endMs: FIRST_MS + 9_000 });
    const gaps = tail.words().filter((row) => row.includes('API busy'));
    expect(gaps).toHaveLength(1);
    expect(gaps[0]).toContain('nothing missing');
  });
});
