import { expect, it } from 'vitest';
import { endedLook } from '../../../src/commands/fleet/ended-look.ts';
import { ApiLedger } from '../../../src/monitor/calls/api-ledger.ts';
import { snapshotBeforeFirstPoll } from '../../../src/monitor/fleet/first-snapshot.ts';
import type { FleetSnapshot } from '../../../src/monitor/fleet/fleet-snapshot.ts';
import { watchText } from '../../../src/print/function/watch-text.ts';
import { lineText } from '../../../src/terminal/line-layout.ts';
import type { Cause } from '../../../src/triage/cause/cause.ts';
import { sentenceOf } from '../../../src/triage/sentence/cause-sentence.ts';
import { TOLD_IN_UTC } from '../../../src/triage/sentence/time-words.ts';
import { COMMON } from '../../triage/sentence/sentence-causes.ts';
import { snapshotOf, THROTTLED } from '../../views/fleet/fleet-story.ts';

const DEATHS = { count: 14, isComplete: true, spanMs: 360_000, severity: 'crit' } as const;

it.each<{ readonly cause: Cause; readonly says: string }>([
  {
    cause: { ...COMMON, kind: 'outOfMemory', deaths: DEATHS, weekOnset: null, awaitsLog: true },
    says: 'running out of memory since 02:58Z: 14 calls died of it in 6 min',
  },
  {
    cause: { ...COMMON, kind: 'nearTimeout', share: 0.96, awaitsLog: true },
    says: 'its longest call in 15 min took 96 % of the timeout',
  },
  {
    cause: {
      ...COMMON,
      kind: 'throttled',
      rate: 0.111,
      newestIsClean: false,
      throttles: 12,
      limit: { kind: 'unknown', because: 'unread', answer: 'awaited' },
      limitWasMet: null,
      durationRise: null,
    },
    says: 'turns away 11.1 % of attempts now, since 02:58Z at a limit that could not be read',
  },
])('a look that has ended reads nothing any more: $says', ({ cause, says }) => {
  const nowMs = Date.parse('2026-11-24T03:12:20Z');
  const before = snapshotBeforeFirstPoll(new ApiLedger(nowMs).snapshot(nowMs), nowMs);
  const ended = endedLook({ ...before, causes: [cause], awaitedLogs: new Set([cause.functionName]) });
  expect(ended.causes.map((told) => lineText(sentenceOf(told, TOLD_IN_UTC.present).says))).toEqual([says]);
  expect(ended.awaitedLogs.size).toBe(0);
});

it('a function whose limit has not come is no longer said to have it read, in any line', () => {
  const ended = endedLook(awaitingLimits(snapshotOf({ functions: [{ ...THROTTLED, reserved: 'unread' }] })));
  const block = watchText(ended.functions[0]!, ended).join('\n');
  expect(block).not.toMatch(/reading|yet/);
  expect(block).toMatch(/turns away .* at a limit that could not be read/);
  expect(block).toMatch(/ a limit that could not be read was met; /);
});

/** As before the first answer about reserved concurrency. */
function awaitingLimits(snapshot: FleetSnapshot): FleetSnapshot {
  const limit = { kind: 'unknown', because: 'unread', answer: 'awaited' } as const;
  return {
    ...snapshot,
    functions: snapshot.functions.map((status) => ({
      ...status,
      assessment: { ...status.assessment, limit },
    })),
    causes: snapshot.causes.map((cause) => (cause.kind === 'throttled' ? { ...cause, limit } : cause)),
  };
}
