import { expect, it } from 'vitest';
import { type Headroom, headroomOf } from '../../../src/monitor/headroom/headroom.ts';
import { wayOutAnswer } from '../../../src/print/headroom/way-out-answer.ts';
import { plainLine } from '../../../src/terminal/drawing/draw-line.ts';
import { rawText } from '../../../src/terminal/text.ts';
import { type LimitCommand, limitCommands } from '../../../src/views/headroom/limit-commands.ts';
import { scriptedMapping } from '../../monitor/scripted-account.ts';
import { minuteMsAt, minutesOf, reasonOf, times } from '../../triage/troubled.ts';
import { CALM, calm, snapshotOf } from '../fleet/fleet-story.ts';

const ACCESS = { region: 'eu-west-1', profile: null, endpointUrl: null, lmon: 'lmon', isDemo: false };
const NO_HEADROOM: Headroom = {
  limits: [],
  scenarios: [],
  cause: null,
  pool: null,
  poolMinuteMs: null,
  poolUsers: [],
  callers: 'queue',
  provisioned: null,
};

/** The values to which the commands for a function would raise the maximum of its queues, if those are the limit. */
function raisedTo(...maxima: readonly number[]): readonly (string | undefined)[] {
  const [status] = snapshotOf({ functions: [CALM] }).functions;
  const value = maxima.map((maximumConcurrency) => ({
    mapping: scriptedMapping('worker', {
      source: 'sqs',
      sourceArn: rawText('arn:aws:sqs:eu-west-1:123456789012:orders'),
      failurePolicy: null,
      maximumConcurrency,
    }),
    stream: null,
    queue: null,
  }));
  const limit = { kind: 'source', value: 9, inUse: 9, isQueue: true } as const;
  const capped = {
    ...status!,
    assessment: { ...status!.assessment, limit },
    eventSources: { known: true, value },
  } as const;
  return limitCommands(capped, NO_HEADROOM, null, ACCESS)
    .filter(({ kind }) => kind === 'writes')
    .map(({ command }) => /MaximumConcurrency=(\d+)/.exec(command)?.[1]);
}

it.each([
  [[50], ['100']],
  [[700], ['1000']],
  [[999], ['1000']],
  [[1_000], []],
  [[1_000, 2], ['4']],
])("a queue's maximum of %j is raised to %j, and no further than AWS accepts", (maxima, to) => {
  expect(raisedTo(...maxima)).toEqual(to);
});

/**
 * What the commands for a function in a full pool would reserve for the function that fills it, and their explanation.
 */
function reservedFor(
  culprit: { readonly level: number | null; readonly observedMax: number },
  poolLimit: number,
) {
  const [status] = snapshotOf({ functions: [CALM] }).functions;
  const limit = { kind: 'account', value: poolLimit, inUse: poolLimit } as const;
  const onPool = { ...status!, assessment: { ...status!.assessment, limit } };
  const filling = {
    ...onPool,
    name: rawText('image-resize'),
    assessment: { ...onPool.assessment, level: culprit.level },
    observedMax: culprit.observedMax,
  };
  const pool = {
    limit: poolLimit,
    inUse: poolLimit,
    turnedAway: 0,
    growthPerMinute: null,
    eta: null,
    ageMs: 0,
  };
  const [writes] = limitCommands(onPool, { ...NO_HEADROOM, pool }, filling, ACCESS).filter(
    ({ kind }) => kind === 'writes',
  );
  if (writes === undefined) return null;
  return {
    to: /reserved-concurrent-executions (\d+)/.exec(writes.command)?.[1],
    says: String(writes.says),
  };
}

it('reserves the current peak for the function that fills the pool: any less, like its mean, would throttle it now', () => {
  expect(reservedFor({ level: 355.4, observedMax: 409 }, 765)).toEqual({
    to: '409',
    says: 'image-resize stays at 409, its peak now; calls beyond are turned away',
  });
});

it('reserves no more for it than AWS accepts, and does not call that its peak', () => {
  expect(reservedFor({ level: 690, observedMax: 700 }, 765)).toEqual({
    to: '665',
    says: 'image-resize stays at 665; calls beyond are turned away',
  });
});

it('offers no reservation that would throttle most of its calls, as AWS keeps 100 unreserved', () => {
  expect(reservedFor({ level: 80, observedMax: 97 }, 105)).toBeNull();
  expect(reservedFor({ level: 80, observedMax: 97 }, 90)).toBeNull();
});

it('offers none if its concurrency is unknown, nor one of 0, which would switch it off', () => {
  expect(reservedFor({ level: null, observedMax: 409 }, 765)).toBeNull();
  expect(reservedFor({ level: 0, observedMax: 80 }, 100)).toBeNull();
});

function reservedBy(commands: readonly LimitCommand[]): string | null {
  const writes = commands.find(({ kind }) => kind === 'writes')?.command ?? '';
  return /reserved-concurrent-executions (\d+)/.exec(writes)?.[1] ?? null;
}

it('raises it for 500 short calls a second to what the what-if and the way out name', () => {
  const tooMany = calm(() => ({
    'Invocations Sum': 21_000,
    'Throttles Sum': 9_000,
    'Duration Sum': 21_000 * 62,
    'ConcurrentExecutions Maximum': 27,
  }));
  const snapshot = snapshotOf({ functions: [{ name: 'auth-token', reserved: 35, minute: tooMany }] });
  const [status] = snapshot.functions;
  const headroom = headroomOf(status!, snapshot);
  expect(reservedBy(limitCommands(status!, headroom, null, ACCESS))).toBe('65');
  expect(headroom.scenarios.find(({ name }) => name === 'raised')?.to).toBe(65);
  expect(plainLine(wayOutAnswer(status!, headroom, snapshot)!)).toMatch(/reserve 65 /);
});

it.each([
  { flag: 'throttling', load: 'gets more load' },
  { flag: 'near', load: 'may then get more load' },
] as const)('says like the way out that what it calls $load, where it is $flag', ({ flag, load }) => {
  const snapshot = snapshotOf({ functions: [CALM] });
  const [status] = snapshot.functions;
  const limit = { kind: 'reserved', value: 200, inUse: 180 } as const;
  const near = { ...status!, assessment: { ...status!.assessment, limit, flag, demand: 180, level: 180 } };
  const headroom = headroomOf(near, snapshot);
  const writes = limitCommands(near, headroom, null, ACCESS).find(({ kind }) => kind === 'writes');
  expect(writes?.says).toBe(`reserves 250, taken from the pool that all share; what it calls ${load}`);
  expect(plainLine(wayOutAnswer(near, headroom, snapshot)!)).toContain(`what it calls ${load}`);
});

it.each([
  { demand: 271, level: 193, to: '350' },
  { demand: null, level: 193, to: '250' },
  { demand: null, level: null, to: null },
])(
  'raises a reservation of 200 to $to for a demand of $demand and a level of $level',
  ({ demand, level, to }) => {
    const snapshot = snapshotOf({ functions: [CALM] });
    const [status] = snapshot.functions;
    const limit = { kind: 'reserved', value: 200, inUse: 200 } as const;
    const short = { ...status!, assessment: { ...status!.assessment, limit, demand, level } };
    const commands = limitCommands(short, headroomOf(short, snapshot), null, ACCESS);
    expect(reservedBy(commands)).toBe(to);
    expect(commands.some(({ command }) => command.includes('get-service-quota'))).toBe(false);
  },
);

it('says that a higher reservation is no cure for a slow dependency, like the report', () => {
  const throttles = reasonOf('throttles', { sinceMs: minuteMsAt(58) });
  const minutes = minutesOf(
    ...times(55, { invocations: 100 }),
    ...times(5, { invocations: 83, throttles: 20 }),
  );
  const snapshot = snapshotOf({ functions: [CALM] });
  const [status] = snapshot.functions;
  const limit = { kind: 'reserved', value: 200, inUse: 200 } as const;
  const slower = { sinceMs: minuteMsAt(55), beforeMs: 1_100, nowMs: 4_600 };
  const says = (durationRise: typeof slower | null) => {
    const assessment = { ...status!.assessment, limit, flag: 'throttling', demand: 271 } as const;
    const waiting = { ...status!, durationRise, reasons: [throttles], minutes, assessment };
    return limitCommands(waiting, headroomOf(waiting, snapshot), null, ACCESS)
      .filter(({ kind }) => kind === 'writes')
      .map((command) => String(command.says));
  };
  expect(says(slower)).toEqual([
    'reserves 350, taken from the pool; no cure for a slow dependency, which gets more load',
  ]);
  expect(says(null)).toEqual([
    'reserves 350, taken from the pool that all share; what it calls gets more load',
  ]);
});
