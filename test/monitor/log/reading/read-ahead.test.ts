import { describe, expect, it } from 'vitest';
import { aborted } from '../../../../src/monitor/abort.ts';
import { createCallBudget } from '../../../../src/monitor/calls/call-budget.ts';
import { READ_LOG_ACTION } from '../../../../src/monitor/log/follow-request.ts';
import { readAhead } from '../../../../src/monitor/log/reading/read-ahead.ts';
import type { LogAnswer } from '../../../../src/monitor/log-page.ts';
import type { Result } from '../../../../src/monitor/source-error.ts';
import type { LogSource } from '../../../../src/monitor/sources.ts';
import { type RawText, rawText } from '../../../../src/terminal/text.ts';
import { createManualClock, type ManualClock } from '../../manual-clock.ts';
import { logEvent, sourceError } from '../scripted-log.ts';

const GROUP = rawText('/aws/lambda/checkout-api');
const RANGE = { startMs: 0, endMs: 10_000 };
const NEVER = new AbortController().signal;

const pageUpTo = (last: number) => (token: RawText | null) => {
  const index = Number(token ?? 0);
  return page(index, index < last ? rawText(String(index + 1)) : null);
};

function page(index: number, nextToken: RawText | null): Result<LogAnswer> {
  return { ok: true, value: { items: [logEvent(`${index}`, index)], nextToken } };
}

/** As many pages as are wanted, until AWS throttles. */
const calls = (clock: ManualClock) =>
  createCallBudget(clock, { random: () => 0, uncapped: [READ_LOG_ACTION] });

/** A log that is read ahead, and the tokens of the requested pages. */
function aheadOf(answer: (token: RawText | null, call: number) => Result<LogAnswer>) {
  const asked: (string | null)[] = [];
  const behind: LogSource = {
    page: async ({ token }) => {
      asked.push(token);
      return answer(token, asked.length - 1);
    },
  };
  const clock = createManualClock(0);
  const { source, budget } = readAhead({ source: behind, budget: calls(clock) }, NEVER);
  const read = async (token: string | null, range = RANGE) => {
    await budget.take(READ_LOG_ACTION, NEVER);
    return source.page(
      { group: GROUP, range, pattern: null, token: token === null ? null : rawText(token) },
      NEVER,
    );
  };
  const turns = () => budget.state()[0]?.callsLastMinute;
  return { asked, read, budget, clock, turns };
}

describe('a log that is read ahead', () => {
  it('has its next page requested before it is wanted, and none after that', async () => {
    const { asked, read } = aheadOf(pageUpTo(3));
    await read(null);
    expect(asked).toEqual([null, '1']);
  });

  it('yields the same pages, each requested once', async () => {
    const { asked, read } = aheadOf(pageUpTo(3));
    const pages = [await read(null), await read('1'), await read('2'), await read('3')];
    expect(pages).toEqual([
      page(0, rawText('1')),
      page(1, rawText('2')),
      page(2, rawText('3')),
      page(3, null),
    ]);
    expect(asked).toEqual([null, '1', '2', '3']);
  });

  it('requests another page than the one ahead again', async () => {
    const { asked, read } = aheadOf(pageUpTo(3));
    await read(null);
    expect(await read('1', { startMs: 5_000, endMs: 10_000 })).toEqual(page(1, rawText('2')));
    expect(await read(null)).toEqual(page(0, rawText('1')));
    expect(asked).toEqual([null, '1', '1', '2', null, '1']);
  });

  it('takes one turn in the call budget for each page, whoever wanted it', async () => {
    const { read, turns } = aheadOf(pageUpTo(3));
    for (const token of [null, '1', '2', '3']) await read(token);
    expect(turns()).toBe(4);
  });

  it('takes a turn of its own for another page than the one ahead', async () => {
    const { asked, read, turns } = aheadOf(pageUpTo(3));
    await read(null);
    await read(null);
    expect(turns()).toBe(asked.length);
  });

  it('requests nothing ahead of its turn', async () => {
    const { asked, read, budget, clock } = aheadOf(pageUpTo(3));
    await read(null);
    budget.hold(true);
    await read('1');
    await clock.advance(1_000);
    expect(asked).toEqual([null, '1']);
    budget.hold(false);
    await clock.advance(1_000);
    expect(asked).toEqual([null, '1', '2']);
  });

  it('reports that the page ahead failed, and requests it again if it is wanted again', async () => {
    const failure: Result<LogAnswer> = { ok: false, error: sourceError('throttled') };
    const { asked, read } = aheadOf((token, call) => (call === 1 ? failure : pageUpTo(1)(token)));
    await read(null);
    expect(await read('1')).toEqual(failure);
    expect(await read('1')).toEqual(page(1, null));
    expect(asked).toEqual([null, '1', '1']);
  });

  it('aborts the page ahead when it is closed', async () => {
    const ending = new AbortController();
    const behind: LogSource = {
      page: async ({ token }, own) => {
        if (token !== null) await aborted(own);
        return page(0, rawText('1'));
      },
    };
    const budget = calls(createManualClock(0));
    const { source } = readAhead({ source: behind, budget }, ending.signal);
    await source.page({ group: GROUP, range: RANGE, pattern: null, token: null }, ending.signal);
    const ahead = source.page(
      { group: GROUP, range: RANGE, pattern: null, token: rawText('1') },
      ending.signal,
    );
    ending.abort();
    expect(await ahead).toEqual(page(0, rawText('1')));
  });
});
