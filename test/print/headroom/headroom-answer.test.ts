import { describe, expect, it } from 'vitest';
import { type Assessment, type BindingLimit, MET_NOW } from '../../../src/capacity/assessment.ts';
import { headroomOf } from '../../../src/monitor/headroom/headroom.ts';
import { fleetRecord } from '../../../src/print/fleet/fleet-json.ts';
import { limitAnswer, wayOutAnswer } from '../../../src/print/headroom/headroom-answer.ts';
import { limitInUse } from '../../../src/print/headroom/limit-words.ts';
import { plainLine } from '../../../src/terminal/drawing/draw-line.ts';
import { rawText } from '../../../src/terminal/text.ts';
import { LAGGING, snapshotOf } from '../../views/fleet/fleet-story.ts';

const WORKERS: BindingLimit = { kind: 'source', value: 10, inUse: 9.8 };
const POOL = { value: 765, inUse: 765 };
const TURNS_AWAY = { flag: 'throttling', reason: 'rejecting now', eta: MET_NOW, demand: 12 } as const;

function answersOf(assessment: Partial<Assessment>): readonly string[] {
  const snapshot = snapshotOf({ functions: [LAGGING] });
  const [known] = snapshot.functions;
  const status = { ...known!, assessment: { ...known!.assessment, ...assessment } };
  const wayOut = wayOutAnswer(status, headroomOf(status, snapshot), snapshot);
  return [plainLine(limitAnswer(status)), plainLine(wayOut ?? [])];
}

function answersIn(assessment: Partial<Assessment>) {
  const [known] = snapshotOf({ functions: [LAGGING] }).functions;
  const status = { ...known!, assessment: { ...known!.assessment, eta: null, ...assessment } };
  return { record: fleetRecord(status), inUse: String(limitInUse(status.assessment)) };
}

describe('the answer of the headroom screen', () => {
  it('blames the pool, not the workers, for throttled calls of a consumer', () => {
    const [limit, wayOut] = answersOf({ ...TURNS_AWAY, limit: { ...WORKERS, pool: POOL } });
    expect(limit).toBe('Turning calls away now at the account pool of 765; about 10 are wanted at once.');
    expect(wayOut).toMatch(/who grows/);
  });

  it.each([
    { throttles: 1_406, says: 'every call is turned away: 1,406 a minute now.' },
    { throttles: 0, says: 'every call is turned away.' },
    { throttles: 'missing' as const, says: 'every call is turned away.' },
  ])('counts what a switched-off function turns away: $says', ({ throttles, says }) => {
    const [known] = snapshotOf({ functions: [LAGGING] }).functions;
    const off = { ...known!.assessment, limit: { kind: 'off', value: 0, inUse: 0 } } as const;
    expect(plainLine(limitAnswer({ ...known!, assessment: off, throttles }))).toBe(
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
    const [limit] = answersOf({ ...TURNS_AWAY, limit: WORKERS });
    expect(limit).toMatch(/^Turning calls away now at a limit that is not known;/);
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
    expect(plainLine(limitAnswer({ ...known!, reasons, minutes, assessment }))).toBe(
      `Turned away 5.2 % of attempts in five minutes${story.newest}: uses 26 % of its reserved concurrency of 200 now.`,
    );
  });

  it('promises nothing about a limit that has already been met', () => {
    const [limit] = answersOf({ flag: 'near', eta: MET_NOW, limit: { kind: 'account', ...POOL } });
    expect(limit).toBe('The account pool of 765 is met now: the next calls may be turned away.');
  });

  it.each([
    [765, 80, 'Shortest way out: slow down resize, or reserve for it so that it leaves the rest alone.'],
    [765, null, 'Shortest way out: slow down resize, or ask AWS for a higher limit.'],
    [
      105,
      80,
      "Shortest way out: slow down resize, or ask AWS for a higher limit: what it runs can't be reserved, as 100 stay unreserved.",
    ],
  ])(
    'offers to reserve only what AWS would reserve for the function that fills a pool of %d with %d of its own',
    (value, level, says) => {
      const snapshot = snapshotOf({ functions: [LAGGING] });
      const [known] = snapshot.functions;
      const limit = { kind: 'account', value, inUse: value } as const;
      const status = { ...known!, assessment: { ...known!.assessment, ...TURNS_AWAY, limit } };
      const pool = { limit: value, inUse: value, turnedAway: 0, growthPerMinute: null, eta: null };
      const poolUsers =
        level === null
          ? []
          : [{ functionName: rawText('resize'), level, growthPerMinute: 2, minuteMs: null }];
      const causes = [{ kind: 'poolFull', culprit: rawText('resize') }] as unknown as typeof snapshot.causes;
      const wayOut = wayOutAnswer(status, { ...headroomOf(status, snapshot), pool, poolUsers }, { causes });
      expect(plainLine(wayOut!)).toBe(says);
    },
  );

  it('does not say that the account has no more to reserve if the need is unknown', () => {
    const limit = { kind: 'reserved', value: 200, inUse: null } as const;
    const [, wayOut] = answersOf({ ...TURNS_AWAY, limit, level: null, demand: null });
    expect(wayOut).toBe('Shortest way out: reserve more for it; how much it needs is not known.');
  });

  it('says when long calls rose to their limit before', () => {
    const [limit] = answersOf({
      flag: 'near',
      reason: 'as before',
      eta: null,
      limit: { kind: 'reserved', value: 50, inUse: 20 },
    });
    expect(limit).toMatch(/; before, it rose that far within five minutes\.$/);
  });
});
