import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { MINUTE_MS } from '../../src/lambda/time.ts';
import { STORY_PATTERN } from '../../src/logs/queries/failure-pattern.ts';
import type { Clock } from '../../src/monitor/clock.ts';
import type { Sources } from '../../src/monitor/sources.ts';
import { fleetJson } from '../../src/print/fleet/fleet-json.ts';
import { readRecording } from '../../src/recording/file/read-recording.ts';
import { RECORDING_FORMAT } from '../../src/recording/file/recording-header.ts';
import { playback } from '../../src/recording/playback/playback.ts';
import { type Recorder, recordToFile } from '../../src/recording/recorder/recorder.ts';
import { NO_CAUSES } from '../../src/triage/cause/causes-of-one.ts';
import { demoWorldOf } from '../local/demo-world-of.ts';
import { DEMO_START_MS, type DemoFleet, demoFleet } from '../monitor/fleet/demo-fleet.ts';
import { type WatchedFleet, watchedFleet } from '../monitor/fleet/watched-fleet.ts';
import { createSteppedClock } from '../monitor/stepped-clock.ts';
import { SMALL_CAST } from '../screen/small-account.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'lmon-recorded-fleet-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** The output of `lmon fleet --output json`. */
function tableOf({ monitor }: WatchedFleet): readonly string[] {
  return monitor.getSnapshot().functions.map((status) => fleetJson(status, NO_CAUSES, 'present'));
}

/** At the start, and after each of two minutes. */
async function threeTables(fleet: WatchedFleet): Promise<readonly (readonly string[])[]> {
  const tables = [tableOf(fleet)];
  for (let minute = 1; minute <= 2; minute += 1) {
    await fleet.clock.pass(MINUTE_MS);
    tables.push(tableOf(fleet));
  }
  return tables;
}

/** A recording of the demo's fleet, and the tables that were printed from it meanwhile. */
async function recordedFleet<Printed>(name: string, print: (live: WatchedFleet) => Promise<Printed>) {
  const path = join(folder, `${name}.ndjson`);
  const header = {
    ...{ recording: RECORDING_FORMAT, lmon: '0.1.0', startedMs: DEMO_START_MS, region: 'eu-west-1' },
    ...{ command: 'fleet', operands: [], isRedacted: false },
  };
  const recorders: Recorder[] = [];
  const recorded = (sources: Sources, { now }: Clock) => {
    const recorder = recordToFile(path, { header, now, onTrouble: () => {} });
    recorders.push(recorder);
    return recorder.recorded(sources);
  };
  const world = demoWorldOf(SMALL_CAST, DEMO_START_MS);
  const live: DemoFleet = await demoFleet({ world, watchedThrough: recorded });
  const printed = await print(live);
  for (const recorder of recorders) recorder.end();
  await live.close();

  const read = await readRecording([path]);
  if (read.kind === 'complaint') throw new Error(read.complaint);
  return { recording: read.recording, printed };
}

it('a replayed fleet says the same as the live one at each minute', async () => {
  const { recording, printed } = await recordedFleet('fleet', threeTables);
  const clock = createSteppedClock(DEMO_START_MS);
  const { sources } = playback(recording, { clock, retellsErrors: true, storyPattern: STORY_PATTERN });
  const replayed = await watchedFleet(sources, clock);
  const printedAgain = await threeTables(replayed);
  replayed.monitor.stop();

  expect(printed[0]).toHaveLength(SMALL_CAST.length);
  expect(printed[2]).not.toEqual(printed[0]);
  expect(printedAgain).toEqual(printed);
});

it('a fleet replayed to the end of its recording settles by when it was read, which was a minute before', async () => {
  const { recording, printed } = await recordedFleet('end', async (live) => {
    await live.clock.pass(2 * MINUTE_MS + 5_000);
    return tableOf(live);
  });
  const clock = createSteppedClock(recording.endMs);
  const { sources } = playback(recording, { clock, retellsErrors: false, storyPattern: STORY_PATTERN });
  const replayed = await watchedFleet(sources, clock);
  const printedAgain = tableOf(replayed);
  replayed.monitor.stop();

  expect(new Date(recording.endMs).toISOString()).toBe('2026-11-24T03:14:15.000Z');
  expect(figuresOf(printed)).toContainEqual(
    expect.objectContaining({ function: 'checkout-api', minute: '2026-11-24T03:11:00.000Z', settled: true }),
  );
  expect(figuresOf(printedAgain)).toEqual(figuresOf(printed));
});

/** What does not depend on when it is printed, as a time left does. */
function figuresOf(table: readonly string[]): readonly Record<string, unknown>[] {
  return table.map((line) => {
    const row = JSON.parse(line) as Record<string, unknown>;
    const names = ['function', 'severity', 'minute', 'settled', 'requestsPerSecond', 'errorRate', 'use'];
    return Object.fromEntries(names.map((name) => [name, row[name]]));
  });
}
