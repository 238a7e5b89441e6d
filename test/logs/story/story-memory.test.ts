import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { endOfInvocation } from '../../../src/logs/lines/invocation.ts';
import { isError, type StoryItem, unfolded } from '../../../src/logs/lines/story-item.ts';
import { comparePlaces, placeOf } from '../../../src/logs/log-order.ts';
import { createShownRows } from '../../../src/logs/rows/shown-rows.ts';
import { loggedRuns } from '../../../src/logs/runs/logged-runs.ts';
import { SLOT_MS } from '../../../src/logs/story/failure-timeline.ts';
import { createStoryMemory } from '../../../src/logs/story/story-memory.ts';
import type { Gap, TailEvent, TailItem } from '../../../src/logs/tail-item.ts';
import { rawText } from '../../../src/terminal/text.ts';
import { line, tailOnScreen } from '../../views/tail/tail-story.ts';
import { logged, OTHER_REQUEST, REQUEST, rowsInWords } from '../lines/log-lines.ts';

const ROOMY = { maxItems: 1_000, maxBytes: 10_000_000 };

function memoryOf(...batches: readonly (readonly TailEvent[])[]) {
  const memory = createStoryMemory(ROOMY);
  for (const batch of batches) memory.add(batch);
  return memory;
}

function rowsOf(memory: ReturnType<typeof createStoryMemory>): readonly string[] {
  return rowsInWords(memory.shown.view(0, memory.shown.size));
}

const RUN = [logged('START@10'), logged('charged@15'), logged('END@20'), logged('REPORT@20')];
const FOLDED = ['charged 15', 'REPORT 20 (START 10, END 20) 1/1'];

describe("an invocation in the log's memory", () => {
  it('is one row once it is over, in the place of its REPORT', () => {
    expect(rowsOf(memoryOf(RUN))).toEqual(FOLDED);
  });

  it('takes the memory of all its lines', () => {
    const alone = RUN.map((line) => memoryOf([line]).sizeBytes).reduce((sum, bytes) => sum + bytes, 0);
    expect(memoryOf(RUN).sizeBytes).toBe(alone);
  });

  it('shows its START while it runs', () => {
    expect(rowsOf(memoryOf(RUN.slice(0, 2)))).toEqual(['START 10', 'charged 15']);
  });

  it('is the same in whatever order and parts its lines arrive', () => {
    fc.assert(
      fc.property(
        fc.shuffledSubarray(RUN, { minLength: RUN.length }),
        fc.integer({ min: 0, max: 4 }),
        (events, cut) => {
          expect(rowsOf(memoryOf(events.slice(0, cut), events.slice(cut)))).toEqual(FOLDED);
        },
      ),
    );
  });

  it("alone fails by an error that names no request, in whatever order its environment's lines arrive", () => {
    const lines = [
      ...RUN,
      logged('START@30', OTHER_REQUEST),
      logged('TRACEBACK@35', OTHER_REQUEST),
      logged('REPORT@40', OTHER_REQUEST),
    ];
    fc.assert(
      fc.property(fc.shuffledSubarray(lines, { minLength: lines.length }), (events) => {
        const memory = memoryOf(...events.map((event) => [event]));
        const outcomes = [REQUEST, OTHER_REQUEST].map((id) => memory.runsOf(rawText(id))[0]?.outcome);
        expect(outcomes).toEqual(['ok', 'error']);
        expect(memory.spans(0, SLOT_MS, 1)).toEqual([{ failed: 1, all: 2 }]);
      }),
    );
  });

  it('shows which parts of it were not seen', () => {
    expect(rowsOf(memoryOf([logged('REPORT@20')]))).toEqual(['REPORT 20 () 1/1']);
    expect(rowsOf(memoryOf([logged('END@20')]))).toEqual(['END 20']);
  });

  it('stays separate from a concurrent one in the same environment', () => {
    const events = [
      logged('START@10'),
      logged('START@11', OTHER_REQUEST),
      logged('REPORT@20'),
      logged('REPORT@21', OTHER_REQUEST),
    ];
    expect(rowsOf(memoryOf(events))).toEqual(['REPORT 20 (START 10) 1/1', 'REPORT 21 (START 11) 1/1']);
  });

  it('has failed if the runtime says so among its lines, in whatever order they arrive', () => {
    const events = [
      logged('START@10'),
      logged('TRACEBACK@15'),
      logged('REPORT@20'),
      logged('START@30', OTHER_REQUEST),
    ];
    fc.assert(
      fc.property(fc.shuffledSubarray(events, { minLength: events.length }), (shuffled) => {
        const memory = memoryOf(...shuffled.map((event) => [event]));
        const runs = memory.runsOf(rawText(REQUEST));
        expect(runs.map(({ outcome, errorType }) => [outcome, errorType])).toEqual([['error', 'KeyError']]);
        const [report] = memory.all
          .view(0, memory.size)
          .filter((item) => item.type === 'event' && item.line.kind === 'report');
        expect(report !== undefined && isError(report)).toBe(true);
      }),
    );
  });

  it.each([
    {
      what: 'has failed if the last line of its code is an error',
      last: [],
      ended: ['error', 'TypeError'],
    },
    {
      what: 'went on if its code logs more after an error',
      last: [logged('charged@16')],
      ended: ['ok', null],
    },
    {
      what: 'went on if it logs more without a request id',
      last: [logged('PRINTED@16')],
      ended: ['ok', null],
    },
    {
      what: 'has failed if the last line is an error without a request id',
      last: [logged('charged@16'), logged('NAMELESS@17')],
      ended: ['error', 'TypeError'],
    },
    {
      what: 'has not failed by an init that timed out and was repeated within it',
      last: [logged('INIT_START@1'), logged('INIT_TIMEOUT@9'), logged('charged@16')],
      ended: ['ok', null],
    },
  ])('$what, in whatever order its lines arrive', ({ last, ended }) => {
    const events = [
      logged('START@10'),
      logged('cart loaded@11'),
      logged('THROWN@15'),
      ...last,
      logged('REPORT@20'),
    ];
    fc.assert(
      fc.property(fc.shuffledSubarray(events, { minLength: events.length }), (shuffled) => {
        const memory = memoryOf(...shuffled.map((event) => [event]));
        const [report] = memory.all
          .view(0, memory.size)
          .filter((item) => item.type === 'event' && item.line.kind === 'report');
        const invocation = report?.type === 'event' ? report.invocation : null;
        expect([invocation?.outcome, invocation?.errorType]).toEqual(ended);
        expect(loggedRuns(memory.all.view(0, memory.size)).map(({ outcome }) => outcome.kind)).toEqual(
          ended.slice(0, 1),
        );
      }),
    );
  });

  it('shows that its REPORT was not seen once its environment runs the next one', () => {
    const memory = memoryOf(
      [logged('START@10')],
      [logged('START@30', OTHER_REQUEST), logged('REPORT@40', OTHER_REQUEST)],
    );
    expect(rowsOf(memory)).toEqual(['START 10 () 1/1', 'REPORT 40 (START 30) 1/1']);
    memory.add([logged('REPORT@20')]);
    expect(rowsOf(memory)).toEqual(['REPORT 20 (START 10) 1/1', 'REPORT 40 (START 30) 1/1']);
  });

  it.each([
    { where: 'the same environment', stream: 'stream' },
    { where: 'another environment', stream: 'other' },
  ])('is the second attempt if its request ran before, in $where', ({ stream }) => {
    const again = [logged('START@60', REQUEST, stream), logged('REPORT@70', REQUEST, stream)];
    const rows = ['charged 15', 'REPORT 20 (START 10, END 20) 1/2', 'REPORT 70 (START 60) 2/2'];
    expect(rowsOf(memoryOf(RUN, again))).toEqual(rows);
    expect(rowsOf(memoryOf(again, RUN))).toEqual(rows);
  });

  it.each([false, true])(
    'can be read as AWS wrote it, each line once, with its START shown: %s',
    (showsStarts) => {
      const memory = memoryOf(RUN);
      memory.choose({ isShown: () => true, foldsRepeats: false, showsStarts });
      const events = unfolded(memory.shown.view(0, memory.shown.size)).flatMap((item) =>
        item.type === 'event' ? [item.event] : [],
      );
      expect(events).toEqual(
        RUN.toSorted((one, other) => comparePlaces(placeOf(one), placeOf(other))).map(({ event }) => event),
      );
    },
  );

  it('is found by its request, with each of its runs', () => {
    const runs = memoryOf(RUN, [logged('START@60')]).runsOf(rawText(REQUEST));
    expect(
      runs.map(({ attempt, start, report }) => [attempt, start?.timestampMs, report?.timestampMs]),
    ).toEqual([
      [1, 10, 20],
      [2, 60, undefined],
    ]);
  });

  it('is forgotten with the oldest requests, and its remaining lines stay rows', () => {
    const memory = createStoryMemory({ ...ROOMY, maxItems: 2 });
    memory.add([logged('START@10'), logged('a@11'), logged('b@12'), logged('c@13')]);
    memory.add([logged('REPORT@20')]);
    expect(rowsOf(memory)).toEqual(['c 13', 'REPORT 20 (START 10) 1/1']);
  });
});

const ERRORS = [
  '{"level":"error","message":"x"}',
  `2026-11-20T09:00:03.005Z\t${REQUEST}\tfail\tx`,
  '[ERROR] KeyError: x',
  `RequestId: ${REQUEST} Error: Runtime exited with error: signal: killed\nRuntime.ExitError`,
  `REPORT RequestId: ${REQUEST}\tDuration: 3000.00 ms\tBilled Duration: 3000 ms\tMemory Size: 128 MB\tMax Memory Used: 33 MB\tStatus: timeout`,
];

describe("an error in the log's memory", () => {
  it.each(ERRORS)('is %j', (message) => {
    const memory = memoryOf([line(1, message)]);
    expect(memory.all.view(0, 1).map(isError)).toEqual([true]);
  });

  it.each(['no ERROR here', '{"level":"INFO","error":null}', '{"level":"WARN","message":"failed"}'])(
    'is not %j',
    (message) => {
      const memory = memoryOf([line(1, message)]);
      expect(memory.all.view(0, 1).map(isError)).toEqual([false]);
    },
  );
});

describe("selected rows of the log's memory", () => {
  const retries = (from: number, count: number) =>
    Array.from({ length: count }, (_, place) => logged(`retry ${place}@${from + place}`));

  it('fold consecutive ones that say the same', () => {
    const memory = memoryOf(retries(10, 3), [logged('charged@20')], retries(30, 4));
    memory.choose({ isShown: () => true, foldsRepeats: true });
    expect(rowsOf(memory)).toEqual(['retry 2 12 x3', 'charged 20', 'retry 3 33 x4']);
  });

  it('keep two of them apart, as they may belong to two requests', () => {
    const memory = memoryOf([logged('cart loaded@10'), logged('cart loaded@11', OTHER_REQUEST)]);
    memory.choose({ isShown: () => true, foldsRepeats: true });
    expect(rowsOf(memory)).toEqual(['cart loaded 10', 'cart loaded 11']);
    memory.add([logged('cart loaded@12')]);
    expect(rowsOf(memory)).toEqual(['cart loaded 12 x3']);
  });

  it('are the same as a selection made at once, however the log arrived', () => {
    const events = fc.array(
      fc.record({
        mark: fc.constantFrom('retry 1', 'retry 2', 'charged', 'START', 'END', 'REPORT'),
        at: fc.nat(60),
      }),
      { maxLength: 40 },
    );
    const isShown = fc.constantFrom(
      () => true,
      (item: { readonly type: string }) =>
        item.type === 'event' && !('x' in item) && JSON.stringify(item).includes('retry'),
    );
    fc.assert(
      fc.property(
        fc.array(events, { maxLength: 6 }),
        isShown,
        fc.boolean(),
        fc.boolean(),
        fc.integer({ min: 1, max: 60 }),
        (batches, isShownItem, foldsRepeats, showsStarts, maxItems) => {
          const choice = { isShown: isShownItem, foldsRepeats, showsStarts };
          const grown = createStoryMemory({ ...ROOMY, maxItems });
          grown.choose(choice);
          for (const batch of batches) {
            grown.add(batch.map(({ mark, at }) => logged(`${mark}@${at}`)));
            grown.shown.view(0, 1);
          }
          const before = { rows: rowsOf(grown), count: grown.shown.chosenCount };
          grown.choose(choice);
          expect(before).toEqual({ rows: rowsOf(grown), count: grown.shown.chosenCount });
          if (!foldsRepeats && !showsStarts) expect(grown.shown.chosenCount).toBe(grown.shown.size);
        },
      ),
      { numRuns: 500 },
    );
  });

  describe('among many', () => {
    const MANY = 30_000;
    const isPayment = (item: StoryItem) =>
      item.type === 'event' && /^(?:charged|posted)/.test(item.line.text);
    const choice = { isShown: isPayment, foldsRepeats: true };
    const many = () => {
      const memory = createStoryMemory({ maxItems: MANY, maxBytes: 100_000_000 });
      const marks = ['cart loaded', 'charged', 'charged', 'charged', 'posted', 'refunded'];
      memory.add(Array.from({ length: MANY }, (_, at) => logged(`${marks[(at + (at >> 6)) % 6]}@${at}`)));
      return memory;
    };
    const chosenAtOnce = (memory: ReturnType<typeof many>) => {
      const rows = createShownRows(memory.all, memory.patterns.currentId);
      rows.choose(choice);
      while (rows.chooseMore());
      return rows.view(0, rows.size);
    };

    it('show the newest at once, the others slice by slice, and no count before the last', () => {
      const memory = many();
      memory.choose(choice);
      expect(memory.shown.chosenCount).toBeNull();
      const newest = chosenAtOnce(memory).slice(-100);
      expect(memory.shown.view(memory.shown.size - 100, 100)).toEqual(newest);
      while (memory.shown.chooseMore()) expect(memory.shown.chosenCount).toBeNull();
      expect(memory.shown.chosenCount).toBe(memory.all.view(0, MANY).filter(isPayment).length);
      expect(memory.shown.view(0, memory.shown.size)).toEqual(chosenAtOnce(memory));
    });

    it('show the rows around the current one at once', () => {
      const memory = many();
      const [held] = memory.all.view(12_345, 1);
      if (held === undefined) throw new Error('there is no such row');
      memory.choose(choice, placeOf(held));
      const around = () => {
        const index = memory.shown.indexOf(placeOf(held));
        return memory.shown.view(index - 20, 40);
      };
      const atOnce = around();
      while (memory.shown.chooseMore());
      expect(atOnce).toEqual(around());
      expect(atOnce).toHaveLength(40);
    });

    it('are right if lines, even late ones, arrive during the selection', () => {
      const memory = many();
      memory.choose(choice);
      memory.shown.chooseMore();
      memory.add([logged('charged@29000.5'), logged('charged@40.5'), logged('charged@40000')]);
      while (memory.shown.chooseMore()) memory.add([logged('posted@9000.5')]);
      expect(memory.shown.view(0, memory.shown.size)).toEqual(chosenAtOnce(memory));
    });
  });
});

const OTHER_LOG = { group: rawText('/aws/lambda/cart-api'), functionName: rawText('cart-api') };

describe('a run with a gap between its START and its REPORT', () => {
  const LOST: Gap = { type: 'gap', startMs: 12, endMs: 18, reason: 'unreachable', missing: 'gone' };
  const OPEN: Gap = { type: 'gap', startMs: 12, endMs: null, reason: 'sampled' };
  const endOf = (...batches: readonly (readonly TailItem[])[]) => {
    const memory = createStoryMemory(ROOMY);
    for (const batch of batches) {
      memory.add(batch);
      memory.runs();
    }
    const rows = memory.all.view(0, memory.size);
    const row = rows.find((item) => item.type === 'event' && item.line.kind === 'report');
    return row?.type === 'event' && row.invocation !== null
      ? { row: endOfInvocation(row.invocation).outcome, run: memory.runs()[0]?.outcome.kind }
      : null;
  };

  it.each<{ what: string; batches: readonly (readonly TailItem[])[]; is: string | null }>([
    { what: 'lost lines', batches: [[...RUN.slice(0, 2), LOST, ...RUN.slice(2)]], is: null },
    { what: 'lines that turn out lost', batches: [RUN, [{ ...LOST }]], is: null },
    { what: 'lost lines, and an error', batches: [[LOST, ...RUN, logged('THROWN@19')]], is: 'error' },
    { what: 'lines of a stream still to be read', batches: [[OPEN, ...RUN]], is: null },
    { what: 'lines of a stream read since', batches: [[OPEN, ...RUN], [{ ...OPEN, endMs: 20 }]], is: 'ok' },
    { what: 'an outage whose lines were read', batches: [[{ ...OPEN, reason: 'busy' }, ...RUN]], is: 'ok' },
    { what: 'a gap before it', batches: [[{ ...LOST, startMs: 2, endMs: 10 }, ...RUN]], is: 'ok' },
    { what: 'a gap of another log', batches: [[{ ...LOST, origin: OTHER_LOG }, ...RUN]], is: 'ok' },
  ])('ended as $is: $what', ({ batches, is }) => {
    expect(endOf(...batches)).toEqual({ row: is, run: is ?? 'unknown' });
  });

  it('says so in place of how it ended', () => {
    const tail = tailOnScreen({ items: [...RUN.slice(0, 2), LOST, ...RUN.slice(2)] });
    expect(tail.words().join('\n')).toMatch(/ END +\? +41 ms .* across a gap/);
  });
});
