import { describe, expect, it } from 'vitest';
import { CLUMPED_KINDS } from '../../bench/capacity/clumped-arrivals.ts';
import { runClumped } from '../../bench/capacity/clumped-run.ts';
import { addedUp, flagScore } from '../../bench/capacity/flag-score.ts';
import { LMON, LMON_SAMPLED, runLoad, WARM_UP_S } from '../../bench/capacity/load-run.ts';
import { LOAD_NAMES } from '../../bench/capacity/loads.ts';
import { summaryOf } from '../../bench/capacity/summary.ts';
import { type OnsetScore, onsetScores } from '../../bench/onset-table.ts';
import { createPatternMiner } from '../../src/logs/patterns/pattern-miner.ts';
import { FURTHER_SYSTEMS } from '../logs/patterns/further-systems.ts';
import { LOGGING_SYSTEMS, labelledLines } from '../logs/patterns/labelled-systems.ts';
import { accuracyOf } from '../logs/patterns/pattern-accuracy.ts';
import { outOfBounds } from './floors.ts';

/** Hours are played, and on a busy machine that takes minutes. */
const LONG_MS = 300_000;

describe('throttling is predicted as well as ever', () => {
  /** The first quarter of an hour is not scored, nor are the last five minutes. */
  const HOURS = 0.75;
  const SEED = 4;
  const ALL = 'all loads';
  /** These are also watched through a sample of their log, which takes as long once more. */
  const SAMPLED: readonly string[] = ['spikes', 'cron-minute', 'long-90s'];

  it(
    'of twelve loads',
    () => {
      const runs = LOAD_NAMES.map((name) => runLoad(name, SEED, HOURS, SAMPLED.includes(name)));
      const { flags, brierSkill, brierSkillBeforeThrottle, etaByLoad, meanErrors, peakBands } = summaryOf([
        { name: ALL, runs },
      ]);
      expect([
        ...outOfBounds(flags[LMON]!, {
          floors: { f1: 0.941, early: 0.888, caught: 0.888, justified: 1, preThrottleCovered: 0.847 },
          ceilings: { quietFlagged: 0.009, falseHoursPerDay: 0 },
        }),
        ...outOfBounds(flags[LMON_SAMPLED]!, {
          floors: { f1: 0.947, justified: 1, preThrottleCovered: 0.872 },
          ceilings: { quietFlagged: 0.56 },
        }),
        ...outOfBounds(
          { brierSkill, brierSkillBeforeThrottle },
          { floors: { brierSkill: 0.553, brierSkillBeforeThrottle: 0.264 } },
        ),
        ...outOfBounds(etaByLoad[ALL]!, {
          floors: { shown: 0.174, holds: 0.733 },
          ceilings: { medianErrorS: 242, falseShare: 0 },
        }),
        ...outOfBounds(meanErrors[ALL]!, {
          ceilings: {
            'kernel as polled': 0.043,
            'kernel, final data': 0.013,
            'logs as polled': 0.03,
            'logs at 30 %': 0.075,
          },
        }),
        ...outOfBounds(peakBands[ALL]![LMON]!, { floors: { share: 0.911 }, ceilings: { width: 0.319 } }),
      ]).toEqual([]);
    },
    LONG_MS,
  );

  it('of calls that come in clumps', () => {
    const flag = flagScore(addedUp(CLUMPED_KINDS.map((kind) => runClumped(kind, SEED, HOURS, WARM_UP_S))));
    expect(
      outOfBounds(flag, {
        floors: { f1: 0.778, early: 0.705, caught: 0.941, justified: 0.933, preThrottleCovered: 0.7 },
        ceilings: { quietFlagged: 0.505, falseHoursPerDay: 0.698 },
      }),
    ).toEqual([]);
  });
});

describe('onsets are dated as well as ever', () => {
  const SEED = 1;
  const ROWS = 50;
  const scores = onsetScores(SEED, ROWS);

  it.each([
    { kind: 'errors', found: 0.987, minutesOff: 1.125, rowsWithFalse: 1 },
    { kind: 'calls', found: 1, minutesOff: 0.02, rowsWithFalse: 0 },
    { kind: 'pool', found: 1, minutesOff: 1.147, rowsWithFalse: 0 },
    { kind: 'durations', found: 0.96, minutesOff: 1.48, rowsWithFalse: 0 },
  ])('of $kind', ({ kind, found, ...ceilings }) => {
    const rows = scores.filter(({ name }) => name.startsWith(kind));
    const errors = rows.flatMap((row) => row.errors);
    const sum = (of: (row: OnsetScore) => number) => rows.reduce((total, row) => total + of(row), 0);
    expect(
      outOfBounds(
        {
          found: sum((row) => row.found) / sum((row) => row.onsets),
          minutesOff: errors.reduce((total, error) => total + error, 0) / errors.length,
          rowsWithFalse: sum((row) => row.rowsWithFalse),
        },
        { floors: { found }, ceilings },
      ),
    ).toEqual([]);
  });
});

/** Of the systems not named here, every line is grouped right. */
const GROUPED: Readonly<Record<string, { readonly grouping: number; readonly groups: number }>> = {
  'a batch scheduler on the JVM': { grouping: 0.983, groups: 0.81 },
  'a supercomputer': { grouping: 0.953, groups: 0.717 },
  'a Unix host': { grouping: 0.899, groups: 0.631 },
  'a phone': { grouping: 0.892, groups: 0.799 },
  functions: { grouping: 0.987, groups: 0.749 },
  'a relational database': { grouping: 0.951, groups: 0.857 },
};

describe('log lines are grouped by their meaning as well as ever', () => {
  const SEED = 1;
  const LINES = 2_000;

  it.each([...LOGGING_SYSTEMS, ...FURTHER_SYSTEMS])('in $name', (system) => {
    const lines = labelledLines(system, LINES, seeded(SEED));
    const miner = createPatternMiner();
    const ids = lines.map(({ text }) => miner.add(text)).map((id) => miner.currentId(id) ?? id);
    const templates = lines.map(({ template }) => template);
    const floors = GROUPED[system.name] ?? { grouping: 1, groups: 1 };
    expect(outOfBounds(accuracyOf(ids, templates), { floors })).toEqual([]);
  });

  function seeded(seed: number): () => number {
    let state = seed;
    return () => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      return state / 2 ** 32;
    };
  }
});
