import { describe, expect, it } from 'vitest';
import { lineText } from '../../../src/terminal/line-layout.ts';
import { safe, safeText } from '../../../src/terminal/safe-text.ts';
import { timeAxis } from '../../../src/views/charts/time-axis.ts';

type Mark = readonly [place: number, says: string, what?: string];

const axis = (...marks: readonly Mark[]) =>
  lineText(
    timeAxis({
      from: safe`02:11Z`,
      to: safe`03:10Z`,
      marks: marks.map(([place, says, what]) => ({
        place,
        ...(what === undefined ? {} : { what: safeText(what) }),
        sign: safeText(says.slice(0, 1)),
        says: safeText(says.slice(2)),
        tone: 'crit',
      })),
      indent: 2,
      width: 42,
    }),
  );

describe('a time axis', () => {
  it.each<[what: string, marks: readonly Mark[], line: string]>([
    ['start and end', [], '  02:11Z                            03:10Z'],
    ['a mark under its own column', [[0.5, '^ 02:41Z']], '  02:11Z              ^ 02:41Z      03:10Z'],
    [
      'a mark near the end in its own column, and no end beside it',
      [[0.97, '^ 03:09Z', 'began']],
      '  02:11Z                   began 03:09Z ^',
    ],
    [
      'two marks of the last minute side by side',
      [
        [1, 'v 03:10Z'],
        [1, '^ 03:10Z'],
      ],
      '  02:11Z                         03:10Z v^',
    ],
    [
      'the end and the word of a mark before it, rather than its time',
      [[0.35, 'v 02:32Z', 'a very long word']],
      '  02:11Z        v a very long word  03:10Z',
    ],
    [
      'the time of a mark rather than the end beside it',
      [[0.82, '^ 02:59Z']],
      '  02:11Z                          ^ 02:59Z',
    ],
    [
      'a mark near the end under its own column',
      [[0.75, '^ 02:55Z']],
      '  02:11Z                02:55Z ^    03:10Z',
    ],
    [
      'two marks that keep their distance',
      [
        [0.6, 'v 02:46Z'],
        [0.25, '^ 02:26Z'],
      ],
      '  02:11Z    ^ 02:26Z     v 02:46Z   03:10Z',
    ],
    [
      'the words of one of two marks on its other side where they would touch',
      [
        [0.5, 'v 02:41Z'],
        [0.45, '^ 02:38Z'],
      ],
      '  02:11Z     02:38Z ^ v 02:41Z      03:10Z',
    ],
    [
      'only the sign of one of two marks without room',
      [
        [0.3, 'v 02:28Z'],
        [0.25, '^ 02:25Z'],
      ],
      '  02:11Z    ^ v 02:28Z              03:10Z',
    ],
    [
      'two marks of the same minute side by side',
      [
        [0.5, 'v 02:41Z'],
        [0.5, '^ 02:41Z'],
      ],
      '  02:11Z       02:41Z ^v 02:41Z     03:10Z',
    ],
    [
      'what marks mean, where there is room for all',
      [[0.3, '^ 02:26Z', 'changed']],
      '  02:11Z      ^ changed 02:26Z      03:10Z',
    ],
    [
      'what all marks mean rather than the time of one of them',
      [
        [0.75, 'v 02:55Z', 'began'],
        [0.3, '^ 02:26Z', 'changed'],
      ],
      '  02:11Z      ^ changed  began v    03:10Z',
    ],
    [
      'what two adjacent marks mean, one on each side',
      [
        [0.55, 'v 02:43Z', 'began'],
        [0.525, '^ 02:42Z', 'new'],
      ],
      '  02:11Z   new 02:42Z ^v began      03:10Z',
    ],
    [
      'three marks of the same minute side by side, the last one in its own column',
      [
        [0.5, '! 02:41Z'],
        [0.5, 'v 02:41Z'],
        [0.5, '^ 02:41Z'],
      ],
      '  02:11Z       02:41Z ^v! 02:41Z    03:10Z',
    ],
    [
      'as many signs of forty marks as have room, and none of their times',
      Array.from({ length: 40 }, (_, index) => [0.3 + index / 100, 'v 02:30Z'] as const),
      '  02:11Z vvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvv',
    ],
    ['no mark over the start time', [[0.05, '^ 02:14Z']], '  02:11Z                            03:10Z'],
  ])('shows %s', (_what, marks, line) => {
    expect(axis(...marks)).toBe(line);
  });
});
