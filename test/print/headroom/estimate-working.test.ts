import { describe, expect, it } from 'vitest';
import { MINUTE_MS } from '../../../src/lambda/time.ts';
import { workingLines } from '../../../src/print/headroom/estimate-working.ts';
import { plainLine } from '../../../src/terminal/drawing/draw-line.ts';
import { safe } from '../../../src/terminal/safe-text.ts';
import {
  CALM,
  calm,
  type FunctionStory,
  LAGGING,
  NOW_MS,
  snapshotOf,
  THROTTLED,
} from '../../views/fleet/fleet-story.ts';
import { expectReckoned } from './pocket-calculator.ts';

function workingOf(story: FunctionStory): readonly string[] {
  const snapshot = snapshotOf({ functions: [story] });
  return workingLines(
    { status: snapshot.functions[0]!, account: snapshot.account, nowMs: NOW_MS },
    60,
    safe`x`,
  ).map(plainLine);
}

const LONG: FunctionStory = {
  name: 'long',
  minute: calm(() => ({ 'Invocations Sum': 7, 'Duration Sum': 7 * 83_417 })),
};
/** Calls of three minutes and more; each minute, more of them begin. */
const RUNNING_ON: FunctionStory = {
  name: 'running-on',
  minute: (index) => ({
    'Invocations Sum': 5 + index,
    'Duration Sum': (5 + index) * 200_000,
    'Duration p50': 190_000,
    'Duration p95': 300_000,
    'Duration p99': 340_000,
  }),
};
const SHORT: FunctionStory = {
  name: 'short',
  reserved: 35,
  minute: calm(() => ({ 'Invocations Sum': 18_608, 'Duration Sum': 18_608 * 62.077, 'Throttles Sum': 412 })),
};
const TINY: FunctionStory = {
  name: 'tiny',
  minute: calm(() => ({ 'Invocations Sum': 3, 'Duration Sum': 3 * 1.37 })),
};

describe('the calculation of an estimate', () => {
  it.each([
    ['a function at its limit', THROTTLED],
    ['a calm function', CALM],
    ['shards', LAGGING],
    ['long calls', LONG],
    ['short calls, some of them throttled', SHORT],
    ['hardly any calls', TINY],
  ])('can be checked with a pocket calculator: %s', (_what, story) => {
    expect(expectReckoned(workingOf(story))).toBeGreaterThanOrEqual(3);
  });

  it('subtracts idle provisioned concurrency from the pool', () => {
    const { functions, account } = snapshotOf({ functions: [CALM], pool: () => 100, idleProvisioned: 300 });
    const lines = workingLines({ status: functions[0]!, account, nowMs: NOW_MS }, 60, safe`x`).map(plainLine);
    expect(lines.at(-2)).toMatch(/^account pool +1,000 - 235 reserved += +765$/);
    expect(lines.at(-1)).toMatch(/^left of it +765 - 300 provisioned += +465$/);
    const older = { ...account, idleProvisionedAgeMs: 3 * MINUTE_MS };
    const [last] = workingLines({ status: functions[0]!, account: older, nowMs: NOW_MS }, 60, safe`x`)
      .map(plainLine)
      .slice(-1);
    expect(last).toMatch(/^left of it +765 - 300 provisioned 3m before += +465$/);
    const presumed = { ...account, idleProvisionedPresumedMs: 2 * MINUTE_MS };
    const told = workingLines({ status: functions[0]!, account: presumed, nowMs: NOW_MS }, 51, safe`x`)
      .map(plainLine)
      .slice(-2);
    expect(told[0]).toMatch(/^left of it +765 - 300 provisioned += +465$/);
    expect(told[1]).toMatch(/^presumed +235 reserved then, read 2m later *$/);
  });

  it('shows for long calls how many of each minute ran for how long, and adds up to the estimate', () => {
    const lines = workingOf(RUNNING_ON);
    expect(lines.map((line) => line.slice(0, 15).trim())).toEqual(
      expect.arrayContaining(['this minute', 'minute before', '2 min before', 'earlier', 'together']),
    );
    expect(expectReckoned(lines)).toBeGreaterThanOrEqual(7);
    const [sum] = /(?<=together .*= +~)[\d.,]+/.exec(lines.join('\n')) ?? [];
    expect(sum).toBe(snapshotOf({ functions: [RUNNING_ON] }).functions[0]?.assessment.level?.toFixed(1));
  });

  it.each([
    {
      what: 'nine in ten if its peak was not measured',
      observed: {},
      says: /^busiest second +~\d+ to \d+, 90 % sure *$/,
    },
    {
      what: 'at least that if measurements are always in its band',
      observed: { 'ConcurrentExecutions Maximum': 30 },
      says: /^busiest second +~30 at most, 90 % sure or more *$/,
    },
  ])('is as certain about the busiest second as its band: $what', ({ observed, says }) => {
    const minute = () => ({ 'Invocations Sum': 600, 'Duration Sum': 600_000, ...observed });
    const lines = workingOf({ name: 'cart-api', minute });
    expect(lines.find((line) => line.startsWith('busiest second'))).toMatch(says);
  });

  it('shows what was measured beside what was estimated, and how old it is', () => {
    expect(workingOf(THROTTLED).join('\n')).toMatch(/observed max +CloudWatch, 2m old +=.* 200/);
  });
});
