import { afterEach, expect, it } from 'vitest';
import { HOUR_MS, MINUTE_MS } from '../../../src/lambda/time.ts';
import { demoAccount } from '../../../src/local/world/cast/cast.ts';
import { steady, steps } from '../../../src/local/world/curve.ts';
import type { FunctionModel } from '../../../src/local/world/function-model.ts';
import { simulatedWorld } from '../../../src/local/world/simulated-world.ts';
import type { World } from '../../../src/local/world/world.ts';
import { headroomOf } from '../../../src/monitor/headroom/headroom.ts';
import { wayOutAnswer } from '../../../src/print/headroom/way-out-answer.ts';
import { plainLine } from '../../../src/terminal/drawing/draw-line.ts';
import { answerNow } from '../../print/headroom/answer-now.ts';
import { DEMO_START_MS, type DemoFleet, demoFleet } from '../fleet/demo-fleet.ts';

let fleet: DemoFleet;
afterEach(() => fleet.close());

const READS_A_QUEUE = 'inventory-sync';
const RUSH_MINUTE = Math.floor(DEMO_START_MS / MINUTE_MS) + 2;

/** An account limit of 3,000, and from one minute on 150 messages a second, each taking twelve seconds. */
function worldWithRush(): World {
  const demo = demoAccount(DEMO_START_MS);
  const functions = demo.functions.flatMap((model) =>
    model.configuration.name === READS_A_QUEUE ? [rushed(model)] : [],
  );
  const account = { ...demo.account, concurrencyLimit: 3_000 };
  const world = simulatedWorld({ ...demo, account, functions, alarms: [] }, 1, DEMO_START_MS - HOUR_MS);
  world.advanceShared(DEMO_START_MS);
  return world;
}

function rushed(model: FunctionModel): FunctionModel {
  if (model.caller.kind !== 'queue') throw new Error(`no queue calls ${model.configuration.name}`);
  const { poison: _, ...caller } = model.caller;
  return {
    ...model,
    configuration: { ...model.configuration, timeoutMs: 60_000 },
    caller: { ...caller, batchSize: 1, messagesPerSecond: steps(0.2, [[RUSH_MINUTE, 150]]) },
    work: { ...model.work, durationMs: steady(12_000), recordDurationMs: 0 },
    incidents: [],
  };
}

it('a queue is on its ramp until it makes as many calls as it may, and no advice is given to raise its maximum', async () => {
  const world = worldWithRush();
  fleet = await demoFleet({ world });
  const { clock, monitor, status } = fleet;
  const answers: { busy: number; says: string; wayOut: string | null }[] = [];
  for (let minute = 0; minute < 14; minute++) {
    await clock.pass(MINUTE_MS);
    const now = status(READS_A_QUEUE);
    const snapshot = monitor.getSnapshot();
    const wayOut = wayOutAnswer(now, headroomOf(now, snapshot), snapshot);
    answers.push({
      busy: world.truth.minute(READS_A_QUEUE, now.minuteMs!).peakConcurrency,
      says: answerNow(now),
      wayOut: wayOut === null ? null : plainLine(wayOut),
    });
  }
  const climbing = answers.filter(({ busy }) => busy > 500 && busy < 900);
  expect(climbing.length).toBeGreaterThanOrEqual(2);
  for (const { says, wayOut } of climbing) {
    expect(says).toMatch(
      /^Uses \d+ % of the 1,250 calls that its queue may make, and gets 300 more a minute, as fast as Lambda adds them: messages wait, \d+ min behind\.$/,
    );
    expect(wayOut).toBeNull();
  }
  const { busy, says, wayOut } = answers.at(-1)!;
  expect(busy).toBe(1_250);
  expect(says).toMatch(
    /^All 1,250 calls that its queue may make are under way: messages wait, \d+ min behind/,
  );
  expect(wayOut).toBe(
    'Shortest way out: shorter calls, bigger batches, or provisioned pollers for its mapping.',
  );
});
