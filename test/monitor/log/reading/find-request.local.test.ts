import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type EpochMs, MINUTE_MS } from '../../../../src/lambda/time.ts';
import { createCallBudget } from '../../../../src/monitor/calls/call-budget.ts';
import {
  findRequest,
  type RequestSearch,
  SEARCHED_MS,
} from '../../../../src/monitor/log/reading/find-request.ts';
import type { LogSource } from '../../../../src/monitor/sources.ts';
import { type RawText, rawText } from '../../../../src/terminal/text.ts';
import { type ConnectedAccount, connectedAccount } from '../../../aws/connected-account.ts';
import { START_MS, writtenEvents } from '../../../commands/local-account.ts';

const CHOICE = {
  group: rawText('/aws/lambda/legacy-export'),
  writers: [{ functionName: rawText('legacy-export'), versions: null }],
};
const NOBODY = rawText('12345678-0000-4000-8000-000000000000');

let connected: ConnectedAccount;
beforeAll(async () => {
  connected = await connectedAccount();
});
afterAll(() => connected.close());

/** The id of the first invocation that began at or after `fromMs`. */
function requestFrom(fromMs: EpochMs): RawText {
  const start = writtenEvents(connected.account, 'legacy-export', fromMs, fromMs + 2 * MINUTE_MS).find(
    ({ message }) => message.startsWith('START'),
  );
  return rawText(/[\da-f-]{36}/.exec(start?.message ?? '')?.[0] ?? 'none');
}

/** A search, and what it asked AWS for. */
async function searched(requestId: RawText, search: Partial<RequestSearch> = {}) {
  const asked: { fromMs: EpochMs; atOnce: number }[] = [];
  let atOnce = 0;
  const searchedBackTo: EpochMs[] = [];
  const source: LogSource = {
    async page(question, signal) {
      atOnce += 1;
      if (question.pattern !== null) asked.push({ fromMs: question.range.startMs, atOnce });
      const answer = await connected.aws.sources.logs.page(question, signal);
      atOnce -= 1;
      return answer;
    },
  };
  const { clock } = connected.account;
  const answer = await findRequest({
    source,
    clock,
    budget: createCallBudget(clock, { random: () => 0.5, share: Number.POSITIVE_INFINITY }),
    random: () => 0.5,
    signal: new AbortController().signal,
    choices: [CHOICE],
    requestId,
    sinceMs: START_MS - SEARCHED_MS,
    untilMs: START_MS,
    onSearched: (fromMs) => searchedBackTo.push(fromMs),
    ...search,
  });
  return {
    answer,
    oldestMs: Math.min(...asked.map(({ fromMs }) => fromMs)),
    mostAtOnce: Math.max(...asked.map((each) => each.atOnce)),
    searchedBackTo,
  };
}

describe('the search for a request', () => {
  it('looks through the whole past, parts of it side by side, before it says that there is none', async () => {
    const { answer, oldestMs, mostAtOnce, searchedBackTo } = await searched(NOBODY);
    expect([answer.kind, oldestMs, mostAtOnce > 1]).toEqual(['absent', START_MS - SEARCHED_MS, true]);
    expect(searchedBackTo).toEqual(searchedBackTo.toSorted((one, other) => other - one));
    expect(searchedBackTo.at(-1)).toBe(START_MS - SEARCHED_MS);
  });

  it.each([2, 50])('ends a while before the run that it found, begun %d minutes ago', async (minutes) => {
    const atMs = START_MS - minutes * MINUTE_MS;
    const { answer, oldestMs } = await searched(requestFrom(atMs));
    expect(answer.kind).toBe('found');
    expect(oldestMs).toBeLessThanOrEqual(atMs - 15 * MINUTE_MS);
    if (minutes === 2) expect(oldestMs).toBeGreaterThan(START_MS - 60 * MINUTE_MS);
  });

  it('looks through everything where the user says since when', async () => {
    const requestId = requestFrom(START_MS - 2 * MINUTE_MS);
    const { answer, oldestMs } = await searched(requestId, { isExhaustive: true });
    expect([answer.kind, oldestMs]).toEqual(['found', START_MS - SEARCHED_MS]);
  });

  it('gives up the other logs once one has it', async () => {
    const other = {
      group: rawText('/aws/lambda/checkout-api'),
      writers: [{ functionName: null, versions: null }],
    };
    const requestId = requestFrom(START_MS - 2 * MINUTE_MS);
    const { answer } = await searched(requestId, { choices: [other, CHOICE] });
    expect(answer.kind === 'found' && answer.choice).toEqual(CHOICE);
  });
});
