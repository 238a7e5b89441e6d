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
  it('lacks nothing before the flood where the log is the same', () => {
    expect(closed({ flood: FLOOD })).toEqual({ ...OPEN, endMs: FLOOD.startMs });
  });

  it.each([FLOOD, null])('says that lines are gone with their log, as it does without a flood', (flood) => {
    expect(closed({ flood, anotherSinceMs: 7 * MINUTE_MS })).toMatchObject({
      endMs: expect.any(Number),
      missing: 'gone',
    });
  });

  it('says nothing of a log that was another before the gap', () => {
    expect(closed({ flood: FLOOD, anotherSinceMs: -1 })).toEqual({ ...OPEN, endMs: FLOOD.startMs });
  });
});
