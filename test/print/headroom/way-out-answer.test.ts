import { describe, expect, it } from 'vitest';
import { type Assessment, MET_NOW } from '../../../src/capacity/assessment.ts';
import { headroomOf } from '../../../src/monitor/headroom/headroom.ts';
import { wayOutAnswer } from '../../../src/print/headroom/way-out-answer.ts';
import { plainLine } from '../../../src/terminal/drawing/draw-line.ts';
import { rawText } from '../../../src/terminal/text.ts';
import { LAGGING, snapshotOf } from '../../views/fleet/fleet-story.ts';

const TURNS_AWAY = { flag: 'throttling', reason: 'rejecting now', eta: MET_NOW, demand: 12 } as const;

function wayOutOf(assessment: Partial<Assessment>): string {
  const snapshot = snapshotOf({ functions: [LAGGING] });
  const [known] = snapshot.functions;
  const status = { ...known!, assessment: { ...known!.assessment, ...assessment } };
  return plainLine(wayOutAnswer(status, headroomOf(status, snapshot), snapshot) ?? []);
}

describe('the way out on the headroom screen', () => {
  it('looks for who fills the pool, where that throttles a consumer', () => {
    const pool = { value: 765, inUse: 765 };
    expect(wayOutOf({ ...TURNS_AWAY, limit: { kind: 'source', value: 10, inUse: 9.8, pool } })).toMatch(
      /who grows/,
    );
  });

  it.each([
    [765, 80, 'Shortest way out: call resize less, or reserve for it so that it leaves the rest alone.'],
    [765, null, 'Shortest way out: call resize less, or ask AWS for a higher limit.'],
    [
      105,
      80,
      "Shortest way out: call resize less, or ask AWS for a higher limit: what it runs can't be reserved, as 100 stay unreserved.",
    ],
  ])(
    'offers to reserve only what AWS would reserve for the function that fills a pool of %d with %d of its own',
    (value, level, says) => {
      const snapshot = snapshotOf({ functions: [LAGGING] });
      const [known] = snapshot.functions;
      const limit = { kind: 'account', value, inUse: value } as const;
      const status = { ...known!, assessment: { ...known!.assessment, ...TURNS_AWAY, limit } };
      const pool = { limit: value, inUse: value, turnedAway: 0, growthPerMinute: null, eta: null, ageMs: 0 };
      const poolUsers =
        level === null
          ? []
          : [{ functionName: rawText('resize'), level, growthPerMinute: 2, minuteMs: null }];
      const causes = [{ kind: 'poolFull', culprit: rawText('resize') }] as unknown as typeof snapshot.causes;
      const wayOut = wayOutAnswer(status, { ...headroomOf(status, snapshot), pool, poolUsers }, { causes });
      expect(plainLine(wayOut!)).toBe(says);
    },
  );

  it.each([
    { what: 'less than all calls run', of: TURNS_AWAY, load: 'gets more load' },
    { what: 'all calls run', of: { flag: 'near' } as const, load: 'may then get more load' },
  ])('says what more concurrency does to what is called where $what', ({ of, load }) => {
    const limit = { kind: 'reserved', value: 200, inUse: 180 } as const;
    expect(wayOutOf({ ...of, limit, level: 180, demand: 180 })).toMatch(
      new RegExp(`^Shortest way out: reserve \\d+; what it calls ${load}\\.$`),
    );
  });

  it('does not say that the account has no more to reserve if the need is unknown', () => {
    const limit = { kind: 'reserved', value: 200, inUse: null } as const;
    expect(wayOutOf({ ...TURNS_AWAY, limit, level: null, demand: null })).toBe(
      'Shortest way out: reserve more for it; how much it needs is not known.',
    );
  });
});
