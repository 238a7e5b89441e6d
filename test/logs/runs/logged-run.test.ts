import { describe, expect, it } from 'vitest';
import { keyOfRun, type LoggedRun, runAt } from '../../../src/logs/runs/logged-run.ts';
import { loggedRuns } from '../../../src/logs/runs/logged-runs.ts';
import { createStoryMemory } from '../../../src/logs/story/story-memory.ts';
import type { TailEvent } from '../../../src/logs/tail-item.ts';
import { rawText } from '../../../src/terminal/text.ts';
import { logged, OTHER_REQUEST, REQUEST } from '../lines/log-lines.ts';

function runsOf(...events: readonly TailEvent[]): readonly LoggedRun[] {
  const memory = createStoryMemory({ maxItems: 1_000, maxBytes: 10_000_000 });
  memory.add(events);
  return loggedRuns(memory.all.view(0, memory.size));
}

/** A line that names no request. */
function nameless(at: number, message: string, logStream = 'stream'): TailEvent {
  const line = logged(`x@${at}`, REQUEST, logStream);
  return {
    ...line,
    event: { ...line.event, eventId: rawText(`nameless ${at} ${message}`), message: rawText(message) },
  };
}

/** `+5 charged`: how long after the start of the invocation each of its lines was written. */
function linesOf(run: LoggedRun | undefined): readonly string[] {
  return (run?.lines ?? []).map(
    ({ event, line }) =>
      `+${event.timestampMs - (run?.startMs ?? 0)} ${line.kind === 'app' ? line.text : line.kind}`,
  );
}

describe('a run of a function', () => {
  it('has all lines from its START to its REPORT', () => {
    const [run] = runsOf(logged('START@10'), logged('charged@15'), logged('END@20'), logged('REPORT@20'));
    expect(linesOf(run)).toEqual(['+0 start', '+5 charged', '+10 end', '+10 report']);
    expect(run).toMatchObject({
      version: '119',
      hasStart: true,
      startMs: 10,
      endMs: 20,
      attempt: 1,
      attempts: 1,
    });
  });

  it('has lines that name no request even if the end of an earlier run was never seen', () => {
    const runs = runsOf(
      logged('START@5', OTHER_REQUEST),
      logged('START@10'),
      logged('TRACEBACK@15'),
      logged('REPORT@20'),
      nameless(25, 'printed between two runs'),
    );
    expect(runs.map(linesOf)).toEqual([
      ['+0 start'],
      ['+0 start', "+5 KeyError: 'customerId'\nTraceback (most recent call last):", '+10 report'],
    ]);
    expect(runs.map(({ outcome, sharedLines }) => [outcome.kind, sharedLines])).toEqual([
      ['open', 0],
      ['error', 0],
    ]);
  });

  describe('in an environment whose previous run never ended visibly, and wrote once more', () => {
    const late = [
      logged('START@1', 'b1c2d3e4-0000-4000-8000-000000000001'),
      logged('START@100', OTHER_REQUEST),
    ];
    const afterwards = logged('called back@105', 'b1c2d3e4-0000-4000-8000-000000000001');

    it('has its own lines, and fails by them', () => {
      const runs = runsOf(
        ...late,
        afterwards,
        logged('REPORT@120', OTHER_REQUEST),
        logged('START@200'),
        logged('TRACEBACK@205'),
        logged('REPORT@210'),
      );
      expect(runs.map(({ outcome, sharedLines }) => [outcome.kind, sharedLines])).toEqual([
        ['open', 0],
        ['ok', 0],
        ['error', 0],
      ]);
    });

    it('shares lines while the other run is known to have been running, and none after that', () => {
      const runs = runsOf(
        ...late,
        nameless(102, 'print'),
        afterwards,
        logged('REPORT@120', OTHER_REQUEST),
        logged('START@200'),
        nameless(205, 'print'),
        logged('REPORT@210'),
      );
      expect(runs.map(({ sharedLines }) => sharedLines)).toEqual([1, 1, 0]);
      expect(linesOf(runs[2])).toEqual(['+0 start', '+5 print', '+10 report']);
    });

    it('has its own lines once other runs are too old to be running, though two are left', () => {
      const [third, later] = ['b1c2d3e4-0000-4000-8000-000000000003', 1_000_000];
      const runs = runsOf(
        ...late,
        afterwards,
        logged('START@110', third),
        logged('more@115', OTHER_REQUEST),
        logged('REPORT@120', third),
        logged(`START@${later}`),
        nameless(later + 5, 'print'),
        logged(`REPORT@${later + 10}`),
      );
      expect(runs.map(({ sharedLines }) => sharedLines)).toEqual([0, 0, 0, 0]);
      expect(linesOf(runs[3])).toEqual(['+0 start', '+5 print', '+10 report']);
    });
  });

  it('has the lines from when it ran alone, and shares them again with the next overlapping run', () => {
    const third = 'b1c2d3e4-0000-4000-8000-000000000003';
    const log = [
      logged('START@10'),
      logged('START@11', OTHER_REQUEST),
      logged('charged@12'),
      logged('REPORT@20', OTHER_REQUEST),
      nameless(25, 'alone'),
      logged('START@30', third),
      nameless(35, 'two'),
      logged('REPORT@40'),
      nameless(45, 'alone again'),
      logged('REPORT@50', third),
    ];
    const runs = runsOf(...log);
    expect(runs.map(({ sharedLines }) => sharedLines)).toEqual([1, 0, 1]);
    expect(runs.map(linesOf)).toEqual([
      ['+0 start', '+2 charged', '+15 alone', '+30 report'],
      ['+0 start', '+9 report'],
      ['+0 start', '+15 alone again', '+20 report'],
    ]);
    const memory = createStoryMemory({ maxItems: 1_000, maxBytes: 10_000_000 });
    for (const event of log) {
      memory.add([event]);
      loggedRuns(memory.all.view(0, memory.size));
    }
    expect(loggedRuns(memory.all.view(0, memory.size))).toEqual(runs);
  });

  it('begins with what its environment logs during its start', () => {
    const init =
      'INIT_START Runtime Version: nodejs:22.v31\tRuntime Version ARN: arn:aws:lambda:x::runtime:0';
    const [run] = runsOf(
      nameless(2, init),
      nameless(8, 'fonts read'),
      logged('START@10'),
      logged('REPORT@20'),
    );
    expect(linesOf(run)).toEqual(['+-8 init', '+-2 fonts read', '+0 start', '+10 report']);
  });

  it('is dated by its REPORT if its START was not seen', () => {
    const [run] = runsOf(logged('charged@90'), logged('REPORT@100'));
    expect(run).toMatchObject({ hasStart: false, startMs: 59, endMs: 100 });
  });

  it('is separate from other runs of the same request', () => {
    const runs = runsOf(
      ...['START@10', 'first@15', 'REPORT@20', 'START@60', 'second@65', 'REPORT@70'].map((line) =>
        logged(line),
      ),
      logged('START@90', REQUEST, 'other stream'),
    );
    expect(runs.map(({ attempt, attempts }) => `${attempt}/${attempts}`)).toEqual(['1/3', '2/3', '3/3']);
    expect(runs.map(linesOf)).toEqual([
      ['+0 start', '+5 first', '+10 report'],
      ['+0 start', '+5 second', '+10 report'],
      ['+0 start'],
    ]);
  });

  it('includes the timeout that is reported after its REPORT', () => {
    const timedOut = `2026-11-24T03:12:01.000Z ${REQUEST} Task timed out after 3.00 seconds\n\n`;
    const [run, ...others] = runsOf(logged('START@10'), logged('REPORT@20'), nameless(21, timedOut));
    expect(linesOf(run)).toEqual(['+0 start', '+10 report', '+11 failure']);
    expect(run?.outcome.kind).toBe('timeout');
    expect(others).toEqual([]);
  });
});

describe('a run that is looked for', () => {
  const runs = runsOf(...['START@10', 'REPORT@20', 'START@60', 'REPORT@70'].map((line) => logged(line)));
  const requestId = rawText(REQUEST);

  it.each([
    ['the last of its request, with no more than that', { logStream: null, atMs: null }, 60],
    ['the one that ran at that time', { logStream: rawText('stream'), atMs: 20 }, 10],
    ['the first one, at a time before all of them', { logStream: null, atMs: 1 }, 10],
  ])('is %s', (_, key, startMs) => {
    expect(runAt(runs, { requestId, ...key })?.startMs).toBe(startMs);
    expect(runAt(runs.toReversed(), { requestId, ...key })?.startMs).toBe(startMs);
    const beginning = rawText(REQUEST.slice(0, 8));
    expect(runAt(runs, { requestId: beginning, ...key })?.startMs).toBe(startMs);
  });

  it('is missing in a stream that does not contain it', () => {
    expect(runAt(runs, { requestId, logStream: rawText('elsewhere'), atMs: null })).toBeNull();
  });

  it('is found by its own key', () => {
    for (const run of runs) expect(runAt(runs.toReversed(), keyOfRun(run))).toBe(run);
  });
});
