import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AccountLimits } from '../../../src/lambda/function/function.ts';
import { STORY_PATTERN } from '../../../src/logs/queries/failure-pattern.ts';
import { NOT_RECORDED } from '../../../src/monitor/source-error.ts';
import type { Sources } from '../../../src/monitor/sources.ts';
import type { Fact, Known, KnownName } from '../../../src/recording/fact.ts';
import { readRecording } from '../../../src/recording/file/read-recording.ts';
import { RECORDING_FORMAT, type RecordingHeader } from '../../../src/recording/file/recording-header.ts';
import { playback } from '../../../src/recording/playback/playback.ts';
import { recordToFile } from '../../../src/recording/recorder/recorder.ts';
import { rawText } from '../../../src/terminal/text.ts';
import { scriptedAccount, scriptedFunction } from '../../monitor/scripted-account.ts';
import { createSteppedClock } from '../../monitor/stepped-clock.ts';

const START_MS = Date.parse('2026-11-24T03:12:00Z');
const signal = new AbortController().signal;
const RESERVES_ALL = rawText('reserves-all');
const NOBODY_ASKED = rawText('nobody-asked');

const HEADER: RecordingHeader = {
  ...{ recording: RECORDING_FORMAT, lmon: '0.1.0', startedMs: START_MS, region: 'eu-west-1' },
  ...{ command: 'fleet', operands: [], isRedacted: false },
};

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lmon-reservations-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A recording of an account in which one function has all reserved concurrency. */
async function played(asks: (functions: Sources['functions']) => Promise<unknown>): Promise<Sources> {
  const clock = createSteppedClock(START_MS);
  const path = join(folder, 'fleet.ndjson');
  const recorder = recordToFile(path, {
    header: HEADER,
    now: clock.now,
    onTrouble: () => {},
  });
  const { sources } = scriptedAccount({
    clock,
    functions: [scriptedFunction(RESERVES_ALL), scriptedFunction(NOBODY_ASKED)],
  });
  const { functions } = recorder.recorded({
    ...sources,
    functions: {
      ...sources.functions,
      accountLimits: async () => ({ ok: true, value: { concurrency: 1_000, unreservedConcurrency: 765 } }),
      reservedConcurrency: async () => ({ ok: true, value: 235 }),
    },
  });
  await functions.page(null, signal);
  await functions.accountLimits(signal);
  await asks(functions);
  recorder.end();
  const read = await readRecording([path]);
  if (read.kind === 'complaint') throw new Error(read.complaint);
  return playback(read.recording, { clock, retellsErrors: true, storyPattern: STORY_PATTERN }).sources;
}

function playedFacts(facts: readonly Fact[]): Sources {
  const recording = {
    header: HEADER,
    facts,
    endMs: START_MS,
    skippedLines: 0,
    isComplete: true,
    leftOut: null,
  };
  const clock = createSteppedClock(START_MS);
  return playback(recording, { clock, retellsErrors: true, storyPattern: STORY_PATTERN }).sources;
}

function limitsWith(reserved: number): AccountLimits {
  return { concurrency: 1_000, unreservedConcurrency: 1_000 - reserved };
}

describe('a function whose reservation was not read', () => {
  it('reserves nothing if the total was found: others may be read first now', async () => {
    const { functions } = await played(({ reservedConcurrency }) =>
      reservedConcurrency(RESERVES_ALL, signal),
    );
    expect(await functions.reservedConcurrency(NOBODY_ASKED, signal)).toEqual({ ok: true, value: null });
  });

  it('has no recorded reservation if the total was not found', async () => {
    const { functions } = await played(async () => {});
    const answer = await functions.reservedConcurrency(NOBODY_ASKED, signal);
    expect(answer).toMatchObject({ ok: false, error: { name: NOT_RECORDED } });
  });

  it('is answered without looking at all other reservations: there may be thousands', async () => {
    let looks = 0;
    const names = Array.from({ length: 500 }, (_, index) => rawText(`function-${index}`));
    const counted = names.map((name) =>
      Object.defineProperty({ ...scriptedFunction(name) }, 'name', {
        get() {
          looks++;
          return name;
        },
      }),
    );
    const { functions } = playedFacts([
      { fact: 'known', atMs: START_MS, what: 'functions', of: null, value: counted },
      { fact: 'known', atMs: START_MS, what: 'accountLimits', of: null, value: limitsWith(0) },
    ]);
    for (const name of names)
      expect(await functions.reservedConcurrency(name, signal)).toEqual({ ok: true, value: null });
    expect(looks).toBeLessThanOrEqual(2 * names.length);
  });

  it('has no recorded reservation if a deleted function held what was found', async () => {
    const known = (what: KnownName, of: string | null, value: Known[KnownName], afterS: number) =>
      ({ fact: 'known', atMs: START_MS + afterS * 1_000, what, of, value }) as const;
    const { functions } = playedFacts([
      known('accountLimits', null, limitsWith(235), -60),
      known('functions', null, [scriptedFunction(RESERVES_ALL), scriptedFunction(NOBODY_ASKED)], -60),
      known('reservedConcurrency', RESERVES_ALL, 235, -60),
      known('functions', null, [scriptedFunction(NOBODY_ASKED)], -30),
    ]);
    const answer = await functions.reservedConcurrency(NOBODY_ASKED, signal);
    expect(answer).toMatchObject({ ok: false, error: { name: NOT_RECORDED } });
  });
});
