import { describe, expect, it } from 'vitest';
import type { LogEvent } from '../../../../src/logs/event.ts';
import { expression } from '../../../../src/logs/selection/expression.ts';
import type { SelectionRules } from '../../../../src/logs/selection/selection-rules.ts';
import { createCallBudget } from '../../../../src/monitor/calls/call-budget.ts';
import { openLogTail } from '../../../../src/monitor/log/tail/log-tail.ts';
import { rawText } from '../../../../src/terminal/text.ts';
import { messageOf } from '../../../logs/lines/log-lines.ts';
import { createManualClock } from '../../manual-clock.ts';
import { START_MS } from '../reading/follow-harness.ts';
import { createScriptedLog, logEvent } from '../scripted-log.ts';

const MINUTE_MS = 60_000;
const CALL_MS = 2_000;

/** The lines of one call; each tenth call logs an exception without a request id, and each fifth a warning. */
function callLines(index: number, atMs: number): readonly LogEvent[] {
  const requestId = `7c1e02b9-69d2-45e7-a8bc-${String(index).padStart(12, '0')}`;
  const says = (mark: string, afterMs: number, message = messageOf(mark, requestId)) =>
    logEvent(`${mark} ${index}`, atMs + afterMs, atMs + afterMs, message);
  const warned = index % 5 === 3 ? [says('WARN', 20, '[WARNING] slow payments')] : [];
  return index % 10 === 7
    ? [says('START', 0), says('TRACEBACK', 30), says('END', 40), says('REPORT', 41)]
    : [says('START', 0), says('charged', 10), ...warned, says('END', 40), says('REPORT', 41)];
}

/** Fifteen minutes of it up to now, and a minute more. */
const EVENTS = Array.from({ length: 480 }, (_, index) =>
  callLines(index, START_MS - 15 * MINUTE_MS + index * CALL_MS),
).flat();
const NO_RULES: SelectionRules = { include: [], exclude: [], level: null, before: 0, after: 0 };

async function tailOf(rules: Partial<SelectionRules> | null, pageSize = 60) {
  const clock = createManualClock(START_MS);
  const tail = openLogTail({
    source: createScriptedLog({ events: EVENTS, pageSize, clock }),
    choices: [
      { group: rawText('/aws/lambda/checkout-api'), writers: [{ functionName: null, versions: null }] },
    ],
    clock,
    frames: clock,
    budget: createCallBudget(clock, { random: () => 0.5 }),
    sinceMs: START_MS - 15 * MINUTE_MS,
    untilMs: null,
    follow: true,
    pattern: null,
    rules: rules === null ? null : { ...NO_RULES, ...rules },
  });
  await clock.advance(45_000);
  tail.close();
  return tail;
}

type Tail = Awaited<ReturnType<typeof tailOf>>;

/** The number of rows of each kind. */
function rowKinds(tail: Tail) {
  const kinds: Record<string, number> = {};
  for (const item of tail.items(0, 10_000)) {
    const kind = item.type === 'event' ? (item.event.eventId.split(' ')[0] ?? '') : item.type;
    kinds[kind] = (kinds[kind] ?? 0) + 1;
  }
  return kinds;
}

/** The number of finished calls, and how many of them failed. */
function endedCalls(tail: Tail) {
  const [ended] = tail.spans(START_MS - 16 * MINUTE_MS, 30 * MINUTE_MS, 1);
  return ended;
}

function wantedIn(source: string) {
  const read = expression(source);
  if ('complaint' in read) throw new Error(read.complaint);
  return read;
}

describe('a filtered log', () => {
  it('counts failed calls among all calls, as without a filter', async () => {
    const all = await tailOf(null);
    const errors = await tailOf({ level: 'ERROR' });
    expect(endedCalls(all)?.failed).toBeGreaterThan(40);
    expect(endedCalls(errors)).toEqual(endedCalls(all));
    expect(errors.statistics()).toEqual(all.statistics());
    expect(errors.versions()).toEqual(all.versions());
  });

  it('shows the end of each failed call, and of no other', async () => {
    const errors = await tailOf({ level: 'ERROR' });
    const { TRACEBACK: thrown = 0, REPORT: ended, ...others } = rowKinds(errors);
    expect(thrown).toBeGreaterThan(40);
    expect(ended).toBe(thrown);
    expect(others).toEqual({});
    expect(errors.getSnapshot()).toMatchObject({ linesChosen: thrown, itemCount: 2 * thrown });
  });

  it('knows what failed runs say, and how each of them ended', async () => {
    const errors = await tailOf({ level: 'ERROR' });
    expect(new Set(errors.runs().map(({ outcome }) => outcome.kind))).toEqual(new Set(['error']));
    const [share] = errors.shares(10);
    expect([share?.ofFailed, share?.ofOthers]).toEqual([1, 0]);
  });

  it.each([
    { what: 'by level', rules: { level: 'WARN' } as const },
    { what: 'by words', rules: { include: [wantedIn('slow payments|KeyError')] } },
  ])('shows the end of each call that it shows a line of, filtered $what', async ({ rules }) => {
    const {
      WARN: warned = 0,
      TRACEBACK: thrown = 0,
      REPORT: ended,
      ...others
    } = rowKinds(await tailOf(rules));
    expect(warned).toBeGreaterThan(80);
    expect(ended).toBe(warned + thrown);
    expect(others).toEqual({});
  });

  it('leaves out the ends of calls that were excluded explicitly', async () => {
    const kinds = rowKinds(await tailOf({ level: 'ERROR', exclude: [wantedIn('^REPORT')] }));
    expect(Object.keys(kinds)).toEqual(['TRACEBACK']);
  });

  it.each([1, 7, 60, 1_000])(
    'has context lines of the same call, once, with %i lines a page',
    async (pageSize) => {
      const rules = { include: [wantedIn('slow payments')], before: 1 };
      const { WARN: warned, ...others } = rowKinds(await tailOf(rules, pageSize));
      expect(warned).toBeGreaterThan(5);
      expect(others).toEqual({ charged: warned, REPORT: warned });
    },
  );

  it.each([1, 7, 60, 1_000])(
    'counts a call once whose START is read again as context, with %i lines a page',
    async (pageSize) => {
      const all = await tailOf(null, pageSize);
      const warned = await tailOf({ level: 'WARN', before: 5, after: 5 }, pageSize);
      const attempts = warned
        .items(0, 10_000)
        .flatMap((item) =>
          item.type === 'event' && item.invocation !== null ? item.invocation.attempts : [],
        );
      expect(attempts.length).toBeGreaterThan(5);
      expect(new Set(attempts)).toEqual(new Set([1]));
      expect(endedCalls(warned)).toEqual(endedCalls(all));
      expect(warned.versions()).toEqual(all.versions());
      expect(warned.statistics()).toEqual(all.statistics());
    },
  );
});
