import { PassThrough } from 'node:stream';
import { render } from 'ink';
import { afterEach, describe, expect, it } from 'vitest';
import { SECOND_MS } from '../../../../src/lambda/time.ts';
import { createCallBudget } from '../../../../src/monitor/calls/call-budget.ts';
import { type LogTailRequest, openLogTail } from '../../../../src/monitor/log/tail/log-tail.ts';
import type { LogSource } from '../../../../src/monitor/sources.ts';
import { rawText } from '../../../../src/terminal/text.ts';
import type { RunsOfSpan } from '../../../../src/views/invocations/reading/runs-of-span.ts';
import { useRunsOfSpan } from '../../../../src/views/invocations/reading/use-runs-of-span.ts';
import type { AppSettings, LogSpan } from '../../../../src/views/parts/app-settings.ts';
import { eventsOf, repeated } from '../../../logs/runs/logged-function.ts';
import { createScriptedLog, type LogScript } from '../../../monitor/log/scripted-log.ts';
import { createManualClock } from '../../../monitor/manual-clock.ts';

const END_MS = Date.UTC(2026, 10, 24, 3, 0);
const SPAN: LogSpan = { sinceMs: END_MS - 120_000, untilMs: END_MS };
const RUNS = repeated(240, (place) => ({ startMs: SPAN.sinceMs + 100 + place * 500, says: [[10, 'done']] }));
const EVENTS = RUNS.flatMap(eventsOf).map(({ event }) => event);

const READ = {
  group: rawText('/aws/lambda/checkout-api'),
  writers: [{ functionName: null, versions: null }],
};
const DENIED = { ...READ, group: rawText('/shop/denied') };

let close = () => {};
afterEach(() => close());

interface ProbeProps {
  readonly openTail: AppSettings['openTail'];
  readonly onGiven: (given: RunsOfSpan | null) => void;
}

function Probe({ openTail, onGiven }: ProbeProps) {
  onGiven(useRunsOfSpan('checkout-api', SPAN, openTail));
  return null;
}

/** The final value that a screen gets for the span. */
async function givenBy(openTail: AppSettings['openTail'], pass: () => Promise<void>) {
  const all: (RunsOfSpan | null)[] = [];
  const stdout = Object.assign(new PassThrough(), { columns: 80, rows: 24 });
  const app = render(<Probe openTail={openTail} onGiven={(given) => all.push(given)} />, {
    stdout: stdout as unknown as NodeJS.WriteStream,
    patchConsole: false,
  });
  close = app.unmount;
  for (let turn = 0; turn < 60; turn++) await pass();
  return all.at(-1);
}

/** @param openedAfterS until then, the log can't be opened */
function readSpan(script: Partial<LogScript>, request: Partial<LogTailRequest> = {}, openedAfterS = 0) {
  const clock = createManualClock(END_MS + 600_000);
  const openedMs = clock.now() + openedAfterS * SECOND_MS;
  const log = createScriptedLog({ events: EVENTS, ...script, clock });
  const denied = createScriptedLog({ events: [], weather: () => 'denied', clock });
  const source: LogSource = {
    page: (asked, signal) => (asked.group === DENIED.group ? denied : log).page(asked, signal),
  };
  const tail = () =>
    openLogTail({
      source,
      clock,
      frames: clock,
      budget: createCallBudget(clock, { random: () => 0.5 }),
      random: () => 0.5,
      choices: [READ],
      ...SPAN,
      follow: false,
      pattern: null,
      rules: null,
      ...request,
    });
  return givenBy(
    async () => {
      if (clock.now() < openedMs)
        return {
          kind: 'failed',
          complaint: 'no answer',
          untilAgain: (signal) => clock.sleep(30_000, signal),
        };
      const opened = tail();
      return { kind: 'open', tail: opened, functions: [], rest: () => () => {}, leave: () => opened.close() };
    },
    () => clock.advance(5_000),
  );
}

describe('the runs of a span of a log', () => {
  it('are all of them if they fit into memory', async () => {
    const given = await readSpan({ pageSize: 50 });
    expect([given?.runs.length, given?.isWhole]).toEqual([240, true]);
  });

  it('are the newest ones, marked as a part, if memory has no room for more', async () => {
    const given = await readSpan({}, { limits: { maxItems: 200, maxBytes: 10_000_000 } });
    expect(given?.isWhole).toBe(false);
    expect(given?.runs.length).toBeGreaterThan(10);
    expect(given?.runs.length).toBeLessThan(240);
  });

  it('are those that were read before AWS refused the rest', async () => {
    const given = await readSpan({ weather: (call) => (call === 0 ? 'fine' : 'denied') });
    expect(given?.isWhole).toBe(false);
    expect(given?.runs.length).toBeGreaterThan(10);
  });

  it('are, as a part, all of one log where AWS refuses another for good', async () => {
    const given = await readSpan({ pageSize: 50 }, { choices: [READ, DENIED] });
    expect([given?.runs.length, given?.isWhole]).toEqual([240, false]);
  });

  it.each(['denied', 'expired', 'unreachable', 'throttled'] as const)(
    'are all of them once reading goes on: %s for two minutes',
    async (trouble) => {
      const weather: LogScript['weather'] = (call, nowMs) =>
        call > 0 && nowMs < END_MS + 720_000 ? trouble : 'fine';
      const given = await readSpan({ pageSize: 50, weather });
      expect([given?.runs.length, given?.isWhole]).toEqual([240, true]);
    },
  );

  it('are all of them once the log can be opened', async () => {
    const given = await readSpan({}, {}, 70);
    expect([given?.runs.length, given?.isWhole]).toEqual([240, true]);
  });

  it.each(['denied', 'circle', 'unreachable', 'throttled'] as const)(
    'are none if each answer is %s',
    async (weather) => {
      const given = await readSpan({ weather: () => weather });
      expect([given?.runs.length, given?.isWhole]).toEqual([0, false]);
    },
  );

  it('are all of them if AWS was only unreachable for a while', async () => {
    const given = await readSpan({ weather: (call) => (call < 3 ? 'unreachable' : 'fine') });
    expect([given?.runs.length, given?.isWhole]).toEqual([240, true]);
  });

  it("are none, and not complete, if the log can't be opened", async () => {
    const given = await givenBy(
      async () => ({
        kind: 'failed',
        complaint: 'the credentials have expired',
        untilAgain: () => new Promise(() => {}),
      }),
      () => new Promise((resolve) => setImmediate(resolve)),
    );
    expect([given?.runs.length, given?.isWhole]).toEqual([0, false]);
  });
});
