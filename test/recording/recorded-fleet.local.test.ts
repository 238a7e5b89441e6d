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
import { recordToFile } from '../../src/recording/recorder/recorder.ts';
import { DEMO_START_MS, type DemoFleet, demoFleet } from '../monitor/fleet/demo-fleet.ts';
import { type WatchedFleet, watchedFleet } from '../monitor/fleet/watched-fleet.ts';
import { createSteppedClock } from '../monitor/stepped-clock.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'lmon-recorded-fleet-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** The output of `lmon fleet --output json` at the start, and after each of two minutes. */
async function threeTables(fleet: WatchedFleet): Promise<readonly (readonly string[])[]> {
  const table = () => fleet.monitor.getSnapshot().functions.map((status) => fleetJson(status));
  const tables = [table()];
  for (let minute = 1; minute <= 2; minute += 1) {
    await fleet.clock.pass(MINUTE_MS);
    tables.push(table());
  }
  return tables;
}

it('a replayed fleet says the same as the live one at each minute', async () => {
  const path = join(folder, 'fleet.ndjson');
  const header = {
    ...{ recording: RECORDING_FORMAT, lmon: '0.1.0', startedMs: DEMO_START_MS, region: 'eu-west-1' },
    ...{ command: 'fleet', operands: [], isRedacted: false },
  };
  const recorded = (sources: Sources, { now }: Clock) =>
    recordToFile(path, { header, now, onTrouble: () => {} }).recorded(sources);
  const live: DemoFleet = await demoFleet({ watchedThrough: recorded });
  const printedLive = await threeTables(live);
  await live.close();

  const read = await readRecording([path]);
  if (read.kind === 'complaint') throw new Error(read.complaint);
  const clock = createSteppedClock(DEMO_START_MS);
  const { sources } = playback(read.recording, { clock, retellsErrors: true, storyPattern: STORY_PATTERN });
  const replayed = await watchedFleet(sources, clock);
  const printedAgain = await threeTables(replayed);
  replayed.monitor.stop();

  expect(printedLive[0]?.length).toBeGreaterThan(10);
  expect(printedLive[2]).not.toEqual(printedLive[0]);
  expect(printedAgain).toEqual(printedLive);
});
