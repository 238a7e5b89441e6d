import { describe, expect, it } from 'vitest';
import { ApiLedger } from '../../src/monitor/api-ledger.ts';
import { createCallBudget } from '../../src/monitor/call-budget.ts';
import { readLogPages } from '../../src/monitor/log-pages.ts';
import type { LogAnswer, LogSource, Result } from '../../src/monitor/sources.ts';
import { rawText } from '../../src/terminal/text.ts';
import { scriptedError } from './scripted-account.ts';
import { logEvent } from './scripted-log.ts';
import { createSteppedClock } from './stepped-clock.ts';

const QUESTION = { group: rawText('/a'), range: { startMs: 0, endMs: 9 }, pattern: null, mostPages: 3 };
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

async function read(...pages: readonly Result<LogAnswer>[]) {
  const clock = createSteppedClock(0);
  const budget = createCallBudget(clock, { random: () => 0.5 });
  const asking = { clock, budget, ledger: new ApiLedger(0), signal: new AbortController().signal };
  let asked = 0;
  const source: LogSource = {
    page: async () => pages[asked++] ?? page([], null),
  };
  const answer = await readLogPages(source, asking, QUESTION);
  return answer.ok
    ? { ids: answer.value.events.map(({ eventId }) => eventId), isAll: answer.value.isAll, asked }
    : { error: answer.error.kind };
}

describe('the first pages of a part of a log', () => {
  it.each<[string, readonly Result<LogAnswer>[], object]>([
    ['all of it', [page(['a'], 'x'), page(['b'], null)], { ids: ['a', 'b'], isAll: true, asked: 2 }],
    [
      'what lies behind an empty page',
      [page([], 'x'), page(['b'], null)],
      { ids: ['b'], isAll: true, asked: 2 },
    ],
    [
      'no more than asked for',
      [page(['a'], 'x'), page(['b'], 'y'), page(['c'], 'z'), page(['d'], null)],
      { ids: ['a', 'b', 'c'], isAll: false, asked: 3 },
    ],
    [
      'a part, where some was never recorded',
      [page(['a'], null, { gaps: [GAP] })],
      { ids: ['a'], isAll: false, asked: 1 },
    ],
    [
      'nothing, where it may not be read',
      [page(['a'], 'x'), { ok: false, error: scriptedError('logs:FilterLogEvents', 'denied') }],
      { error: 'denied' },
    ],
  ])('are %s', async (_what, pages, expected) => {
    expect(await read(...pages)).toEqual(expected);
  });
});
