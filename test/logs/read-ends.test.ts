import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseLogLine } from '../../src/lambda/line/log-line.ts';
import { endOfInvocation } from '../../src/logs/lines/invocation.ts';
import { createReadEnds } from '../../src/logs/read-ends.ts';
import type { RunEnd } from '../../src/logs/run-end.ts';
import { createStoryMemory } from '../../src/logs/story/story-memory.ts';
import type { TailEvent } from '../../src/logs/tail-item.ts';
import { rawText } from '../../src/terminal/text.ts';
import { logged, OTHER_REQUEST, REQUEST } from './lines/log-lines.ts';

const OTHER = 'other ';

/** `other START@10` is a line of another request in the same environment. */
function lineOf(words: string): TailEvent {
  return words.startsWith(OTHER) ? logged(words.slice(OTHER.length), OTHER_REQUEST) : logged(words, REQUEST);
}

function withText(words: string, message: string): TailEvent {
  const line = logged(words);
  return { ...line, event: { ...line.event, message: rawText(message) } };
}

const requestOf = (run: number) => `${REQUEST.slice(0, -12)}${`${run}`.padStart(12, '0')}`;

/** The ends of the runs whose REPORT lines go by. */
function endsIn(
  lines: readonly TailEvent[],
  stretchAt: (index: number) => number | null = () => 0,
): readonly RunEnd[] {
  const ends = createReadEnds();
  return lines.flatMap(
    ({ event }, index) => ends.endAt(event, parseLogLine(event.message), stretchAt(index)) ?? [],
  );
}

/** The same as a screen tells them. */
function endsOnScreen(lines: readonly TailEvent[]): readonly RunEnd[] {
  const memory = createStoryMemory({ maxItems: 100, maxBytes: 1_000_000 });
  memory.add(lines);
  return memory.all
    .view(0, memory.size)
    .flatMap((item) =>
      item.type === 'event' && item.invocation?.report != null ? [endOfInvocation(item.invocation)] : [],
    );
}

const OK = { outcome: 'ok', errorType: null };
const UNKNOWN = { outcome: null, errorType: null };
const THROWN = { outcome: 'error', errorType: 'TypeError' };
const UNCAUGHT = { outcome: 'error', errorType: 'KeyError' };

it.each<{ what: string; lines: readonly string[]; ends: readonly object[] }>([
  { what: 'went well', lines: ['START@10', 'charged@20', 'REPORT@30'], ends: [OK] },
  { what: 'threw', lines: ['START@10', 'THROWN@20', 'END@29', 'REPORT@30'], ends: [THROWN] },
  {
    what: 'survived an error',
    lines: ['START@10', 'THROWN@20', 'retried@25', 'REPORT@30'],
    ends: [OK],
  },
  {
    what: 'threw without naming its request',
    lines: ['START@10', 'TRACEBACK@20', 'REPORT@30'],
    ends: [UNCAUGHT],
  },
  {
    what: 'survived an error that did not name its request',
    lines: ['START@10', 'NAMELESS@20', 'retried@25', 'REPORT@30'],
    ends: [OK],
  },
  {
    what: 'survived an error and then wrote without naming its request',
    lines: ['START@10', 'THROWN@20', 'PRINTED@25', 'REPORT@30'],
    ends: [OK],
  },
  {
    what: 'followed one that threw',
    lines: ['START@10', 'TRACEBACK@20', 'REPORT@30', 'other START@40', 'other REPORT@50'],
    ends: [UNCAUGHT, OK],
  },
  {
    what: 'followed an error between two runs',
    lines: ['START@10', 'REPORT@30', 'NAMELESS@35', 'other START@40', 'other REPORT@50'],
    ends: [OK, OK],
  },
  {
    what: 'was tried again after it threw',
    lines: ['START@10', 'THROWN@20', 'REPORT@30', 'START@40', 'charged@45', 'REPORT@50'],
    ends: [THROWN, OK],
  },
  { what: 'began before the first line', lines: ['charged@20', 'REPORT@30'], ends: [UNKNOWN] },
  {
    what: 'began before the first line, after which another ended',
    lines: ['START@10', 'REPORT@30', 'other charged@40', 'other REPORT@50'],
    ends: [OK, UNKNOWN],
  },
  {
    what: 'began before the first line and before another',
    lines: ['START@10', 'other charged@20', 'other REPORT@30', 'REPORT@40'],
    ends: [UNKNOWN, OK],
  },
  {
    what: 'went on beside another',
    lines: ['START@10', 'other START@20', 'REPORT@30', 'other REPORT@40'],
    ends: [OK, OK],
  },
  {
    what: 'threw beside another',
    lines: ['START@10', 'other START@20', 'other THROWN@25', 'charged@28', 'REPORT@30', 'other REPORT@40'],
    ends: [OK, THROWN],
  },
  {
    what: 'threw without naming its request before another began',
    lines: ['START@10', 'TRACEBACK@20', 'other START@25', 'other REPORT@30', 'REPORT@40'],
    ends: [OK, UNCAUGHT],
  },
  {
    what: 'began before the first line and threw',
    lines: ['THROWN@20', 'REPORT@30'],
    ends: [THROWN],
  },
])('the end of a run that $what is what a screen says', ({ lines, ends }) => {
  expect(endsIn(lines.map(lineOf))).toEqual(ends);
  expect(endsOnScreen(lines.map(lineOf))).toEqual(ends);
});

it.each([
  ['crash', 'RequestId: ID Error: Runtime exited with error: exit status 1\nRuntime.ExitError'],
  ['timeout', '2026-11-24T03:12:01.000Z ID Task timed out after 3.00 seconds'],
])('a line of Lambda tells of a run: %s', (outcome, message) => {
  const ended = withText('ENDED@20', message.replace('ID', REQUEST));
  const lines = [logged('START@10'), ended, logged('REPORT@30')];
  expect(endsIn(lines)).toMatchObject([{ outcome }]);
  expect(endsOnScreen(lines)).toMatchObject([{ outcome }]);
});

it('runs are not known to have gone well where lines are left out, but known to have failed', () => {
  const lines = ['START@10', 'REPORT@30', 'other START@40', 'other THROWN@45', 'other REPORT@50'];
  expect(endsIn(lines.map(lineOf), () => null)).toEqual([UNKNOWN, THROWN]);
});

it('a run is not known to have gone well if lines were left out between its START and its REPORT', () => {
  const lines = ['START@10', 'REPORT@30', 'other START@40', 'other REPORT@50'];
  expect(endsIn(lines.map(lineOf), (index) => [0, 1, 1, 1][index] ?? null)).toEqual([UNKNOWN, OK]);
});

it('no run is known to have gone well beside others, one of which threw without naming its request', () => {
  const lines = ['START@10', 'other START@20', 'TRACEBACK@25', 'REPORT@30', 'other REPORT@40'];
  expect(endsIn(lines.map(lineOf))).toEqual([UNKNOWN, UNKNOWN]);
});

it('a run is known to have gone well beside others that wrote without naming their request', () => {
  const lines = ['START@10', 'other START@20', 'PRINTED@25', 'REPORT@30', 'other REPORT@40'];
  expect(endsIn(lines.map(lineOf))).toEqual([OK, OK]);
});

it.each([
  { at: 900_000, when: 'within the longest run', end: UNKNOWN },
  { at: 900_001, when: 'after the longest run', end: UNCAUGHT },
])('a START that a program prints hides which run failed $when', ({ at, end }) => {
  const lines = ['other START@0', `START@${at - 10}`, `TRACEBACK@${at}`, `REPORT@${at + 10}`];
  expect(endsIn(lines.map(lineOf))).toEqual([end]);
});

it('a run that began twice is under way once', () => {
  const lines = ['START@10', 'START@10', 'REPORT@30', 'other START@40', 'TRACEBACK@45', 'other REPORT@50'];
  expect(endsIn(lines.map(lineOf))).toEqual([OK, UNCAUGHT]);
});

it('runs under way are bounded in all environments together: anyone may print a START', () => {
  const begun = Array.from({ length: 51 }, (_, stream) =>
    Array.from({ length: 1_000 }, (_, run) => logged('START@10', requestOf(run), `stream ${stream}`)),
  ).flat();
  const reports = [0, 50].map((stream) => logged('REPORT@20', requestOf(0), `stream ${stream}`));
  const later = ['START@30', 'REPORT@40'].map((words) => logged(words, REQUEST, 'later'));
  expect(endsIn([...begun, ...reports, ...later])).toEqual([UNKNOWN, OK, OK]);
});

const MARKS = [
  'START',
  'charged',
  'PRINTED',
  'THROWN',
  'TRACEBACK',
  'NAMELESS',
  'INIT_TIMEOUT',
  'END',
  'REPORT',
];
const someLines = fc
  .array(
    fc.record({
      mark: fc.constantFrom(...MARKS),
      request: fc.constantFrom(REQUEST, OTHER_REQUEST),
      stream: fc.constantFrom('one', 'two'),
    }),
    { maxLength: 30 },
  )
  .map((lines) => lines.map(({ mark, request, stream }, at) => logged(`${mark}@${at}`, request, stream)));

it('runs end the same where only the lines are parsed that are needed', () => {
  fc.assert(
    fc.property(someLines, fc.nat(30), (lines, gapAt) => {
      const stretchAt = (index: number) => (index < gapAt ? 0 : 1);
      const ends = createReadEnds();
      const sparing = lines.flatMap(({ event }, index) =>
        ends.needs(event) ? (ends.endAt(event, parseLogLine(event.message), stretchAt(index)) ?? []) : [],
      );
      expect(sparing).toEqual(endsIn(lines, stretchAt));
    }),
    { numRuns: 2_000 },
  );
});

it('keeps of what a program names as its error only as much as a class may have', () => {
  const named = `{"timestamp":"2026-11-24T03:12:20.000Z","level":"ERROR","requestId":"${REQUEST}","errorType":"${'x'.repeat(200_000)}","errorMessage":"no"}`;
  const [end] = endsIn([lineOf('START@10'), withText('charged@20', named), lineOf('REPORT@30')]);
  expect(end).toEqual({ outcome: 'error', errorType: 'x'.repeat(256) });
});
