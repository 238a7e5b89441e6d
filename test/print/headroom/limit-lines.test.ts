import { describe, expect, it } from 'vitest';
import { MINUTE_MS } from '../../../src/lambda/time.ts';
import type { FunctionLimit } from '../../../src/monitor/headroom/function-limits.ts';
import { limitLines } from '../../../src/print/headroom/limit-lines.ts';
import { plainLine } from '../../../src/terminal/drawing/draw-line.ts';
import { rawText } from '../../../src/terminal/text.ts';
import { glyphSet } from '../../../src/terminal/theme/glyphs.ts';
import { DEFAULT_THRESHOLDS } from '../../../src/triage/thresholds.ts';

const NOW_MS = Date.UTC(2026, 10, 24, 3, 12, 10);
const RESERVED: FunctionLimit = {
  name: 'reserved',
  value: 200,
  inUse: 194,
  from: 'GetFunctionConcurrency',
  asOfMs: NOW_MS - 28_000,
  binds: true,
};
const RATE: FunctionLimit = {
  name: 'requestRate',
  value: 2_000,
  inUse: 96,
  from: '10 x reserved',
  asOfMs: NOW_MS - 28_000,
  binds: false,
};

function linesIn(
  width: number,
  limits = [RESERVED, RATE],
  glyphs: Parameters<typeof glyphSet>[0] = 'block',
): readonly string[] {
  const layout = { glyphs: glyphSet(glyphs), thresholds: DEFAULT_THRESHOLDS, nowMs: NOW_MS, width };
  return limitLines(limits, layout).map(plainLine);
}

describe('the limits of a function', () => {
  it.each([48, 58, 63, 75, 78])('end with the age of each, in %i cells', (width) => {
    for (const line of linesIn(width)) {
      expect(line).toMatch(/ {2}28 s$| [a-zA-Z]+ 28 s$/);
      expect(line).toHaveLength(width);
    }
  });

  it.each([44, 58, 78])('end with a whole age, however old they are, in %i cells', (width) => {
    const lines = linesIn(width, [{ ...RESERVED, asOfMs: NOW_MS - 65 * MINUTE_MS }, RATE]);
    expect(lines[0]).toMatch(/ 1h 05m$/);
    expect(lines[1]).toMatch(/ 28 s$/);
    expect(lines.map(({ length }) => length)).toEqual([width, width]);
  });

  it.each([44, 48, 58])('are no wider than %i cells, however large their figures', (width) => {
    const large = { ...RATE, value: 120_000, inUse: 119_600 };
    for (const line of linesIn(width, [{ ...RESERVED, value: 12_000, inUse: 11_940 }, large])) {
      expect(line).toHaveLength(width);
      expect(line).toMatch(/ 28 s$/);
    }
  });

  it.each([48, 58, 63, 75, 78])('have no age beside a share, in %i cells', (width) => {
    expect(linesIn(width).join('\n')).not.toMatch(/% 28 s/);
  });

  it.each([
    { width: 78, says: '97 %   GetFunctionConcurrency' },
    { width: 64, says: '97 %  GetFunctionConcurrency 28 s' },
  ])('name their source in $width cells', ({ width, says }) => {
    expect(linesIn(width)[0]).toContain(says);
  });

  it('name their source beside a wider mark too, as the longest use is not beside the longest share', () => {
    const rate = { ...RATE, value: 20_000 };
    expect(linesIn(64, [RESERVED, rate], 'ascii')[0]).toContain('!! 97 %  GetFunctionConcurrency 28 s');
  });

  it.each([
    { what: 'critical', of: RESERVED, says: /of 200 +● 97 %/, tone: 'crit' },
    { what: 'a warning', of: { ...RESERVED, inUse: 150 }, says: /of 200 +▲ 75 %/, tone: 'warn' },
    { what: 'nothing', of: { ...RESERVED, inUse: 100 }, says: /of 200 +50 %/, tone: 'fact' },
    { what: 'nothing', of: { ...RESERVED, binds: false }, says: /of 200 +97 %/, tone: 'dim' },
  ])('mark as $what the share of $of.inUse', ({ of, says, tone }) => {
    const layout = { glyphs: glyphSet('block'), thresholds: DEFAULT_THRESHOLDS, nowMs: NOW_MS, width: 78 };
    const [line = []] = limitLines([of, RATE], layout);
    expect(plainLine(line)).toMatch(says);
    expect(line.find(({ text }) => text.endsWith(' %'))?.tone).toBe(tone);
  });

  it('say of a function that is switched off that it uses nothing of nothing, as a critical limit', () => {
    expect(linesIn(78, [{ ...RESERVED, value: 0, inUse: null }])[0]).toMatch(/reserved +0 of 0 +● +Get/);
  });

  it('mark an estimate in the colour of estimates, where it is not dim', () => {
    const layout = { glyphs: glyphSet('block'), thresholds: DEFAULT_THRESHOLDS, nowMs: NOW_MS, width: 78 };
    const [binding = [], other = []] = limitLines([RESERVED, RATE], layout);
    expect(binding.find(({ text }) => text === '~194')?.tone).toBe('ours');
    expect(other.find(({ text }) => text === '96')?.tone).toBe('dim');
  });

  it.each([
    { width: 78, says: /^▸ order-events-of-the-shop +~10 of 10 / },
    { width: 75, says: /^▸ order-events-of-the-sh… ~10 of 10 / },
    { width: 58, says: /^▸ order-event… +~10 of 10 / },
  ])('cut the name of a source only for lack of room: in $width cells', ({ width, says }) => {
    const arn = rawText('arn:aws:kinesis:eu-west-1:123456789012:stream/order-events-of-the-shop');
    const source: FunctionLimit = {
      name: 'source',
      value: 10,
      inUse: 10,
      from: 'ListEventSourceMappings',
      asOfMs: NOW_MS - 28_000,
      binds: true,
      source: { arn, by: 'shards' },
    };
    const [line = '', reserved = ''] = linesIn(width, [source, { ...RESERVED, binds: false }]);
    expect(line).toMatch(says);
    expect(reserved.indexOf('~194')).toBe(line.indexOf('~10'));
  });

  it('write a factor like the rest of the screen', () => {
    expect(linesIn(78)[1]).toContain('10 × reserved');
  });

  it.each([58, 63])('name no source where a long one has no room, in %i cells', (width) => {
    expect(linesIn(width)[1]).toMatch(/ 5 % +28 s$/);
  });

  it.each([
    { width: 78, says: /100 % {3}20 % of calls to it spill over$/ },
    { width: 63, says: /100 % {2}spilling 20 %$/ },
  ])('say what spills over, but never beside a share, in $width cells', ({ width, says }) => {
    const provisioned: FunctionLimit = {
      ...RATE,
      name: 'provisioned',
      value: 5,
      inUse: 5,
      from: 'ListProvisionedConcurrencyConfigs',
      asOfMs: null,
      ofCalls: { servedShare: 0.8, spilledShare: 0.2 },
    };
    expect(linesIn(width, [provisioned])[0]?.trimEnd()).toMatch(says);
  });

  it.each([
    { width: 100, says: /orders .* shard workers, DescribeStreamSummary +28 s$/ },
    { width: 64, says: /orders .* shard workers +28 s$/ },
    // Beside limits that have no room for who told them.
    { width: 63, says: /orders .* shard workers +28 s$/ },
    { width: 56, says: /orders .* shard workers +28 s$/ },
    { width: 44, says: /orders [^a-z]* of 10 +● 97 % +28 s$/ },
  ])(
    'say that the workers of its shards limit a stream, where there is room, in $width cells',
    ({ width, says }) => {
      const source = {
        arn: rawText('arn:aws:kinesis:eu-west-1:123456789012:stream/orders'),
        by: 'shards',
      } as const;
      const stream: FunctionLimit = {
        ...RESERVED,
        name: 'source',
        value: 10,
        inUse: 9.7,
        from: 'DescribeStreamSummary',
        source,
      };
      expect(linesIn(width, [stream])[0]).toMatch(says);
    },
  );

  it.each([58, 48])('leave out a name that does not fit in full, in %i cells', (width) => {
    expect(linesIn(width)[0]).not.toMatch(/Get|…/);
  });
});
