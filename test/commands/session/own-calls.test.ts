import { describe, expect, it } from 'vitest';
import { ownCalls } from '../../../src/commands/session/own-calls.ts';
import { handedOn, noEarlierSessions } from '../../../src/commands/session/recording/earlier-sessions.ts';
import { ApiLedger } from '../../../src/monitor/calls/api-ledger.ts';
import { CLOCK_SKEWED, type SourceError, UNREADABLE_ANSWER } from '../../../src/monitor/source-error.ts';
import { rawText } from '../../../src/terminal/text.ts';
import { scriptedError } from '../../monitor/scripted-account.ts';

const NOW_MS = Date.parse('2026-11-24T03:12:00Z');
const LIST = 'lambda:ListFunctions';
const expired = scriptedError(LIST, 'expired');
const timedOut = scriptedError(LIST, 'unreachable');
const unreadable = { ...scriptedError(LIST, 'malformed'), name: rawText(UNREADABLE_ANSWER) };
const skewed = { ...scriptedError(LIST, 'unreachable'), name: rawText(CLOCK_SKEWED) };
const GIVEN_UP = 'given up';
const clock = { now: () => NOW_MS, sleep: () => Promise.resolve() };

/** Null for a call that succeeds. */
type Answer = SourceError | typeof GIVEN_UP | null;

function sessionOf(answers: readonly Answer[], earlier = noEarlierSessions()) {
  const ledger = new ApiLedger(NOW_MS);
  for (const answer of answers) {
    if (answer === GIVEN_UP) ledger.recordUnanswered(LIST, NOW_MS);
    else ledger.recordCall(LIST, NOW_MS, answer);
  }
  return { earlier, ledger, clock, replay: null };
}

describe('what lmon says of its own calls at the end', () => {
  it.each([
    { case: 'none', answers: [], says: 'made no AWS API calls' },
    { case: 'one', answers: [null], says: 'made 1 AWS API call, <$0.01' },
    { case: 'some that failed', answers: [expired, null], says: 'made 2 AWS API calls, <$0.01' },
    {
      case: 'only such that failed',
      answers: [expired, skewed],
      says: 'tried 2 AWS API calls, none of which succeeded: AWS charges nothing',
    },
    {
      case: 'only one, which failed',
      answers: [expired],
      says: 'tried 1 AWS API call, which failed: AWS charges nothing',
    },
    {
      case: 'one that was given up',
      answers: [GIVEN_UP],
      says: 'tried 1 AWS API call, which was not answered',
    },
    {
      case: 'one whose answer could not be read',
      answers: [unreadable],
      says: 'tried 1 AWS API call, which was not answered',
    },
    {
      case: 'only such that AWS may have carried out',
      answers: [timedOut, GIVEN_UP],
      says: 'tried 2 AWS API calls, none of which was answered',
    },
    {
      case: 'some that AWS may have carried out',
      answers: [expired, expired, GIVEN_UP],
      says: 'tried 3 AWS API calls, none of which succeeded, 1 not answered',
    },
  ] satisfies { case: string; answers: Answer[]; says: string }[])(
    'counts them: $case',
    ({ answers, says }) => {
      expect(ownCalls(sessionOf(answers))).toBe(says);
    },
  );

  it('remembers what was not answered in an account that was left', () => {
    const left = handedOn(sessionOf([GIVEN_UP]));
    expect(ownCalls(sessionOf([expired], left))).toBe(
      'tried 2 AWS API calls, none of which succeeded, 1 not answered',
    );
  });

  it('remembers what succeeded in an account that was left', () => {
    const left = handedOn(sessionOf([null]));
    expect(ownCalls(sessionOf([expired], left))).toBe('made 2 AWS API calls, <$0.01');
  });
});
