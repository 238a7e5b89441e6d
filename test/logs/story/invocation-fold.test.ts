import { describe, expect, it } from 'vitest';
import { parseLogLine } from '../../../src/lambda/line/log-line.ts';
import type { StoryEvent } from '../../../src/logs/lines/story-item.ts';
import { InvocationFold } from '../../../src/logs/story/invocation-fold.ts';
import { rawText } from '../../../src/terminal/text.ts';
import { bytesHeld, collectGarbage } from '../../garbage.ts';
import { logged, messageOf, REQUEST } from '../lines/log-lines.ts';

function storyEvent(words: string, message?: string): StoryEvent {
  const { event, ...tailEvent } = logged(words);
  const said = message === undefined ? event : { ...event, message: rawText(message) };
  return {
    ...tailEvent,
    event: said,
    line: parseLogLine(said.message),
    patternId: null,
    invocation: null,
  };
}

const ROOMY_BYTES = 10_000_000;

/** The held value, and a promise that resolves once an object that it was watched for has been collected. */
function goneOnce<Held>(held: (watch: (kept: object) => void) => Held): readonly [Held, Promise<void>] {
  let hasGone = () => {};
  const gone = new Promise<void>((resolve) => {
    hasGone = resolve;
  });
  const registry = new FinalizationRegistry(() => hasGone());
  const result = held((kept) => registry.register(kept, null));
  collectGarbage();
  return [result, gone];
}

it("keeps no reference to the line that was an invocation's last word", async () => {
  const [fold, gone] = goneOnce((watch) => {
    const created = new InvocationFold(ROOMY_BYTES);
    created.add([storyEvent('START@10')]);
    const charged = storyEvent('charged@15');
    watch(charged.event);
    created.add([charged]);
    return created;
  });
  await gone;
  fold.add([storyEvent('THROWN@20'), storyEvent('REPORT@30')]);
  expect(fold.runsOf(rawText(REQUEST))).toMatchObject([{ outcome: 'error', errorType: 'TypeError' }]);
});

it.each(['START@10', 'END@29'])(
  'keeps nothing of %s but the event once the REPORT has the run',
  async (words) => {
    const [fold, gone] = goneOnce((watch) => {
      const created = new InvocationFold(ROOMY_BYTES);
      const row = storyEvent(words);
      watch(row.line);
      created.add([row]);
      created.add([storyEvent('REPORT@30')]);
      return created;
    });
    await gone;
    const [run] = fold.runsOf(rawText(REQUEST));
    expect([run?.start, run?.end].map((event) => event?.message)).toContain(
      messageOf(words.split('@')[0] ?? ''),
    );
  },
);

it('reports what REPORT says about a run that logged more errors than are kept', () => {
  const fold = new InvocationFold(ROOMY_BYTES);
  const errors = Array.from({ length: 30 }, (_, number) =>
    storyEvent(
      `ERROR${number}@${20 + number}`,
      `2026-11-24T03:12:01.000Z\t${REQUEST}\tERROR\tpayment ${number} refused`,
    ),
  );
  const report = `${messageOf('REPORT').trimEnd()}\tStatus: error\tError Type: Runtime.ExitError\n`;
  fold.add([storyEvent('START@10'), ...errors, storyEvent('REPORT@60', report)]);
  expect(fold.runsOf(rawText(REQUEST))).toMatchObject([{ outcome: 'crash', errorType: 'Runtime.ExitError' }]);
});

it.each([
  ['the REPORT', `REPORT RequestId: ${REQUEST}\tDuration: 2000.00 ms\tStatus: timeout\n`, []],
  [
    'a line of Lambda',
    `2026-11-24T03:12:01.000Z ${REQUEST} Task timed out after 2.00 seconds\n\n`,
    ['REPORT@601'],
  ],
])('a run ends as %s says, however many caught errors came before', (_whose, message, after) => {
  const fold = new InvocationFold(ROOMY_BYTES);
  const uncaught = `2026-11-24T03:12:01.000Z\t${REQUEST}\tERROR\tUnhandled Promise Rejection \t{"errorType":"Runtime.UnhandledPromiseRejection","errorMessage":"no cart"}\n`;
  const errors = Array.from({ length: 500 }, (_each, index) =>
    storyEvent(`UNCAUGHT@${20 + index}`, uncaught),
  );
  fold.add([
    storyEvent('START@10'),
    ...errors,
    storyEvent('LAST@600', message),
    ...after.map((words) => storyEvent(words)),
  ]);
  expect(fold.runsOf(rawText(REQUEST))).toMatchObject([{ outcome: 'timeout' }]);
});

describe('of many failed runs', () => {
  const STACK = 'at handler (/var/task/index.js:1:1) '.repeat(100);
  const MOST_BYTES = 2_000_000;
  const idOf = (run: number) => REQUEST.replace(/^.{8}/, String(run).padStart(8, '0'));

  /** A line of a run in one of many execution environments. */
  const lineOf = (run: number, words: string, message: string): StoryEvent => {
    const said = storyEvent(words, message.replaceAll(REQUEST, idOf(run)).replaceAll('RUN', String(run)));
    const eventId = rawText(`${run} ${said.event.eventId}`);
    return { ...said, event: { ...said.event, eventId, logStream: rawText(`environment ${run % 500}`) } };
  };

  it.each([
    {
      whose: 'whose lines name them',
      marks: ['START', 'REPORT'],
      error: `2026-11-24T03:12:01.000Z\t${REQUEST}\tERROR\tcart refused ${STACK}`,
    },
    { whose: 'that are not known yet', marks: [], error: `[ERROR] KeyError: 'RUN'\nTraceback: ${STACK}` },
  ])('$whose, no more lines are kept than fit into its bytes', ({ marks, error }) => {
    const fold = new InvocationFold(MOST_BYTES);
    const addRuns = (from: number, count: number) => {
      for (let run = from; run < from + count; run++) {
        fold.add([lineOf(run, 'ERROR@20', error)]);
        for (const mark of marks) fold.add([lineOf(run, `${mark}@10`, messageOf(mark))]);
      }
    };
    addRuns(0, 1_000);
    const before = bytesHeld();
    addRuns(1_000, 4_000);
    expect(bytesHeld() - before).toBeLessThan(MOST_BYTES);
  });

  it('the newest are remembered, and the oldest forgotten', () => {
    const fold = new InvocationFold(MOST_BYTES);
    for (let run = 0; run < 1_000; run++)
      for (const mark of ['START', 'THROWN', 'REPORT'])
        fold.add([lineOf(run, `${mark}@10`, `${messageOf(mark)}${mark === 'START' ? STACK : ''}`)]);
    expect(fold.runsOf(rawText(idOf(0)))).toEqual([]);
    expect(fold.runsOf(rawText(idOf(999)))).toMatchObject([{ outcome: 'error' }]);
  });
});
