import { expect, it } from 'vitest';
import { eventCounts } from '../../../src/monitor/metric/event-counts.ts';
import { rawText } from '../../../src/terminal/text.ts';
import { minuteMsAt } from '../../triage/troubled.ts';

it('counts events up to the last settled minute, like their calls, and loops up to the newest', () => {
  const history = {
    value: (_key: unknown, name: string, _statistic: unknown, minuteMs: number) =>
      name === 'AsyncEventsReceived' ? 10 : minuteMs === minuteMsAt(4) ? 3 : 0,
  } as unknown as Parameters<typeof eventCounts>[0];
  const counts = eventCounts(
    history,
    rawText('worker'),
    { fromMs: minuteMsAt(0), toMs: minuteMsAt(5) },
    minuteMsAt(3),
  );
  expect(counts).toEqual({
    fromMs: minuteMsAt(0),
    toMs: minuteMsAt(3),
    received: 30,
    loopsStopped: 3,
    loopsSinceMs: minuteMsAt(4),
  });
});
