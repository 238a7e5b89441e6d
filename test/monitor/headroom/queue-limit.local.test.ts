import { afterEach, expect, it } from 'vitest';
import type { World } from '../../../src/local/world/world.ts';
import { headroomOf } from '../../../src/monitor/headroom/headroom.ts';
import { wayOutAnswer } from '../../../src/print/headroom/way-out-answer.ts';
import { plainLine } from '../../../src/terminal/drawing/draw-line.ts';
import { demoWorldOf } from '../../local/demo-world-of.ts';
import { answerNow } from '../../print/headroom/answer-now.ts';
import { DEMO_START_MS, type DemoFleet, demoFleet } from '../fleet/demo-fleet.ts';

let fleet: DemoFleet;
afterEach(() => fleet.close());

const READS_A_QUEUE = 'inventory-sync';

/** The demo's function that reads a queue, with a maximum concurrency on its mapping. */
function worldWithMaximum(maximumConcurrency: number): World {
  return demoWorldOf([READS_A_QUEUE], DEMO_START_MS, {
    changed: (model) =>
      model.caller.kind === 'queue' ? { ...model, caller: { ...model.caller, maximumConcurrency } } : model,
  });
}

it.each([
  { maximum: 4, flag: 'near', says: /^All 4 calls that its queue may make are under way: messages wait/ },
  { maximum: 40, flag: 'ok', says: /^Uses \d+ % of the 40 calls that its queue may make; no trend/ },
])(
  'a queue that may call $maximum times at once binds its function: $flag',
  async ({ maximum, flag, says }) => {
    const world = worldWithMaximum(maximum);
    fleet = await demoFleet({ world });
    const status = fleet.status(READS_A_QUEUE);
    expect(status.assessment).toMatchObject({
      limit: { kind: 'source', value: maximum, isQueue: true },
      flag,
    });
    expect(world.truth.minute(READS_A_QUEUE, status.minuteMs!).peakConcurrency).toBeLessThanOrEqual(maximum);
    expect(answerNow(status)).toMatch(says);
    const snapshot = fleet.monitor.getSnapshot();
    const wayOut = wayOutAnswer(status, headroomOf(status, snapshot), snapshot);
    if (flag === 'ok') expect(wayOut).toBeNull();
    else expect(plainLine(wayOut!)).toMatch(/a higher maximum concurrency of its mapping/);
  },
);
