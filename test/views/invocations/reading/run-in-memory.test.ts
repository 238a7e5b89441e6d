import { describe, expect, it } from 'vitest';
import { createStoryMemory } from '../../../../src/logs/story/story-memory.ts';
import type { TailEvent } from '../../../../src/logs/tail-item.ts';
import { rawText } from '../../../../src/terminal/text.ts';
import { endMsOf, fullerRun, runInMemory } from '../../../../src/views/invocations/reading/run-in-memory.ts';
import { spanAround } from '../../../../src/views/invocations/reading/use-runs-around.ts';
import { eventsOf, lastOf, loggedFunction, type WrittenRun } from '../../../logs/runs/logged-function.ts';

const REQUEST = '7c1e02b9-69d2-45e7-a8bc-f805f7fd517a';
const WRITTEN: WrittenRun = {
  startMs: 600_000,
  durationMs: 90,
  requestId: REQUEST,
  says: [[80, 'ERROR no']],
};
const WHOLE = loggedFunction(WRITTEN);
const PART = loggedFunction({ ...WRITTEN, isRunning: true });
const KEY = { requestId: rawText(REQUEST), logStream: null, atMs: 600_080 };
const ERRORS = { include: [], exclude: [], level: 'ERROR', before: 0, after: 0 } as const;
const ofPart = (runs: typeof WHOLE | null, isWhole = true) =>
  runInMemory(KEY, {
    runs: PART.runs,
    isWhole: false,
    isStarting: false,
    around: { span: { sinceMs: 0, untilMs: 60_000 }, runs: runs && { ...runs, isWhole } },
  });

describe('a run in a partly read log', () => {
  it('is not known while its surroundings are read', () => {
    expect(ofPart(null)).toEqual({ run: null, knows: 'reading' });
  });

  it('is whole if its surroundings were read in full', () => {
    expect(ofPart(WHOLE)).toEqual({ run: lastOf(WHOLE), knows: 'whole' });
  });

  it('is a part if some of that is missing, and its request is looked for', () => {
    expect(ofPart(WHOLE, false)).toEqual({ run: lastOf(WHOLE), knows: 'part' });
    expect(ofPart(PART)).toEqual({ run: lastOf(PART), knows: 'part' });
  });

  it('is what the log on screen holds of it if nothing else was read', () => {
    expect(ofPart({ ...WHOLE, runs: [] }, false)).toEqual({ run: lastOf(PART), knows: 'part' });
  });
});

describe('the span that is read around a run', () => {
  it('begins a minute before it', () => {
    expect(spanAround(KEY, lastOf(WHOLE), 2_000_000)).toEqual({ sinceMs: 540_000, untilMs: 601_090 });
  });

  it('is no longer than the longest run needs, however long ago its first line is', () => {
    const hoursLong = { ...lastOf(WHOLE), endMs: 9_000_000 };
    expect(spanAround(KEY, hoursLong, 20_000_000)).toEqual({ sinceMs: 8_040_000, untilMs: 9_001_000 });
  });
});

describe('a run that was opened before its end', () => {
  const [open, ended] = [lastOf(PART), lastOf(WHOLE)];

  it('is shown with its end once that was read, and otherwise as it was found', () => {
    expect(fullerRun(open, ended)).toBe(ended);
    expect(fullerRun(open, null)).toBe(open);
    expect(fullerRun(open, { ...ended, hasStart: false })).toBe(open);
    expect(fullerRun(ended, open)).toBe(ended);
    expect(fullerRun(null, ended)).toBe(ended);
  });

  it('has its end in a filtered log, too, which reads REPORT lines and shows few', () => {
    const memory = createStoryMemory({ maxItems: 100, maxBytes: 1_000_000 }, ERRORS);
    const [start, ...others] = eventsOf(WRITTEN, 0).map((event): TailEvent => ({ ...event, part: 'beside' }));
    const key = { ...KEY, logStream: start?.event.logStream ?? null };
    memory.add(start === undefined ? [] : [start]);
    expect(endMsOf(key, memory.runsOf)).toBeNull();
    memory.add(others);
    expect(endMsOf(key, memory.runsOf)).toBe(600_090);
    expect(endMsOf({ ...key, logStream: rawText('another') }, memory.runsOf)).toBeNull();
    expect(endMsOf({ ...key, atMs: 700_000 }, memory.runsOf)).toBeNull();
  });

  it('is read up to its end', () => {
    expect(spanAround(KEY, lastOf(PART), 2_000_000, 600_090)?.untilMs).toBe(601_090);
  });
});
