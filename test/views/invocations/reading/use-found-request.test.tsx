import { PassThrough } from 'node:stream';
import { render } from 'ink';
import { afterEach, describe, expect, it } from 'vitest';
import { SECOND_MS } from '../../../../src/lambda/time.ts';
import type { LogEvent } from '../../../../src/logs/event.ts';
import type { RunKey } from '../../../../src/logs/runs/logged-run.ts';
import { createCallBudget } from '../../../../src/monitor/calls/call-budget.ts';
import { findRequest, SEARCHED_MS } from '../../../../src/monitor/log/reading/find-request.ts';
import { rawText } from '../../../../src/terminal/text.ts';
import {
  type FoundRequest,
  useFoundRequest,
} from '../../../../src/views/invocations/reading/use-found-request.ts';
import type { AppSettings } from '../../../../src/views/parts/app-settings.ts';
import { createScriptedLog, logEvent } from '../../../monitor/log/scripted-log.ts';
import { createManualClock } from '../../../monitor/manual-clock.ts';

const END_MS = Date.UTC(2026, 10, 24, 3, 0);
const REQUEST = rawText('8f3a1c9e-07b2-4d1f-9a55-0c4de1b7f210');
const KEY: RunKey = { requestId: REQUEST, logStream: null, atMs: END_MS - 5_000 };

let close = () => {};
afterEach(() => close());

interface ProbeProps extends Pick<AppSettings, 'findRequest' | 'now'> {
  readonly run: RunKey;
  readonly isWanted: boolean;
  readonly onFound: (found: FoundRequest) => void;
}

function Probe({ run, isWanted, onFound, ...settings }: ProbeProps) {
  onFound(useFoundRequest('checkout-api', run, { isWanted, nowMs: settings.now() }, settings));
  return null;
}

interface Searched {
  /** How many empty pages come first: AWS takes long to search the log. */
  readonly pages?: number;
  readonly events?: readonly LogEvent[];
  /** When AWS accepts no credentials, in seconds. */
  readonly expiredS?: readonly [from: number, to: number];
  /** Until when the log can't be looked up, in seconds. */
  readonly knownAfterS?: number;
  /** Whether that is known to pass. */
  readonly isPassing?: boolean;
  readonly run?: RunKey;
}

/** A screen that searches a log. */
function searching(searched: Searched) {
  const {
    pages = 0,
    events = [],
    expiredS = [0, 0],
    knownAfterS = 0,
    isPassing = true,
    run = KEY,
  } = searched;
  const [expiredMs, renewedMs] = expiredS.map((second) => END_MS + second * SECOND_MS);
  const clock = createManualClock(END_MS);
  const source = createScriptedLog({
    clock,
    events,
    weather(call, nowMs) {
      if (nowMs >= expiredMs! && nowMs < renewedMs!) return 'expired';
      return call < pages ? 'empty' : 'fine';
    },
  });
  let searches = 0;
  const search: AppSettings['findRequest'] = async (_, requestId, signal) => {
    searches += 1;
    if (clock.now() < END_MS + knownAfterS * SECOND_MS)
      return { kind: 'unsearched', complaint: 'no answer', isPassing };
    return findRequest({
      source,
      clock,
      budget: createCallBudget(clock, { random: () => 0.5 }),
      random: () => 0.5,
      signal,
      choices: [
        { group: rawText('/aws/lambda/checkout-api'), writers: [{ functionName: null, versions: null }] },
      ],
      requestId,
      sinceMs: END_MS - SEARCHED_MS,
      untilMs: clock.now(),
    });
  };
  const all: FoundRequest[] = [];
  const probe = (isWanted: boolean) => (
    <Probe
      findRequest={search}
      now={clock.now}
      run={run}
      isWanted={isWanted}
      onFound={(found) => all.push(found)}
    />
  );
  const stdout = Object.assign(new PassThrough(), { columns: 80, rows: 24 });
  const app = render(probe(true), { stdout: stdout as unknown as NodeJS.WriteStream, patchConsole: false });
  close = app.unmount;
  return {
    /** The screen is drawn each second. */
    async passes(seconds: number) {
      for (let second = 0; second < seconds; second++) {
        await clock.advance(SECOND_MS);
        app.rerender(probe(true));
      }
    },
    advance: clock.advance,
    found: () => all.at(-1),
    kinds: () => [...new Set(all.map(({ kind }) => kind))],
    calls: () => source.callsMs.length,
    searches: () => searches,
    leave: app.unmount,
    wantNoMore: () => app.rerender(probe(false)),
  };
}

it('a request that no page of the log names is absent once all have been read', async () => {
  const { passes, found, calls } = searching({ pages: 20 });
  await passes(60);
  expect([found()?.kind, calls() > 20]).toEqual(['absent', true]);
});

it.each(['leave', 'wantNoMore'] as const)(
  'a search stops asking AWS when its screen gives it up: %s',
  async (giveUp) => {
    const screen = searching({ pages: 1_000 });
    await screen.passes(2);
    const asked = screen.calls();
    expect([screen.found()?.kind, asked > 1]).toEqual(['searching', true]);
    screen[giveUp]();
    await screen.advance(60_000);
    expect(screen.calls()).toBe(asked);
  },
);

const start = logEvent('start', END_MS - 5_000, END_MS - 4_000, `START RequestId: ${REQUEST} Version: 7`);

it('a search that failed is made again until it succeeds', async () => {
  const screen = searching({ events: [start], expiredS: [0, 40] });
  await screen.passes(35);
  expect(screen.found()?.kind).toBe('failed');
  await screen.passes(30);
  expect(screen.found()?.kind).toBe('found');
});

it('a search of a log that could not be looked up is made once it can be', async () => {
  const screen = searching({ events: [start], knownAfterS: 40 });
  await screen.passes(35);
  expect(screen.found()?.kind).toBe('unsearched');
  await screen.passes(30);
  expect(screen.found()?.kind).toBe('found');
  expect(screen.searches()).toBeGreaterThan(2);
});

it('a search of a log that does not exist is not made again: that would list all functions', async () => {
  const screen = searching({ knownAfterS: 600, isPassing: false });
  await screen.passes(120);
  expect([screen.found()?.kind, screen.searches()]).toEqual(['unsearched', 1]);
});

describe('a run that was found before its end', () => {
  const reportAt = (atMs: number) =>
    logEvent(
      'report',
      atMs,
      atMs + 1_000,
      `REPORT RequestId: ${REQUEST}\tDuration: 684.12 ms\tBilled Duration: 685 ms\tMemory Size: 512 MB\tMax Memory Used: 167 MB\t`,
    );

  it.each([{ afterS: 3 }, { afterS: 100 }, { afterS: 890 }])(
    'is searched for again until its end has come $afterS s later, and no more',
    async ({ afterS }) => {
      const screen = searching({ events: [start, reportAt(END_MS + afterS * SECOND_MS)] });
      const durations = () => {
        const found = screen.found();
        return found?.kind === 'found' ? found.runs.map(({ report }) => report?.durationMs ?? null) : [];
      };
      await screen.passes(1);
      expect(durations()).toEqual([null]);
      await screen.passes(Math.min(Math.ceil(afterS * 1.5) + 5, 16 * 60));
      expect([durations(), screen.kinds()]).toEqual([[684.12], ['searching', 'found']]);
      const asked = screen.calls();
      await screen.passes(60);
      expect(screen.calls()).toBe(asked);
    },
  );

  it('is searched for again, too, if only its request was known', async () => {
    const run = { requestId: REQUEST, logStream: null, atMs: null };
    const screen = searching({ events: [start, reportAt(END_MS + 20 * SECOND_MS)], run });
    await screen.passes(60);
    expect(screen.found()).toMatchObject({ runs: [{ report: { durationMs: 684.12 } }] });
  });

  it('stays on screen while searching again fails, and is found to its end after that', async () => {
    const screen = searching({ events: [start, reportAt(END_MS + 20 * SECOND_MS)], expiredS: [1, 90] });
    await screen.passes(80);
    expect(screen.kinds()).toEqual(['searching', 'found']);
    await screen.passes(60);
    expect(screen.found()).toMatchObject({ runs: [{ report: { durationMs: 684.12 } }] });
  });

  it('is not searched for any more once the longest run would be over', async () => {
    const screen = searching({ events: [start] });
    await screen.passes(16 * 60);
    const asked = screen.calls();
    await screen.passes(16 * 60);
    expect([screen.found()?.kind, screen.calls()]).toEqual(['found', asked]);
  });
});
