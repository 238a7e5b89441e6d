import { describe, expect, it } from 'vitest';
import { type Assessment, type BindingLimit, MET_NOW } from '../../../src/capacity/assessment.ts';
import { MINUTE_MS } from '../../../src/lambda/time.ts';
import type { FunctionStatus } from '../../../src/monitor/function/status/function-status.ts';
import { headroomOf } from '../../../src/monitor/headroom/headroom.ts';
import { fleetRecord } from '../../../src/print/fleet/fleet-json.ts';
import { limitAnswer } from '../../../src/print/headroom/limit-answer.ts';
import { limitInUse } from '../../../src/print/headroom/limit-words.ts';
import { plainLine } from '../../../src/terminal/drawing/draw-line.ts';
import { NO_CAUSES } from '../../../src/triage/cause/causes-of-one.ts';
import { IDLE, LAGGING, snapshotOf } from '../../views/fleet/fleet-story.ts';
import { answerNow } from './answer-now.ts';

const WORKERS: BindingLimit = { kind: 'source', value: 10, inUse: 9.8 };
const POOL = { value: 765, inUse: 765 };
const RESERVED: BindingLimit = { kind: 'reserved', value: 200, inUse: 52 };
const IN_9_MIN = { earlyMs: 9 * MINUTE_MS, likelyMs: 9 * MINUTE_MS, lateMs: 9 * MINUTE_MS };
const TURNS_AWAY = { flag: 'throttling', reason: 'rejecting now', eta: MET_NOW, demand: 12 } as const;

function answerTo(assessment: Partial<Assessment>): string {
  const [known] = snapshotOf({ functions: [LAGGING] }).functions;
  return answerNow({ ...known!, assessment: { ...known!.assessment, ...assessment } });
}

function answersIn(assessment: Partial<Assessment>) {
  const [known] = snapshotOf({ functions: [LAGGING] }).functions;
  const status = { ...known!, assessment: { ...known!.assessment, eta: null, ...assessment } };
  return {
    record: fleetRecord(status, NO_CAUSES, 'present'),
    inUse: String(limitInUse(status.assessment, 'present')),
  };
}

describe('the answer of the headroom screen', () => {
  it('blames the pool, not the workers, for throttled calls of a consumer', () => {
    expect(answerTo({ ...TURNS_AWAY, limit: { ...WORKERS, pool: POOL } })).toBe(
      'Turning calls away now at the account pool of 765; about 10 are wanted at once.',
    );
  });

  it.each([
    { throttles: 1_406, says: 'every call is turned away: 1,406 a minute now.' },
    { throttles: 0, says: 'every call is turned away.' },
    { throttles: 'missing' as const, says: 'every call is turned away.' },
  ])('counts what a switched-off function turns away: $says', ({ throttles, says }) => {
    const [known] = snapshotOf({ functions: [LAGGING] }).functions;
    const off = { ...known!.assessment, limit: { kind: 'off', value: 0, inUse: 0 } } as const;
    expect(answerNow({ ...known!, assessment: off, throttles })).toBe(
      `Switched off: its reserved concurrency is 0, and ${says}`,
    );
  });

  it('also names that pool in JSON and in the line of a check, with how much of it is in use', () => {
    const told = answersIn({ ...TURNS_AWAY, limit: { ...WORKERS, pool: POOL } });
    expect(told.record).toMatchObject({
      limit: { kind: 'account', value: 765 },
      use: 1,
      throttling: 'throttling',
    });
    expect(told.inUse).toBe('account pool 765 of 765, 100 %, turning calls away');
  });

  it('names the workers there as long as nothing is throttled', () => {
    const told = answersIn({ flag: 'ok', reason: null, limit: { ...WORKERS, pool: POOL } });
    expect(told.record).toMatchObject({ limit: { kind: 'source', value: 10 } });
  });

  it('does not blame the workers if the pool is unknown as well', () => {
    expect(answerTo({ ...TURNS_AWAY, limit: WORKERS })).toMatch(
      /^Turning calls away now at a limit that is not known;/,
    );
  });

  it.each([
    { throttles: 0, newest: ', none in the newest' },
    { throttles: 3, newest: '' },
  ])('says that calls were throttled until just now, with $throttles in the newest minute', (story) => {
    const snapshot = snapshotOf({ functions: [LAGGING] });
    const [known] = snapshot.functions;
    const reasons = [{ rule: 'throttles', severity: 'crit', value: 0.052, sinceMs: null }] as const;
    const minutes = known!.minutes.map((minute) => ({ ...minute, throttles: story.throttles }));
    const limit = { kind: 'reserved', value: 200, inUse: 52 } as const;
    const assessment = { ...known!.assessment, flag: 'ok', eta: null, limit } as const;
    expect(answerNow({ ...known!, reasons, minutes, assessment })).toBe(
      `Turned away 5.2 % of attempts in 5 min${story.newest}: uses 26 % of its reserved concurrency of 200 now.`,
    );
  });

  it('tells why a pool with a little left is met', () => {
    expect(
      answerTo({ flag: 'near', eta: MET_NOW, limit: { kind: 'account', value: 765, inUse: 744 } }),
    ).toContain('is met now, 97 % at its peak and full from 95 % on: the next calls');
  });

  it('tells of a function that nobody calls when the pool that it would use is full', () => {
    const snapshot = snapshotOf({ functions: [IDLE] });
    const [idle] = snapshot.functions;
    const eta = { earlyMs: 9 * MINUTE_MS, likelyMs: 13 * MINUTE_MS, lateMs: 17 * MINUTE_MS };
    const account = { ...snapshot.account, eta };
    expect(answerNow(idle!, headroomOf(idle!, { ...snapshot, account }))).toBe(
      'Nobody calls it: it uses nothing of the account pool of 765, which is full in ~13 min (9 to 17).',
    );
  });

  it('promises nothing about a limit that has already been met', () => {
    expect(answerTo({ flag: 'near', eta: MET_NOW, limit: { kind: 'account', ...POOL } })).toBe(
      'The account pool of 765 is met now: the next calls may be turned away.',
    );
  });

  it.each<[answer: string, story: Partial<FunctionStatus>, assessment: Partial<Assessment>]>([
    [
      'Turned calls away at its reserved concurrency of 200; about 12 were wanted at once.',
      {},
      { ...TURNS_AWAY, limit: RESERVED },
    ],
    [
      'Used 26 % of its reserved concurrency of 200; its peak touched it.',
      {},
      { flag: 'near', reason: 'at the limit now', eta: null, limit: RESERVED },
    ],
    [
      'Its reserved concurrency of 200 was to be met in 9 min at that pace.',
      {},
      { flag: 'near', eta: IN_9_MIN, limit: RESERVED },
    ],
    [
      'The account pool of 765 was met then: the next calls might be turned away.',
      {},
      { flag: 'near', eta: MET_NOW, limit: { kind: 'account', ...POOL } },
    ],
    [
      'All 10 shard workers were busy: records waited, 7 min behind; nothing was turned away.',
      {},
      { flag: 'ok', eta: null, limit: WORKERS },
    ],
    [
      'Nobody called it: it used nothing of its reserved concurrency of 200.',
      { activity: 'idle' },
      { limit: RESERVED },
    ],
    [
      'Switched off: its reserved concurrency was 0, and every call was turned away: 7 a minute.',
      { throttles: 7 },
      { limit: { kind: 'off', value: 0, inUse: 0 } },
    ],
  ])('is in the past tense of a past moment: %s', (answer, story, assessment) => {
    const [known] = snapshotOf({ functions: [LAGGING] }).functions;
    const status = { ...known!, ...story, assessment: { ...known!.assessment, ...assessment } };
    expect(plainLine(limitAnswer(status, { provisioned: null, pool: null }, 'past'))).toBe(answer);
  });

  it('says when long calls rose to their limit before', () => {
    const risen = { flag: 'near', reason: 'as before', eta: null } as const;
    expect(answerTo({ ...risen, limit: { kind: 'reserved', value: 50, inUse: 20 } })).toMatch(
      /; before, it rose that far within 5 min\.$/,
    );
  });
});
