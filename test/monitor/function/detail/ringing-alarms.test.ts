import { expect, it } from 'vitest';
import { ApiLedger } from '../../../../src/monitor/calls/api-ledger.ts';
import { createCallBudget } from '../../../../src/monitor/calls/call-budget.ts';
import { RingingAlarms } from '../../../../src/monitor/function/detail/ringing-alarms.ts';
import { rawText } from '../../../../src/terminal/text.ts';
import { withAlarms } from '../../../../src/triage/timeline/alarm-events.ts';
import { createSteppedClock } from '../../stepped-clock.ts';

const START_MS = Date.UTC(2026, 10, 24, 12);

it('an alarm that went quiet and rang again between two looks was quiet before it rang', async () => {
  const clock = createSteppedClock(START_MS);
  let sinceMs = START_MS - 300_000;
  const alarms = new RingingAlarms(
    {
      ringing: async () => ({
        ok: true,
        value: {
          items: [
            { name: rawText('errors'), metric: rawText('Errors'), functionName: rawText('f'), sinceMs },
          ],
          nextToken: null,
        },
      }),
    },
    {
      clock,
      budget: createCallBudget(clock, { random: () => 0.5 }),
      ledger: new ApiLedger(0),
      signal: new AbortController().signal,
    },
  );
  await alarms.read(START_MS);
  sinceMs = START_MS + 20_000;
  await alarms.read(START_MS + 60_000);
  expect(withAlarms([], alarms.rang).map(({ kind, atMs }) => [kind, atMs - START_MS])).toEqual([
    ['alarmRang', 20_000],
    ['alarmQuiet', 20_000],
    ['alarmRang', -300_000],
  ]);
});
