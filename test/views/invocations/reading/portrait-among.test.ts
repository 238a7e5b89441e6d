import { describe, expect, it } from 'vitest';
import type { ComparedRuns } from '../../../../src/logs/runs/run-comparison.ts';
import { portraitAmong, portraitOfPart } from '../../../../src/views/invocations/reading/portrait-among.ts';
import { lastOf, loggedFunction, repeated, type WrittenRun } from '../../../logs/runs/logged-function.ts';

const REQUEST = '7c1e02b9-69d2-45e7-a8bc-f805f7fd517a';
const failing = (place: number): WrittenRun => ({
  startMs: place * 20_000 + 7,
  durationMs: 90,
  requestId: REQUEST,
  says: [[80, 'ERROR UnknownCurrencyError: record 6']],
  status: 'error',
});
const WELL = repeated(20, (place) => ({ startMs: 300_000 + place * 1_000, says: [[80, 'done']] }));
const NOBODY: ComparedRuns = { runs: [], nameOf: () => '' };

describe('a run that is partly in the log on screen', () => {
  const now = loggedFunction(...Array.from({ length: 17 }, (_, place) => failing(place)));
  const around = loggedFunction(...WELL, ...[14, 15, 16].map(failing));
  const ownOf = ({ runs }: ComparedRuns) =>
    lastOf({ ...NOBODY, runs: runs.filter((each) => each.requestId === REQUEST) });
  const portrait = portraitAmong(ownOf(around), now, { found: null, around, before: null });

  it('is counted among all attempts of its request in either reading', () => {
    expect([portrait.run.attempt, portrait.run.attempts]).toEqual([17, 17]);
    expect(portrait.differences[0]).toEqual({ kind: 'attempts', attempt: 17, attempts: 17, failed: 17 });
    expect(portrait.differences[1]).toEqual({ kind: 'stuckBatch' });
  });

  it('is one of the similar runs of both readings, each counted once', () => {
    expect(portrait.alike.runs).toHaveLength(17);
    expect(portrait.alike.runs).toContain(portrait.run);
  });

  it('is compared with the runs that were read in full', () => {
    expect(portrait.comparison.runsNow).toBe(20);
  });
});

describe('a run whose REPORT a filter hides in the log on screen', () => {
  const whole = loggedFunction(...WELL);
  const filtered = {
    ...whole,
    runs: loggedFunction(...WELL.map((run) => ({ ...run, isRunning: true }))).runs,
  };
  const portrait = portraitAmong(lastOf(whole), filtered, { found: null, around: whole, before: null });

  it('is no second attempt beside the one that was read in full, nor the next in its environment', () => {
    expect(portrait.run.attempts).toBe(1);
    expect(portrait.differences.map(({ kind }) => kind)).toEqual(['nothing']);
    expect(portrait.environment.next).toBeNull();
  });
});

describe('a run that was read in part', () => {
  it('claims neither that it was silent nor that nothing is different', () => {
    const waits = (ms: number) => ({
      startMs: 900_000,
      durationMs: ms + 50,
      says: [[10, 'POST /charge']] as const,
    });
    const around = loggedFunction(
      ...repeated(20, (place) => ({ ...waits(100), startMs: place * 1_000 })),
      waits(5_000),
    );
    const portrait = portraitAmong(lastOf(around), NOBODY, { found: null, around, before: null });
    expect(portrait.differences.map(({ kind }) => kind)).toEqual(['slowStep']);
    expect(portraitOfPart(portrait)).toMatchObject({
      differences: [],
      comparison: { steps: [], changed: null },
    });
  });
});
