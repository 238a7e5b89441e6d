import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LogLevel } from '../../../src/lambda/line/shape/log-level.ts';
import { type Expression, expression } from '../../../src/logs/selection/expression.ts';
import { createSelection } from '../../../src/logs/selection/selection.ts';
import type { TailEvent, TailItem } from '../../../src/logs/tail-item.ts';
import { rawText } from '../../../src/terminal/text.ts';
import { logged } from '../lines/log-lines.ts';

const REQUEST = {
  a: 'aaaaaaaa-0000-4000-8000-000000000001',
  b: 'bbbbbbbb-0000-4000-8000-000000000002',
} as const;
const TIME = '2026-11-24T03:12:10.000Z';

let count = 0;
function line(message: string, logStream = 'one'): TailEvent {
  count += 1;
  return {
    type: 'event',
    event: {
      eventId: rawText(`event ${count}`),
      logStream: rawText(logStream),
      timestampMs: count,
      ingestionMs: count,
      message: rawText(message),
    },
    lateMs: null,
  };
}

const node = (request: 'a' | 'b', level: string, text: string, stream?: string) =>
  line(`${TIME}\t${REQUEST[request]}\t${level}\t${text}\n`, stream);
const start = (request: 'a' | 'b', stream?: string) =>
  line(`START RequestId: ${REQUEST[request]} Version: 7\n`, stream);
const report = (request: 'a' | 'b', stream?: string) =>
  line(
    `REPORT RequestId: ${REQUEST[request]}\tDuration: 5.00 ms\tBilled Duration: 5 ms\tMemory Size: 128 MB\tMax Memory Used: 70 MB\t\n`,
    stream,
  );

interface Wanted {
  readonly include?: readonly string[];
  readonly exclude?: readonly string[];
  readonly level?: LogLevel;
  readonly before?: number;
  readonly after?: number;
}

function selectionOf({ include = [], exclude = [], level, before = 0, after = 0 }: Wanted) {
  const read = (typed: string): Expression => {
    const found = expression(typed);
    if ('complaint' in found) throw new Error(found.complaint);
    return found;
  };
  return createSelection(
    { include: include.map(read), exclude: exclude.map(read), level: level ?? null, before, after },
    'ofAll',
  );
}

function chosen(wanted: Wanted, ...batches: readonly (readonly TailItem[])[]) {
  const selected = selectionOf(wanted);
  return batches.flatMap((batch) => selected(batch)).map(wordOf);
}

/** An event's last word, or the type of another item. */
function wordOf(item: TailItem): string {
  if (item.type !== 'event') return item.type;
  const { message } = item.event;
  return /^(START|REPORT)/.exec(message)?.[1] ?? message.trim().split(/\s/).at(-1) ?? '';
}

describe('context lines', () => {
  const marked = (wanted: Wanted, ...batches: readonly (readonly TailItem[])[]) => {
    const selected = selectionOf(wanted);
    return batches
      .flatMap((batch) => selected(batch))
      .map((item) => `${wordOf(item)}${item.type === 'event' && item.isContext === true ? ' beside' : ''}`);
  };

  it('are marked as such, even in an earlier batch, and matching lines are not', () => {
    const first = [node('a', 'INFO', 'one'), node('a', 'INFO', 'two')];
    const second = [node('a', 'ERROR', 'boom'), node('a', 'INFO', 'three'), node('a', 'ERROR', 'again')];
    expect(marked({ include: ['boom|again'], before: 1, after: 1 }, first, second)).toEqual([
      'two beside',
      'boom',
      'three beside',
      'again',
    ]);
  });
});

describe('passages of matching lines and their context', () => {
  const passages = (wanted: Wanted, ...batches: readonly (readonly TailItem[])[]) => {
    const selected = selectionOf(wanted);
    const passageOf = (item: TailItem | undefined) => (item?.type === 'event' ? item.passage : undefined);
    return batches
      .flatMap((batch) => selected(batch))
      .map((item, index, all) => {
        const isApart = index > 0 && passageOf(item) !== passageOf(all[index - 1]);
        return `${isApart ? '-- ' : ''}${wordOf(item)}`;
      });
  };
  const numbered = (...texts: readonly string[]) => texts.map((text) => line(text));

  it.each<[string, readonly string[], readonly string[]]>([
    ['that lie apart', ['a', 'b!', 'c', 'd', 'e', 'f!', 'g'], ['a', 'b!', 'c', '-- e', 'f!', 'g']],
    ['that touch', ['a', 'b!', 'c', 'd', 'e!', 'f'], ['a', 'b!', 'c', 'd', 'e!', 'f']],
    ['that overlap', ['a', 'b!', 'c', 'd!', 'e'], ['a', 'b!', 'c', 'd!', 'e']],
    ['one of which begins the log', ['a!', 'b', 'c', 'd!'], ['a!', 'b', 'c', 'd!']],
  ])('are opened by their first line: %s', (_name, texts, expected) => {
    expect(passages({ include: ['!'], before: 1, after: 1 }, numbered(...texts))).toEqual(expected);
    expect(
      passages({ include: ['!'], before: 1, after: 1 }, ...numbered(...texts).map((each) => [each])),
    ).toEqual(expected);
  });

  it('are separate for each request, even if their lines alternate', () => {
    const turns = [
      node('a', 'INFO', 'a1', 'one'),
      node('b', 'INFO', 'b1', 'two'),
      node('a', 'ERROR', 'a2', 'one'),
      node('b', 'ERROR', 'b2', 'two'),
      node('a', 'INFO', 'a3', 'one'),
      node('b', 'INFO', 'b3', 'two'),
    ];
    expect(passages({ level: 'ERROR', before: 1, after: 1 }, turns)).toEqual([
      'a1',
      '-- b1',
      '-- a2',
      '-- b2',
      '-- a3',
      '-- b3',
    ]);
  });

  it('are separated no more often than requests alternate', () => {
    const turns = [
      node('a', 'ERROR', 'a1', 'one'),
      node('a', 'INFO', 'a2', 'one'),
      node('b', 'ERROR', 'b1', 'two'),
      node('b', 'INFO', 'b2', 'two'),
      node('a', 'INFO', 'a3', 'one'),
    ];
    expect(passages({ level: 'ERROR', before: 0, after: 2 }, turns)).toEqual([
      'a1',
      'a2',
      '-- b1',
      'b2',
      '-- a3',
    ]);
  });

  it('include the first line of their request, even if it is late', () => {
    const [one, two] = numbered('a!', 'b!') as [TailEvent, TailEvent];
    expect(passages({ include: ['!'], before: 1, after: 1 }, [two], [one])).toEqual(['b!', 'a!']);
  });

  it('are not opened by a late line that belongs to what was shown', () => {
    const [one, two, three, four] = numbered('a', 'b!', 'c!', 'd') as [
      TailEvent,
      TailEvent,
      TailEvent,
      TailEvent,
    ];
    expect(passages({ include: ['!'], before: 1, after: 1 }, [one], [two], [four], [three])).toEqual([
      'a',
      'b!',
      'd',
      'c!',
    ]);
  });

  it('are missing if only matching lines are wanted', () => {
    expect(passages({ include: ['!'] }, numbered('a!', 'b', 'c!'))).toEqual(['a!', 'c!']);
  });
});

describe('a selection by regular expressions', () => {
  const lines = ['one apple', 'one pear', 'two apple', 'two plum'].map((text) => line(text));
  const kept = (wanted: Wanted) =>
    selectionOf(wanted)(lines).map((item) => item.type === 'event' && item.event.message);

  it.each<[Wanted, readonly string[]]>([
    [{ include: ['apple'] }, ['one apple', 'two apple']],
    [{ include: ['pear', '^two'] }, ['one pear', 'two apple', 'two plum']],
    [{ exclude: ['^one'] }, ['two apple', 'two plum']],
    [{ exclude: ['pear', 'plum'] }, ['one apple', 'two apple']],
    [{ include: ['apple'], exclude: ['two'] }, ['one apple']],
    [{ include: ['apple'], exclude: ['apple'] }, []],
  ])('%j', (wanted, expected) => {
    expect(kept(wanted)).toEqual(expected);
  });

  it('has the line end before the line break that Lambda adds', () => {
    expect(
      chosen({ include: ['apple$'] }, [line('an apple\n'), line('an apple\r\n'), line('an apple!\n')]),
    ).toEqual(['apple', 'apple']);
  });

  it('lets gaps and notices through, in place', () => {
    const gap: TailItem = { type: 'gap', startMs: 1, endMs: null, reason: 'busy' };
    const notice: TailItem = { type: 'notice', kind: 'recovered', atMs: 1, sinceMs: 0, from: 'busy' };
    expect(chosen({ include: ['b'] }, [notice, line('a'), gap, line('b')])).toEqual(['notice', 'gap', 'b']);
  });
});

describe('a selection by level', () => {
  const log = [
    start('a'),
    node('a', 'DEBUG', 'debug'),
    line('[WARNING]\t2026-11-24T03:12:10.000Z\t\twarning'),
    line('{"level":"error","message":"an error"}'),
    line('{"level":60,"msg":"a fatal"}'),
    line('no level at all'),
    report('a'),
    line(`REPORT RequestId: ${REQUEST.b}\tDuration: 5.00 ms\tStatus: timeout`),
  ];

  it.each<[LogLevel, readonly string[]]>([
    ['TRACE', log.map(wordOf)],
    ['INFO', ['START', 'warning', 'error"}', 'fatal"}', 'all', 'REPORT', 'REPORT']],
    ['WARN', ['warning', 'error"}', 'fatal"}', 'REPORT']],
    ['ERROR', ['error"}', 'fatal"}', 'REPORT']],
    ['FATAL', ['fatal"}']],
  ])('keeps %s and above, and treats lines without a level as INFO', (level, expected) => {
    expect(chosen({ level }, log)).toEqual(expected);
  });
});

const FILLERS = Array.from({ length: 40 }, (_, index) => `filler${index}`);

describe('the context of matching lines', () => {
  /** Two concurrent requests, in two environments. */
  const log = [
    start('a', 'one'),
    start('b', 'two'),
    node('a', 'INFO', 'a1', 'one'),
    node('b', 'INFO', 'b1', 'two'),
    node('a', 'INFO', 'a2', 'one'),
    node('b', 'INFO', 'b2', 'two'),
    node('a', 'ERROR', 'a3', 'one'),
    node('b', 'INFO', 'b3', 'two'),
    line('without id', 'one'),
    node('a', 'INFO', 'a4', 'one'),
    report('a', 'one'),
    report('b', 'two'),
    start('b', 'one'),
  ];
  const level = 'ERROR';

  it.each<[string, Wanted, readonly string[]]>([
    ['-B 1', { level, before: 1 }, ['a2', 'a3']],
    ['-B 9', { level, before: 9 }, ['START', 'a1', 'a2', 'a3']],
    ['-A 2', { level, after: 2 }, ['a3', 'id', 'a4']],
    ['-A 9', { level, after: 9 }, ['a3', 'id', 'a4', 'REPORT']],
    ['-C 1', { level, before: 1, after: 1 }, ['a2', 'a3', 'id']],
    [
      'an exclude wins',
      { level, before: 9, after: 9, exclude: ['a2', 'id'] },
      ['START', 'a1', 'a3', 'a4', 'REPORT'],
    ],
    [
      'contexts that touch',
      { include: ['a1', 'a3'], before: 1, after: 1 },
      ['START', 'a1', 'a2', 'a3', 'id'],
    ],
  ])('is that of its request: %s', (_name, wanted, expected) => {
    expect(chosen(wanted, log)).toEqual(expected);
  });

  it.each(log.map((_, index) => index))('is the same if the log comes in two pages, cut at %i', (cut) => {
    expect(chosen({ level, before: 2, after: 2 }, log.slice(0, cut), log.slice(cut))).toEqual([
      'a1',
      'a2',
      'a3',
      'id',
      'a4',
    ]);
  });

  it('is that of its log stream if there is no request', () => {
    const streams = [
      line('x1', 'x'),
      line('y1', 'y'),
      line('x2', 'x'),
      line('x3!', 'x'),
      line('y2', 'y'),
      line('x4', 'x'),
    ];
    expect(chosen({ include: ['!'], before: 1, after: 1 }, streams)).toEqual(['x2', 'x3!', 'x4']);
  });

  it.each<[string, readonly number[], readonly string[]]>([
    ['a late matching line', [0, 1, 3, 4, 2], ['w1', 'w3', 'w2!']],
    ['a late line next to a match', [0, 2, 3, 4, 1], ['w0', 'w2!', 'w3', 'w1']],
    ['a late line far from a match', [1, 2, 3, 4, 0], ['w1', 'w2!', 'w3']],
  ])('is by time, not by arrival: %s', (_name, order, expected) => {
    const written = ['w0', 'w1', 'w2!', 'w3', 'w4'].map((text) => line(text));
    const arrived = order.flatMap((index) => written[index] ?? []);
    expect(chosen({ include: ['!'], before: 1, after: 1 }, ...arrived.map((item) => [item]))).toEqual(
      expected,
    );
  });

  it('includes a late line that was far from a match when it arrived but directly precedes the next one', () => {
    const written = ['w0!', 'w1', 'w2', 'w3', 'w4', 'w5!'].map((text) => line(text));
    const arrived = [0, 2, 4, 1, 3, 5].flatMap((index) => written[index] ?? []);
    const told = chosen({ include: ['!'], before: 2, after: 2 }, ...arrived.map((item) => [item]));
    expect(told).toEqual(['w0!', 'w2', 'w4', 'w1', 'w3', 'w5!']);
  });

  it('misses no line and repeats none, in whatever order lines arrive', () => {
    const wanted = { include: ['!'], before: 2, after: 3 };
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.boolean(), fc.nat()), { maxLength: 30 }), (plan) => {
        const written = plan.map(([isFound], index) => line(`w${index}${isFound ? '!' : ''}`));
        const arrived = plan
          .map(([, order], index) => ({ order, index }))
          .sort((left, right) => left.order - right.order)
          .flatMap(({ index }) => written[index] ?? []);
        const told = chosen(wanted, ...arrived.map((item) => [item]));
        expect(new Set(told).size).toBe(told.length);
        expect(told).toEqual(expect.arrayContaining(chosen(wanted, written)));
      }),
    );
  });

  it('is missing for a line so late that its neighbours are unknown', () => {
    const written = Array.from({ length: 200 }, (_, index) => line(`w${index}`));
    const late = {
      ...line('late!'),
      event: { ...line('late!').event, timestampMs: written[0]!.event.timestampMs },
    };
    expect(chosen({ include: ['!'], before: 2, after: 2 }, written, [late])).toEqual(['late!']);
  });

  it('remembers only a limited amount of the longest lines', () => {
    const long = `long ${'x'.repeat(200_000)} `;
    const lines = [line(`${long}1`), line(`${long}2`), line('3'), line('4!')];
    expect(chosen({ include: ['!'], before: 9 }, lines)).toEqual(['2', '3', '4!']);
  });

  it.each<[string, readonly string[], readonly string[]]>([
    ['right before', ['LONG', 'ERROR!', 'h', 'i'], ['long', 'ERROR!', 'h', 'i']],
    ['a while before', ['LONG', ...FILLERS, 'f', 'g', 'ERROR!', 'h', 'i'], ['f', 'g', 'ERROR!', 'h', 'i']],
    ['right after', ['f', 'g', 'ERROR!', 'LONG', 'i'], ['f', 'g', 'ERROR!', 'long', 'i']],
  ])('has all its lines with one %s it that exceeds the limit', (_where, texts, expected) => {
    const lines = texts.map((text) => line(text === 'LONG' ? `${'x'.repeat(300_000)} long` : text));
    expect(chosen({ include: ['!'], before: 2, after: 2 }, lines)).toEqual(expected);
  });

  it('shows no line twice', () => {
    const words = chosen({ include: ['a'], before: 9, after: 9 }, log.slice(0, 5), log.slice(5));
    expect(words.filter((word) => /^a\d/.test(word))).toEqual(['a1', 'a2', 'a3', 'a4']);
  });
});

it('errors include the REPORT of a run that threw, which itself does not tell it', () => {
  const selected = selectionOf({ level: 'ERROR' });
  const run = ['START@10', 'THROWN@20', 'REPORT@30'].map((words) => logged(words));
  const items = selected(run);
  expect(items.map((item) => item.type === 'event' && item.end)).toEqual([
    undefined,
    { outcome: 'error', errorType: 'TypeError' },
  ]);
});

it('a run is not known to have gone well where its lines may lie in a gap, though none came within it', () => {
  const selected = selectionOf({ include: ['REPORT'] });
  selected([logged('START@10')]);
  selected([{ type: 'gap', startMs: 15, endMs: 25, reason: 'busy', missing: 'most' }]);
  expect(selected([logged('REPORT@30')])).toMatchObject([{ end: { outcome: null } }]);
});
