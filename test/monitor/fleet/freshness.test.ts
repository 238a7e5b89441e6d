import { describe, expect, it } from 'vitest';
import {
  connectionAfterPoll,
  connectionState,
  connectionToPast,
  momentShown,
  tenseOfState,
} from '../../../src/monitor/fleet/freshness.ts';
import { scriptedError } from '../scripted-account.ts';

const GOOD_MS = Date.parse('2026-11-24T03:12:20Z');
const TWO_POLLS_MS = 140_000;

describe('the state of the connection', () => {
  it.each([
    ['stale', 'expired'],
    ['live', 'unreachable'],
  ] as const)('is %s at once when the newest poll failed as %s', (state, kind) => {
    const error = scriptedError('cloudwatch:GetMetricData', kind);
    expect(connectionState(connectionAfterPoll(GOOD_MS, error, GOOD_MS), GOOD_MS)).toBe(state);
  });

  it.each([
    ['completely', GOOD_MS, 'past'],
    ['in part', null, 'unreadPast'],
  ] as const)(
    'of a past window says whether it was read %s, and that it is past',
    (_how, lastGoodPollMs, state) => {
      const error = lastGoodPollMs === null ? scriptedError('cloudwatch:GetMetricData', 'throttled') : null;
      const connection = connectionToPast(lastGoodPollMs, error);
      expect(connectionState(connection, GOOD_MS + TWO_POLLS_MS * 10)).toBe(state);
      expect(tenseOfState(connection.state)).toBe('past');
      expect(momentShown({ connection, judgedMs: GOOD_MS }, GOOD_MS + TWO_POLLS_MS)).toBe(GOOD_MS);
    },
  );
});
