import { describe, expect, it } from 'vitest';
import { HOUR_MS, MINUTE_MS, SECOND_MS } from '../../../src/lambda/time.ts';
import { STORY_PATTERN } from '../../../src/logs/queries/failure-pattern.ts';
import type { Gap, TailItem } from '../../../src/logs/tail-item.ts';
import { createCallBudget } from '../../../src/monitor/calls/call-budget.ts';
import { followLog } from '../../../src/monitor/log/reading/log-follower.ts';
import type { LogTail } from '../../../src/monitor/log/tail/log-tail.ts';
import { processSleeps } from '../../../src/monitor/process-sleeps.ts';
import { type SleepWatch, watchSleeps } from '../../../src/monitor/sleep-watch.ts';
import type { LogSource } from '../../../src/monitor/sources.ts';
import { playback } from '../../../src/recording/playback/playback.ts';
import { recordToFile } from '../../../src/recording/recorder/recorder.ts';
import { rawText } from '../../../src/terminal/text.ts';
import { createScriptedLog, logEvent } from '../../monitor/log/scripted-log.ts';
import { openedTail } from '../../monitor/log/tail/opened-tail.ts';
import { createManualClock, type ManualClock } from '../../monitor/manual-clock.ts';
import { GROUP, HEADER, linesIn, readBack, recordingPath, START_MS } from '../played-account.ts';
import { scriptedSources } from '../scripted-sources.ts';

const AWAKE_MS = 6 * MINUTE_MS;
const END_MS = START_MS + AWAKE_MS + HOUR_MS + AWAKE_MS;

/** A line each twenty seconds, asleep or not. */
const EVENTS = Array.from({ length: (END_MS - START_MS) / (20 * SECOND_MS) }, (_, index) =>
  logEvent(`line ${index}`, START_MS + index * 20 * SECOND_MS),
);

interface Following {
  stop(): Promise<{ readonly gaps: readonly Gap[]; readonly ids: readonly string[] }>;
}

/** Follows the log until it is stopped, and collects its items. */
function following(source: LogSource, sleeps: SleepWatch, clock: ManualClock): Following {
  const items: TailItem[] = [];
  const stopped = new AbortController();
  const ended = followLog({
    source,
    group: GROUP,
    clock,
    sleeps,
    budget: createCallBudget(clock, { random: () => 0.5, share: Number.POSITIVE_INFINITY }),
    sinceMs: START_MS - MINUTE_MS,
    untilMs: null,
    follow: true,
    pattern: null,
    signal: stopped.signal,
    onItems: (news) => void items.push(...news),
  });
  return {
    async stop() {
      stopped.abort();
      await ended;
      return {
        gaps: items.filter((item) => item.type === 'gap'),
        ids: items.flatMap((item) => (item.type === 'event' ? [item.event.eventId] : [])),
      };
    },
  };
}

/** The gaps on a screen of logs when it is closed. */
function rowsOf(tail: LogTail): Following {
  return {
    async stop() {
      tail.close();
      return { gaps: tail.memory().filter((item) => item.type === 'gap'), ids: [] };
    },
  };
}

async function recordedWith(pass: (clock: ManualClock) => Promise<void>, follow = following) {
  const clock = createManualClock(START_MS);
  const sleeps = watchSleeps(processSleeps(clock));
  const path = recordingPath();
  const recorder = recordToFile(path, { header: HEADER, now: clock.now, sleeps, onTrouble: () => {} });
  const log = createScriptedLog({ clock, events: EVENTS });
  const silent = scriptedSources(() => ({}));
  const sources = { ...silent, logs: { ...silent.logs, page: log.page } };
  const live = follow(recorder.recorded(sources).logs, sleeps, clock);
  await pass(clock);
  const told = await live.stop();
  recorder.end();
  return { path, told };
}

async function replayed(path: string, { openedAfterMs = 0, untilMs = END_MS - START_MS } = {}) {
  const clock = createManualClock(START_MS);
  const settings = { clock, retellsErrors: true, storyPattern: STORY_PATTERN };
  const { sources, sleeps: recorded } = playback(await readBack(path), settings);
  const sleeps = watchSleeps(recorded);
  await clock.advance(openedAfterMs);
  const replay = following(sources.logs, sleeps, clock);
  await clock.advance(untilMs - openedAfterMs);
  return replay.stop();
}

describe('a recording of a session that slept for an hour', () => {
  const recordedAsleep = () =>
    recordedWith(async (clock) => {
      await clock.advance(AWAKE_MS);
      await clock.jump(HOUR_MS);
      await clock.advance(AWAKE_MS);
    });

  it('shows it in a replay as it was shown live, with the same lines', async () => {
    const { path, told } = await recordedAsleep();
    const again = await replayed(path);
    expect(told.gaps).toMatchObject([
      { reason: 'asleep', endMs: null },
      { reason: 'asleep', endMs: expect.any(Number) },
    ]);
    expect(again.gaps.map(({ reason, endMs }) => [reason, endMs !== null])).toEqual([
      ['asleep', false],
      ['asleep', true],
    ]);
    for (const [index, { startMs }] of again.gaps.entries())
      expect(Math.abs(startMs - told.gaps[index]!.startMs)).toBeLessThanOrEqual(15 * SECOND_MS);
    expect(again.ids.toSorted()).toEqual(told.ids.toSorted());
  });

  it('shows a log that is opened during it as it was read before', async () => {
    const { path } = await recordedAsleep();
    const openedAfterMs = AWAKE_MS + 10 * MINUTE_MS;
    const { ids, gaps } = await replayed(path, { openedAfterMs, untilMs: openedAfterMs + MINUTE_MS });
    expect(ids.length).toBeGreaterThan(10);
    expect(gaps).toEqual([]);
  });

  it('has one fact for it, from about when it began', async () => {
    const { path } = await recordedAsleep();
    const facts = linesIn(path)
      .map((line) => JSON.parse(line))
      .filter(({ fact }) => fact === 'slept');
    expect(facts).toHaveLength(1);
    const [{ startMs, atMs }] = facts;
    expect(Math.abs(startMs - (START_MS + AWAKE_MS))).toBeLessThanOrEqual(5 * SECOND_MS);
    expect(atMs - startMs).toBeGreaterThanOrEqual(HOUR_MS - 5 * SECOND_MS);
  });
});

it('a sleep of three logs is one row on a screen in a replay, as it was live', async () => {
  const choices = ['a', 'b', 'c'].map((name) => ({ group: rawText(name), writers: [] }));
  const tailOf = (source: LogSource, sleeps: SleepWatch, clock: ManualClock) =>
    openedTail(clock, { source, sleeps, choices, sinceMs: START_MS - MINUTE_MS });
  const { path, told } = await recordedWith(
    async (clock) => {
      await clock.advance(AWAKE_MS);
      await clock.jump(HOUR_MS);
      await clock.advance(AWAKE_MS);
    },
    (source, sleeps, clock) => rowsOf(tailOf(source, sleeps, clock)),
  );
  const clock = createManualClock(START_MS);
  const settings = { clock, retellsErrors: true, storyPattern: STORY_PATTERN };
  const { sources, sleeps: recorded } = playback(await readBack(path), settings);
  const sleeps = watchSleeps(recorded);
  const replay = rowsOf(tailOf(sources.logs, sleeps, clock));
  await clock.advance(END_MS - START_MS);
  const again = await replay.stop();
  for (const { gaps } of [told, again])
    expect(gaps).toMatchObject([{ reason: 'asleep', logCount: 3, endMs: expect.any(Number) }]);
});

it('a recording of a session that never slept shows no sleep', async () => {
  const { path } = await recordedWith((clock) => clock.advance(AWAKE_MS));
  expect((await replayed(path)).gaps).toEqual([]);
  expect(linesIn(path).join('\n')).not.toContain('"slept"');
});
