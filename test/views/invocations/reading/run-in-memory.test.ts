import { describe, expect, it } from 'vitest';
import { rawText } from '../../../../src/terminal/text.ts';
import { runInMemory } from '../../../../src/views/invocations/reading/run-in-memory.ts';
import { spanAround } from '../../../../src/views/invocations/reading/use-runs-around.ts';
import { lastOf, loggedFunction, type WrittenRun } from '../../../logs/runs/logged-function.ts';

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
