import { expect, it } from 'vitest';
import type { Scenario } from '../../../src/capacity/limit/what-if.ts';
import { whatIfLines } from '../../../src/print/headroom/what-if-lines.ts';
import { plainLine } from '../../../src/terminal/drawing/draw-line.ts';
import { lineWidth } from '../../../src/terminal/line-layout.ts';
import { safe } from '../../../src/terminal/safe-text.ts';

const FULL = { kind: 'account', value: 765, inUse: 765 } as const;
const TRAFFIC: Scenario = {
  name: 'traffic',
  to: 2,
  needs: 430,
  limit: 765,
  excess: 0,
  poolChange: null,
  poolEta: null,
};

const TOLD = { times: safe`x`, isNoCure: false, tense: 'present' } as const;

it.each([
  { case: 'nothing fills it', flag: 'ok', etaMinutes: null, says: 'fits' },
  { case: 'others fill it', flag: 'near', etaMinutes: 13, says: 'fits for ~13m' },
  { case: 'others have filled it', flag: 'near', etaMinutes: 0, says: 'full now' },
  { case: 'its peaks are throttled', flag: 'throttling', etaMinutes: null, says: "peaks don't fit" },
] as const)('says how long more calls fit into a pool if $case: $says', ({ flag, etaMinutes, says }) => {
  const ms = (etaMinutes ?? 0) * 60_000;
  const eta = etaMinutes === null ? null : { earlyMs: ms, likelyMs: ms, lateMs: ms };
  const [line] = whatIfLines([{ ...TRAFFIC, poolEta: eta }], { limit: FULL, flag }, TOLD);
  expect(plainLine(line!)).toMatch(new RegExp(` 56 % {2}${says}$`));
});

it('says, as the fleet does, that a pool likely full at once has less than a minute, and never that it is full', () => {
  const poolEta = { earlyMs: 0, likelyMs: 0, lateMs: 90_000 };
  const limit = { ...FULL, inUse: 590 };
  const [line] = whatIfLines([{ ...TRAFFIC, needs: 680, poolEta }], { limit, flag: 'near' }, TOLD);
  expect(plainLine(line!)).toMatch(/ 89 % {2}fits for <1m$/);
});

it.each([0, 20, 59, 60, 3_600])(
  'has room for every outcome in 50 cells, %i s before a pool is full',
  (seconds) => {
    const likelyMs = seconds * 1_000;
    const poolEta = { earlyMs: likelyMs / 2, likelyMs, lateMs: 2 * likelyMs + 90_000 };
    const slower: Scenario = { ...TRAFFIC, name: 'slower', to: 1.5, poolEta };
    const limit = { ...FULL, inUse: 590 };
    for (const line of whatIfLines([slower, TRAFFIC], { limit, flag: 'near' }, TOLD))
      expect(lineWidth(line)).toBeLessThanOrEqual(50);
  },
);

it('asks in plain words what longer calls would need', () => {
  const slower: Scenario = { ...TRAFFIC, name: 'slower', to: 1.5 };
  const [line] = whatIfLines([slower], { limit: FULL, flag: 'ok' }, TOLD);
  expect(plainLine(line!)).toMatch(/^calls 1\.5 x as long +~430 /);
});

it("asks for a pool what a higher account limit would do: the pool itself can't be raised", () => {
  const raised: Scenario = {
    name: 'raised',
    to: 2_500,
    needs: 1_250,
    limit: 2_500,
    excess: 0,
    poolChange: 1_735,
    poolEta: null,
  };
  const [line] = whatIfLines([raised], { limit: FULL, flag: 'throttling' }, TOLD);
  expect(plainLine(line!)).toMatch(/^account \+1,735 +~1,250 +50 % {2}fits$/);
});

it('does not call a higher limit a fit if it would only let more calls wait for something slow', () => {
  const traffic: Scenario = { ...TRAFFIC, needs: 271, limit: 600 };
  const raised: Scenario = { ...traffic, name: 'raised', to: 300, limit: 300, poolChange: -100 };
  const limit = { kind: 'reserved', value: 200, inUse: 200 } as const;
  const lines = whatIfLines([traffic, raised], { limit, flag: 'ok' }, { ...TOLD, isNoCure: true });
  expect(lines.map(plainLine)).toEqual([
    expect.stringMatching(/fits$/),
    expect.stringMatching(/^reserved 300 .* fits, no cure$/),
    expect.stringMatching(/pool with 100 fewer/),
  ]);
});

const MINUTE_MS = 60_000;
it.each([
  { poolChange: 235, minutes: [16, 21, 28], says: 'pool with 235 more: full in ~21 min (16 to 28)' },
  { poolChange: -40, minutes: [6, 10, 15], says: 'pool with 40 fewer: full in ~10 min (6 to 15)' },
  { poolChange: -40, minutes: null, says: 'pool with 40 fewer: no trend to full' },
  { poolChange: -400, minutes: [0, 0, 0], says: 'pool with 400 fewer: full now' },
])('says below a higher limit what that does to the pool: $says', ({ poolChange, minutes, says }) => {
  const [earlyMs = 0, likelyMs = 0, lateMs = 0] = minutes?.map((each) => each * MINUTE_MS) ?? [];
  const poolEta = minutes === null ? null : { earlyMs, likelyMs, lateMs };
  const raised: Scenario = { ...TRAFFIC, name: 'raised', to: 5, needs: 42, limit: 50, poolChange, poolEta };
  const limit = { kind: 'source', value: 10, inUse: 10 } as const;
  const lines = whatIfLines([raised], { limit, flag: 'ok' }, TOLD).map(plainLine);
  expect(lines).toEqual([expect.stringMatching(/^factor 5 +~42 +84 % {2}fits$/), `  ${says}`]);
});

it('tells of a past moment that a pool was full then', () => {
  const poolEta = { earlyMs: 0, likelyMs: 0, lateMs: 0 };
  const raised: Scenario = { ...TRAFFIC, name: 'raised', poolChange: -40, poolEta };
  const limit = { ...FULL, inUse: 590 };
  const told = { ...TOLD, tense: 'past' } as const;
  const lines = whatIfLines([{ ...TRAFFIC, poolEta }, raised], { limit, flag: 'near' }, told).map(plainLine);
  expect(lines).toEqual([
    expect.stringMatching(/full then$/),
    expect.anything(),
    '  pool with 40 fewer: full then',
  ]);
});
