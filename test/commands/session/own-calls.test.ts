import { describe, expect, it } from 'vitest';
import { ownCalls } from '../../../src/commands/session/own-calls.ts';
import { handedOn, noEarlierSessions } from '../../../src/commands/session/recording/earlier-sessions.ts';
import { ApiLedger } from '../../../src/monitor/calls/api-ledger.ts';
import type { SourceError } from '../../../src/monitor/source-error.ts';
import { scriptedError } from '../../monitor/scripted-account.ts';

const NOW_MS = Date.parse('2026-11-24T03:12:00Z');
const LIST = 'lambda:ListFunctions';
const expired = scriptedError(LIST, 'expired');
const clock = { now: () => NOW_MS, sleep: () => Promise.resolve() };

/** Null for a call that succeeds. */
function sessionOf(answers: readonly (SourceError | null)[], earlier = noEarlierSessions()) {
  const ledger = new ApiLedger(NOW_MS);
  for (const error of answers) ledger.recordCall(LIST, NOW_MS, error);
  return { earlier, ledger, clock, replay: null };
}

describe('what lmon says of its own calls at the end', () => {
  it.each([
    { case: 'none', answers: [], says: 'made no AWS API calls' },
    { case: 'one', answers: [null], says: 'made 1 AWS API call, <$0.01' },
    { case: 'some that failed', answers: [expired, null], says: 'made 2 AWS API calls, <$0.01' },
    {
      case: 'only such that failed',
      answers: [expired, expired],
      says: 'tried 2 AWS API calls, none of which succeeded: AWS charges nothing',
    },
  ])('counts them: $case', ({ answers, says }) => {
    expect(ownCalls(sessionOf(answers))).toBe(says);
  });

  it('does not take a call given up before its answer for one that succeeded', () => {
    const session = sessionOf([expired]);
    session.ledger.recordUnanswered(LIST, NOW_MS);
    expect(ownCalls(session)).toMatch(/^tried 2 AWS API calls, none /);
  });

  it('remembers what succeeded in an account that was left', () => {
    const left = handedOn(sessionOf([null]));
    expect(ownCalls(sessionOf([expired], left))).toBe('made 2 AWS API calls, <$0.01');
  });
});
