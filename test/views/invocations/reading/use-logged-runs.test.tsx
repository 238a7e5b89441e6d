import { PassThrough } from 'node:stream';
import { render } from 'ink';
import { afterEach, describe, expect, it } from 'vitest';
import { createStoryMemory } from '../../../../src/logs/story/story-memory.ts';
import type { LogTailSnapshot } from '../../../../src/monitor/log/tail/log-tail-snapshot.ts';
import { useLoggedRuns } from '../../../../src/views/invocations/reading/use-logged-runs.ts';
import { eventsOf, repeated } from '../../../logs/runs/logged-function.ts';

const NOW_MS = Date.UTC(2026, 10, 24, 3, 0);
const RUNS = repeated(40, (place) => ({ startMs: NOW_MS - 60_000 + place * 1_000, says: [[10, 'done']] }));

let close = () => {};
afterEach(() => close());

type Snapshot = Pick<
  LogTailSnapshot,
  'readFromMs' | 'readThroughMs' | 'readingBackToMs' | 'status' | 'dropped'
>;

interface Counted {
  readonly listed: number;
  readonly reported: number;
  readonly isBeingRead: boolean;
}

interface ListProps {
  readonly tail: Parameters<typeof useLoggedRuns>[0];
  readonly nowMs: number;
  readonly onCounted: (counted: Counted) => void;
}

function List({ tail, nowMs, onCounted }: ListProps) {
  const { runs, statistics, isBeingRead } = useLoggedRuns(tail, nowMs);
  const reported = statistics.reduce((sum, version) => sum + version.runs, 0);
  onCounted({ listed: runs.length, reported, isBeingRead });
  return null;
}

/** A list drawn at given moments, with what has been read of the log by then. */
function drawn(different: Partial<Snapshot> = {}) {
  const memory = createStoryMemory({ maxItems: 1_000, maxBytes: 1_000_000 });
  const snapshot: Snapshot = {
    ...{ readFromMs: NOW_MS - 60_000, readThroughMs: NOW_MS, readingBackToMs: null },
    ...{ status: 'live', dropped: 0, ...different },
  };
  const { patterns, runs, statistics } = memory;
  const tail = { patterns, runs, statistics, getSnapshot: () => snapshot as never };
  const all: Counted[] = [];
  const list = (nowMs: number) => (
    <List tail={tail} nowMs={nowMs} onCounted={(counted) => all.push(counted)} />
  );
  const stdout = Object.assign(new PassThrough(), { columns: 80, rows: 24 });
  const app = render(list(NOW_MS), {
    stdout: stdout as unknown as NodeJS.WriteStream,
    patchConsole: false,
  });
  close = app.unmount;
  return {
    read: (from: number, to: number) => {
      memory.add(RUNS.slice(from, to).flatMap(eventsOf));
    },
    at: (nowMs: number) => {
      app.rerender(list(nowMs));
      return all.at(-1);
    },
  };
}

describe('the list of invocations while its log is being read', () => {
  it('counts as many as the table of versions above it, at every moment', () => {
    const { read, at } = drawn();
    read(0, 10);
    expect(at(NOW_MS + 2_000)).toMatchObject({ listed: 10, reported: 10 });
    read(10, 40);
    expect(at(NOW_MS + 2_500)).toMatchObject({ listed: 10, reported: 10 });
    expect(at(NOW_MS + 4_000)).toMatchObject({ listed: 40, reported: 40 });
  });

  it.each<{ readonly when: string; readonly is: boolean } & Partial<Snapshot>>([
    { when: 'before its first lines', readThroughMs: null, status: 'starting', is: true },
    { when: 'up to the end of a past window', status: 'starting', is: true },
    { when: 'backwards from what was read first', readingBackToMs: NOW_MS - 900_000, is: true },
    { when: 'not while its newest lines are followed', is: false },
    { when: 'not after its end', readThroughMs: null, status: 'ended', is: false },
  ])('tells whether it is: $when', ({ when: _, is, ...different }) => {
    expect(drawn(different).at(NOW_MS)?.isBeingRead).toBe(is);
  });
});
