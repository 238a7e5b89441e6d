import { describe, expect, it } from 'vitest';
import { ApiLedger } from '../../../src/monitor/calls/api-ledger.ts';
import { ledgeredLive, ledgeredLogs } from '../../../src/monitor/calls/ledgered-logs.ts';
import type { LogAnswer } from '../../../src/monitor/log-page.ts';
import type { Result } from '../../../src/monitor/source-error.ts';
import type { LiveFrame } from '../../../src/monitor/sources.ts';
import { rawText } from '../../../src/terminal/text.ts';
import { createManualClock } from '../manual-clock.ts';
import { scriptedError } from '../scripted-account.ts';

const START_MS = Date.parse('2026-11-24T03:00:00Z');
const QUESTION = {
  group: rawText('/any'),
  range: { startMs: START_MS - 1, endMs: START_MS },
  pattern: null,
  token: null,
};
const OPENED: Result<LiveFrame> = { ok: true, value: { kind: 'opened' } };
const GIVEN_UP: Result<never> = { ok: false, error: scriptedError('logs:StartLiveTail', 'unreachable') };
const REFUSED: Result<never> = { ok: false, error: scriptedError('logs:StartLiveTail', 'denied') };

/** What the ledger holds after a session with these frames, which is aborted before the first one or goes on. */
async function afterSession(frames: readonly Result<LiveFrame>[], isGivenUp: boolean) {
  const clock = createManualClock(START_MS);
  const ledger = new ApiLedger(START_MS);
  const giving = new AbortController();
  const live = async function* () {
    if (isGivenUp) giving.abort();
    yield* frames;
  };
  for await (const _ of ledgeredLive({ live }, ledger, clock).live(QUESTION.group, null, giving.signal));
  return ledger.snapshot(START_MS);
}

async function afterPage(answer: Result<LogAnswer>, isGivenUp: boolean) {
  const ledger = new ApiLedger(START_MS);
  const giving = new AbortController();
  const page = async () => {
    if (isGivenUp) giving.abort();
    return answer;
  };
  await ledgeredLogs({ page }, ledger, createManualClock(START_MS)).page(QUESTION, giving.signal);
  return ledger.snapshot(START_MS);
}

describe('the ledger records a session of Live Tail', () => {
  it.each([
    ['that is opened', [OPENED], false, { calls: 1, recentFailures: 0 }],
    ['that is refused', [REFUSED], false, { calls: 1, recentFailures: 1 }],
    ['that is aborted before AWS answers, which is no failure', [], true, { calls: 1, recentFailures: 0 }],
    ['whose first frame says that it was aborted', [GIVEN_UP], true, { calls: 1, recentFailures: 0 }],
    ['that is aborted later', [OPENED, GIVEN_UP], false, { calls: 1, recentFailures: 0 }],
  ] as const)('%s', async (_, frames, isGivenUp, entered) => {
    expect(await afterSession(frames, isGivenUp)).toMatchObject(entered);
  });

  it('but takes neither an aborted one nor its bill for an answer from AWS', async () => {
    expect(await afterSession([GIVEN_UP], true)).toMatchObject({ failures: [], dollars: 0 });
  });
});

describe('the ledger records a page of a log', () => {
  it.each([
    [
      'that arrived',
      { ok: true, value: { items: [], nextToken: null } },
      false,
      { calls: 1, recentFailures: 0 },
    ],
    ['that was refused', REFUSED, false, { calls: 1, recentFailures: 1 }],
    ['that was aborted', GIVEN_UP, true, { calls: 1, recentFailures: 0 }],
  ] as const)('%s', async (_, answer, isGivenUp, entered) => {
    expect(await afterPage(answer, isGivenUp)).toMatchObject(entered);
  });
});
