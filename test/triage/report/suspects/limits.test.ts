import { describe, expect, it } from 'vitest';
import type { BindingLimit } from '../../../../src/capacity/assessment.ts';
import { lineText } from '../../../../src/terminal/line-layout.ts';
import type { Cause } from '../../../../src/triage/cause/cause.ts';
import type { CaseFile } from '../../../../src/triage/report/case-file/case-file.ts';
import { onsetsOf } from '../../../../src/triage/report/case-file/onsets.ts';
import type { SuspectRule } from '../../../../src/triage/report/claims/suspect.ts';
import { accountPool } from '../../../../src/triage/report/suspects/account-pool.ts';
import { ownLimit } from '../../../../src/triage/report/suspects/own-limit.ts';
import { scalingRate } from '../../../../src/triage/report/suspects/scaling-rate.ts';
import {
  assessmentOf,
  minuteMsAt,
  minutesOf,
  poolOf700,
  RESERVED_100,
  reasonOf,
  times,
} from '../../troubled.ts';
import { caseFileOf, raw } from '../case-file-of.ts';

function claims(rule: SuspectRule, more: Partial<CaseFile>) {
  const file = caseFileOf({ reasons: [reasonOf('throttles', { sinceMs: minuteMsAt(40) })], ...more });
  const found = rule.weigh(file, onsetsOf(file));
  const inWords = (list: NonNullable<typeof found>['pro'] = []) => list.map(({ says }) => lineText(says));
  return { title: lineText(found?.title ?? []), pro: inWords(found?.pro), contra: inWords(found?.contra) };
}

function trailOf(call: string, minute: number): NonNullable<CaseFile['trail']> {
  const event = { eventId: raw('1'), atMs: minuteMsAt(minute), call: raw(call), actor: raw('jo') };
  return { kind: 'read', fromMs: 0, toMs: minuteMsAt(60), events: [event] };
}

const CLIMBED = minutesOf(...times(58, { observedMax: 100 }), { observedMax: 700, throttles: 9 });
const UNKNOWN: BindingLimit = { kind: 'unknown', because: 'denied' };
const account = (inUse: number | null): BindingLimit => ({ kind: 'account', value: 2_000, inUse });

describe('environments that start too fast', () => {
  const room = (limit: BindingLimit) => {
    const { pro, contra } = claims(scalingRate, { minutes: CLIMBED, assessment: assessmentOf(limit) });
    return [...pro, ...contra].filter((each) => /limit/.test(each));
  };

  it.each<[string, BindingLimit, string]>([
    ['an account with room', account(900), '900 of 2,000 in use'],
    ['a reserved concurrency', { kind: 'reserved', value: 1_000, inUse: 5 }, '700 of 1,000 in use'],
    ['a request rate', { kind: 'requestRate', value: 9_000, inUse: 50 }, '50 of 9,000/s in use'],
    ['a source', { kind: 'source', value: 1_000, inUse: 5 }, '700 of 1,000 in use'],
  ])('met no limit that is known to have had room: %s', (_what, limit, use) => {
    expect(room(limit)).toEqual([`no limit was full: ${use}`]);
  });

  it.each<[string, BindingLimit, string]>([
    ['a pool that others filled', account(1_990), '1,990 of 2,000 in use'],
    [
      'the pool of a source',
      { kind: 'source', value: 5_000, inUse: 5, pool: { value: 2_000, inUse: 2_000 } },
      '2,000 of 2,000 in use',
    ],
  ])('also met a limit that was full: %s', (_what, limit, use) => {
    expect(room(limit)).toEqual([`its limit was met as well: ${use}`]);
  });

  it.each<[string, BindingLimit]>([
    ['nothing', UNKNOWN],
    ['no other limit that may be met sooner', { kind: 'account', value: 2_000, inUse: 9, isCeiling: true }],
  ])('may have met a limit if this is known about it: %s', (_what, limit) => {
    expect(room(limit)).toEqual(['whether a limit was full is not known']);
  });
});

describe('the account pool', () => {
  const cause = { kind: 'poolFull', culprit: null } as unknown as Cause;
  const pool = { use: 0.99, limit: 700, eta: null } as unknown as NonNullable<CaseFile['pool']>;

  it.each<[string, BindingLimit, string]>([
    ['its concurrency is reserved', RESERVED_100, 'its concurrency is reserved; the pool is not its limit'],
    [
      'its request rate binds',
      { kind: 'requestRate', value: 100, inUse: 9 },
      'its request rate is what binds, not the pool',
    ],
    ['nothing is known', UNKNOWN, 'whether it draws on the pool is not known'],
  ])('is not the problem if %s', (_what, limit, says) => {
    expect(claims(accountPool, { pool, causes: [cause], assessment: assessmentOf(limit) }).contra).toEqual([
      says,
    ]);
  });

  it('is the problem for a function that uses it', () => {
    expect(
      claims(accountPool, { pool, causes: [cause], assessment: assessmentOf(poolOf700(700)) }).pro,
    ).toHaveLength(1);
  });
});

describe('the account pool, full since after the worst trouble began', () => {
  const full = {
    kind: 'poolFull',
    culprit: raw('image-resize'),
    sinceMs: minuteMsAt(40),
  } as unknown as Cause;
  const pool = { use: 1, limit: 700, eta: null } as unknown as NonNullable<CaseFile['pool']>;
  const losingSince = (sinceMs: number) => ({ kind: 'losing', sinceMs }) as unknown as Cause;
  const against = (cause: Cause) =>
    claims(accountPool, { pool, cause, causes: [cause, full], assessment: assessmentOf(poolOf700(700)) })
      .contra;

  it('did not cause that', () => {
    expect(against(losingSince(minuteMsAt(5)))[0]).toBe(
      'it began at 02:05Z, before the pool was full at 02:40Z',
    );
  });

  it.each([39, 45])('may have caused what began at minute %i, at about the same time or later', (minute) => {
    expect(against(losingSince(minuteMsAt(minute)))).toEqual(['no metric of the account says why it grew']);
  });
});

describe('the account pool and calls in CloudTrail', () => {
  const cause = { kind: 'poolFull', culprit: raw('image-resize') } as unknown as Cause;
  const pool = { use: 1, limit: 700, eta: null } as unknown as NonNullable<CaseFile['pool']>;
  const suspected = (more: Partial<CaseFile>) =>
    claims(accountPool, { pool, causes: [cause], assessment: assessmentOf(poolOf700(700)), ...more });

  it.each(['DeleteFunctionConcurrency', 'PutProvisionedConcurrencyConfig'])(
    'runs out without having been lowered if %s was called for this function',
    (call) => {
      const { title, pro, contra } = suspected({ trail: trailOf(call, 39) });
      expect(title).toBe("the account's concurrency runs out");
      expect(pro).toEqual(['100 % of 700 unreserved are in use', 'image-resize grew the most']);
      expect(contra).toEqual(['no metric of the account says why it grew']);
    },
  );

  it('was lowered if more ran at once than it holds, and no call for this function explains it', () => {
    const minutes = Array.from({ length: 60 }, (_, minute) => ({
      minuteMs: minuteMsAt(minute),
      unreservedInUse: minute < 39 ? 900 : 700,
    }));
    const account = { concurrencyLimit: 800, pool: minutes };
    const { title, pro } = suspected({ account, trail: trailOf('DeleteFunctionConcurrency', 38) });
    expect(title).toBe('the account may run fewer at once than it did');
    expect(pro).toContain(
      "up to 900 ran at once in the account's pool, and the account's limit is 800 now: it was lowered",
    );
  });
});

describe("the function's own limit", () => {
  const assessment = assessmentOf(RESERVED_100);

  it('is suspected if it was lowered', () => {
    const minutes = minutesOf(...times(38, { observedMax: 180 }), ...times(22, { observedMax: 100 }));
    const { pro, contra } = claims(ownLimit, { minutes, assessment });
    expect(pro).toContain(
      'up to 180 ran at once, and its reserved concurrency is 100 now: it was lowered, or set where there was none',
    );
    expect(contra).toEqual(["lmon can't see why the limit was changed"]);
  });

  it('is suspected if CloudTrail has a change to it', () => {
    const trail = trailOf('PutFunctionConcurrency', 39);
    expect(claims(ownLimit, { trail, assessment }).pro).toContain('PutFunctionConcurrency by jo');
  });

  it.each(['DeleteFunctionConcurrency', 'PutProvisionedConcurrencyConfig'])(
    'is not suspected for a call that does not set it: %s',
    (call) => {
      const { pro, contra } = claims(ownLimit, { trail: trailOf(call, 39), assessment });
      expect(pro.join()).not.toContain(call);
      expect(contra).toEqual(["lmon can't see whether the limit was lowered"]);
    },
  );
});
