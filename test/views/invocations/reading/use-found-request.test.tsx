import { PassThrough } from 'node:stream';
import { render } from 'ink';
import { afterEach, expect, it } from 'vitest';
import { createCallBudget } from '../../../../src/monitor/calls/call-budget.ts';
import { findRequest, SEARCHED_MS } from '../../../../src/monitor/log/reading/find-request.ts';
import { rawText } from '../../../../src/terminal/text.ts';
import {
  type FoundRequest,
  useFoundRequest,
} from '../../../../src/views/invocations/reading/use-found-request.ts';
import type { AppSettings } from '../../../../src/views/parts/app-settings.ts';
import { createScriptedLog } from '../../../monitor/log/scripted-log.ts';
import { createManualClock } from '../../../monitor/manual-clock.ts';

const END_MS = Date.UTC(2026, 10, 24, 3, 0);
const REQUEST = rawText('8f3a1c9e-07b2-4d1f-9a55-0c4de1b7f210');

let close = () => {};
afterEach(() => close());

interface ProbeProps {
  readonly search: AppSettings['findRequest'];
  readonly isWanted: boolean;
  readonly onFound: (found: FoundRequest) => void;
}

function Probe({ search, isWanted, onFound }: ProbeProps) {
  onFound(useFoundRequest('checkout-api', REQUEST, isWanted, search));
  return null;
}

/** A screen that searches a log with `pages` empty pages, like one that takes AWS long to search. */
function searching(pages: number) {
  const clock = createManualClock(END_MS);
  const source = createScriptedLog({
    clock,
    events: [],
    weather: (call) => (call < pages ? 'empty' : 'fine'),
  });
  const search: AppSettings['findRequest'] = (_, requestId, signal) =>
    findRequest({
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
      untilMs: END_MS,
    });
  const all: FoundRequest[] = [];
  const probe = (isWanted: boolean) => (
    <Probe search={search} isWanted={isWanted} onFound={(found) => all.push(found)} />
  );
  const stdout = Object.assign(new PassThrough(), { columns: 80, rows: 24 });
  const app = render(probe(true), { stdout: stdout as unknown as NodeJS.WriteStream, patchConsole: false });
  close = app.unmount;
  return {
    passes: clock.advance,
    found: () => all.at(-1),
    calls: () => source.callsMs.length,
    leave: app.unmount,
    wantNoMore: () => app.rerender(probe(false)),
  };
}

it('a request that no page of the log names is absent once all have been read', async () => {
  const { passes, found, calls } = searching(20);
  for (let second = 0; second < 60; second++) await passes(1_000);
  expect([found()?.kind, calls() > 20]).toEqual(['absent', true]);
});

it.each(['leave', 'wantNoMore'] as const)(
  'a search stops asking AWS when its screen gives it up: %s',
  async (giveUp) => {
    const screen = searching(1_000);
    await screen.passes(2_000);
    const asked = screen.calls();
    expect([screen.found()?.kind, asked > 1]).toEqual(['searching', true]);
    screen[giveUp]();
    await screen.passes(60_000);
    expect(screen.calls()).toBe(asked);
  },
);
