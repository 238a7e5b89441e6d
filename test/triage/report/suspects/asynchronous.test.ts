import { describe, expect, it } from 'vitest';
import { lineText } from '../../../../src/terminal/line-layout.ts';
import { onsetsOf } from '../../../../src/triage/report/case-file/onsets.ts';
import { asyncBacklog } from '../../../../src/triage/report/suspects/asynchronous.ts';
import { type KnownMinute, minuteMsAt, minutesOf, times } from '../../troubled.ts';
import { caseFileOf, readingOf } from '../case-file-of.ts';

function suspectOf(minutes: readonly KnownMinute[], receivedToMinute: number | null = null) {
  const events =
    receivedToMinute === null
      ? null
      : {
          fromMs: minuteMsAt(0),
          toMs: minuteMsAt(receivedToMinute),
          received: 100 * receivedToMinute,
          loopsStopped: 0,
          loopsSinceMs: null,
        };
  const file = caseFileOf({ minutes: minutesOf(...minutes), reading: readingOf({ events }) });
  const found = asyncBacklog.weigh(file, onsetsOf(file));
  return found === null ? null : [...found.pro, ...found.contra].map(({ says }) => lineText(says));
}

const WAIT = { asyncEventAgeMs: 120_000 };

describe('waiting events', () => {
  it('are not suspected for a wait long ago', () => {
    expect(suspectOf([...times(20, WAIT), ...times(5, {})])).toBeNull();
  });

  it('are suspected if one of the newest minutes has a wait', () => {
    expect(suspectOf([...times(20, {}), WAIT, ...times(4, {})])?.[0]).toMatch(/^events wait 2/);
  });

  it.each<[string, readonly KnownMinute[], RegExp | null]>([
    ['longer than before', [...times(5, { asyncEventAgeMs: 40_000 }), ...times(5, WAIT)], /5 min before/],
    ['as long as before', times(10, WAIT), /does not grow/],
    [
      'as long as before, give or take seconds',
      [...times(5, { asyncEventAgeMs: 115_000 }), ...times(5, WAIT)],
      /does not grow/,
    ],
    ['for an unknown time', [WAIT, ...times(9, {}), ...times(5, WAIT)], null],
  ])('are said to wait %s', (_what, minutes, says) => {
    const growth = suspectOf(minutes)?.filter((each) => /5 min before|does not grow/.test(each));
    expect(growth).toEqual(says === null ? [] : [expect.stringMatching(says)]);
  });

  it('are not suspected if some wait for their retry, as always when calls fail', () => {
    const tried = { asyncEventAgeMs: 185_000, errors: 4 };
    expect(suspectOf(times(20, tried))).toBeNull();
    expect(
      suspectOf([...times(5, tried), ...times(5, { ...tried, asyncEventAgeMs: 205_000 })]),
    ).not.toBeNull();
    expect(suspectOf(times(20, { ...tried, asyncEventAgeMs: 600_000 }))).not.toBeNull();
    expect(suspectOf(times(20, { ...tried, errors: 0 }))).not.toBeNull();
  });

  it('are suspected if they are throttled, whether or not one fails now and then', () => {
    const turnedAway = { asyncEventAgeMs: 180_000, throttles: 500 };
    const said = suspectOf(times(20, { ...turnedAway, errors: 1 }));
    expect(said).not.toBeNull();
    expect(said).toEqual(suspectOf(times(20, { ...turnedAway, errors: 0 })));
    expect(suspectOf(times(20, { ...turnedAway, errors: 900 }))?.join()).toMatch(/tried twice more/);
  });

  it('are suspected if they wait in more minutes than calls failed: a failure is one wait', () => {
    const waits = { asyncEventAgeMs: 180_000, errors: 0 };
    expect(suspectOf([...times(16, waits), { ...waits, errors: 1 }, ...times(3, waits)])).not.toBeNull();
    expect(suspectOf([...times(16, {}), { errors: 1 }, ...times(2, {}), waits])).toBeNull();
  });

  it('are compared with processed ones only over settled minutes', () => {
    const left = (minutes: readonly KnownMinute[], to: number) =>
      suspectOf(minutes, to)?.filter((each) => /not worked off/.test(each));
    expect(left(times(20, WAIT), 23)).toEqual([]);
    expect(left(times(20, { ...WAIT, invocations: 50 }), 20)).toHaveLength(1);
  });
});
