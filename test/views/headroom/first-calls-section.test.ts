import { describe, expect, it } from 'vitest';
import { HOUR_MS, MINUTE_MS } from '../../../src/lambda/time.ts';
import type { FunctionDetail } from '../../../src/monitor/function/detail/function-detail.ts';
import { headroomOf } from '../../../src/monitor/headroom/headroom.ts';
import { lineText } from '../../../src/terminal/line-layout.ts';
import { rawText } from '../../../src/terminal/text.ts';
import type { FunctionMinute } from '../../../src/triage/minute/function-minute.ts';
import { firstCallsSection } from '../../../src/views/headroom/first-calls-section.ts';
import { NO_DATA } from '../../triage/no-data.ts';
import { type AccountStory, CALM, calm, type FunctionStory, IDLE, NOW_MS } from '../fleet/fleet-story.ts';
import { scene } from './headroom-stories.ts';

const UNREAD = { known: false, because: 'unread' } as const;

interface Asked {
  readonly account?: Partial<AccountStory>;
  /** Of the last 24 hours, newest last. */
  readonly day?: readonly Partial<FunctionMinute>[];
  readonly provisioned?: FunctionDetail['provisioned'];
}

function lines(
  story: FunctionStory,
  { account = {}, day, provisioned = UNREAD }: Asked = {},
): readonly string[] {
  const { snapshot, ...rest } = scene(story, {}, account);
  const startMs = NOW_MS - HOUR_MS;
  const detail: FunctionDetail = {
    functionName: rawText(story.name),
    isRead: true,
    described: UNREAD,
    aliases: UNREAD,
    provisioned,
    asyncDelivery: UNREAD,
    alarms: UNREAD,
    sample: null,
    versions: null,
    reportsError: null,
    day: day?.map((each, place) => ({ ...NO_DATA, minuteMs: startMs + place * MINUTE_MS, ...each })) ?? null,
    lastLines: null,
    deadLetters: null,
  };
  const shown = { ...rest, snapshot: { ...snapshot, detail } };
  return firstCallsSection(shown, headroomOf(shown.status, shown.snapshot), 90).lines.map(lineText);
}

describe('what the first calls of an idle function meet', () => {
  it('is told with the concurrency of its last run', () => {
    const day = [{ invocations: 200, throttles: 0, durationMaxMs: 2_000, observedMax: 17 }, {}];
    expect(lines(IDLE, { day })).toContain(
      'last run  02:12Z, 1 h ago: 200 calls, at most 17 at once, longest 2.0 s',
    );
  });

  it.each([
    {
      case: 'one call',
      day: [{ invocations: 1, durationMaxMs: 410_000, observedMax: 1 }, {}],
      says: '02:12Z, 1 h ago: 1 call, took 6 min 50 s',
    },
    { case: 'no call', day: [{}, {}], says: 'none in the last 24 h' },
  ])('names $case of its last day', ({ day, says }) => {
    expect(lines(IDLE, { day })).toContain(`last run  ${says}`);
  });

  it('claims no last run before the day has been read', () => {
    expect(lines(IDLE).join('\n')).not.toContain('last run');
  });

  it.each([
    { case: 'the pool', story: IDLE, account: {}, says: '460 of the account pool of 765' },
    {
      case: 'its own',
      story: { ...IDLE, reserved: 50 },
      account: {},
      says: 'all 50 that it reserves, whatever others use',
    },
    {
      case: 'a pool that may not be read',
      story: IDLE,
      account: { pool: 'denied' },
      says: 'not known: the use of the account pool is denied',
    },
    {
      case: 'a limit that may not be read',
      story: IDLE,
      account: { limits: 'denied' },
      says: "not known: the account's limits are denied",
    },
  ] as const)('is what is free of $case', ({ story, account, says }) => {
    expect(lines(story, { account })).toContain(`free      ${says}`);
  });

  it.each([
    { provisioned: { known: true, value: [] }, says: 'none is provisioned: each starts cold' },
    { provisioned: { known: false, because: 'denied' }, says: 'whether any is provisioned is denied' },
    { provisioned: UNREAD, says: 'whether any is provisioned is not known yet' },
  ] as const)('says of provisioned concurrency: $says', ({ provisioned, says }) => {
    expect(lines(IDLE, { provisioned })).toContain(`ready     ${says}`);
  });

  it('is not told of a function that runs', () => {
    expect(lines(CALM)).toEqual([]);
  });
});

describe('what the first calls of a function meet that is switched on again', () => {
  const OFF: FunctionStory = { name: 'webhook-in', reserved: 0, minute: () => ({ 'Throttles Sum': 1_200 }) };

  it('are as many at once as they were long when it ran', () => {
    const minute = (age: number) => (age < 20 ? { 'Throttles Sum': 1_200 } : calm()(age));
    expect(lines({ ...OFF, minute })).toContain(
      'wanted    20.0/s now: ~2.0 at once, if a call takes 100 ms, as 21 min ago',
    );
  });

  it('are told of a past moment as wanted then', () => {
    const connection = { state: 'past', lastGoodPollMs: NOW_MS, error: null } as const;
    const minute = (age: number) => (age < 20 ? { 'Throttles Sum': 1_200 } : calm()(age));
    expect(lines({ ...OFF, minute }, { account: { snapshot: { connection } } })).toContain(
      'wanted    20.0/s: ~2.0 at once, if a call took 100 ms, as 21 min before',
    );
  });

  it('are as many as come now where it has not run for long', () => {
    expect(lines(OFF)[0]).toBe('wanted    20.0/s now; how long its calls take is not known: none ran lately');
  });

  it('is free in the account pool, although it reserves 0', () => {
    expect(lines(OFF)).toContain('free      460 of the account pool of 765');
  });
});
