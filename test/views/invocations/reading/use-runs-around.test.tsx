import { PassThrough } from 'node:stream';
import { render } from 'ink';
import { useEffect } from 'react';
import { afterEach, describe, expect, it } from 'vitest';
import { type RunKey, runAt } from '../../../../src/logs/runs/logged-run.ts';
import { createCallBudget } from '../../../../src/monitor/calls/call-budget.ts';
import { openLogTail } from '../../../../src/monitor/log/tail/log-tail.ts';
import { rawText } from '../../../../src/terminal/text.ts';
import { type RunsAround, useRunsAround } from '../../../../src/views/invocations/reading/use-runs-around.ts';
import type { AppSettings } from '../../../../src/views/parts/app-settings.ts';
import { eventsOf } from '../../../logs/runs/logged-function.ts';
import { createScriptedLog, type Weather } from '../../../monitor/log/scripted-log.ts';
import { createManualClock } from '../../../monitor/manual-clock.ts';

const NOW_MS = Date.UTC(2026, 10, 24, 3, 0);
const REQUEST = '7c1e02b9-69d2-45e7-a8bc-f805f7fd517a';
const KEY: RunKey = { requestId: rawText(REQUEST), logStream: null, atMs: NOW_MS - 400 };
const DURATION_MS = 1_300;
const END_MS = NOW_MS - 500 + DURATION_MS;
const EVENTS = eventsOf({ startMs: NOW_MS - 500, durationMs: DURATION_MS, requestId: REQUEST }, 0).map(
  ({ event }) => event,
);

let close = () => {};
afterEach(() => close());

interface ProbeProps {
  readonly settings: Pick<AppSettings, 'openTail' | 'now'>;
  readonly endMs: number | null;
  readonly onRead: (around: RunsAround | null) => void;
}

function Probe({ settings, endMs, onRead }: ProbeProps) {
  const around = useRunsAround('checkout-api', KEY, { isPart: true, runs: [], endMs }, settings);
  // React may discard a rendering, but no effect of it.
  useEffect(() => {
    onRead(around);
  });
  return null;
}

/**
 * The runs around one that was opened before its end, in a log that ingests each line at once.
 *
 * @param again what becomes of the second reading
 */
function opened(again: 'is read' | 'is not opened' | 'is throttled at first' | 'is denied') {
  const clock = createManualClock(NOW_MS);
  let readings = 0;
  const weather = (call: number): Weather => {
    if (again === 'is denied') return 'denied';
    return again === 'is throttled at first' && call < 5 ? 'throttled' : 'fine';
  };
  const openTail: AppSettings['openTail'] = async (_, span) => {
    readings += 1;
    if (readings === 2 && again === 'is not opened')
      return { kind: 'failed', complaint: 'not permitted', untilAgain: () => new Promise(() => {}) };
    const tail = openLogTail({
      source: createScriptedLog({ events: EVENTS, clock, weather: readings === 2 ? weather : () => 'fine' }),
      clock,
      frames: clock,
      budget: createCallBudget(clock, { random: () => 0.5 }),
      random: () => 0.5,
      choices: [
        { group: rawText('/aws/lambda/checkout-api'), writers: [{ functionName: null, versions: null }] },
      ],
      sinceMs: span?.sinceMs ?? 0,
      untilMs: span?.untilMs ?? null,
      follow: false,
      pattern: null,
      rules: null,
    });
    return { kind: 'open', tail, functions: [], rest: () => () => {}, leave: () => tail.close() };
  };
  const settings = { openTail, now: clock.now };
  const all: (RunsAround | null)[] = [];
  const probe = (endMs: number | null) => (
    <Probe settings={settings} endMs={endMs} onRead={(around) => all.push(around)} />
  );
  const stdout = Object.assign(new PassThrough(), { columns: 80, rows: 24 });
  const app = render(probe(null), { stdout: stdout as unknown as NodeJS.WriteStream, patchConsole: false });
  close = app.unmount;
  return {
    passes: async (seconds: number) => {
      for (let second = 0; second < seconds; second++) await clock.advance(1_000);
    },
    ends: () => app.rerender(probe(END_MS)),
    endsSeen: () => all.flatMap((around) => around?.runs?.runs.map(({ endMs }) => endMs) ?? []),
    /** How many of its lines each frame had. */
    linesSeen: () => all.map((around) => runAt(around?.runs?.runs ?? [], KEY)?.lines.length ?? 0),
  };
}

describe('a run that was opened before its end is read again once it ended', () => {
  it.each([
    { again: 'is read', endMs: END_MS },
    { again: 'is throttled at first', endMs: END_MS },
    { again: 'is denied', endMs: null },
    { again: 'is not opened', endMs: null },
  ] as const)('and what was read is shown all the while: the log $again', async ({ again, endMs }) => {
    const run = opened(again);
    await run.passes(5);
    expect(run.endsSeen().at(-1)).toBeNull();
    run.ends();
    await run.passes(60);
    expect(run.endsSeen().at(-1)).toBe(endMs);
    const lines = run.linesSeen();
    expect(lines.slice(lines.findIndex((count) => count > 0))).not.toContain(0);
  });
});
