import { describe, expect, it } from 'vitest';
import type { LogOrigin, Notice, TroubleKind, TroubleNotice } from '../../../src/logs/tail-item.ts';
import { createSharedTrouble } from '../../../src/logs/trouble/shared-trouble.ts';
import { rawText } from '../../../src/terminal/text.ts';

const trouble = (kind: TroubleKind, atMs = 1): TroubleNotice => ({
  type: 'notice',
  kind,
  atMs,
  sinceMs: 0,
  name: rawText('any'),
  message: rawText('any'),
});
const DENIED = trouble('denied');
const recovered = (from: TroubleKind): Notice => ({
  type: 'notice',
  kind: 'recovered',
  atMs: 2,
  sinceMs: 0,
  from,
});
const logNamed = (name: string): LogOrigin => ({ group: rawText(name), functionName: null });
const pace = (kind: 'slow' | 'quick'): Notice => ({ type: 'notice', kind, atMs: 3, tookMs: 8_000 });
const ENDED: Notice = {
  type: 'notice',
  kind: 'ended',
  atMs: 2,
  name: rawText('any'),
  message: rawText('any'),
};

it.each<[string, readonly (readonly [string, Notice])[], readonly number[]]>([
  [
    'that logs share is reported once, and its end when the last one has recovered',
    [
      ['a', trouble('busy')],
      ['b', trouble('busy')],
      ['a', recovered('busy')],
      ['b', recovered('busy')],
      ['b', trouble('busy')],
      ['b', recovered('busy')],
    ],
    [0, 3, 4, 5],
  ],
  [
    'that changes its name is reported once for each name',
    [
      ['a', trouble('unreachable')],
      ['b', trouble('unreachable')],
      ['b', { ...trouble('unreachable'), name: rawText('other') }],
      ['a', { ...trouble('unreachable'), name: rawText('other') }],
      ['a', recovered('unreachable')],
      ['b', recovered('unreachable')],
      ['b', trouble('unreachable')],
    ],
    [0, 2, 5, 6],
  ],
  [
    'of a single log is reported for each',
    [
      ['a', trouble('waiting')],
      ['b', trouble('waiting')],
      ['a', recovered('waiting')],
      ['b', recovered('waiting')],
    ],
    [0, 1, 2, 3],
  ],
  [
    'that is a denial of all is reported once, a later one of another log by itself, and the end when the last one has recovered',
    [
      ['a', trouble('denied')],
      ['b', trouble('denied', 40_000)],
      ['c', trouble('denied', 90_000)],
      ['d', trouble('denied', 200_000)],
      ['a', recovered('denied')],
      ['b', recovered('denied')],
      ['c', recovered('denied')],
      ['d', recovered('denied')],
    ],
    [0, 3, 7],
  ],
  [
    'that turns into another is reported again, and its end once',
    [
      ['a', trouble('busy')],
      ['a', trouble('unreachable')],
      ['b', trouble('unreachable')],
      ['a', recovered('unreachable')],
      ['b', recovered('unreachable')],
    ],
    [0, 1, 4],
  ],
  [
    'of slow answers is reported once, and its end when no log waits long any more',
    [
      ['a', pace('slow')],
      ['b', pace('slow')],
      ['a', pace('quick')],
      ['b', pace('quick')],
      ['b', pace('slow')],
    ],
    [0, 3, 4],
  ],
  [
    'that a log ends in is over with it: later trouble of the others is reported',
    [
      ['a', trouble('unreachable')],
      ['b', trouble('unreachable')],
      ['a', ENDED],
      ['b', recovered('unreachable')],
      ['b', trouble('unreachable')],
      ['b', recovered('unreachable')],
    ],
    [0, 2, 3, 4, 5],
  ],
])('trouble %s', (_, story, told) => {
  const { newsOf } = createSharedTrouble();
  const kept = story.flatMap(([group, notice], index) =>
    newsOf(logNamed(group), [notice]).length > 0 ? [index] : [],
  );
  expect(kept).toEqual(told);
});

describe('a denial of many logs', () => {
  const troubleAfter = (...story: readonly (readonly [string, Notice])[]) => {
    const trouble = createSharedTrouble();
    for (const [group, notice] of story) trouble.newsOf(logNamed(group), [notice]);
    return trouble;
  };

  it('is reported for all but the first together, once', () => {
    const trouble = troubleAfter(
      ...['a', 'c', 'b'].map((group) => [group, { ...DENIED, name: rawText(group) }] as const),
    );
    expect(trouble.untoldCount()).toBe(2);
    const item = { ...DENIED, name: 'c', logCount: 2, logNames: ['b', 'c'] };
    expect(trouble.told()).toEqual({ group: 'c', item });
    expect(trouble.untoldCount()).toBe(0);
    expect(trouble.told()).toBeNull();
  });

  it('only counts all but the first if they are many', () => {
    const trouble = troubleAfter(...['a', 'b', 'c', 'd', 'e'].map((group) => [group, DENIED] as const));
    expect(trouble.told()?.item).toEqual({ ...DENIED, logCount: 4 });
  });

  it('of just one more log is reported like a single one', () => {
    expect(troubleAfter(['a', DENIED], ['b', DENIED]).told()).toEqual({ group: 'b', item: DENIED });
  });

  it.each([['that is lifted', recovered('denied')] as const, ['that is over', ENDED] as const])(
    'leaves out one %s before anything was reported',
    (_, over) => {
      const trouble = troubleAfter(['a', DENIED], ['b', DENIED], ['c', DENIED], ['b', over]);
      expect(trouble.told()).toEqual({ group: 'c', item: DENIED });
    },
  );
});
