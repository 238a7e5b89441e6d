import { expect, it } from 'vitest';
import { MINUTE_MS } from '../../../../src/lambda/time.ts';
import { ApiLedger } from '../../../../src/monitor/calls/api-ledger.ts';
import { createCallBudget } from '../../../../src/monitor/calls/call-budget.ts';
import { FunctionFacts } from '../../../../src/monitor/function/detail/function-facts.ts';
import type { LogPageQuestion } from '../../../../src/monitor/log-page.ts';
import type { SourceErrorKind } from '../../../../src/monitor/source-error.ts';
import type { MetricQuery, Sources } from '../../../../src/monitor/sources.ts';
import { rawText } from '../../../../src/terminal/text.ts';
import { scriptedAccount, scriptedError, scriptedFunction } from '../../scripted-account.ts';
import { createSteppedClock } from '../../stepped-clock.ts';

const UNTIL_MS = Date.parse('2026-11-24T03:12:00Z');
const READY = {
  ...{ qualifier: rawText('12'), requested: 10, allocated: 10 },
  ...{ status: rawText('READY'), statusReason: null },
};
const CANARY = {
  name: rawText('live'),
  versions: ['41', '42'].map((version) => ({ version: rawText(version), weight: 0.5 })),
};

interface Lost {
  readonly lines?: (question: LogPageQuestion) => boolean;
  readonly points?: (query: MetricQuery) => boolean;
}

/** A function that is not called, with everything that is read for the one on screen, in a past window. */
function lookedAt({ lines = () => false, points = () => false }: Lost, kind: SourceErrorKind) {
  const clock = createSteppedClock(UNTIL_MS + 60 * MINUTE_MS);
  const configuration = scriptedFunction('cart-api', {
    deadLetterTarget: rawText('arn:aws:sqs:eu-west-1:123456789012:lost-carts'),
  });
  const { sources } = scriptedAccount({ clock, functions: [configuration], point: () => null });
  const { functions, logs, metrics } = sources;
  let isDown = true;
  const answering: Sources = {
    ...sources,
    functions: {
      ...functions,
      aliases: async () => ({ ok: true, value: { items: [CANARY], nextToken: null } }),
      provisionedConcurrency: async () => ({ ok: true, value: { items: [READY], nextToken: null } }),
    },
    logs: {
      ...logs,
      page: async (question, signal) =>
        isDown && lines(question)
          ? { ok: false, error: scriptedError('logs:FilterLogEvents', kind) }
          : logs.page(question, signal),
    },
    metrics: {
      ...metrics,
      page: async (queries, ...more) =>
        isDown && queries.some(points)
          ? { ok: false, error: scriptedError('cloudwatch:GetMetricData', kind) }
          : metrics.page(queries, ...more),
    },
  };
  const facts = new FunctionFacts(configuration, answering, {
    clock,
    ledger: new ApiLedger(UNTIL_MS),
    budget: createCallBudget(clock, { random: () => 0.5 }),
    signal: new AbortController().signal,
  });
  facts.wantDay();
  facts.wantLines(true);
  return {
    facts,
    look: () => facts.read(UNTIL_MS, UNTIL_MS - 2 * MINUTE_MS),
    heal() {
      isDown = false;
    },
  };
}

const PARTS: readonly (readonly [string, Lost])[] = [
  ['its REPORTs', { lines: ({ pattern }) => pattern !== null }],
  ['its newest lines', { lines: ({ pattern }) => pattern === null }],
  ['its day', { points: ({ owner }) => owner.kind === 'function' }],
  ['the outcomes of its versions', { points: ({ owner }) => owner.kind === 'executedVersion' }],
  ['the use of its provisioned concurrency', { points: ({ owner }) => owner.kind === 'alias' }],
  ['its dead-letter queue', { points: ({ owner }) => owner.kind === 'queue' }],
];

it.each(PARTS)('the facts of a past window are unfinished until %s had an answer', async (_what, lost) => {
  const { facts, look, heal } = lookedAt(lost, 'unreachable');
  await look();
  expect(facts.isUnfinished).toBe(true);
  heal();
  await look();
  expect(facts.isUnfinished).toBe(false);
});

it.each(PARTS)('the facts of a past window are finished where %s may not be read', async (_what, lost) => {
  const { facts, look } = lookedAt(lost, 'denied');
  await look();
  expect(facts.isUnfinished).toBe(false);
});

it('the facts of a past window are finished where lines that had no answer are no longer wanted', async () => {
  const { facts, look } = lookedAt({ lines: ({ pattern }) => pattern === null }, 'unreachable');
  await look();
  facts.wantLines(false);
  await look();
  expect(facts.isUnfinished).toBe(false);
});
