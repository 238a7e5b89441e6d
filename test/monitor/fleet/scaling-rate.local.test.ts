import { afterEach, expect, it } from 'vitest';
import { limitMet } from '../../../src/capacity/assessment.ts';
import { MINUTE_MS } from '../../../src/lambda/time.ts';
import { createWorld } from '../../../src/local/world/create-world.ts';
import { headroomOf } from '../../../src/monitor/headroom/headroom.ts';
import { fleetRecord } from '../../../src/print/fleet/fleet-json.ts';
import { wayOutAnswer } from '../../../src/print/headroom/way-out-answer.ts';
import { lineText } from '../../../src/terminal/line-layout.ts';
import { NO_CAUSES } from '../../../src/triage/cause/causes-of-one.ts';
import { answerNow } from '../../print/headroom/answer-now.ts';
import { fleetOnScreen, rowWith } from '../../views/fleet/fleet-on-screen.ts';
import { DEMO_START_MS, type DemoFleet, demoFleet } from './demo-fleet.ts';

const SALE = 'ticket-sale';

let fleet: DemoFleet;
afterEach(() => fleet.close());

const limitsFleet = () =>
  demoFleet({ world: createWorld({ seed: 1, nowMs: DEMO_START_MS, cast: 'limits' }) });
const saleLimit = () => limitMet(fleet.status(SALE).assessment);

it('names the scaling rate where only that turned calls away, as the truth does', async () => {
  fleet = await limitsFleet();
  const { monitor, world, clock, status } = fleet;
  const snapshot = monitor.getSnapshot();
  const sale = status(SALE);
  const turnedAway = world.truth.throttled(SALE, sale.minuteMs! - 4 * MINUTE_MS, sale.minuteMs! + MINUTE_MS);
  expect(new Set(turnedAway.map(({ reason }) => reason))).toEqual(
    new Set(['FunctionScalingRateLimitExceeded']),
  );
  const before = world.truth.minute(SALE, sale.minuteMs! - MINUTE_MS).peakConcurrency;
  const climb = world.truth.minute(SALE, sale.minuteMs!).peakConcurrency - before;
  expect(saleLimit()).toMatchObject({ kind: 'scaling', value: 1_000, inUse: climb / 6 });
  expect(fleetRecord(sale, NO_CAUSES, 'present')).toMatchObject({
    limit: { kind: 'scaling', value: 1_000 },
    use: climb / 6_000,
    ownUse: climb / 6_000,
    throttling: 'throttling',
    etaSeconds: { early: 0, likely: 0, late: 0 },
  });
  const row = rowWith(fleetOnScreen({ snapshot, nowMs: clock.now() }), '/1,000 G');
  expect(row).toMatch(
    new RegExp(` ${SALE} .* ~${Math.round(climb / 6)}/1,000 G +${Math.round(climb / 60)} +now `),
  );

  const headroom = headroomOf(sale, snapshot);
  expect(headroom.limits.filter(({ binds }) => binds).map(({ name }) => name)).toEqual(['scaling']);
  expect(headroom.cause?.cause).toBe('scaling');
  expect(headroom.scenarios.map(({ name }) => name)).toEqual(['slower', 'traffic']);
  expect(answerNow(sale)).toMatch(
    /^Turning calls away since \d\d:\d\dZ at Lambda's scaling rate of 1,000 new environments in 10 s;/,
  );
  expect(lineText(wayOutAnswer(sale, headroom, snapshot)!)).toContain('come more evenly');
  const cause = snapshot.causes.find(({ functionName }) => functionName === SALE);
  expect(cause).toMatchObject({ kind: 'throttled', limit: { kind: 'scaling' } });
});

it('forgets it once no minute that is judged turned calls away, until calls come as fast again', async () => {
  fleet = await limitsFleet();
  const kinds: string[] = [];
  for (let minute = 0; minute < 16; minute++) {
    const { kind } = saleLimit();
    if (kinds.at(-1) !== kind) kinds.push(kind);
    await fleet.clock.pass(MINUTE_MS);
  }
  expect(kinds.slice(0, 3)).toEqual(['scaling', 'reserved', 'scaling']);
});
