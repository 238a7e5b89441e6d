import { MINUTE_MS } from '../../../../src/lambda/time.ts';
import type { LogEvent } from '../../../../src/logs/event.ts';
import { createCallBudget } from '../../../../src/monitor/calls/call-budget.ts';
import { type LogTail, type LogTailRequest, openLogTail } from '../../../../src/monitor/log/tail/log-tail.ts';
import { rawText } from '../../../../src/terminal/text.ts';
import { createManualClock, type ManualClock } from '../../manual-clock.ts';
import { START_MS } from '../reading/follow-harness.ts';
import { createScriptedLog, type LogScript, logEvent } from '../scripted-log.ts';

/** Two lines a second, since a minute before the start. */
export const EVENTS: readonly LogEvent[] = Array.from({ length: 600 }, (_, index) =>
  logEvent(`event-${index}`, START_MS - MINUTE_MS + index * 500),
);

/** The tail of a scripted log. */
export function tailOf(script: Partial<LogScript>, request: Partial<LogTailRequest> = {}) {
  const clock = createManualClock(START_MS);
  const source = createScriptedLog({ events: EVENTS, ...script, clock });
  return { clock, source, tail: openedTail(clock, { source, ...request }) };
}

/** The tail of that source with a minute of history, with the test's changes. */
export function openedTail(
  clock: ManualClock,
  request: Pick<LogTailRequest, 'source'> & Partial<LogTailRequest>,
): LogTail {
  return openLogTail({
    choices: [
      { group: rawText('/aws/lambda/checkout-api'), writers: [{ functionName: null, versions: null }] },
    ],
    clock,
    frames: clock,
    budget: createCallBudget(clock, { random: () => 0.5 }),
    sinceMs: START_MS - MINUTE_MS,
    untilMs: null,
    follow: true,
    pattern: null,
    rules: null,
    ...request,
  });
}
