import { describe, expect, it } from 'vitest';
import { rawText } from '../../../src/terminal/text.ts';
import {
  CALM,
  calm,
  IDLE,
  LAGGING,
  LOSING,
  snapshotOf,
  THROTTLED,
  WORSE_THAN_EVER,
} from '../fleet/fleet-story.ts';
import { detailOf, onScreen, scene } from './dashboard-stories.ts';

describe('what the dashboard says about a function', () => {
  it('is how many times the attempts have grown in an hour, where a percentage would be long', () => {
    const grown = calm((age) => ({ 'Invocations Sum': age < 10 ? 15_600 : 600 }));
    expect(onScreen({ ...CALM, minute: grown })).toMatch(/attempts +15,600 {3}26 times 1h earlier/);
  });

  it('compares attempts with no minute whose throttles are not known', () => {
    const served = calm(() => ({}));
    const minute: typeof served = (age) => {
      const { 'Throttles Sum': throttles, ...others } = served(age);
      return age > 30 || throttles === undefined ? others : { ...others, 'Throttles Sum': throttles };
    };
    expect(onScreen({ ...CALM, minute: served })).toContain('1h earlier');
    expect(onScreen({ ...CALM, minute })).not.toContain('1h earlier');
  });

  it('is over how many minutes events were lost, unlike the other numbers, which are of one minute', () => {
    expect(onScreen(LOSING)).toMatch(/lost events +4 ▲ in 5m/);
  });

  it('is from which error rate on a function that fails all week is critical', () => {
    const turnedAway = calm((age) => ({
      'Errors Sum': age < 20 ? 300 : 120,
      'Throttles Sum': age < 12 ? 200 : 0,
    }));
    const words = onScreen({ ...WORSE_THAN_EVER, minute: turnedAway });
    expect(words).toMatch(/errors .* CRIT from 30 %/);
  });

  it('is the measured peak, and no estimated one beside it', () => {
    expect(onScreen(CALM)).toMatch(/concurrency +~1 {3}peak 3\s*$/m);
  });

  it.each([
    { what: 'a function at rest', story: CALM, says: 'nothing hurts: no rule is broken' },
    { what: 'a function that is turned away', story: THROTTLED, says: /CRIT +.*turns away/ },
    { what: 'a stream', story: LAGGING, says: /STREAM .* stream of/ },
    { what: 'a function that nothing waits for', story: CALM, says: /called by +direct callers, who wait/ },
    { what: 'a function that nobody called', story: IDLE, says: /called by +not known: no call lately/ },
    { what: 'a function without a dead-letter target', story: CALM, says: /^(?![\s\S]*lost events)/ },
    { what: 'a measured zero', story: CALM, says: /turned away +0/ },
    { what: 'no data', story: IDLE, says: /turned away +-/ },
    { what: 'a denied limit', story: { ...CALM, reserved: 'denied' as const }, says: /limit +denied/ },
  ])('is what is known about $what', ({ story, says }) => {
    const words = onScreen(story);
    expect(words).toMatch(says);
  });

  it.each([
    { of: 'records', ageMs: 480_000, says: /iterator age +8 ?m/ },
    { of: 'records', ageMs: 1_199_000, says: /iterator age +20m/ },
    { of: 'records', ageMs: 356, says: /iterator age +356 ms/ },
    { of: 'messages', ageMs: 120_000, says: /message age +2 ?m/ },
    { of: 'events', ageMs: 180_000, says: /event age +3 ?m/ },
    { of: 'messages', ageMs: 'denied', says: /message age +denied/ },
    { of: 'events', ageMs: 'missing', says: /event age +-/ },
  ] as const)('names the same lag as the fleet: $of, $ageMs', ({ of, ageMs, says }) => {
    const { status } = scene(CALM);
    const words = onScreen(CALM, { status: { ...status, lag: { of, ageMs } } });
    expect(words).toMatch(says);
    expect(words.match(/(?:iterator|message|event) age/g)).toHaveLength(1);
  });

  it.each([
    { columns: 80, rows: 24, at: 'facts', beside: /UNUSUAL[\s\S]*COST AN HOUR[\s\S]*CALLS READ/ },
    { columns: 120, rows: 40, at: 'facts', beside: /SET UP ─+ +COST AN HOUR ─+ last hour, at list price/ },
    { columns: 200, rows: 60, at: 'facts', beside: /SET UP ─+ +COST AN HOUR ─+ last hour, at list price/ },
  ] as const)('are all on a page after the charts at $columns columns', ({ at, beside, ...size }) => {
    const page = onScreen(CALM, { ...size, pane: { at, isLarge: false } });
    expect(page).toMatch(beside);
    // 600 calls a minute of 100 ms each, at 512 MB of arm64: $0.024 and $0.0072.
    expect(page).toMatch(/compute +~\$0\.02 {2}1,800 GB-seconds/);
    expect(page).toMatch(/requests +~\$0\.01 {2}36,000/);
    expect(onScreen(CALM, { ...size, pane: { at, isLarge: true } })).toBe(page);
  });

  it.each([
    { what: 'unknown before the function was read', isRead: false, says: '?', calls: '?' },
    { what: 'none where there is none', isRead: true, calls: '-' },
    {
      what: 'denied where the log may not be read',
      isRead: true,
      refused: 'denied',
      says: 'none found in what may be read',
      calls: 'denied',
    },
    { what: 'unknown where the log gave no answer', isRead: true, refused: 'unreachable', calls: '?' },
  ] as const)('is $what: unusual settings, and calls in the log', (read) => {
    const { isRead, refused, says = 'none found', calls } = read;
    const error = { action: 'logs:FilterLogEvents', name: rawText('Error'), message: rawText('') };
    const reportsError = refused === undefined ? null : { ...error, kind: refused };
    const { status } = scene(CALM);
    const page = onScreen(CALM, {
      pane: { at: 'facts', isLarge: false },
      status: { ...status, configuration: { ...status.configuration, timeoutMs: 1_000 } },
      snapshot: { ...snapshotOf({ functions: [CALM] }), detail: detailOf(CALM, { isRead, reportsError }) },
    });
    const row = (label: string) => new RegExp(` ${label} +(\\S+) *$`, 'm').exec(page)?.[1];
    expect(/UNUSUAL SETTINGS ─+\n (.*?) *$/m.exec(page)?.[1]).toBe(says);
    expect([row('cold starts'), row('calls')]).toEqual([calls, calls]);
  });

  const unusualOf = (isRead: boolean) => {
    const { status } = scene(CALM);
    const configuration = { ...status.configuration, timeoutMs: 30_000 };
    const page = onScreen(CALM, {
      pane: { at: 'facts', isLarge: false },
      status: { ...status, configuration },
      snapshot: { ...snapshotOf({ functions: [CALM] }), detail: detailOf(CALM, { isRead }) },
    });
    return /UNUSUAL SETTINGS ─+\n([\s\S]*?)\n *\n/.exec(page)?.[1];
  };

  it('says that further unusual settings may come until all was read', () => {
    expect(unusualOf(false)).toMatch(/^ note .*\n \? {5}others not read yet *$/);
    expect(unusualOf(true)).toMatch(/^ note .*$/);
  });

  it('is how asynchronous events are retried by default, in full, in half of 120 columns', () => {
    const detail = detailOf(CALM, { asyncDelivery: { known: true, value: null } as const });
    const page = onScreen(CALM, {
      pane: { at: 'facts', isLarge: false },
      snapshot: { ...snapshotOf({ functions: [CALM] }), detail },
    });
    expect(page).toMatch(/retries +2 {2}for up to 6h 00m, default /);
  });

  it('is the whole VPC, also in the column beside the charts', () => {
    const { status } = scene(CALM);
    const vpc = { vpcId: rawText('vpc-0a1b2c3d4e5f67890'), subnets: 3, securityGroups: 12 };
    const setup = {
      ...{ ephemeralStorageMb: 512, kmsKeyArn: null, vpc, fileSystems: 0 },
      ...{ startsFromSnapshot: false, state: null, lastUpdate: null },
    };
    const words = onScreen(CALM, {
      status: { ...status, configuration: { ...status.configuration, setup } },
      snapshot: { ...snapshotOf({ functions: [CALM] }), detail: detailOf(CALM) },
    });
    expect(words).toMatch(/VPC +vpc-0a1b2c3d4e5f67890 *\n.* {3}3 subnets, 12 security groups *\n/);
  });

  it('is denied for each number that may not be read', () => {
    const series = [
      'Throttles Sum',
      'Errors Sum',
      'Duration Sum',
      'Duration p95',
      'Duration Maximum',
      'ConcurrentExecutions Maximum',
    ] as const;
    const minute = () => ({ 'Invocations Sum': 600 });
    const words = onScreen({ ...CALM, minute, denied: series });
    for (const label of ['turned away', 'errors', 'duration', 'concurrency'])
      expect(words).toMatch(new RegExp(`${label} +denied`));
    expect(words).toMatch(/p95 denied {2}max denied/);
    expect(words).toMatch(/peak denied/);
    expect(words).toMatch(/errors of served denied/);
  });

  it.each([
    { story: { ...CALM, reserved: 15 }, says: /limit +reserved 15/ },
    {
      story: {
        ...CALM,
        reserved: 15,
        minute: calm(() => ({ 'Invocations Sum': 6_000, 'ConcurrentExecutions Maximum': 9 })),
      },
      says: /limit +requests\/s 150 {2}reserved 15$/m,
    },
  ])('is which limit binds: $says', ({ story, says }) => {
    expect(onScreen(story)).toMatch(says);
  });
});
