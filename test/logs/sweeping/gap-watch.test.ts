import { describe, expect, it } from 'vitest';
import { MINUTE_MS } from '../../../src/lambda/time.ts';
import type { Flood } from '../../../src/logs/sweeping/flood.ts';
import { gapNews } from '../../../src/logs/sweeping/gap-watch.ts';
import { initialSweepState, type SweepState } from '../../../src/logs/sweeping/sweep-plan.ts';
import type { Gap } from '../../../src/logs/tail-item.ts';

const OPEN: Gap = { type: 'gap', startMs: 0, endMs: null, reason: 'unreachable' };
const NOW_MS = 10 * MINUTE_MS;
const FLOOD: Flood = { startMs: 8 * MINUTE_MS, keeps: 'story', sample: null, lastSampleMs: NOW_MS };

function closed(state: Partial<SweepState>) {
  const initial = initialSweepState({ sinceMs: 0, untilMs: null, follow: true }, 0);
  return gapNews(OPEN, { ...initial, readThroughMs: NOW_MS, ...state }, null, NOW_MS);
}

describe('a gap that a flood ends', () => {
  it('misses nothing from before the flood if it is the same log', () => {
    expect(closed({ flood: FLOOD })).toEqual({ ...OPEN, endMs: FLOOD.startMs });
  });

  it.each([FLOOD, null])('says that lines are gone with their log, as without a flood', (flood) => {
    expect(closed({ flood, anotherSinceMs: 7 * MINUTE_MS })).toMatchObject({
      endMs: expect.any(Number),
      missing: 'gone',
    });
  });

  it('says nothing about a log that had been replaced before the gap', () => {
    expect(closed({ flood: FLOOD, anotherSinceMs: -1 })).toEqual({ ...OPEN, endMs: FLOOD.startMs });
  });
});
