import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseLogLine } from '../../../src/lambda/line/log-line.ts';
import type { StoryEvent } from '../../../src/logs/lines/story-item.ts';
import { createLoggedRuns, loggedRuns } from '../../../src/logs/runs/logged-runs.ts';
import { createStoryMemory, type StoryMemory } from '../../../src/logs/story/story-memory.ts';
import { collectGarbage } from '../../garbage.ts';
import { logged, OTHER_REQUEST, REQUEST } from '../lines/log-lines.ts';

const ROOMY = { maxItems: 1_000, maxBytes: 10_000_000 };

const requestOf = (index: number) => `${String(index).padStart(8, '0')}-0000-4000-8000-000000000000`;

/** How often a line's time is read while one environment is read back in pages of 1,000, newest first. */
function comparisonsToReadBack(lines: number): number {
  let looks = 0;
  const events = Array.from({ length: lines }, (_, at): StoryEvent => {
    const { event } = logged(`charged@${at}`, requestOf(at));
    const watched = Object.defineProperty({ ...event }, 'timestampMs', {
      get() {
        looks += 1;
        return at;
      },
    });
    const line = parseLogLine(event.message);
    return { type: 'event', event: watched, lateMs: null, line, patternId: null, invocation: null };
  });
  const growing = createLoggedRuns();
  for (let end = lines; end > 0; end -= 1_000) growing.add(events.slice(end - 1_000, end));
  expect(growing.runs()).toHaveLength(lines);
  return looks;
}

describe('the runs of a growing log', () => {
  it('are those in its lines at any time, in whatever order and parts they arrive', () => {
    const run = fc.record({
      request: fc.constantFrom(REQUEST, OTHER_REQUEST, requestOf(1)),
      stream: fc.constantFrom('one', 'other'),
      startAt: fc.nat(60),
      marks: fc.subarray(['START', 'charged', 'TRACEBACK', 'THROWN', 'END', 'REPORT']),
    });
    const runs = fc.uniqueArray(run, {
      maxLength: 6,
      selector: ({ request, stream }) => `${request} ${stream}`,
    });
    const batches = runs.chain((each) => {
      const lines = each.flatMap(({ request, stream, startAt, marks }) =>
        marks.map((mark, index) => logged(`${mark}@${startAt + index * 3}`, request, stream)),
      );
      return fc.array(fc.subarray(lines), { maxLength: 4 }).map((parts) => [...parts, lines]);
    });
    fc.assert(
      fc.property(batches, (parts) => {
        const memory = createStoryMemory(ROOMY);
        const read = new Set<string>();
        for (const part of parts) {
          memory.add(part.filter(({ event }) => !read.has(event.eventId)));
          for (const { event } of part) read.add(event.eventId);
          expect(memory.runs()).toEqual(loggedRuns(memory.all.view(0, memory.size)));
        }
      }),
      { numRuns: 500 },
    );
  });

  it('cost no more per line when more of them are read back, page by page', () => {
    expect(comparisonsToReadBack(8_000)).toBeLessThan(3 * comparisonsToReadBack(4_000));
  });

  it('are the same objects as before if nothing arrived for them', () => {
    const memory = createStoryMemory(ROOMY);
    memory.add([logged('START@10'), logged('REPORT@20')]);
    const before = memory.runs();
    expect(memory.runs()).toBe(before);
    memory.add([logged('START@30', OTHER_REQUEST), logged('REPORT@40', OTHER_REQUEST)]);
    expect(memory.runs()).toHaveLength(2);
    expect(memory.runs()[0]).toBe(before[0]);
  });

  it('are complete while any line of them is in memory, and forgotten then', () => {
    const memory = createStoryMemory({ maxItems: 3, maxBytes: 10_000_000 });
    for (let index = 0; index < 20; index++) {
      const of = requestOf(index);
      const at = index * 10;
      memory.add([
        logged(`START@${at}`, of),
        logged(`charged@${at + 5}`, of),
        logged(`REPORT@${at + 9}`, of),
      ]);
      const runs = memory.runs();
      expect(runs.at(-1)?.lines.map(({ line }) => line.kind)).toEqual(['start', 'app', 'report']);
      expect(runs.length).toBeLessThanOrEqual(2);
    }
  });

  it('forget one that was never seen to end', () => {
    const memory = createStoryMemory({ maxItems: 4, maxBytes: 10_000_000 });
    memory.add([logged('START@1', OTHER_REQUEST, 'other')]);
    memory.runs();
    for (let at = 10; at < 100; at += 10) memory.add([logged(`START@${at}`), logged(`REPORT@${at + 5}`)]);
    expect(memory.runs().some(({ requestId }) => requestId === OTHER_REQUEST)).toBe(false);
  });

  it('are released when their lines are dropped, even if they are no longer read', async () => {
    const memory = createStoryMemory({ maxItems: 8, maxBytes: 10_000_000 });
    let hasGone = () => {};
    const gone = new Promise<void>((resolve) => {
      hasGone = resolve;
    });
    const registry = new FinalizationRegistry(() => hasGone());
    memory.runs();
    addWatched(memory, registry);
    for (let index = 1; index < 40; index++) memory.add([logged(`charged@${index}`, requestOf(index))]);
    collectGarbage();
    await gone;
    expect(memory.dropped).toBe(32);
  });
});

/** No variable of the test keeps the line alive. */
function addWatched(memory: StoryMemory, registry: FinalizationRegistry<null>): void {
  const watched = logged('charged@0', requestOf(0));
  registry.register(watched.event, null);
  memory.add([watched]);
}
