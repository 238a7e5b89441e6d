import { describe, expect, it } from 'vitest';
import { plainLine } from '../../../src/terminal/drawing/draw-line.ts';
import { lineText } from '../../../src/terminal/line-layout.ts';
import { safe, safeText } from '../../../src/terminal/safe-text.ts';
import { glyphSet } from '../../../src/terminal/theme/glyphs.ts';
import { chartLines } from '../../../src/views/charts/chart.ts';
import { timeAxis } from '../../../src/views/charts/time-axis.ts';

type Mark = readonly [step: number, says: string, what?: string, briefly?: string];

const COLUMNS = 40;

const axis = (...marks: readonly Mark[]) =>
  lineText(
    timeAxis({
      from: safe`02:11Z`,
      to: safe`03:10Z`,
      marks: marks.map(([step, says, what, briefly]) => ({
        step,
        ...(what === undefined ? {} : { what: safeText(what) }),
        ...(briefly === undefined ? {} : { briefly: safeText(briefly) }),
        sign: safeText(says.slice(0, 1)),
        says: safeText(says.slice(2)),
        tone: 'crit',
      })),
      steps: COLUMNS,
      indent: 2,
      width: COLUMNS + 2,
    }),
  );

describe('a time axis', () => {
  it.each<[what: string, marks: readonly Mark[], line: string]>([
    ['start and end', [], '  02:11Z                            03:10Z'],
    ['a mark under its own column', [[20, '^ 02:41Z']], '  02:11Z              ^ 02:41Z      03:10Z'],
    [
      'a mark near the end in its own column, and no end beside it',
      [[38, '^ 03:09Z', 'began']],
      '  02:11Z                   began 03:09Z ^',
    ],
    [
      'two marks of the last minute side by side',
      [
        [39, 'v 03:10Z'],
        [39, '^ 03:10Z'],
      ],
      '  02:11Z                         03:10Z v^',
    ],
    [
      'the end and the word of a mark before it, rather than its time',
      [[14, 'v 02:32Z', 'a very long word']],
      '  02:11Z        v a very long word  03:10Z',
    ],
    [
      'the time of a mark rather than the end beside it',
      [[32, '^ 02:59Z']],
      '  02:11Z                          ^ 02:59Z',
    ],
    [
      'a mark near the end under its own column',
      [[29, '^ 02:55Z']],
      '  02:11Z                02:55Z ^    03:10Z',
    ],
    [
      'two marks that keep their distance',
      [
        [23, 'v 02:46Z'],
        [10, '^ 02:26Z'],
      ],
      '  02:11Z    ^ 02:26Z     v 02:46Z   03:10Z',
    ],
    [
      'the words of one of two marks on its other side where they would touch',
      [
        [20, 'v 02:41Z'],
        [18, '^ 02:38Z'],
      ],
      '  02:11Z     02:38Z ^ v 02:41Z      03:10Z',
    ],
    [
      'only the sign of one of two marks without room',
      [
        [12, 'v 02:28Z'],
        [10, '^ 02:25Z'],
      ],
      '  02:11Z    ^ v 02:28Z              03:10Z',
    ],
    [
      'two marks of the same minute side by side',
      [
        [20, 'v 02:41Z'],
        [20, '^ 02:41Z'],
      ],
      '  02:11Z       02:41Z ^v 02:41Z     03:10Z',
    ],
    [
      'what marks mean, where there is room for all',
      [[12, '^ 02:26Z', 'changed']],
      '  02:11Z      ^ changed 02:26Z      03:10Z',
    ],
    [
      'what all marks mean rather than the time of one of them',
      [
        [29, 'v 02:55Z', 'began'],
        [12, '^ 02:26Z', 'changed'],
      ],
      '  02:11Z      ^ changed  began v    03:10Z',
    ],
    [
      'what two adjacent marks mean, one on each side',
      [
        [21, 'v 02:43Z', 'began'],
        [20, '^ 02:42Z', 'new'],
      ],
      '  02:11Z   new 02:42Z ^v began      03:10Z',
    ],
    [
      'three marks of the same minute side by side, the last one in its own column',
      [
        [20, '! 02:41Z'],
        [20, 'v 02:41Z'],
        [20, '^ 02:41Z'],
      ],
      '  02:11Z       02:41Z ^v! 02:41Z    03:10Z',
    ],
    [
      'as many signs of forty marks as have room, and none of their times',
      Array.from({ length: 40 }, (_, index) => [Math.round(11.7 + index * 0.39), 'v 02:30Z'] as const),
      '  02:11Z vvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvv',
    ],
    [
      'a sign alone apart from the words of another',
      [
        [27, 'v 02:51Z', 'slower'],
        [29, 'v 02:54Z', 'began'],
        [18, '^ 02:38Z', 'changed'],
      ],
      '  02:11Z    changed ^        v v began',
    ],
    [
      'the shorter word of a sign rather than none',
      [
        [27, 'v 02:51Z', 'slower', 'slow'],
        [29, 'v 02:54Z', 'began'],
        [18, '^ 02:38Z', 'changed'],
      ],
      '  02:11Z    changed ^   slow v v began',
    ],
    [
      'the longer word of a sign where it has room',
      [
        [27, 'v 02:51Z', 'slower', 'slow'],
        [20, '^ 02:41Z', 'new'],
      ],
      '  02:11Z   new 02:41Z ^      v slower',
    ],
    ['no mark over the start time', [[2, '^ 02:14Z']], '  02:11Z                            03:10Z'],
  ])('shows %s', (_what, marks, line) => {
    expect(axis(...marks)).toBe(line);
  });
});

it.each([
  [59, 39],
  [60, 71],
  [60, 120],
  [180, 100],
  [1440, 63],
])('marks each of %i minutes on %i columns under its rise', (steps, columns) => {
  for (const step of [1, Math.floor(steps / 3), Math.floor(steps / 2), steps - 2, steps - 1]) {
    const rise = Array.from({ length: steps }, (_, minute) => (minute < step ? 1 : 3));
    const frame = { width: columns + 2, ticks: [0, 1, 2, 3], top: 3, labelWidth: 0, label: () => safe`` };
    const [top] = chartLines([{ values: rise, tone: 'focus' }], frame, glyphSet('ascii')).map(plainLine);
    const mark = { step, sign: safe`^`, says: safe`02:41Z`, tone: 'crit' } as const;
    const under = lineText(
      timeAxis({ from: safe``, to: safe``, steps, marks: [mark], indent: 2, width: columns + 2 }),
    );
    expect(under.indexOf('^'), `${step}`).toBe(top?.indexOf('.'));
  }
});
