import { describe, expect, it } from 'vitest';
import { fleetJson } from '../../../src/print/fleet/fleet-json.ts';
import { fleetText } from '../../../src/print/fleet/fleet-text.ts';
import { NO_CAUSES } from '../../../src/triage/cause/causes-of-one.ts';
import {
  CALM,
  CAST,
  calm,
  type FunctionStory,
  IDLE,
  LOSING,
  snapshotOf,
  THROTTLED,
} from '../../views/fleet/fleet-story.ts';

function jsonOf(...functions: readonly FunctionStory[]) {
  return snapshotOf({ functions }).functions.map((status) =>
    JSON.parse(fleetJson(status, NO_CAUSES, 'present')),
  );
}

describe('a function as JSON', () => {
  it.each([0, 600])('has what the account pool lacks: %d provisioned and idle', (idle) => {
    const { functions } = snapshotOf({ functions: [CALM], pool: () => 60, idleProvisioned: idle });
    const { limit, use } = JSON.parse(fleetJson(functions[0]!, NO_CAUSES, 'present'));
    expect(limit).toEqual({
      kind: 'account',
      value: 765 - idle,
      atMost: false,
      idleProvisioned: idle,
      idleProvisionedAgeSeconds: 0,
      idleProvisionedPresumed: false,
    });
    expect(use).toBe(60 / (765 - idle));
  });

  it('has these fields, in this order', () => {
    const [checkout] = jsonOf(THROTTLED);
    expect(Object.keys(checkout)).toEqual([
      ...[
        'v',
        'function',
        'severity',
        'activity',
        'verdict',
        'reasons',
        'steady',
        'chronic',
        'notJudged',
        'minute',
        'settled',
      ],
      ...['requestsPerSecond', 'errorRate', 'throttleRate', 'durationP95Ms'],
      ...['iteratorAgeMs', 'lag', 'recordLoss', 'lostEvents', 'redriveQueues'],
      ...['concurrency', 'limit', 'use', 'ownUse', 'throttling', 'etaSeconds'],
    ]);
    expect(checkout).toMatchObject({
      v: 1,
      function: 'checkout-api',
      severity: 'crit',
      activity: 'active',
      minute: '2026-11-24T03:10:00.000Z',
      settled: true,
      errorRate: 0.09,
      durationP95Ms: 9_800,
      iteratorAgeMs: null,
      lostEvents: null,
      limit: { kind: 'reserved', value: 200 },
      throttling: 'throttling',
      etaSeconds: { early: 0, likely: 0, late: 0 },
    });
    expect(checkout.requestsPerSecond).toBeCloseTo(2_500 / 60);
    expect(checkout.throttleRate).toBeCloseTo(340 / 2_840);
    expect(Object.keys(checkout.concurrency)).toEqual(['estimate', 'low', 'high', 'observedMax']);
    expect(checkout.reasons[0]).toEqual({
      rule: 'throttles',
      severity: 'crit',
      value: expect.closeTo(340 / 2_840),
      unit: 'share',
      windowSeconds: 300,
      since: '2026-11-24T03:00:00.000Z',
    });
  });

  it('has null for no data, and zero for a measured zero', () => {
    const quiet = { name: 'quiet', minute: (age: number) => (age < 4 ? {} : calm()(age)) };
    const [missing, measured] = jsonOf(CALM, quiet);
    expect(measured).toMatchObject({ errorRate: 0, throttleRate: 0, etaSeconds: null, throttling: 'ok' });
    expect(missing).toMatchObject({
      function: 'quiet',
      requestsPerSecond: null,
      errorRate: null,
      durationP95Ms: null,
    });
  });

  it('claims nothing about a function without metrics', () => {
    expect(jsonOf(IDLE)[0]).toMatchObject({
      minute: null,
      settled: false,
      severity: 'ok',
      activity: 'idle',
    });
  });

  it.each(['denied', 'unread'] as const)('has no limit that is %s', (reserved) => {
    expect(jsonOf({ ...CALM, reserved })[0]).toMatchObject({
      limit: { kind: 'unknown', value: null },
      use: null,
    });
  });

  it('says what was not judged, and why', () => {
    expect(jsonOf({ ...CALM, reserved: 'denied' })[0]).toMatchObject({
      severity: 'unknown',
      notJudged: [
        { rule: 'use', because: 'denied' },
        { rule: 'eta', because: 'denied' },
      ],
    });
    expect(jsonOf(CALM)[0]).toMatchObject({ severity: 'ok', notJudged: [] });
  });

  it('counts lost events', () => {
    expect(jsonOf(LOSING)[0]).toMatchObject({ lostEvents: 4 });
  });

  it('is one line, whatever the name', () => {
    const name = 'a\nb\x1b[2J';
    const [status] = snapshotOf({ functions: [{ ...CALM, name }] }).functions;
    const json = fleetJson(status!, NO_CAUSES, 'present');
    expect(json).not.toMatch(/[\x00-\x1f]/);
    expect(JSON.parse(json).function).toBe(name);
  });
});

it("has for the account pool the use of all, and the function's own, as in the column", () => {
  const { functions } = snapshotOf({ functions: [CALM], pool: () => 612 });
  const { use, ownUse, concurrency, limit } = JSON.parse(fleetJson(functions[0]!, NO_CAUSES, 'present'));
  expect(use).toBeCloseTo(612 / 765, 10);
  expect(ownUse).toBeCloseTo(concurrency.estimate / limit.value, 10);
});

describe('the fleet as text', () => {
  it('has a row of titles and a row per function, worst first, with the reason at its end', () => {
    const rows = fleetText(snapshotOf({ functions: CAST }));
    expect(rows).toHaveLength(CAST.length + 1);
    expect(rows[0]).toMatch(/^ +FUNCTION .* ERR% .* {2}WHY at 03:10Z$/);
    const snapshot = snapshotOf({ functions: CAST });
    expect(fleetText(snapshot, snapshot.judgedMs + 86_400_000)[0]).toMatch(/ {2}WHY at \d+ \w{3} 03:10Z$/);
    expect(rows[1]).toMatch(/^!! CRIT checkout-api .* 9\.0 +12\.0 .* {2}THR 12\.0 % of attempts$/);
    expect(rows.at(-1)).toMatch(/^ +idle report-nightly/);
  });

  it('has no row wider than 120 columns, unless names are long', () => {
    for (const row of fleetText(snapshotOf({ functions: CAST, pool: () => 765 })))
      expect(row.length).toBeLessThanOrEqual(120);
  });

  it('says of which minute a function is if it differs from the rest', () => {
    const { functions, ...snapshot } = snapshotOf({ functions: [THROTTLED, CALM] });
    const [throttled, calm] = functions;
    const older = { ...calm!, minuteMs: calm!.minuteMs! - 60_000 };
    const rows = fleetText({ ...snapshot, functions: [throttled!, older] });
    expect(rows[1]).toMatch(/ {2}THR /);
    expect(rows[2]).toMatch(/ {2}03:09Z \S/);
  });

  it('has no style, and no space at the end of a row', () => {
    for (const row of fleetText(snapshotOf({ functions: CAST }))) {
      expect(row).not.toMatch(/\x1b| $/);
    }
  });

  it.each([30, 48, 64, 140])('keeps a name of %i characters in full', (length) => {
    const name = 'n'.repeat(length);
    const rows = fleetText(snapshotOf({ functions: [...CAST, { ...CALM, name }] }));
    expect(rows.filter((row) => row.includes(name))).toHaveLength(1);
    const titles = rows[0]?.indexOf('WHY') ?? 0;
    expect(rows.find((row) => row.includes('checkout-api'))?.indexOf('THR 12.0 %')).toBe(titles);
  });

  it('is harmless to a terminal, with one row per function', () => {
    const hostile = ['\x1b[2Jx', 'a\nb', '\u202egnp'].map((name) => ({ ...CALM, name }));
    const rows = fleetText(snapshotOf({ functions: hostile }));
    expect(rows).toHaveLength(4);
    for (const row of rows) expect(row).not.toMatch(/[\x00-\x1f\x7f-\x9f\u202e]/);
  });

  it('shows denied data as denied, and claims no ok for what was not judged', () => {
    const rows = fleetText(snapshotOf({ functions: [{ ...CALM, reserved: 'denied' }] }));
    expect(rows[1]).toContain('~1/denied');
    expect(rows[1]).toMatch(/^ +\? .*denied: USE, ETA$/);
  });

  it.each([
    {
      what: 'throttles',
      minute: calm((age) => ({ 'Throttles Sum': age === 3 ? 340 : 0 })),
      says: /THR [1-9][\d.]* % of attempts in 5m/,
    },
    {
      what: 'errors',
      minute: calm((age) => ({ 'Errors Sum': age === 3 ? 340 : 0 })),
      says: /ERR [1-9][\d.]* % of calls in 5m/,
    },
  ])('describes $what that are over with the rate of the rule', ({ minute, says }) => {
    expect(fleetText(snapshotOf({ functions: [{ name: 'recovered', minute }] }))[1]).toMatch(says);
  });

  it('has titles even without functions', () => {
    expect(fleetText(snapshotOf({ functions: [] }))).toHaveLength(1);
  });
});
