import { describe, expect, it } from 'vitest';
import {
  accountQueries,
  activeQueries,
  billedMetrics,
  idleQueries,
  type MetricSubject,
} from '../../../src/monitor/metric/metric-plan.ts';
import { ofFunction } from '../../../src/monitor/metric-owner.ts';
import { rawText } from '../../../src/terminal/text.ts';
import { scriptedFunction } from '../scripted-account.ts';

const queue = rawText('arn:aws:sqs:eu-west-1:123456789012:dead');
const plain: MetricSubject = {
  configuration: scriptedFunction('worker'),
  hasStreamSource: false,
  isAsynchronous: false,
  queueNames: [],
  redriveQueueNames: [],
};
const withDeadLetters: MetricSubject = {
  ...plain,
  configuration: scriptedFunction('worker', { deadLetterTarget: queue }),
};

const metricsOf = (subject: MetricSubject) => [
  ...new Set(activeQueries([subject]).map(({ metric }) => metric)),
];
const USUAL = ['Invocations', 'Errors', 'Throttles', 'Duration', 'ConcurrentExecutions'];

describe('the metrics read for a function', () => {
  it.each([
    ['that is only called directly', plain, USUAL],
    [
      'with a stream source: its iterator age',
      { ...plain, hasStreamSource: true },
      [...USUAL, 'IteratorAge'],
    ],
    [
      'whose sources are denied: its iterator age, rather than guessing',
      { ...plain, hasStreamSource: null },
      [...USUAL, 'IteratorAge'],
    ],
    [
      'that may be called asynchronously: the age of its events',
      { ...plain, isAsynchronous: null },
      [...USUAL, 'AsyncEventAge'],
    ],
    [
      'that is called asynchronously: its lost events, too',
      { ...plain, isAsynchronous: true },
      [...USUAL, 'AsyncEventAge', 'AsyncEventsDropped', 'DestinationDeliveryFailures'],
    ],
    [
      'with a queue: the age of the oldest message',
      { ...plain, queueNames: [rawText('stock')] },
      [...USUAL, 'ApproximateAgeOfOldestMessage'],
    ],
    ['with a dead-letter target: its errors', withDeadLetters, [...USUAL, 'DeadLetterErrors']],
  ])('%s', (_case, subject, metrics) => {
    expect(metricsOf(subject)).toEqual(metrics);
  });

  it('for its duration: sum, percentiles and maximum, which are billed as one metric', () => {
    const statistics = activeQueries([plain])
      .filter(({ metric }) => metric === 'Duration')
      .map(({ statistic }) => statistic);
    expect(statistics).toEqual(['Sum', 'p50', 'p95', 'p99', 'Maximum']);
  });
});

describe('what CloudWatch bills', () => {
  it.each([
    ['nothing', [], 0],
    ['an active function', activeQueries([plain]), 5],
    ['two of them', activeQueries([plain, { ...plain, configuration: scriptedFunction('other') }]), 10],
    [
      'an active function with a stream and dead letters',
      activeQueries([{ ...withDeadLetters, hasStreamSource: true }]),
      7,
    ],
    ['one that may be called asynchronously', activeQueries([{ ...plain, isAsynchronous: null }]), 6],
    ['an idle function', idleQueries([rawText('worker')]), 1],
    ['the account', accountQueries(), 2],
    [
      'six statistics of one metric',
      (['Sum', 'p50', 'p95', 'p99', 'Maximum', 'Minimum'] as const).map((statistic) => ({
        owner: ofFunction(rawText('worker')),
        metric: 'Duration' as const,
        statistic,
      })),
      2,
    ],
  ])('for %s', (_case, queries, metrics) => {
    expect(billedMetrics(queries)).toBe(metrics);
  });
});
