import { describe, expect, it } from 'vitest';
import type { EventSourceMapping } from '../../../src/lambda/delivery/event-source.ts';
import { HOUR_MS } from '../../../src/lambda/time.ts';
import type { FunctionDetail } from '../../../src/monitor/function/detail/function-detail.ts';
import type { EventSourceStatus } from '../../../src/monitor/function/event-source/event-sources.ts';
import type { FunctionStatus } from '../../../src/monitor/function/status/function-status.ts';
import { lineText } from '../../../src/terminal/line-layout.ts';
import { rawText } from '../../../src/terminal/text.ts';
import { callerSections } from '../../../src/views/dashboard/caller-section.ts';
import { scriptedMapping } from '../../monitor/scripted-account.ts';
import { reasonOf } from '../../triage/troubled.ts';
import { LOOK } from '../fleet/fleet-on-screen.ts';
import { CALM, snapshotOf } from '../fleet/fleet-story.ts';

const QUEUE = rawText('arn:aws:sqs:eu-west-1:123456789012:orders-failed');
const STREAM = rawText('arn:aws:kinesis:eu-west-1:123456789012:stream/orders');
const BLOCKS = { maximumRetries: null, maximumRecordAgeMs: null, bisectsBatch: false, destination: null };

function sectionOf(
  changes: Partial<FunctionStatus>,
  detail: Partial<FunctionDetail> | null = null,
  isPast = false,
): string {
  const [status] = snapshotOf({ functions: [CALM] }).functions;
  const sections = callerSections({
    status: { ...status!, ...changes },
    detail: detail as FunctionDetail | null,
    isPast,
    look: LOOK,
  });
  return sections
    .map(({ title, note, lines }) => [title, note ?? '', ...lines.map(lineText)].join('\n'))
    .join('\n');
}

const calledBy = (
  mapping: Partial<EventSourceMapping>,
  iteratorAgeMs: FunctionStatus['iteratorAgeMs'] = 0,
  isPast = false,
  iteratorAgeGrowthMs: number | null = null,
) =>
  sectionOf(
    {
      iteratorAgeMs,
      iteratorAgeGrowthMs,
      eventSources: {
        known: true,
        value: [
          {
            mapping: scriptedMapping('worker', { sourceArn: STREAM, failurePolicy: BLOCKS, ...mapping }),
            stream: { known: true, value: { openShards: 4, retentionMs: 24 * HOUR_MS } },
            queue: null,
          },
        ],
      },
    },
    null,
    isPast,
  );

describe('the card of asynchronous events', () => {
  const deadLetterTarget = rawText('arn:aws:sqs:eu-west-1:123456789012:lost-mails');
  const waiting = (deadLetters: FunctionDetail['deadLetters'], failureDestination: string | null = null) => {
    const [status] = snapshotOf({ functions: [CALM] }).functions;
    const destination = failureDestination === null ? null : rawText(failureDestination);
    return sectionOf(
      { configuration: { ...status!.configuration, deadLetterTarget } },
      {
        deadLetters,
        asyncDelivery: {
          known: true,
          value: { maximumRetries: 2, maximumEventAgeMs: HOUR_MS, failureDestination: destination },
        },
      },
    );
  };

  it.each([
    ['how many wait', 1_204, /then to +lost-mails\n +waiting +1,204$/],
    ['that they may not be counted', 'denied', /then to +lost-mails\n +waiting +denied$/],
    ['nothing before they are counted', null, /then to +lost-mails$/],
  ] as const)('says of the dead-letter queue %s', (_what, deadLetters, says) => {
    expect(waiting(deadLetters)).toMatch(says);
  });

  it('counts no queue that a destination stands in for', () => {
    expect(waiting(7, 'arn:aws:sqs:eu-west-1:123456789012:failed')).toMatch(/then to +failed$/);
  });
});

describe('the callers of a function where little may be read', () => {
  const denied = { known: false, because: 'denied' } as const;
  const [calm] = snapshotOf({ functions: [CALM] }).functions;
  const withQueue = { ...calm!.configuration, deadLetterTarget: QUEUE };

  it.each([
    {
      what: 'where failed events go, though the sources are denied',
      status: { eventSources: denied, configuration: withQueue },
      says: /^CALLED BY\n\nsources +denied\nASYNCHRONOUS EVENTS\n\nretries +denied\nthen to +orders-failed$/,
    },
    {
      what: 'no loss of events whose destination is denied',
      status: {},
      says: /^ASYNCHRONOUS EVENTS\n\nretries +denied\nthen to +denied$/,
    },
  ])('say $what', ({ status, says }) => {
    expect(sectionOf(status, { asyncDelivery: denied })).toMatch(says);
  });
});

describe('the card of an event source', () => {
  it('shows the last result only for the present', () => {
    const result = { lastResult: rawText('PROBLEM: Function call failed') };
    expect(calledBy(result)).toMatch(/last result +PROBLEM/);
    expect(calledBy(result, 0, true)).not.toContain('last result');
  });

  it.each<[what: string, card: string, says: RegExp]>([
    ['the name of the stream', calledBy({}), /^STREAM\norders/],
    [
      'when the first record is lost at the current pace',
      calledBy({}, HOUR_MS, false, 48_000),
      /lost in +1d 4h {2}kept for 1d/,
    ],
    [
      'with a mark that it is lost soon',
      calledBy({}, 20 * HOUR_MS, false, 48_000),
      /lost in +5h 00m ● {2}kept for 1d/,
    ],
    [
      'the soonest time if the pace is unknown',
      calledBy({}, HOUR_MS),
      /lost in +23h 00m or more {2}kept for 1d/,
    ],
    [
      'that nothing is lost while it catches up',
      calledBy({}, HOUR_MS, false, -1_000),
      /lost in +never at this pace {2}kept for 1d/,
    ],
    [
      'the maximum age of the mapping if that is shorter',
      calledBy({ failurePolicy: { ...BLOCKS, maximumRecordAgeMs: HOUR_MS } }),
      /kept for 1h 00m/,
    ],
    ['that a failure blocks its shard', calledBy({}), /on failure +blocks its shard until expiry/],
    [
      'where records go that keep failing',
      calledBy({ failurePolicy: { ...BLOCKS, maximumRetries: 3, destination: QUEUE, bisectsBatch: true } }),
      /on failure +3 retries, then to orders-failed, halved/,
    ],
    [
      'that records are dropped',
      calledBy({ failurePolicy: { ...BLOCKS, maximumRetries: 0 } }),
      /on failure +0 retries, then dropped/,
    ],
    [
      'the result of the last batch',
      calledBy({ lastResult: rawText('PROBLEM: no') }),
      /last result +PROBLEM: no/,
    ],
    ['that it is switched off', calledBy({ state: rawText('Disabled') }), /state +Disabled/],
    ['that ERR% does not count failed items', calledBy({ reportsItemFailures: true }), /ERR% can't see them/],
    [
      'how many messages of a queue may run at once',
      calledBy({ source: 'sqs', sourceArn: QUEUE, failurePolicy: null, maximumConcurrency: 50 }),
      /^QUEUE\norders-failed[\s\S]*at most 50 at once/,
    ],
    [
      'that reading the sources is denied',
      sectionOf({ eventSources: { known: false, because: 'denied' } }),
      /CALLED BY[\s\S]*sources +denied/,
    ],
  ])('says %s', (_what, card, says) => {
    expect(card).toMatch(says);
  });
});

describe('the card of a queue', () => {
  const redrive = { queueArn: QUEUE, maximumReceives: 3 };
  const status = { queueName: rawText('orders-failed'), maximumReceives: 3 };
  const setup = { retentionMs: 96 * HOUR_MS, visibilityTimeoutMs: 60_000 };
  const card = (
    queue: EventSourceStatus['queue'],
    redrives: FunctionStatus['redrives'] = [{ ...status, depth: 148, growthPerMinute: 3.2 }],
    reasons: FunctionStatus['reasons'] = [],
  ) => {
    const mapping = scriptedMapping('worker', { source: 'sqs', sourceArn: rawText('orders') });
    const eventSources = { known: true, value: [{ mapping, stream: null, queue }] } as const;
    return sectionOf({ redrives, reasons, eventSources });
  };
  const known = { known: true, value: { ...setup, redrive } } as const;

  it.each<[what: string, card: string, says: RegExp]>([
    ['where failed messages go', card(known), /redrive to +orders-failed\n +after +3 receives/],
    ['how many wait there, and how fast it fills', card(known), /waiting +148 {2}\+3\.2 a minute/],
    [
      'with a mark that its growth breaks a rule',
      card(known, undefined, [reasonOf('redrive', { severity: 'warn' })]),
      /waiting +148 ▲ {2}\+3\.2 a minute/,
    ],
    [
      'that it is emptied',
      card(known, [{ ...status, depth: 9, growthPerMinute: -20 }]),
      /waiting +9 {2}-20\.0 a minute/,
    ],
    ['a measured zero', card(known, [{ ...status, depth: 0, growthPerMinute: 0 }]), /waiting +0$/m],
    [
      'that counting it is denied',
      card(known, [{ ...status, depth: 'denied', growthPerMinute: null }]),
      /waiting +denied/,
    ],
    [
      'that nothing is known about it',
      card(known, [{ ...status, depth: 'missing', growthPerMinute: null }]),
      /waiting +-$/m,
    ],
    ['that reading its setup is denied', card({ known: false, because: 'denied' }), /redrive to +denied/],
    ['that its setup has not been read', card({ known: false, because: 'unread' }), /redrive to +\?/],
    [
      'that messages are tried until they expire',
      card({ known: true, value: { ...setup, redrive: null } }),
      /redrive to +nowhere {2}tried until expiry, 4d$/m,
    ],
  ])('says %s', (_what, text, says) => {
    expect(text).toMatch(says);
  });
});

describe('what happens to asynchronous events', () => {
  const configured = { maximumRetries: 1, maximumEventAgeMs: HOUR_MS, failureDestination: QUEUE };
  const withTarget = (deadLetterTarget: typeof QUEUE | null) => {
    const [status] = snapshotOf({ functions: [CALM] }).functions;
    return { configuration: { ...status!.configuration, deadLetterTarget } };
  };

  it.each<[what: string, section: string, says: RegExp]>([
    ['nothing if nothing is set up', sectionOf({}), /^$/],
    [
      'retries, age and destination',
      sectionOf({}, { asyncDelivery: { known: true, value: configured } }),
      /retries +1 {2}for up to 1h 00m\nthen to +orders-failed/,
    ],
    [
      "Lambda's own retries before the dead-letter queue",
      sectionOf(withTarget(QUEUE), { asyncDelivery: { known: true, value: null } }),
      /retries +2 {2}for up to 6h 00m\nthen to +orders-failed/,
    ],
    [
      'that they are dropped',
      sectionOf({}, { asyncDelivery: { known: true, value: { ...configured, failureDestination: null } } }),
      /then to +nowhere: dropped/,
    ],
    [
      'denied',
      sectionOf(withTarget(QUEUE), { asyncDelivery: { known: false, because: 'denied' } }),
      /retries +denied\nthen to +orders-failed/,
    ],
  ])('reads %s', (_what, section, says) => {
    expect(section).toMatch(says);
  });
});
