import { expect, it } from 'vitest';
import { createPublisher } from '../../../../src/monitor/log/tail/publisher.ts';
import { createManualClock } from '../../manual-clock.ts';

it('publishes no earlier than its interval after a flush', async () => {
  const frames = createManualClock(0);
  const publishedMs: number[] = [];
  const publisher = createPublisher(
    frames,
    () => ({}),
    () => 100,
  );
  publisher.subscribe(() => publishedMs.push(frames.now()));
  publisher.changed();
  publisher.changed();
  await frames.advance(50);
  publisher.flush();
  publisher.changed();
  await frames.advance(500);
  expect(publishedMs).toEqual([0, 50, 150]);
});
