import { describe, expect, it } from 'vitest';
import { SECOND_MS } from '../../../src/lambda/time.ts';
import { STORY_PATTERN } from '../../../src/logs/queries/failure-pattern.ts';
import { createCallBudget } from '../../../src/monitor/calls/call-budget.ts';
import type { Clock } from '../../../src/monitor/clock.ts';
import { followLog } from '../../../src/monitor/log/reading/log-follower.ts';
import { readHistory } from '../../../src/monitor/log/tail/log-history.ts';
import { NOT_RECORDED } from '../../../src/monitor/source-error.ts';
import type { Recording } from '../../../src/recording/file/read-recording.ts';
import { RECORDING_FORMAT } from '../../../src/recording/file/recording-header.ts';
import { playback } from '../../../src/recording/playback/playback.ts';
import { rawText } from '../../../src/terminal/text.ts';

const START_MS = Date.parse('2026-11-24T03:12:00Z');
const GROUP = rawText('/aws/lambda/checkout-api');
const signal = new AbortController().signal;

/** In seconds of the recording. */
type Read = readonly [fromS: number, toS: number, how?: typeof STORY_PATTERN | 'in part'];

const span = (fromS: number, toS: number) => ({
  startMs: START_MS + fromS * SECOND_MS,
  endMs: START_MS + toS * SECOND_MS,
});

function ofReads(...reads: readonly Read[]): Recording {
  return ofReadList(reads);
}

function ofReadList(reads: readonly Read[]): Recording {
  const header = {
    ...{ recording: RECORDING_FORMAT, lmon: '0.1.0', startedMs: START_MS, region: 'eu-west-1' },
    ...{ command: 'tail', operands: [], isRedacted: false },
  };
  const facts = reads.map(
    ([fromS, toS, how = null]) =>
      ({
        fact: 'read',
        atMs: span(fromS, toS).endMs,
        group: GROUP,
        ...(how === 'in part' ? { pattern: null, isPart: true as const } : { pattern: how }),
        ...span(fromS, toS),
      }) as const,
  );
  return {
    header,
    facts,
    endMs: facts.at(-1)?.atMs ?? START_MS,
    isComplete: true,
    skippedLines: 0,
    leftOut: null,
  };
}

/** A reader of the recording's log, on a clock that each sleep advances. */
function readerOf(recording: Recording, atS = 0) {
  let nowMs = START_MS + atS * SECOND_MS;
  const clock: Clock = {
    now: () => nowMs,
    sleep: async (ms) => {
      nowMs += ms;
    },
  };
  const { sources } = playback(recording, { clock, retellsErrors: true, storyPattern: STORY_PATTERN });
  return {
    source: sources.logs,
    group: GROUP,
    clock,
    budget: createCallBudget(clock, { random: () => 0.5, share: Number.POSITIVE_INFINITY }),
    sinceMs: START_MS,
    pattern: null,
    signal,
  };
}

/** Start, end and reason of each gap on a page. */
async function gapsIn(recording: Recording, fromS: number, toS: number, atS = 1_000) {
  const { source } = readerOf(recording, atS);
  const answer = await source.page(
    { group: GROUP, range: span(fromS, toS), pattern: null, token: null },
    signal,
  );
  if (!answer.ok) return answer.error.name;
  const secondsOf = (ms: number | null) => ms && Math.round((ms - START_MS) / SECOND_MS);
  return (answer.value.gaps ?? []).map(({ startMs, endMs, reason, missing }) =>
    [secondsOf(startMs), secondsOf(endMs), reason, missing].join(' '),
  );
}

describe('playback of a log that was not read in full', () => {
  it('has no gap if one read continues from the other, in whatever order', async () => {
    const path = ofReads([0, 60], [50, 90], [90, 120], [20, 110]);
    expect(await gapsIn(path, 0, 120)).toEqual([]);
  });

  it('shows a flood as the single gap that it was, including samples', async () => {
    const path = ofReads(
      [0, 60],
      ...([90, 120, 150] as const).flatMap((endS): Read[] => [
        [endS - 31, endS, STORY_PATTERN],
        [endS - 15, endS - 5],
      ]),
      [145, 180],
    );
    expect(await gapsIn(path, 0, 180)).toEqual(['60 135 flood bulk']);
  });

  it('shows a flood that is still going on at the end', async () => {
    const path = ofReads([0, 60], [59, 90, STORY_PATTERN]);
    expect(await gapsIn(path, 0, 180)).toEqual(['60 90 flood bulk']);
    expect(await gapsIn(path, 70, 80)).toEqual(['60 90 flood bulk']);
  });

  it('shows a gap as open while it lasts, and none before it begins', async () => {
    const path = ofReads([0, 10], [50, 60]);
    expect(await gapsIn(path, 0, 30, 10)).toEqual([]);
    expect(await gapsIn(path, 0, 30, 30)).toEqual(['10  unrecorded most']);
    expect(await gapsIn(path, 0, 60, 60)).toEqual(['10 50 unrecorded most']);
    expect(await gapsIn(path, 55, 60, 60)).toEqual([]);
  });

  it('says from when on nothing is known about a log whose reading was interrupted', async () => {
    const path = ofReads([0, 10], [10, 20, 'in part'], [20, 30, 'in part']);
    expect(await gapsIn(path, 0, 60)).toEqual(['30  unrecorded most']);
    expect(await gapsIn(path, 0, 25)).toEqual([]);
  });

  it('has no end for a log that was read to its end', async () => {
    expect(await gapsIn(ofReads([0, 10], [10, 30, 'in part'], [30, 30]), 0, 60)).toEqual([]);
    expect(await gapsIn(ofReads([0, 20, 'in part'], [0, 30]), 0, 60)).toEqual([]);
  });

  it('shows the gaps of a log however often it was read', async () => {
    const often = Array.from({ length: 200_000 }, (): Read => [0, 10]);
    expect(await gapsIn(ofReadList([...often, [20, 30]]), 0, 60)).toEqual(['10 20 unrecorded most']);
  });

  it('says what other time has been recorded', async () => {
    const { source } = readerOf(ofReads([0, 10], [50, 60]), 1_000);
    expect(
      await source.page({ group: GROUP, range: span(11, 49), pattern: null, token: null }, signal),
    ).toMatchObject({
      error: {
        message:
          'the recording holds nothing of /aws/lambda/checkout-api at this time, but of 2026-11-24T03:12:00Z to 2026-11-24T03:13:00Z (logs:FilterLogEvents)',
      },
    });
  });

  it('says when the session read what it had not read by then', async () => {
    const { source } = readerOf(ofReads([0, 10], [0, 600]), 30);
    expect(
      await source.page({ group: GROUP, range: span(11, 29), pattern: null, token: null }, signal),
    ).toMatchObject({
      error: {
        message:
          'the recorded session read this time of /aws/lambda/checkout-api only later, at 2026-11-24T03:22:00Z (logs:FilterLogEvents)',
      },
    });
  });

  it('says that nothing is recorded to a reader who asks only about the gap', async () => {
    expect(await gapsIn(ofReads([0, 10], [50, 60]), 11, 49)).toBe(NOT_RECORDED);
  });

  it('reports each gap to a reader once when it begins and once when it ends', async () => {
    const gaps: unknown[] = [];
    await followLog({
      ...readerOf(ofReads([0, 10], [50, 120])),
      untilMs: START_MS + 100 * SECOND_MS,
      follow: true,
      onItems: (items) => gaps.push(...items.filter(({ type }) => type === 'gap')),
    });
    const gap = { type: 'gap', startMs: START_MS + 10_001, reason: 'unrecorded', missing: 'most' };
    expect(gaps).toEqual([
      { ...gap, endMs: null },
      { ...gap, endMs: START_MS + 49_999 },
    ]);
  });

  it('has no history before a gap, which would be hidden in it', async () => {
    const readFrom: number[] = [];
    await readHistory({
      ...readerOf(ofReads([0, 10], [50, 300]), 300),
      beforeMs: START_MS + 200 * SECOND_MS,
      msPerEvent: SECOND_MS,
      msPerLine: SECOND_MS,
      newSelection: () => (items) => items,
      room: () => 1_000,
      onItems: () => {},
      onReports: () => {},
      onRead: (fromMs) => readFrom.push((fromMs - START_MS) / SECOND_MS),
    });
    expect(readFrom).toEqual([110]);
  });
});
