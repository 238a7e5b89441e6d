import { expect, it } from 'vitest';
import { MINUTE_MS, SECOND_MS } from '../../../src/lambda/time.ts';
import type { LogEvent } from '../../../src/logs/event.ts';
import { createManualClock } from '../manual-clock.ts';
import { following, idsIn, START_MS } from './reading/follow-harness.ts';
import { createScriptedLog, logEvent, type Weather } from './scripted-log.ts';

const BLIND_FROM_MS = START_MS + 2 * MINUTE_MS;
const DELETED_MS = START_MS + 4 * MINUTE_MS;
const BLIND_TO_MS = START_MS + 6 * MINUTE_MS;
const END_MS = START_MS + 8 * MINUTE_MS;

function lines(name: string, fromMs: number, toMs: number): readonly LogEvent[] {
  return Array.from({ length: Math.floor((toMs - fromMs) / SECOND_MS) }, (_, index) =>
    logEvent(`${name} ${index}`, fromMs + index * SECOND_MS),
  );
}

const weather = (_call: number, nowMs: number): Weather =>
  nowMs >= BLIND_FROM_MS && nowMs < BLIND_TO_MS ? 'unreachable' : 'fine';

/** Follows a log through an outage; from `DELETED_MS` on it is a recreated log. */
async function reportsOf(old: readonly LogEvent[], fresh: readonly LogEvent[], pageSize = 10_000) {
  const clock = createManualClock(START_MS);
  const [before, after] = [old, fresh].map((events) =>
    createScriptedLog({ clock, events, weather, pageSize }),
  );
  const run = following({
    clock,
    events: [],
    request: {
      source: { page: (...question) => (clock.now() < DELETED_MS ? before : after)!.page(...question) },
    },
  });
  await clock.advance(END_MS - START_MS);
  await run.stop();
  return { ids: idsIn(run.items), gaps: run.items.filter((item) => item.type === 'gap') };
}

const OLD = lines('old', START_MS - MINUTE_MS, DELETED_MS);

it.each<[string, readonly LogEvent[], number?]>([
  ['with lines', lines('new', DELETED_MS + 10 * SECOND_MS, END_MS)],
  ['with lines on many pages', lines('new', DELETED_MS + 10 * SECOND_MS, END_MS), 25],
  ['and is silent', []],
])(
  'a log group that was deleted and recreated during an outage is reported if it comes back %s',
  async (_how, fresh, pageSize) => {
    const { gaps } = await reportsOf(OLD, fresh, pageSize);
    expect(gaps).toMatchObject([
      { reason: 'unreachable', endMs: null },
      { reason: 'unreachable', endMs: expect.any(Number), missing: 'gone' },
    ]);
  },
);

it.each<[string, readonly LogEvent[], number?]>([
  ['continues', lines('old', START_MS - MINUTE_MS, END_MS)],
  ['continues and takes many pages', lines('old', START_MS - MINUTE_MS, END_MS), 25],
  ['went silent earlier', lines('old', START_MS - MINUTE_MS, BLIND_FROM_MS - MINUTE_MS)],
  ['has always been silent', []],
  ['writes for the first time', lines('old', BLIND_FROM_MS + MINUTE_MS, END_MS)],
])('nothing is reported as missing from the same log if it %s', async (_how, events, pageSize) => {
  const { gaps, ids } = await reportsOf(events, events, pageSize);
  expect(gaps).toHaveLength(2);
  expect(gaps[1]).not.toHaveProperty('missing');
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.length).toBeGreaterThanOrEqual(events.length - 2);
});
