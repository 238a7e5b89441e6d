import { describe, expect, it } from 'vitest';
import { READ_OPERATIONS } from '../../../src/aws/connection/read-operations.ts';
import { MINUTE_MS } from '../../../src/lambda/time.ts';
import type { ApiFailure, ApiUse } from '../../../src/monitor/calls/api-ledger.ts';
import type { CallBudgetState } from '../../../src/monitor/calls/call-budget.ts';
import { withoutAction } from '../../../src/monitor/calls/permission.ts';
import { NO_CREDENTIALS, type SourceErrorKind } from '../../../src/monitor/source-error.ts';
import { displayWidth } from '../../../src/terminal/display-width.ts';
import { safe } from '../../../src/terminal/safe-text.ts';
import { rawText, type SafeText } from '../../../src/terminal/text.ts';
import { remedyOf } from '../../../src/views/own-errors/own-error-words.ts';
import { lastFirst, ownErrorsRows, ownErrorsText } from '../../../src/views/own-errors/own-errors-rows.ts';
import type { OwnErrorsScene } from '../../../src/views/own-errors/own-errors-scene.ts';
import { accountHeader } from '../../../src/views/parts/header/account-header.ts';
import { SIZES } from '../every-look.ts';
import { LOOK, rowWith, wordsOf } from '../fleet/fleet-on-screen.ts';
import { CALM, NOW_MS, snapshotOf } from '../fleet/fleet-story.ts';

const API = { calls: 40, callsLastMinute: 2, failedCalls: 0, dollars: 0 };
const GET_METRIC_DATA: ApiUse = { ...API, action: 'cloudwatch:GetMetricData', calls: 1_204, dollars: 0.084 };
const FILTER: ApiUse = { ...API, action: 'logs:FilterLogEvents', failedCalls: 12 };
const LIST_FUNCTIONS: ApiUse = { ...API, action: 'lambda:ListFunctions' };

function failureOf(action: string, kind: SourceErrorKind, different: Partial<ApiFailure> = {}): ApiFailure {
  const name = rawText(kind === 'denied' ? 'AccessDeniedException' : 'ThrottlingException');
  return {
    error: { kind, action, name, message: rawText('User: ada is not authorized') },
    region: null,
    count: 12,
    firstMs: NOW_MS - 9 * MINUTE_MS,
    lastMs: NOW_MS - MINUTE_MS,
    ...different,
  };
}

const DENIED = failureOf('logs:FilterLogEvents', 'denied');

interface Story {
  readonly failures?: readonly ApiFailure[];
  readonly recentFailures?: number;
  readonly apis?: readonly ApiUse[];
  readonly dollars?: number;
  readonly budget?: readonly CallBudgetState[];
}

function sceneOf(story: Story, different: Partial<OwnErrorsScene> = {}): OwnErrorsScene {
  const { failures = [], recentFailures = failures.length, apis = [FILTER, GET_METRIC_DATA] } = story;
  const snapshot = snapshotOf({ functions: [CALM] });
  return {
    header: accountHeader(snapshot, {
      whereabouts: { who: 'prod', region: 'eu-west-1', localOffsetMinutes: 60 },
      nowMs: NOW_MS,
      look: LOOK,
    }),
    above: [safe`Fleet`],
    ledger: {
      ...snapshot.api,
      calls: 1_244,
      dollars: story.dollars ?? 0.084,
      failures,
      recentFailures,
      apis,
    },
    budget: story.budget ?? [],
    areCallsHeld: false,
    first: 0,
    nowMs: NOW_MS,
    columns: 120,
    rows: 40,
    look: LOOK,
    ...different,
  };
}

function onScreen(story: Story, different: Partial<OwnErrorsScene> = {}): readonly string[] {
  return wordsOf(ownErrorsRows(sceneOf(story, different)));
}

/** A budget of one call in one Region. */
const LANE: CallBudgetState = {
  action: 'logs:FilterLogEvents',
  region: 'eu-west-1',
  ratePerSecond: 3.33,
  callsLastMinute: 2,
  throttledLastMinute: 0,
  backingOffUntilMs: null,
};

describe('the screen of own errors', () => {
  it('starts with the current state', () => {
    const first = (story: Story, different: Partial<OwnErrorsScene> = {}) => onScreen(story, different)[3];
    expect(first({})).toBe(' No call has failed in this session');
    expect(first({ failures: [DENIED], recentFailures: 12 })).toBe(
      ' 12 calls failed in the last 10 min, the last 1 min ago',
    );
    expect(first({ failures: [{ ...DENIED, lastMs: NOW_MS - 9_400 }] })).toContain(', the last just now');
    expect(first({ failures: [{ ...DENIED, lastMs: NOW_MS - 12_000 }] })).toContain(', the last 12 s ago');
    expect(first({ failures: [DENIED], recentFailures: 0 })).toBe(
      ' No call has failed in the last 10 min; the last one did 1 min ago',
    );
    expect(first({}, { areCallsHeld: true })).toContain('Calls are stopped until :stop is entered again');
  });

  it('names a denied call with its IAM action, how often, what it affects and what to do', () => {
    const rows = onScreen({ failures: [DENIED] });
    const at = rows.indexOf(rowWith(rows, 'AccessDeniedException'));
    expect(rows.slice(at, at + 4)).toEqual([
      ' 03:11Z  logs:FilterLogEvents  denied 12 times since 03:03Z, AccessDeniedException',
      '         do       allow this identity logs:FilterLogEvents',
      '         means    no log lines, or a gap among them',
      '         says     User: ada is not authorized',
    ]);
  });

  it('calls credentials that never were missing, not expired', () => {
    const error = { ...DENIED.error, kind: 'expired' as const, name: rawText(NO_CREDENTIALS) };
    const rows = onScreen({ failures: [{ ...DENIED, error }] });
    expect(rowWith(rows, 'NoCredentials')).toContain('logs:FilterLogEvents  no credentials 12 times');
    expect(rowWith(rows, ' do ')).toMatch(/do +aws configure sso, then :profile NAME; lmon goes on looking$/);
    expect(rows.join('\n')).not.toMatch(/expired|sign in again/);
  });

  it("shows AWS's message in full, in as many rows as it takes", () => {
    const says =
      'User: arn:aws:sts::123456789012:assumed-role/OnCallRead/ada is not authorized to perform: x';
    const failure = { ...DENIED, error: { ...DENIED.error, message: rawText(says) } };
    const rows = onScreen({ failures: [failure] }, { columns: 60, rows: 40 });
    const at = rows.indexOf(rowWith(rows, ' says '));
    const end = rows.indexOf(rowWith(rows, 'API CALLS')) - 1;
    const told = rows.slice(at, end).map((row) => row.slice(18).trim());
    expect(told.join('').replaceAll(' ', '')).toBe(says.replaceAll(' ', ''));
  });

  it('leaves out what has no room on a narrow screen, and cuts nothing else', () => {
    const rows = onScreen({ failures: [DENIED] }, { columns: 60, rows: 40 });
    expect(rows.join('\n')).not.toContain('…');
    expect(rowWith(rows, 'denied')).toMatch(/logs:FilterLogEvents {2}denied 12 times/);
    expect(rowWith(rows, ' CALL ')).toMatch(/CALLS +FAILED +COST$/);
  });

  it('shows the newest error first, and says once for one that came once', () => {
    const rows = onScreen({
      failures: [DENIED, failureOf('lambda:ListFunctions', 'throttled', { count: 1 })],
    });
    const throttled = rows.findIndex((row) => row.includes('throttled once, ThrottlingException'));
    expect(throttled).toBeGreaterThan(0);
    expect(throttled).toBeLessThan(rows.findIndex((row) => row.includes('AccessDenied')));
  });

  it('names the Region of an error that is of another than the rest', () => {
    const rows = onScreen({ failures: [{ ...DENIED, region: 'us-east-1' }, DENIED] });
    expect(rowWith(rows, ' in us-east-1 ')).toMatch(/logs:FilterLogEvents in us-east-1 {2}denied 12 times/);
    expect(rows.filter((row) => /logs:FilterLogEvents {2}denied 12 times/.test(row))).toHaveLength(1);
  });

  it('shows calls, pace, failures and cost of each API, grouped by service', () => {
    const rows = onScreen({ apis: [FILTER, LIST_FUNCTIONS, GET_METRIC_DATA] });
    expect(rowWith(rows, 'API CALLS')).toMatch(/ 1,244 calls this session, about \$0\.08; ~\$0\.08\/h$/);
    const at = rows.indexOf(rowWith(rows, 'BUDGET'));
    expect(rows.slice(at + 1, at + 4)).toEqual([
      expect.stringMatching(/^ cloudwatch:GetMetricData +1,204 +2 +0 +\$0\.08/),
      expect.stringMatching(/^ lambda:ListFunctions +40 +2 +0 +free/),
      expect.stringMatching(/^ logs:FilterLogEvents +40 +2 +12 +free/),
    ]);
  });

  it('names each call that lmon may make in full at 120 columns', () => {
    const apis = Object.values(READ_OPERATIONS).map((action) => ({ ...API, action }));
    const words = onScreen({ apis }, { rows: apis.length + 10 }).join('\n');
    for (const { action } of apis) expect(words).toContain(`${action} `);
  });

  it('does not round a fraction of a cent to nothing', () => {
    const rows = onScreen({ apis: [{ ...GET_METRIC_DATA, dollars: 0.001 }], dollars: 0.001 });
    expect(rowWith(rows, 'GetMetricData')).toContain('<$0.01');
    expect(rowWith(rows, 'API CALLS')).toContain(' calls this session, <$0.01; ');
  });

  it.each<[string, Partial<CallBudgetState>, RegExp]>([
    ['goes on', {}, /up to {2}3\.3\/s$/],
    ['was throttled', { throttledLastMinute: 3, ratePerSecond: 0.83 }, /throttled, 0\.8\/s$/],
    ['backs off', { backingOffUntilMs: NOW_MS + 12_000 }, /waits 12 s$/],
    ['shares its budget', { action: 'lambda:*' }, /up to {2}3\.3\/s for all lambda:\*$/],
  ])('shows the budget of a call that %s', (_case, different, expected) => {
    const action = different.action === undefined ? 'logs:FilterLogEvents' : 'lambda:ListFunctions';
    const lane = { ...LANE, action, ...different };
    expect(rowWith(onScreen({ apis: [FILTER, LIST_FUNCTIONS], budget: [lane] }), ` ${action} `)).toMatch(
      expected,
    );
  });

  it.each<[string, Partial<CallBudgetState>, RegExp]>([
    ['how much it may ask of all together', {}, /up to {2}8\.3\/s in 2 Regions$/],
    ['which of them AWS throttles', { backingOffUntilMs: NOW_MS + 12_000 }, / us-east-1 waits 12 s$/],
  ])('says of a call in several Regions %s', (_case, different, expected) => {
    const other = { ...LANE, region: 'us-east-1', ratePerSecond: 8.33, ...different };
    const story = { apis: [FILTER], budget: [LANE, other] };
    expect(rowWith(onScreen(story), ' logs:FilterLogEvents ')).toMatch(expected);
    const narrow = onScreen(story, { columns: 80, rows: 24 });
    expect(rowWith(narrow, ' logs:FilterLogEvents ')).toMatch(/ (?:8\.3\/s|waits 12 s)$/);
  });

  it('names below a narrow table the Region that AWS throttles', () => {
    const other = { ...LANE, region: 'us-east-1', backingOffUntilMs: NOW_MS + 12_000 };
    const notesAt = (columns: number, budget: readonly CallBudgetState[]) =>
      onScreen({ apis: [FILTER], budget }, { columns, rows: 24 }).filter((row) =>
        row.includes('AWS throttles'),
      );
    expect(notesAt(80, [LANE, other]).map((row) => row.trim())).toEqual([
      'AWS throttles logs:FilterLogEvents in us-east-1',
    ]);
    expect(notesAt(120, [LANE, other])).toEqual([]);
    expect(notesAt(80, [other])).toEqual([]);
  });

  it('aligns the rates of budgets', () => {
    const lane = { region: 'eu-west-1', callsLastMinute: 2, throttledLastMinute: 0, backingOffUntilMs: null };
    const budget = [
      { ...lane, action: 'logs:FilterLogEvents', ratePerSecond: 3.33 },
      { ...lane, action: 'cloudwatch:GetMetricData', ratePerSecond: 167 },
    ];
    for (const columns of [80, 120]) {
      const rows = onScreen({ budget }, { columns, rows: 24 });
      const ends = ['FilterLogEvents', 'GetMetricData'].map((call) => rowWith(rows, call).indexOf('/s'));
      expect(new Set(ends).size).toBe(1);
    }
  });

  it('names the keys that scroll only where there is more to see', () => {
    const failures = Array.from({ length: 9 }, (_, index) => failureOf(`lambda:Get${index}`, 'denied'));
    expect(onScreen({ failures }, { columns: 60, rows: 15 }).at(-1)).toContain('j k scroll');
    expect(onScreen({}).at(-1)).not.toContain('scroll');
  });

  it('explains a shared budget below the calls at 80 columns, where the row has no room', () => {
    const lane = {
      action: 'lambda:*',
      region: 'eu-west-1',
      ratePerSecond: 3.33,
      callsLastMinute: 2,
      throttledLastMinute: 0,
      backingOffUntilMs: null,
    };
    const rows = onScreen({ apis: [FILTER, LIST_FUNCTIONS], budget: [lane] }, { columns: 80, rows: 24 });
    expect(rowWith(rows, ' lambda:ListFunctions ')).toMatch(/ 3\.3\/s\*$/);
    expect(rowWith(rows, ' logs:FilterLogEvents ')).not.toContain('*');
    expect(rowWith(rows, 'one budget')).toBe(' * one budget for all lambda:*');
    const without = onScreen({ apis: [FILTER], budget: [lane] }, { columns: 80, rows: 24 });
    expect(without.join('\n')).not.toContain('one budget');
  });

  describe.each(SIZES)('on $columns x $rows', (size) => {
    const many = Array.from({ length: 20 }, (_, index) => failureOf(`lambda:Get${index}`, 'denied'));

    it('fills the screen and no more', () => {
      const hostile = failureOf('lambda:ListFunctions', 'malformed', {
        error: { ...DENIED.error, message: rawText(`\x1b[2J\x07${'注文'.repeat(200)}`) },
      });
      for (const failures of [[], [DENIED], [hostile], many]) {
        const rows = onScreen({ failures }, size);
        expect(rows).toHaveLength(size.rows);
        for (const row of rows) {
          expect(displayWidth(row as SafeText)).toBeLessThanOrEqual(size.columns - 1);
          expect(row).not.toMatch(/[\x00-\x1f]/);
        }
      }
    });

    it('can be scrolled to its end', () => {
      const scene = sceneOf({ failures: many }, size);
      const text = ownErrorsText(scene);
      const rows = wordsOf(ownErrorsRows({ ...scene, first: lastFirst(text.length, size.rows) }));
      expect(rows.join('\n')).toContain('logs:FilterLogEvents');
      expect(wordsOf(ownErrorsRows({ ...scene, first: 10_000 }))).toEqual(rows);
    });
  });
});

const ROOM_AT_80_COLUMNS = 61;

it.each(['ValidationError', 'ValidationException', 'InvalidParameterValue'])(
  'neither network nor endpoint is to be checked after %s: AWS understood the request',
  (name) => {
    const remedy = remedyOf({ kind: 'malformed', name: rawText(name) }, 'logs:FilterLogEvents' as SafeText);
    expect(remedy).toBe('nothing: AWS calls this question wrong; lmon goes on asking');
    expect(displayWidth(remedy)).toBeLessThanOrEqual(ROOM_AT_80_COLUMNS);
  },
);

it.each(Object.values(READ_OPERATIONS))("one line says what lmon can't show if %s is denied", (action) => {
  expect(withoutAction(action)).not.toBe(withoutAction('nothing:Known'));
  expect(displayWidth(withoutAction(action))).toBeLessThanOrEqual(ROOM_AT_80_COLUMNS);
  for (const kind of ['denied', 'throttled', 'expired', 'absent', 'unreachable', 'malformed'] as const)
    expect(displayWidth(remedyOf({ kind, name: rawText('') }, action as SafeText))).toBeLessThanOrEqual(
      ROOM_AT_80_COLUMNS,
    );
  expect(remedyOf({ kind: 'denied', name: rawText('') }, action as SafeText)).toContain(action);
});
