import { describe, expect, it } from 'vitest';
import { MINUTE_MS } from '../../../src/lambda/time.ts';
import { HISTORY_MINUTES, MetricHistory } from '../../../src/monitor/metric/metric-history.ts';
import { ACCOUNT, ofFunction, ownerKey } from '../../../src/monitor/metric-owner.ts';
import { rawText } from '../../../src/terminal/text.ts';

const START = Date.parse('2026-11-24T03:00:00Z');
const worker = rawText('worker');
const invocations = { owner: ofFunction(worker), metric: 'Invocations', statistic: 'Sum' } as const;
const LIVE = rawText('live');
const QUEUE = rawText('jobs');
const GONE = rawText('gone');
const at = (minute: number, value: number) => ({ timestampMs: START + minute * MINUTE_MS, value });

describe('the history of metrics', () => {
  it('has no minutes for a function without data', () => {
    const history = new MetricHistory();
    history.record(invocations, []);
    expect(history.functionMinutes(worker, START, START + MINUTE_MS)).toEqual([]);
  });

  it('shows missing data as null, for each minute and metric', () => {
    const history = new MetricHistory();
    history.record(invocations, [at(0, 0), at(2, 5)]);
    const minutes = history.functionMinutes(worker, START, START + 2 * MINUTE_MS);
    expect(minutes.map((minute) => minute.invocations)).toEqual([0, null, 5]);
    expect(minutes.map((minute) => minute.errors)).toEqual([null, null, null]);
  });

  it('keeps the statistics of a metric apart', () => {
    const history = new MetricHistory();
    history.record({ owner: ofFunction(worker), metric: 'Duration', statistic: 'p95' }, [at(0, 95)]);
    history.record({ owner: ofFunction(worker), metric: 'Duration', statistic: 'p99' }, [at(0, 99)]);
    const [minute] = history.functionMinutes(worker, START, START);
    expect(minute).toMatchObject({
      durationP95Ms: 95,
      durationP99Ms: 99,
      durationP50Ms: null,
      durationMaxMs: null,
    });
  });

  it('keeps the same minutes until CloudWatch answers again', () => {
    const history = new MetricHistory();
    history.record(invocations, [at(0, 1)]);
    const read = () => history.functionMinutes(worker, START, START + MINUTE_MS);
    const minutes = read();
    expect(read()).toBe(minutes);
    history.record(invocations, [at(1, 2)]);
    expect(read().map((minute) => minute.invocations)).toEqual([1, 2]);
    expect(history.functionMinutes(worker, START + MINUTE_MS, START + MINUTE_MS)).toHaveLength(1);
  });

  it('reaches back three hours', () => {
    const history = new MetricHistory();
    history.record(
      invocations,
      Array.from({ length: 400 }, (_, minute) => at(minute, minute)),
    );
    const known = history
      .functionMinutes(worker, START, START + 399 * MINUTE_MS)
      .filter((minute) => minute.invocations !== null);
    expect(known).toHaveLength(HISTORY_MINUTES);
    expect(known[0]?.invocations).toBe(400 - HISTORY_MINUTES);
  });

  describe.each([
    { of: 'the function', owner: ofFunction(worker), isKept: true },
    { of: 'its alias', owner: { kind: 'alias', functionName: worker, alias: LIVE }, isKept: true },
    { of: 'its queue', owner: { kind: 'queue', queueName: QUEUE }, isKept: true },
    { of: 'the account', owner: ACCOUNT, isKept: true },
    { of: 'another function', owner: ofFunction(GONE), isKept: false },
    { of: 'its alias', owner: { kind: 'alias', functionName: GONE, alias: LIVE }, isKept: false },
    { of: 'another queue', owner: { kind: 'queue', queueName: GONE }, isKept: false },
  ] as const)('of $of where only a function and its queue are left', ({ owner, isKept }) => {
    const query = { owner, metric: 'Invocations', statistic: 'Sum' } as const;
    const key = ownerKey(owner);
    const history = new MetricHistory();
    history.record(query, [at(0, 1)]);
    history.coverage.read(key, START);
    history.coverage.readWhole(query);
    history.coverage.answered(query, 'denied');
    history.keepOnly({ functions: new Set([worker]), queues: new Set([QUEUE]) });

    it(isKept ? 'is kept' : 'is forgotten', () => {
      expect(history.has(key, query.metric, query.statistic)).toBe(isKept);
      expect(history.coverage.readMs(key)).toBe(isKept ? START : null);
      expect(history.coverage.isWhole(query)).toBe(isKept);
      expect(history.coverage.denied(key).size).toBe(isKept ? 1 : 0);
    });
  });

  it.each(['__proto__', 'constructor', 'toString'])('has no data for a function called %s', (name) => {
    expect(new MetricHistory().value(rawText(name), 'Errors', 'Sum', START)).toBeNull();
    expect(new MetricHistory().functionMinutes(rawText(name), START, START)).toEqual([]);
  });
});
