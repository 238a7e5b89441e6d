import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { constants, gunzipSync } from 'node:zlib';
import { onTestFinished } from 'vitest';
import { STORY_PATTERN } from '../../src/logs/queries/failure-pattern.ts';
import type { Clock } from '../../src/monitor/clock.ts';
import { ofFunction } from '../../src/monitor/metric-owner.ts';
import type { MetricQuery, Sources } from '../../src/monitor/sources.ts';
import { type Recording, readRecording } from '../../src/recording/file/read-recording.ts';
import { RECORDING_FORMAT, type RecordingHeader } from '../../src/recording/file/recording-header.ts';
import { type PlaybackSettings, playback } from '../../src/recording/playback/playback.ts';
import { recordToFile } from '../../src/recording/recorder/recorder.ts';
import { rawText } from '../../src/terminal/text.ts';
import { type Answers, scriptedSources } from './scripted-sources.ts';

export const START_MS = Date.parse('2026-11-24T03:12:00Z');
export const GROUP = rawText('/aws/lambda/checkout-api');
export const RANGE = { startMs: START_MS - 60_000, endMs: START_MS + 60_000 };
export const METRIC_RANGE = { startMs: START_MS - 120_000, endMs: START_MS, periodMs: 60_000 };
export const HEADER: RecordingHeader = {
  recording: RECORDING_FORMAT,
  lmon: '0.1.0',
  startedMs: START_MS,
  region: 'eu-west-1',
  command: 'fleet',
  operands: [],
  isRedacted: false,
};
export const QUERY: MetricQuery = {
  owner: ofFunction(rawText('checkout-api')),
  metric: 'Errors',
  statistic: 'Sum',
};
export const signal = new AbortController().signal;

/** A path for a recording, deleted when the test ends. */
export function recordingPath(): string {
  const folder = mkdtempSync(join(tmpdir(), 'lmon-recording-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return join(folder, 'account.ndjson.gz');
}

/** A question to the account at some moment, together with the sources' answer. */
interface Asked {
  readonly atMs: number;
  readonly answers: Answers;
  readonly ask: (sources: Sources) => Promise<unknown>;
}

/** Records the answers to questions, and returns the recording's path. */
export async function recorded(...asked: readonly Asked[]): Promise<string> {
  const path = recordingPath();
  let nowMs = START_MS;
  const recorder = recordToFile(path, { header: HEADER, now: () => nowMs, onTrouble: () => {} });
  let answers: Answers = {};
  const sources = recorder.recorded(scriptedSources(() => answers));
  for (const each of asked) {
    nowMs = START_MS + each.atMs;
    answers = each.answers;
    await each.ask(sources);
  }
  recorder.end();
  return path;
}

export async function readBack(path: string): Promise<Recording> {
  const answer = await readRecording([path]);
  if (answer.kind === 'complaint') throw new Error(answer.complaint);
  return answer.recording;
}

/** The recording's sources at a moment of its account; each sleep advances the clock. */
export async function playedAt(
  path: string,
  atMs: number,
  { retellsErrors = true, ...settings }: Partial<PlaybackSettings> = {},
): Promise<Sources> {
  let nowMs = START_MS + atMs;
  const clock: Clock = {
    now: () => nowMs,
    sleep: async (ms) => {
      nowMs += ms;
    },
  };
  return playback(await readBack(path), { clock, retellsErrors, storyPattern: STORY_PATTERN, ...settings })
    .sources;
}

export const logEvent = (id: string, offsetMs: number, message = `line ${id}`) => ({
  eventId: rawText(id),
  logStream: rawText('2026/11/24/[1]abc'),
  timestampMs: START_MS + offsetMs,
  ingestionMs: START_MS + offsetMs + 5,
  message: rawText(message),
});
export const readLog = (sources: Sources, pattern: string | null = null) =>
  sources.logs.page(
    { group: GROUP, range: RANGE, pattern: pattern === null ? null : rawText(pattern), token: null },
    signal,
  );
/** The ids of the events that the log returns to a follower from a time on, or the reason why not. */
export const idsFollowed = async (sources: Sources, follower: object, startMs = RANGE.startMs) => {
  const range = { startMs, endMs: START_MS + 700_000 };
  const page = await sources.logs.page({ group: GROUP, range, pattern: null, token: null, follower }, signal);
  return page.ok ? page.value.items.map(({ eventId }) => eventId) : page.error.name;
};
export const readMetrics = (sources: Sources) => sources.metrics.page([QUERY], METRIC_RANGE, null, signal);
/** The ids of the events in a log's answer, or its error. */
export const idsIn = async (sources: Sources, pattern: string | null = null) => {
  const page = await readLog(sources, pattern);
  return page.ok ? page.value.items.map(({ eventId }) => eventId) : page.error.name;
};
/** The text of a recording, which may still be written. */
export const textIn = (path: string) =>
  gunzipSync(readFileSync(path), { finishFlush: constants.Z_SYNC_FLUSH }).toString();
/** The lines of a recording, the header first. */
export const linesIn = (path: string) => textIn(path).split('\n').slice(0, -1);
/** An answer with events, each with an id and a time after the start, in milliseconds. */
export const logPage = (...ids: readonly (readonly [string, number])[]): Answers => ({
  logs: { items: ids.map(([id, ms]) => logEvent(id, ms)), nextToken: null },
});
/** An answer with the values of a series, one a minute. */
export const metricPoints = (...values: readonly number[]): Answers => ({
  metrics: values.map((value, index) => ({ timestampMs: METRIC_RANGE.startMs + index * 60_000, value })),
});
