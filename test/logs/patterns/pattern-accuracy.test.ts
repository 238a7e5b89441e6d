import { describe, expect, it } from 'vitest';
import { createPatternMiner } from '../../../src/logs/patterns/pattern-miner.ts';
import { FURTHER_SYSTEMS } from './further-systems.ts';
import { LOGGING_SYSTEMS, type LoggingSystem, labelledLines } from './labelled-systems.ts';
import { accuracyOf } from './pattern-accuracy.ts';

const SEEDS = [1, 2, 3];
const LINES = 2_000;
const MEAN = { grouping: 0.88, groups: 0.83 };
const WORST = 0.5;

function accuracyIn(system: LoggingSystem, seed: number) {
  const lines = labelledLines(system, LINES, seeded(seed));
  const miner = createPatternMiner();
  const ids = lines.map(({ text }) => miner.add(text)).map((id) => miner.currentId(id) ?? id);
  return accuracyOf(
    ids,
    lines.map(({ template }) => template),
  );
}

function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

describe.each([
  { which: 'systems that the miner knows nothing of', systems: LOGGING_SYSTEMS },
  { which: 'further systems, written down after it', systems: FURTHER_SYSTEMS },
])('lines of $which', ({ systems }) => {
  const found = systems.flatMap((system) =>
    SEEDS.map((seed) => ({ name: system.name, seed, ...accuracyIn(system, seed) })),
  );
  const mean = (of: (accuracy: (typeof found)[number]) => number) =>
    found.reduce((sum, accuracy) => sum + of(accuracy), 0) / found.length;

  it.each(found)('are grouped by their meaning in $name, seed $seed', ({ grouping, groups }) => {
    expect(grouping).toBeGreaterThanOrEqual(WORST);
    expect(groups).toBeGreaterThanOrEqual(WORST);
  });

  it('are grouped well overall, with the same settings for all', () => {
    expect(mean(({ grouping }) => grouping)).toBeGreaterThanOrEqual(MEAN.grouping);
    expect(mean(({ groups }) => groups)).toBeGreaterThanOrEqual(MEAN.groups);
  });
});

describe('the measures of a grouping', () => {
  it.each([
    { what: 'all right', ids: [1, 1, 2], grouping: 1, groups: 1 },
    { what: 'one group split', ids: [1, 3, 2], grouping: 1 / 3, groups: 2 / 5 },
    { what: 'all in one', ids: [1, 1, 1], grouping: 0, groups: 0 },
  ])('are right for $what', ({ ids, grouping, groups }) => {
    const accuracy = accuracyOf(ids, ['a', 'a', 'b']);
    expect(accuracy.grouping).toBeCloseTo(grouping);
    expect(accuracy.groups).toBeCloseTo(groups);
  });
});
