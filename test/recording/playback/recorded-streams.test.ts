import { describe, expect, it } from 'vitest';
import { MINUTE_MS, SECOND_MS } from '../../../src/lambda/time.ts';
import { STORY_PATTERN } from '../../../src/logs/queries/failure-pattern.ts';
import type { TailItem } from '../../../src/logs/tail-item.ts';
import { createCallBudget } from '../../../src/monitor/calls/call-budget.ts';
import { followLive } from '../../../src/monitor/log/live/live-follower.ts';
import type { LiveLog } from '../../../src/monitor/log/live/live-sessions.ts';
import { followLog } from '../../../src/monitor/log/reading/log-follower.ts';
import type { LogSource } from '../../../src/monitor/sources.ts';
import { playback } from '../../../src/recording/playback/playback.ts';
import { recordToFile } from '../../../src/recording/recorder/recorder.ts';
import { rawText } from '../../../src/terminal/text.ts';
import { START_MS } from '../../monitor/log/reading/follow-harness.ts';
import { createScriptedLog, logEvent } from '../../monitor/log/scripted-log.ts';
import { createScriptedStream, type SessionScript } from '../../monitor/log/scripted-stream.ts';
import { createManualClock, type ManualClock } from '../../monitor/manual-clock.ts';
import { HEADER, readBack, recordingPath } from '../played-account.ts';
import { scriptedSources } from '../scripted-sources.ts';

const LASTS_MS = 6 * MINUTE_MS;
const GROUP = rawText('/shop/log');
const GROUP_ARN = rawText('arn:aws:logs:eu-west-1:111122223333:log-group:/shop/log');

/** Ten lines a second. */
const EVENTS = Array.from({ length: (LASTS_MS / SECOND_MS) * 10 }, (_, index) =>
  logEvent(`line ${index}`, START_MS - MINUTE_MS + index * 100),
);

/** The items that following the log for six minutes yields. */
async function itemsOf(
  clock: ManualClock,
  source: LogSource,
  live: LiveLog | null,
  group = GROUP,
): Promise<readonly TailItem[]> {
  const items: TailItem[] = [];
  const stopped = new AbortController();
  const request = {
    ...{ source, group, clock, pattern: null, untilMs: null, follow: true },
    budget: createCallBudget(clock, { random: () => 0.5 }),
    sinceMs: START_MS - MINUTE_MS,
    signal: stopped.signal,
    onItems: (news: readonly TailItem[]) => void items.push(...news),
  };
  const ended = live === null ? followLog(request) : followLive({ ...request, live });
  await clock.advance(LASTS_MS);
  stopped.abort();
  await ended;
  return items;
}

/** The finished gaps of sampled spans, and the number of streamed events that were left out. */
function lackIn(items: readonly TailItem[]) {
  return {
    gaps: items.flatMap((item) =>
      item.type === 'gap' && item.reason === 'sampled' && item.endMs !== null
        ? [{ startMs: item.startMs, endMs: item.endMs, missing: item.missing }]
        : [],
    ),
    leftOut: items.reduce(
      (sum, item) =>
        item.type === 'notice' && item.kind === 'leftOut' && item.streamed === true ? sum + item.count : sum,
      0,
    ),
  };
}

async function liveAndReplayed(session: SessionScript, group = GROUP) {
  const path = recordingPath();
  const clock = createManualClock(START_MS);
  const log = createScriptedLog({ clock, events: EVENTS });
  const stream = createScriptedStream(clock, EVENTS, [session]);
  const recorder = recordToFile(path, { header: HEADER, now: clock.now, onTrouble: () => {} });
  const { logs } = recorder.recorded({
    ...scriptedSources(() => ({})),
    logs: { page: log.page, live: stream.live },
  });
  const groupArn = async () => ({ ok: true, value: GROUP_ARN }) as const;
  const live = await itemsOf(clock, logs, { source: logs, groupArn }, group);
  recorder.end();

  const again = createManualClock(START_MS);
  const { sources } = playback(await readBack(path), {
    clock: again,
    retellsErrors: true,
    storyPattern: STORY_PATTERN,
  });
  return { live: lackIn(live), replayed: lackIn(await itemsOf(again, sources.logs, null, group)) };
}

describe('a replay of a log with Live Tail', () => {
  const lasting = { updates: 200, error: null } as const;

  it.each([GROUP, GROUP_ARN])(
    'shows the sampled seconds, and that they were read, if started as %s',
    async (group) => {
      const { live, replayed } = await liveAndReplayed({ ...lasting, keeps: 2 }, group);
      expect(live.gaps.length).toBeGreaterThan(5);
      expect(replayed.gaps).toEqual(live.gaps);
    },
  );

  it('shows how many streamed events had no place in the log', async () => {
    const { live, replayed } = await liveAndReplayed({ ...lasting, leftOut: 3 });
    expect(live.leftOut).toBeGreaterThan(300);
    expect(replayed.leftOut).toBe(live.leftOut);
  });

  it('reports nothing for a complete stream', async () => {
    const { live, replayed } = await liveAndReplayed(lasting);
    expect(live).toEqual({ gaps: [], leftOut: 0 });
    expect(replayed).toEqual(live);
  });
});
