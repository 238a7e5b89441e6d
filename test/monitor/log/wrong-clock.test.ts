import { expect, it } from 'vitest';
import { MINUTE_MS } from '../../../src/lambda/time.ts';
import { CLOCK_SKEWED } from '../../../src/monitor/source-error.ts';
import { following, START_MS } from './reading/follow-harness.ts';
import { EVENTS } from './tail/opened-tail.ts';

it("a time in which AWS refused this machine's clock is a gap that says so, not an outage of AWS", async () => {
  const run = following({
    events: EVENTS,
    errorName: CLOCK_SKEWED,
    weather: (_call, nowMs) =>
      nowMs > START_MS + MINUTE_MS && nowMs < START_MS + 2 * MINUTE_MS ? 'unreachable' : 'fine',
  });
  await run.clock.advance(4 * MINUTE_MS);
  await run.stop();
  const gaps = run.items.filter((item) => item.type === 'gap');
  expect(gaps).toMatchObject([
    { reason: 'skewed', endMs: null },
    { reason: 'skewed', endMs: expect.any(Number) },
  ]);
});
