import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MINUTE_MS } from '../../../../src/lambda/time.ts';
import { createWorld } from '../../../../src/local/world/create-world.ts';
import type { World } from '../../../../src/local/world/world.ts';
import { lineText } from '../../../../src/terminal/line-layout.ts';
import { sentenceOf } from '../../../../src/triage/sentence/cause-sentence.ts';
import { TOLD_IN_UTC } from '../../../../src/triage/sentence/time-words.ts';
import { DEMO_START_MS, type DemoFleet, demoFleet } from '../../fleet/demo-fleet.ts';

let world: World;
let fleet: DemoFleet;

beforeEach(() => {
  // A new world each time: worlds only go forward.
  world = createWorld({ seed: 1, nowMs: DEMO_START_MS, cast: 'demo' });
});
afterEach(() => fleet.close());

const denying = (operation: string) => ({ faults: [{ operation, kind: 'denied' as const }] });

/** Messages in the redrive queue at the end of a minute, as the world counted them. */
function waiting(minuteMs: number): number {
  const nowMs = fleet.clock.now();
  const minute = world.queueMetric(
    'inventory-redrive',
    'ApproximateNumberOfMessagesVisible',
    minuteMs,
    nowMs,
  );
  return minute?.maximum ?? Number.NaN;
}

describe('a redrive queue that fills up', () => {
  it('is known after the first poll: how many messages wait, how fast it grows, and its maximum receives', async () => {
    fleet = await demoFleet({ world });
    const { minuteMs, redrives } = fleet.status('inventory-sync');
    const { redrive } = world.queues.find(({ name }) => name === 'inventory')!;
    expect(redrives).toEqual([
      {
        queueName: redrive?.queueName,
        maximumReceives: redrive?.maxReceiveCount,
        depth: waiting(minuteMs!),
        growthPerMinute: (waiting(minuteMs!) - waiting(minuteMs! - 5 * MINUTE_MS)) / 5,
      },
    ]);
  });

  it('is a warning with its onset, and with figures that agree with the world', async () => {
    fleet = await demoFleet({ world });
    const { severity, minuteMs, reasons } = fleet.status('inventory-sync');
    const [incident] = world.truth.incidents.filter(({ functionName }) => functionName === 'inventory-sync');
    const reason = reasons.find(({ rule }) => rule === 'redrive');
    expect(severity).toBe('warn');
    // Before the first message ends there, it is received three times, a visibility timeout apart.
    const { redrive, visibilityTimeoutMs } = world.queues.find(({ name }) => name === 'inventory')!;
    const afterMs = reason!.sinceMs! - incident!.sinceMs;
    const triedForMs = redrive!.maxReceiveCount * visibilityTimeoutMs;
    expect(afterMs).toBeGreaterThanOrEqual(triedForMs - MINUTE_MS);
    expect(afterMs).toBeLessThanOrEqual(triedForMs + 3 * MINUTE_MS);

    const { causes, timeline } = fleet.monitor.getSnapshot();
    const cause = causes.find(({ functionName }) => functionName === 'inventory-sync');
    const rate = (waiting(minuteMs!) - waiting(minuteMs! - 5 * MINUTE_MS)) / 5;
    expect(cause?.kind).toBe('redriving');
    expect(lineText(sentenceOf(cause!, TOLD_IN_UTC.present).says).replace(/..:..Z/, 'then')).toBe(
      `sends ${rate.toFixed(1)} messages a minute to its redrive queue inventory-redrive now, since then: ${waiting(minuteMs!)} wait there`,
    );
    expect(timeline).toContainEqual({
      atMs: reason!.sinceMs,
      functionName: 'inventory-sync',
      kind: 'redriveBegan',
    });
  });

  it('is counted in the following minutes, too', async () => {
    fleet = await demoFleet({ world });
    const before = fleet.status('inventory-sync');
    await fleet.clock.pass(5 * MINUTE_MS);
    const { minuteMs, redrives } = fleet.status('inventory-sync');
    expect(minuteMs).toBeGreaterThan(before.minuteMs!);
    expect(redrives[0]?.depth).toBe(waiting(minuteMs!));
    expect(redrives[0]?.depth).toBeGreaterThan(before.redrives[0]!.depth as number);
  });

  it('is unknown, never zero, if the setup of queues is denied', async () => {
    fleet = await demoFleet({ world, ...denying('sqs:GetQueueAttributes') });
    const { severity, eventSources, redrives, notJudged } = fleet.status('inventory-sync');
    const queue = { known: false, because: 'denied' };
    expect(eventSources).toMatchObject({ known: true, value: [{ queue }] });
    expect(redrives).toEqual([]);
    expect(notJudged).toContainEqual({ rule: 'redrive', because: 'denied' });
    expect(severity).toBe('unknown');
    expect(fleet.monitor.getSnapshot().connection).toMatchObject({ state: 'live', error: null });
  });
});
