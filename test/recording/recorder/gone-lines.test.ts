import { describe, expect, it } from 'vitest';
import { MINUTE_MS, SECOND_MS } from '../../../src/lambda/time.ts';
import type { LogEvent } from '../../../src/logs/event.ts';
import { STORY_PATTERN } from '../../../src/logs/queries/failure-pattern.ts';
import type { Gap } from '../../../src/logs/tail-item.ts';
import type { LogPageQuestion } from '../../../src/monitor/log-page.ts';
import type { LogSource } from '../../../src/monitor/sources.ts';
import { playback } from '../../../src/recording/playback/playback.ts';
import { createGoneLines } from '../../../src/recording/recorder/gone-lines.ts';
import { recordToFile } from '../../../src/recording/recorder/recorder.ts';
import { rawText } from '../../../src/terminal/text.ts';
import { following, START_MS } from '../../monitor/log/reading/follow-harness.ts';
import { createScriptedLog, logEvent as eventAt, type Weather } from '../../monitor/log/scripted-log.ts';
import { createManualClock, type ManualClock } from '../../monitor/manual-clock.ts';
import {
  GROUP,
  HEADER,
  idsIn,
  logEvent,
  logPage,
  playedAt,
  RANGE,
  readBack,
  readLog,
  recorded,
  recordingPath,
} from '../played-account.ts';
import { scriptedSources } from '../scripted-sources.ts';

describe('lines that were read but no longer exist', () => {
  const page = (question: Partial<LogPageQuestion>, ids: readonly (readonly [string, number])[]) => ({
    question: { group: GROUP, range: RANGE, pattern: null, token: null, ...question },
    events: ids.map(([id, ms]) => logEvent(id, ms)),
  });
  type Page = ReturnType<typeof page> & { readonly known?: number; readonly nextToken?: string };

  const isGoneAfter = (...pages: readonly Page[]): boolean => {
    const gone = createGoneLines();
    return pages
      .map(({ question, events, known = 0, nextToken }) => {
        const opened = gone.open(question);
        opened.take(events, known);
        return opened.close(nextToken === undefined ? null : rawText(nextToken));
      })
      .some((isGone) => isGone);
  };
  const before = page({}, [['a', 0]]);

  it.each<[string, readonly Page[], boolean]>([
    ['the newest one is found again', [{ ...page({}, [['a', 0]]), known: 1 }], false],
    ['there are only others', [page({}, [['b', 5]])], true],
    ['there is nothing', [page({}, [])], true],
    ['the page begins after it', [page({ range: { ...RANGE, startMs: RANGE.endMs } }, [])], false],
    ['a pattern may exclude it', [page({ pattern: rawText('ERROR') }, [])], false],
    ['it may be on the next page', [{ ...page({}, [['b', -9]]), nextToken: '1' }], false],
    [
      'it is on the next page',
      [
        { ...page({}, [['b', -9]]), nextToken: '1' },
        { ...page({ token: rawText('1') }, [['a', 0]]), known: 1 },
      ],
      false,
    ],
    [
      'it is not on the next page either',
      [{ ...page({}, [['b', -9]]), nextToken: '1' }, page({ token: rawText('1') }, [['c', 7]])],
      true,
    ],
    ['the page goes past it', [{ ...page({}, [['b', 9]]), nextToken: '1' }], true],
    ['it is of another log', [page({ group: rawText('/other') }, [])], false],
  ])('are noticed if %s: %j', (_when, pages, isGone) => {
    expect(isGoneAfter(before, ...pages)).toBe(isGone);
  });

  it('are replayed to a follower as long as they existed, and to a reader at the end', async () => {
    const path = await recorded(
      { atMs: 0, answers: logPage(['old', 0]), ask: readLog },
      { atMs: 20_000, answers: logPage(['new', 15_000]), ask: readLog },
      { atMs: 25_000, answers: logPage(['new', 15_000], ['newer', 22_000]), ask: readLog },
    );
    expect(await idsIn(await playedAt(path, 1_000))).toEqual(['old']);
    expect(await idsIn(await playedAt(path, 30_000))).toEqual(['new', 'newer']);
    expect(await idsIn(await playedAt(path, 30_000, { retellsErrors: false }))).toEqual([
      'old',
      'new',
      'newer',
    ]);
  });
});

const DELETED_MS = START_MS + 4 * MINUTE_MS;
const END_MS = START_MS + 9 * MINUTE_MS;

const weather = (_call: number, nowMs: number): Weather =>
  nowMs >= START_MS + 2 * MINUTE_MS && nowMs < START_MS + 6 * MINUTE_MS ? 'unreachable' : 'fine';

function lines(name: string, fromMs: number, toMs: number): readonly LogEvent[] {
  return Array.from({ length: Math.floor((toMs - fromMs) / SECOND_MS) }, (_, index) =>
    eventAt(`${name} ${index}`, fromMs + index * SECOND_MS),
  );
}

/** The gaps that a reader of `source` reports up to the end. */
async function gapsTold(clock: ManualClock, source: LogSource): Promise<readonly Gap[]> {
  const run = following({ clock, events: [], request: { source } });
  await clock.advance(END_MS - START_MS);
  await run.stop();
  return run.items.filter((item) => item.type === 'gap');
}

it('a replay reports the same gap as the live session, in which the log group was deleted and recreated', async () => {
  const path = recordingPath();
  const clock = createManualClock(START_MS);
  const [old, fresh] = [lines('old', START_MS - MINUTE_MS, DELETED_MS), lines('new', DELETED_MS, END_MS)].map(
    (events) => createScriptedLog({ clock, events, weather }),
  );
  const recorder = recordToFile(path, { header: HEADER, now: clock.now, onTrouble: () => {} });
  const sources = scriptedSources(() => ({}));
  const logs: LogSource = { page: (...asked) => (clock.now() < DELETED_MS ? old : fresh)!.page(...asked) };
  const live = await gapsTold(
    clock,
    recorder.recorded({ ...sources, logs: { ...sources.logs, ...logs } }).logs,
  );
  recorder.end();

  const again = createManualClock(START_MS);
  const recording = await readBack(path);
  const played = playback(recording, { clock: again, retellsErrors: true, storyPattern: STORY_PATTERN });
  const replayed = await gapsTold(again, played.sources.logs);

  expect(live.at(-1)).toMatchObject({ missing: 'gone', endMs: expect.any(Number) });
  const words = (gaps: readonly Gap[]) =>
    gaps.map(({ reason, missing, endMs }) => [reason, missing, endMs !== null]);
  expect(words(replayed)).toEqual(words(live));
});
