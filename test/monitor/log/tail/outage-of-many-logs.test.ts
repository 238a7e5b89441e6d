import { expect, it } from 'vitest';
import { MINUTE_MS, SECOND_MS } from '../../../../src/lambda/time.ts';
import type { Gap, Notice } from '../../../../src/logs/tail-item.ts';
import type { SourceErrorKind } from '../../../../src/monitor/source-error.ts';
import type { LogSource } from '../../../../src/monitor/sources.ts';
import { rawText } from '../../../../src/terminal/text.ts';
import { createManualClock } from '../../manual-clock.ts';
import { START_MS } from '../reading/follow-harness.ts';
import { createScriptedLog, sourceError } from '../scripted-log.ts';
import { EVENTS, openedTail } from './opened-tail.ts';

const BEGINS_MS = START_MS + MINUTE_MS;

/** The other items on a screen of `logCount` logs, after `kind` affected the `hits` logs for that long. */
async function besideTheLinesAfter(
  lengthMs: number,
  kind: SourceErrorKind,
  logCount: number,
  hits = (_name: string) => true,
  events = EVENTS,
  errorName?: string,
): Promise<readonly (Gap | Notice)[]> {
  const clock = createManualClock(START_MS);
  const log = createScriptedLog({ clock, events });
  const source: LogSource = {
    async page(question, signal) {
      const isHit = clock.now() >= BEGINS_MS && clock.now() < BEGINS_MS + lengthMs && hits(question.group);
      return isHit ? { ok: false, error: sourceError(kind, errorName) } : log.page(question, signal);
    },
  };
  const choices = Array.from({ length: logCount }, (_, index) => ({
    group: rawText(`log-${index}`),
    writers: [],
  }));
  const tail = openedTail(clock, { source, choices });
  await clock.advance(MINUTE_MS + lengthMs + 4 * MINUTE_MS);
  tail.close();
  return tail.memory().filter((item) => item.type !== 'event');
}

async function gapsAfter(...asked: Parameters<typeof besideTheLinesAfter>): Promise<readonly Gap[]> {
  return (await besideTheLinesAfter(...asked)).filter((item) => item.type === 'gap');
}

it.each(['unreachable', 'expired', 'malformed', 'denied'] as const)(
  'an outage of a hundred logs is one row, however each of them learns of it: %s',
  async (kind) => {
    const gaps = await gapsAfter(3 * MINUTE_MS, kind, 100);
    expect(gaps).toMatchObject([{ logCount: 100, endMs: expect.any(Number) }]);
  },
);

it('a denial of a hundred logs is reported for the first, then for the others together, and then its end', async () => {
  const notices = (await besideTheLinesAfter(3 * MINUTE_MS, 'denied', 100)).filter(
    (item) => item.type === 'notice',
  );
  expect(notices).toMatchObject([
    { kind: 'denied', origin: { group: expect.stringMatching(/^log-\d+$/) } },
    { kind: 'denied', logCount: 99 },
    { kind: 'recovered', from: 'denied' },
  ]);
  expect(notices[1]?.origin).toBeUndefined();
});

it.each(['UnreadableAnswer', 'HTTP 404'])(
  'answers cut short, or not of AWS, are reported once for a hundred logs, and their end once: %s',
  async (name) => {
    const told = await besideTheLinesAfter(3 * MINUTE_MS, 'malformed', 100, undefined, undefined, name);
    expect(told.map(({ type, ...item }) => ('kind' in item ? item.kind : type)).toSorted()).toEqual([
      'gap',
      'recovered',
      'unreadable',
    ]);
  },
);

it('pages that never end are reported for each log', async () => {
  const told = await besideTheLinesAfter(3 * MINUTE_MS, 'malformed', 5, undefined, undefined, 'EndlessPages');
  expect(told.filter((item) => item.type === 'notice' && item.kind === 'malformed')).toHaveLength(5);
});

it('an outage of one log among others names that log', async () => {
  const gaps = await gapsAfter(90 * SECOND_MS, 'unreachable', 5, (name) => name === 'log-3');
  expect(gaps).toMatchObject([
    { reason: 'unreachable', origin: { group: 'log-3' }, endMs: expect.any(Number) },
  ]);
  expect(gaps[0]?.logCount).toBeUndefined();
});

it('an outage of two of five logs names both', async () => {
  const gaps = await gapsAfter(90 * SECOND_MS, 'unreachable', 5, (name) => /[34]$/.test(name));
  expect(gaps).toMatchObject([{ logNames: ['log-3', 'log-4'], endMs: expect.any(Number) }]);
});

it.each([2, 3, 100])(
  'an outage that slows all calls down, so that logs notice it one after the other, is one row: %s logs',
  async (logCount) => {
    const gaps = await gapsAfter(3 * MINUTE_MS, 'throttled', logCount);
    expect(gaps).toMatchObject([{ logCount: expect.any(Number), endMs: expect.any(Number) }]);
  },
);

it.each(['unreachable', 'expired'] as const)(
  'after an outage each log is read once before busy ones are read again and again: %s',
  async (kind) => {
    const aLineNowAndThen = EVENTS.filter((_, index) => index % 60 === 0);
    const [gap] = await gapsAfter(MINUTE_MS, kind, 100, undefined, aLineNowAndThen);
    const recoveryMs = (gap?.endMs ?? Number.POSITIVE_INFINITY) - (BEGINS_MS + MINUTE_MS);
    expect(recoveryMs).toBeLessThan(MINUTE_MS);
  },
);
