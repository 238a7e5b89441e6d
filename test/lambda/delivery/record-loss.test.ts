import { describe, expect, it } from 'vitest';
import { keptRecords, recordLoss } from '../../../src/lambda/delivery/record-loss.ts';
import { HOUR_MS, MINUTE_MS } from '../../../src/lambda/time.ts';

describe('how long records may wait', () => {
  it.each([
    {
      of: 'both, with a shorter retention of the stream',
      retentionH: 24,
      mappingH: 168,
      kept: { keptH: 24, by: 'stream' },
    },
    {
      of: 'both, with a shorter limit of the mapping',
      retentionH: 168,
      mappingH: 6,
      kept: { keptH: 6, by: 'mapping' },
    },
    { of: 'only the stream', retentionH: 48, mappingH: null, kept: { keptH: 48, by: 'stream' } },
    {
      of: 'a mapping that allows less than any stream keeps',
      retentionH: null,
      mappingH: 6,
      kept: { keptH: 6, by: 'mapping' },
    },
    {
      of: 'a mapping that allows a day, as each stream does',
      retentionH: null,
      mappingH: 24,
      kept: { keptH: 24, by: 'mapping' },
    },
    { of: 'a mapping that allows more than most streams keep', retentionH: null, mappingH: 168, kept: null },
    { of: 'neither', retentionH: null, mappingH: null, kept: null },
  ] as const)('for $of', ({ retentionH, mappingH, kept }) => {
    const ms = (hours: number | null) => (hours === null ? null : hours * HOUR_MS);
    expect(keptRecords(ms(retentionH), { maximumRecordAgeMs: ms(mappingH) })).toEqual(
      kept === null ? null : { keptMs: kept.keptH * HOUR_MS, by: kept.by },
    );
  });
});

describe('when the first record is lost', () => {
  const lossOf = (growthMs: number) =>
    recordLoss({ keptMs: 24 * HOUR_MS, by: 'stream' }, 24 * MINUTE_MS, growthMs);

  it('is as far away as the record may still wait if its shard is blocked', () => {
    expect(lossOf(MINUTE_MS)).toEqual({ kind: 'in', leftMs: 24 * HOUR_MS - 24 * MINUTE_MS });
  });

  it('is no sooner because of how the age was measured: no record ages faster than time', () => {
    expect(lossOf(1.014 * MINUTE_MS)).toEqual(lossOf(MINUTE_MS));
  });

  it('is later if others are read in the meantime', () => {
    expect(lossOf(MINUTE_MS / 2)).toEqual({ kind: 'in', leftMs: 2 * (24 * HOUR_MS - 24 * MINUTE_MS) });
  });
});
