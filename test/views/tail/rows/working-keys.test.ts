import { describe, expect, it } from 'vitest';
import { createStoryMemory } from '../../../../src/logs/story/story-memory.ts';
import type { TailItem } from '../../../../src/logs/tail-item.ts';
import { openedLog } from '../../../../src/monitor/log/tail/followed-log.ts';
import type { LogTailSnapshot } from '../../../../src/monitor/log/tail/log-tail-snapshot.ts';
import { rawText } from '../../../../src/terminal/text.ts';
import { workingKeys } from '../../../../src/views/tail/rows/working-keys.ts';
import { FOLLOWING } from '../../../../src/views/tail/state/tail-state.ts';
import { LOOK } from '../../fleet/fleet-on-screen.ts';
import { FIRST_MS, headerOf, line, lines, tailOnScreen } from '../tail-story.ts';

const memory = createStoryMemory({ maxItems: 10, maxBytes: 10_000 });
memory.add(lines(1));
const STORY = memory.all.view(0, memory.size);

const WHERE = { who: 'prod', region: 'eu-west-1', localOffsetMinutes: 0 };

const hintsOf = (pane: 'lines' | 'patterns') =>
  workingKeys({
    snapshot: tailOnScreen({ items: [] }).snapshot(),
    state: { ...FOLLOWING, pane },
    hasErrorBelow: false,
    enter: 'expand',
    items: STORY,
    header: headerOf(WHERE),
    look: LOOK,
    rows: 40,
  }).flatMap(({ hint }) => hint ?? []);

describe('the keys in the footer of a log', () => {
  it('start with those for its lines', () => {
    expect(hintsOf('lines').slice(0, 2)).toEqual(['expand', 'find']);
    expect(hintsOf('lines')).toContain('patterns');
  });

  const ID = '7c1e02b9-69d2-45e7-a8bc-f805f7fd517a';
  const REPORT = `REPORT RequestId: ${ID}\tDuration: 41.00 ms\tBilled Duration: 41 ms\tMemory Size: 512 MB\tMax Memory Used: 90 MB\n`;
  const OF_A_REQUEST = `2026-11-24T03:11:10.000Z\t${ID}\tINFO\tcart loaded`;
  const SLEPT = { type: 'gap', startMs: FIRST_MS, endMs: FIRST_MS + 60_000, reason: 'asleep' } as const;

  it.each([
    { row: 'a line', item: line(1), keys: ['k'], says: 'enter expand' },
    {
      row: 'an expanded line of a request',
      item: line(1, OF_A_REQUEST),
      keys: ['k', 'return'],
      says: 'enter invocation',
    },
    { row: 'an expanded line of none', item: line(1), keys: ['k', 'return'], says: 'enter collapse' },
    { row: 'the end of an invocation', item: line(1, REPORT), keys: ['k'], says: 'enter invocation' },
    { row: 'a gap', item: SLEPT, keys: ['g'], says: null },
  ])('say what Enter does with $row under the cursor', ({ item, keys, says }) => {
    const tail = tailOnScreen({ items: [item, line(2)] });
    tail.press(...keys);
    const footer = tail.words().at(-1) ?? '';
    expect(/enter \w+/.exec(footer)?.[0] ?? null).toBe(says);
  });

  it('keep the hint of Enter while rows pass by', () => {
    expect(
      tailOnScreen({ items: [line(1), line(2, REPORT)] })
        .words()
        .at(-1),
    ).toContain('enter expand');
  });

  it('say what the freeze key does while the log is frozen', () => {
    const tail = tailOnScreen({ items: lines(100) });
    expect(tail.words().at(-1)).toContain('p freeze');
    tail.press('p');
    expect(tail.words().at(-1)).toContain('p go on');
  });

  it('do not offer to follow a log of the past', () => {
    const footerOf = (follow: boolean) => {
      const tail = tailOnScreen({ items: lines(100), snapshot: { follow } });
      tail.press('k');
      return tail.words().at(-1);
    };
    expect(footerOf(true)).toContain('F follow');
    expect(footerOf(false)).not.toContain('F follow');
  });

  it.each([80, 120])(
    'name the ways out of the past and to other moments at %i columns, where :at chose one',
    (columns) => {
      const footerOf = (isPast: boolean) => {
        const header = { ...headerOf(WHERE), ...(isPast ? { isPast } : {}) };
        const scene = { header, columns, rows: 24 };
        return tailOnScreen({ items: lines(9), snapshot: { follow: false }, scene })
          .words()
          .at(-1);
      };
      expect(footerOf(true)).toMatch(/^ enter expand {2,3}F live {2,3}:at -5m or \+5m {2,3}/);
      expect(footerOf(true)).not.toContain('freeze');
      expect(footerOf(false)).not.toMatch(/at -5m|live/);
    },
  );

  it('say that the way out shows all lines again, and do not expand where none match', () => {
    const tail = tailOnScreen({ items: lines(100) });
    expect(tail.words().at(-1)).toMatch(/enter expand .* esc back/);
    for (const key of [...'vzzz', 'return']) tail.press(key);
    expect(tail.words().at(-1)).toContain('esc clear filter');
    expect(tail.words().at(-1)).not.toMatch(/expand|error up/);
  });

  it('neither expand nor look for an error where there is only a notice', () => {
    const slept = { type: 'gap', startMs: FIRST_MS, endMs: FIRST_MS + 60_000, reason: 'asleep' } as const;
    expect(
      tailOnScreen({ items: [slept] })
        .words()
        .at(-1),
    ).not.toMatch(/expand|error up/);
    expect(
      tailOnScreen({ items: [slept, ...lines(1)] })
        .words()
        .at(-1),
    ).toMatch(/expand .*error up/);
  });

  it.each([
    { columns: 80, rows: 24, says: /^ enter expand {2}tab patterns {2}\/ find {2}E error up / },
    { columns: 60, rows: 15, says: /^ enter expand {2}tab patterns {2}/ },
    { columns: 120, rows: 40, says: /^ enter expand {3}\/ find {3}.* tab patterns / },
  ])('lead to the patterns at $columns x $rows, early where they are a page', ({ columns, rows, says }) => {
    const tail = tailOnScreen({ items: lines(100), scene: { columns, rows } });
    expect(tail.words().at(-1)).toMatch(says);
  });

  it.each([
    { columns: 80, rows: 24 },
    { columns: 100, rows: 30 },
  ])('lead to an error below at $columns x $rows, where that is what waits', ({ columns, rows }) => {
    const items = [...lines(90), line(90, '[ERROR] boom')];
    const tail = tailOnScreen({ items, scene: { columns, rows } });
    tail.press('g');
    expect(tail.words().at(-1)).toMatch(/F follow {2,3}e error down {2,3}/);
  });

  it('offer no request and no invocations of a log that has none', () => {
    const plain = { logs: [openedLog({ group: rawText('/app/worldwide'), writers: [] }, FIRST_MS)] };
    const scene = { columns: 200 };
    const footerOf = (item: TailItem, snapshot: Partial<LogTailSnapshot>) =>
      tailOnScreen({ items: [item], snapshot, scene })
        .words()
        .at(-1) ?? '';
    const offers = (footer: string) => ['R request', 'i invocations'].map((key) => footer.includes(key));
    expect(offers(footerOf(line(1), plain))).toEqual([false, false]);
    expect(offers(footerOf(line(1, OF_A_REQUEST), plain))).toEqual([true, true]);
    expect(offers(footerOf(SLEPT, {}))).toEqual([false, true]);
  });

  it('say what they do with a pattern', () => {
    expect(hintsOf('patterns').slice(0, 2)).toEqual(['only its lines', 'lines']);
    expect(hintsOf('patterns')).not.toContain('expand');
  });
});
