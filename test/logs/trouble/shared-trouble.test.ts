import { expect, it } from 'vitest';
import type { Notice, TroubleKind } from '../../../src/logs/tail-item.ts';
import { createSharedTrouble } from '../../../src/logs/trouble/shared-trouble.ts';
import { rawText } from '../../../src/terminal/text.ts';

const trouble = (kind: TroubleKind, atMs = 1): Notice => ({
  type: 'notice',
  kind,
  atMs,
  sinceMs: 0,
  name: rawText('any'),
  message: rawText('any'),
});
const recovered = (from: TroubleKind): Notice => ({
  type: 'notice',
  kind: 'recovered',
  atMs: 2,
  sinceMs: 0,
  from,
});
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
    'that logs share is told once, and its end when the last is over it',
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
    'of one log alone is told of each',
    [
      ['a', trouble('waiting')],
      ['b', trouble('waiting')],
      ['a', recovered('waiting')],
      ['b', recovered('waiting')],
    ],
    [0, 1, 2, 3],
  ],
  [
    'that is a denial of all is told once, a later one of another log by itself, and the end when the last is over it',
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
    'that becomes another is told anew, and its end once',
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
    'of slow answers is told once, and its end when no log waits long any more',
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
    'that a log ends in is over with it: what befalls the others then is told',
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
  const news = createSharedTrouble();
  const kept = story.flatMap(([group, notice], index) =>
    news(rawText(group), [notice]).length > 0 ? [index] : [],
  );
  expect(kept).toEqual(told);
});
