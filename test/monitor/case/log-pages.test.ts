import { describe, expect, it } from 'vitest';
import { ApiLedger } from '../../../src/monitor/calls/api-ledger.ts';
import { createCallBudget } from '../../../src/monitor/calls/call-budget.ts';
import { FailureProbe } from '../../../src/monitor/case/failure-probe.ts';
import { readLogPages } from '../../../src/monitor/case/log-pages.ts';
import { FunctionFacts } from '../../../src/monitor/function/detail/function-facts.ts';
import type { LogAnswer } from '../../../src/monitor/log-page.ts';
import type { Result } from '../../../src/monitor/source-error.ts';
import type { LogSource } from '../../../src/monitor/sources.ts';
import { rawText } from '../../../src/terminal/text.ts';
import { logEvent } from '../log/scripted-log.ts';
import { scriptedAccount, scriptedError, scriptedFunction } from '../scripted-account.ts';
import { createSteppedClock } from '../stepped-clock.ts';

const QUESTION = { group: rawText('/a'), range: { startMs: 0, endMs: 9 }, pattern: null, mostPages: 3 };
const START_MS = Date.UTC(2026, 10, 20, 3, 0, 0);
const GAP = { type: 'gap', startMs: 1, endMs: 2, reason: 'unrecorded' } as unknown as NonNullable<
  LogAnswer['gaps']
>[number];

function page(
  ids: readonly string[],
  nextToken: string | null,
  more: Partial<LogAnswer> = {},
): Result<LogAnswer> {
  const items = ids.map((id) => logEvent(id, 1, 1, id));
  return { ok: true, value: { items, nextToken: nextToken === null ? null : rawText(nextToken), ...more } };
}

/** A large answer that breaks off: its items end before the unreadable part. */
function brokenPage(...messages: readonly string[]): Result<LogAnswer> {
  const items = messages.map((message, place) => logEvent(String(place), 1, 1, message));
  const error = scriptedError('logs:FilterLogEvents', 'malformed');
  return {
    ok: true,
    value: {
      items,
      nextToken: null,
      parts: [
        { ok: true, value: items },
        { ok: false, error },
      ],
    },
  };
}

function patientAsking() {
  const clock = createSteppedClock(0);
  const budget = createCallBudget(clock, { random: () => 0.5 });
  return { clock, budget, ledger: new ApiLedger(0), signal: new AbortController().signal };
}

async function read(...pages: readonly Result<LogAnswer>[]) {
  const asking = patientAsking();
  let asked = 0;
  const source: LogSource = {
    page: async () => pages[asked++] ?? page([], null),
  };
  const answer = await readLogPages(source, asking, QUESTION);
  return answer.ok
    ? { ids: answer.value.events.map(({ eventId }) => eventId), isAll: answer.value.isAll, asked }
    : { error: answer.error.kind };
}

describe('the first pages of a span of a log', () => {
  it.each<[string, readonly Result<LogAnswer>[], object]>([
    ['all of it', [page(['a'], 'x'), page(['b'], null)], { ids: ['a', 'b'], isAll: true, asked: 2 }],
    ['what follows an empty page', [page([], 'x'), page(['b'], null)], { ids: ['b'], isAll: true, asked: 2 }],
    [
      'no more than asked for',
      [page(['a'], 'x'), page(['b'], 'y'), page(['c'], 'z'), page(['d'], null)],
      { ids: ['a', 'b', 'c'], isAll: false, asked: 3 },
    ],
    [
      'a part if some of it was never recorded',
      [page(['a'], null, { gaps: [GAP] })],
      { ids: ['a'], isAll: false, asked: 1 },
    ],
    [
      'nothing if reading is denied',
      [page(['a'], 'x'), { ok: false, error: scriptedError('logs:FilterLogEvents', 'denied') }],
      { error: 'denied' },
    ],
    ['nothing if part of a page can\u2019t be read', [brokenPage('a')], { error: 'malformed' }],
  ])('are %s', async (_what, pages, expected) => {
    expect(await read(...pages)).toEqual(expected);
  });
});

describe('a page whose later part can’t be read', () => {
  const REPORT =
    'REPORT RequestId: 6753e908-f80f-4a05-90c9-6f4ed2962d20\tDuration: 40.00 ms\tBilled Duration: 41 ms\tMemory Size: 512 MB\tMax Memory Used: 90 MB\t\n';
  const logs: LogSource = { page: async () => brokenPage(REPORT) };

  it('does not count as all failures of a log', async () => {
    const probe = new FailureProbe(logs, patientAsking(), scriptedFunction('checkout'));
    await probe.read(START_MS);
    expect(probe.evidence()).toMatchObject({ isComplete: false, error: { kind: 'malformed' } });
  });

  it("does not count as a sample of a function's calls", async () => {
    const asking = patientAsking();
    const { sources } = scriptedAccount({ clock: asking.clock, functions: [] });
    const facts = new FunctionFacts(
      scriptedFunction('checkout'),
      { ...sources, logs: { ...sources.logs, ...logs } },
      asking,
    );
    await facts.read(START_MS, START_MS);
    expect(facts.detail(START_MS).sample).toBeNull();
  });
});
