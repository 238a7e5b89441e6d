import { PassThrough } from 'node:stream';
import { render } from 'ink';
import { afterEach, describe, expect, it } from 'vitest';
import { createStoryMemory } from '../../../../src/logs/story/story-memory.ts';
import { useLoggedRuns } from '../../../../src/views/invocations/reading/use-logged-runs.ts';
import { eventsOf, repeated } from '../../../logs/runs/logged-function.ts';

const NOW_MS = Date.UTC(2026, 10, 24, 3, 0);
const RUNS = repeated(40, (place) => ({ startMs: NOW_MS - 60_000 + place * 1_000, says: [[10, 'done']] }));

let close = () => {};
afterEach(() => close());

type Counted = readonly [listed: number, reported: number];

interface ListProps {
  readonly tail: Parameters<typeof useLoggedRuns>[0];
  readonly nowMs: number;
  readonly onCounted: (counted: Counted) => void;
}

function List({ tail, nowMs, onCounted }: ListProps) {
  const { runs, statistics } = useLoggedRuns(tail, nowMs);
  onCounted([runs.length, statistics.reduce((sum, version) => sum + version.runs, 0)]);
  return null;
}

/** A list drawn at given moments, with what has been read of the log by then. */
function drawn() {
  const memory = createStoryMemory({ maxItems: 1_000, maxBytes: 1_000_000 });
  const snapshot = { readFromMs: NOW_MS - 60_000, readThroughMs: NOW_MS, status: 'live', dropped: 0 };
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
    expect(at(NOW_MS + 2_000)).toEqual([10, 10]);
    read(10, 40);
    expect(at(NOW_MS + 2_500)).toEqual([10, 10]);
    expect(at(NOW_MS + 4_000)).toEqual([40, 40]);
  });
});
