import { describe, expect, it } from 'vitest';
import type { EventSourceMapping } from '../../../src/lambda/delivery/event-source.ts';
import type { EventSourceStatus } from '../../../src/monitor/function/event-source/event-sources.ts';
import type { FunctionStatus } from '../../../src/monitor/function/status/function-status.ts';
import { type FunctionLimit, functionLimits } from '../../../src/monitor/headroom/function-limits.ts';
import { limitLines } from '../../../src/print/headroom/limit-lines.ts';
import { plainLine } from '../../../src/terminal/drawing/draw-line.ts';
import { rawText } from '../../../src/terminal/text.ts';
import { glyphSet } from '../../../src/terminal/theme/glyphs.ts';
import { DEFAULT_THRESHOLDS } from '../../../src/triage/thresholds.ts';
import { answerNow } from '../../print/headroom/answer-now.ts';
import { CALM, type FunctionStory, NOW_MS, snapshotOf } from '../../views/fleet/fleet-story.ts';
import { scriptedMapping } from '../scripted-account.ts';

const DENIED = { known: false, because: 'denied' } as const;
const UNREAD = { known: false, because: 'unread' } as const;

const snapshot = (story: FunctionStory) => snapshotOf({ functions: [story] });
const fedBy = (mapping: Partial<EventSourceMapping>, different: Partial<EventSourceStatus> = {}) => {
  const [status] = snapshot(CALM).functions;
  const source = { mapping: scriptedMapping(CALM.name, mapping), stream: null, queue: null, ...different };
  return { ...status!, eventSources: { known: true, value: [source] } } satisfies FunctionStatus;
};
const sourceOf = (status: FunctionStatus) =>
  functionLimits(status, snapshot(CALM)).find(({ name }) => name === 'source')!;
const line = (limit: FunctionLimit) =>
  limitLines([limit], { glyphs: glyphSet('ascii'), thresholds: DEFAULT_THRESHOLDS, nowMs: NOW_MS, width: 78 })
    .map(plainLine)
    .join('');

describe('the source of a limit', () => {
  const shownIn = (value: FunctionLimit['value'], width: number) =>
    limitLines(
      [
        {
          name: 'provisioned',
          value,
          inUse: null,
          binds: false,
          from: 'ListProvisionedConcurrencyConfigs',
          asOfMs: null,
        },
      ],
      { glyphs: glyphSet('ascii'), thresholds: DEFAULT_THRESHOLDS, nowMs: NOW_MS, width },
    )
      .map(plainLine)
      .join('')
      .trimEnd();

  it.each<[string, FunctionLimit['value'], number, RegExp]>([
    ['is named in full if there is room', 'none', 78, / none +ListProvisionedConcurrencyConfigs$/],
    ['is left out if there is no limit and little room', 'none', 63, / none$/],
    [
      'is shortened if the limit is denied and there is little room',
      'denied',
      63,
      / denied +ListProvisioned\.\.\.$/,
    ],
    ['is left out if not even one word has room', 'denied', 48, / denied$/],
  ])('%s', (_case, value, width, line) => {
    expect(shownIn(value, width)).toMatch(line);
  });
});

describe('the limit of an event source', () => {
  it.each<[string, FunctionStatus, RegExp]>([
    [
      'counted shards',
      fedBy(
        { source: 'kinesis', parallelizationFactor: 2 },
        { stream: { known: true, value: { openShards: 8, retentionMs: null }, asOfMs: NOW_MS - 90_000 } },
      ),
      /of 16 .*DescribeStreamSummary +2m$/,
    ],
    [
      'shards that may not be counted, by the busiest minute',
      fedBy({ source: 'kinesis' }, { stream: DENIED }),
      /seen at most 3 .*inferred: shards denied/,
    ],
    [
      'shards of a table, which are not counted',
      fedBy({ source: 'dynamodb' }),
      /seen at most 3 .*inferred: shards not known/,
    ],
    [
      'shards that have not been counted yet',
      fedBy({ source: 'kinesis' }, { stream: UNREAD }),
      /seen at most 3 .*inferred: shards not known/,
    ],
    ['a queue', fedBy({ source: 'sqs' }), /of 1,250 .*documented, \+300 a min/],
    [
      'a queue with a maximum',
      fedBy({ source: 'sqs', maximumConcurrency: 50 }),
      /of 50 .*ListEventSourceMappings/,
    ],
    [
      'its own pollers',
      fedBy({ source: 'sqs', provisionedPollers: { minimum: 2, maximum: 30 } }),
      /of 300 .*ListEventSourceMappings/,
    ],
    [
      'partitions of a topic, by the busiest minute',
      fedBy({ source: 'kafka' }),
      /seen at most 3 .*inferred: partitions not told/,
    ],
    [
      'partitions of a topic without calls',
      { ...fedBy({ source: 'kafka' }), minutes: [] },
      /its partitions .*not told by Lambda/,
    ],
  ])('is shown for %s, with where it comes from', (_what, status, says) => {
    expect(line(sourceOf(status))).toMatch(says);
  });

  it('is missing for a source that is switched off', () => {
    const limits = functionLimits(fedBy({ state: rawText('Disabled') }), snapshot(CALM));
    expect(limits.map(({ name }) => name)).not.toContain('source');
  });

  it('is denied when mappings are', () => {
    const status = { ...snapshot(CALM).functions[0]!, eventSources: DENIED };
    expect(line(sourceOf(status))).toMatch(/event source +denied/);
  });
});

it('managed instances are said to be out of scope', () => {
  const [status] = snapshot(CALM).functions;
  const configuration = { ...status!.configuration, capacityProvider: rawText('arn:of:provider') };
  expect(answerNow({ ...status!, configuration })).toMatch(
    /^Runs on managed instances, .* this reckoning does not reach them/,
  );
});

describe('the account pool', () => {
  it('shows what is in use of it while it is not known yet which limit binds', () => {
    const shot = snapshotOf({ functions: [CALM], pool: () => 82 });
    const [known] = shot.functions;
    const limit = { kind: 'unknown', because: 'unread', answer: 'awaited' } as const;
    const status: FunctionStatus = {
      ...known!,
      limits: { ...known!.limits, reserved: UNREAD },
      assessment: { ...known!.assessment, limit },
    };
    const pool = functionLimits(status, shot).find(({ name }) => name === 'account')!;
    expect(line(pool)).toMatch(/account pool +82 of /);
    expect(answerNow(status)).toBe(
      'Which limit binds is not known yet: its reserved concurrency is being read.',
    );
  });
});
