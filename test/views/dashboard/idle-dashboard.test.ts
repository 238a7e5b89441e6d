import { describe, expect, it } from 'vitest';
import { MINUTE_MS } from '../../../src/lambda/time.ts';
import type { FunctionDetail } from '../../../src/monitor/function/detail/function-detail.ts';
import { rawText } from '../../../src/terminal/text.ts';
import type { FunctionMinute } from '../../../src/triage/minute/function-minute.ts';
import { NO_DATA } from '../../triage/no-data.ts';
import { SIZES } from '../every-look.ts';
import { ASCII } from '../fleet/fleet-on-screen.ts';
import { CALM, calm, IDLE, snapshotOf } from '../fleet/fleet-story.ts';
import { detailOf, onScreen } from './dashboard-stories.ts';

const DAY_END_MS = Date.UTC(2026, 10, 24, 3, 10);
const MINUTES = 1_440;
/** 9 hours before the end of the day: 18:10Z. */
const RAN_AT = MINUTES - 540;
const RAN_MS = DAY_END_MS - (MINUTES - RAN_AT) * MINUTE_MS;

const RUN: Partial<FunctionMinute> = {
  ...{ invocations: 1, errors: 0, throttles: 0, durationSumMs: 412_000 },
  ...{ durationMaxMs: 412_000, durationP95Ms: 412_000, observedMax: 1 },
};

/** A day in which it ran in some minutes. */
function dayWith(runs: Readonly<Record<number, Partial<FunctionMinute>>>): readonly FunctionMinute[] {
  return Array.from({ length: MINUTES }, (_, place) => ({
    ...NO_DATA,
    minuteMs: DAY_END_MS - (MINUTES - place) * MINUTE_MS,
    ...runs[place],
  }));
}

function idle(
  detail: Partial<FunctionDetail>,
  size = { columns: 120, rows: 40 },
  look?: typeof ASCII,
): string {
  const snapshot = { ...snapshotOf({ functions: [IDLE] }), detail: detailOf(IDLE, detail) };
  return onScreen(IDLE, {
    ...size,
    snapshot,
    status: snapshot.functions[0]!,
    windowMinutes: 1_440,
    ...(look === undefined ? {} : { look }),
  });
}

const event = (seconds: number, message: string) => ({
  ...{ logStream: rawText('2026/11/23/[$LATEST]aa'), eventId: rawText(`${seconds}`) },
  ...{ timestampMs: RAN_MS + seconds * 1_000, ingestionMs: RAN_MS + seconds * 1_000 },
  message: rawText(message),
});

const LAST_LINES = {
  range: { startMs: RAN_MS, endMs: RAN_MS + MINUTE_MS },
  events: [
    event(0, 'START RequestId: 8f5f6f0e-3f6c-4d7d-9a52-5b8f1d0e6a11 Version: 7'),
    event(103, 'summed up 40,213 rows of orders'),
    event(
      412,
      'REPORT RequestId: 8f5f6f0e-3f6c-4d7d-9a52-5b8f1d0e6a11\tDuration: 412000.00 ms\tBilled Duration: 412000 ms\tMemory Size: 1024 MB\tMax Memory Used: 640 MB',
    ),
  ],
  error: null,
};

describe('the dashboard of a function that is not called now', () => {
  const ranOnce = { day: dayWith({ [RAN_AT]: RUN }), lastLines: LAST_LINES };

  it.each(SIZES)('says at $columns columns when it was last called, and how that went', (size) => {
    expect(idle(ranOnce, size)).toMatch(
      /^ last +18:10Z, 9 h 2 min ago: 1 call, none failed(; took 6 min 52 s)?$/m,
    );
  });

  it('counts failed calls', () => {
    const failing = { ...RUN, invocations: 3, errors: 1 };
    expect(idle({ day: dayWith({ [RAN_AT]: failing }) })).toMatch(
      / last +18:10Z, 9 h 2 min ago: 3 calls, 1 failed; longest 6 min 52 s/,
    );
  });

  it.each([
    { columns: 80, rows: 24 },
    { columns: 120, rows: 40 },
    { columns: 200, rows: 60 },
  ])(
    'lists its calls of the day and its last lines at $columns columns, in place of missing figures',
    (size) => {
      const day = dayWith({ [RAN_AT]: RUN, 100: { ...RUN, errors: 1 }, 104: RUN });
      const words = idle({ day, lastLines: LAST_LINES }, size);
      expect(words).toMatch(/ CALLS, last 24 h ─+ calls {2}failed {2}longest/);
      expect(words).toMatch(/ 18:10Z 9h 02m ago +1 +0 +6m 52s/);
      expect(words).toMatch(/ 04:50Z 22h 22m ago +2 +1 +6m 52s/);
      expect(words).toMatch(/ 18:16:52Z END +\? +6m 52s/);
      expect(words).not.toMatch(/turned away +-/);
    },
  );

  it('shows its last lines on the lowest screen, too, which has no room for a chart', () => {
    const words = idle({ day: dayWith({ [RAN_AT]: RUN }), lastLines: LAST_LINES }, { columns: 60, rows: 15 });
    expect(words).toMatch(/CALLS, last 24 h[\s\S]* 18:10Z[\s\S]*LAST LINES[\s\S]*END/);
  });

  it('never draws the estimated concurrency above the measured one', () => {
    // 412 s of work, counted in the minute in which the one call began.
    const words = idle(ranOnce, { columns: 200, rows: 60 });
    const chart = words.slice(words.indexOf('CONCURRENCY'));
    expect(chart).toMatch(/ 1 │ +┬/);
  });

  it('draws its calls over the day, each on a stem', () => {
    const words = idle(ranOnce);
    expect(words).toContain('ATTEMPTS a minute');
    expect(words).toMatch(/ 1 │ +┬/);
    expect(idle(ranOnce, undefined, ASCII)).toMatch(/^[\x20-\x7e\n]*$/);
    expect(idle(ranOnce, undefined, ASCII)).toMatch(/^ idle {5}not called.*\n last {5}\S/m);
  });

  it('tells of a longer span when it ended', () => {
    const lasting = Object.fromEntries(Array.from({ length: 6 }, (_, place) => [RAN_AT + place, RUN]));
    expect(idle({ day: dayWith(lasting) })).toMatch(/ 18:10Z to 18:16Z +6 +0 +6m 52s/);
  });

  it('counts its calls by period, and says so, where the minutes of the day are no longer kept', () => {
    const day = dayWith({}).filter((_, place) => place % 5 === 0);
    const words = idle({ day: day.with(RAN_AT / 5, { ...day[RAN_AT / 5]!, ...RUN, invocations: 0.2 }) });
    expect(words).toContain('ATTEMPTS in 5m');
    expect(words).toMatch(/ 1 │ +┬/);
    expect(words).toMatch(/23 Nov 03:10Z, in steps of 5 min .* 03:05Z/);
    expect(words).toMatch(/ 18:10Z 9h 02m ago +1 +0 +6m 52s/);
  });

  it('says that the day is being read, not that there is no data point', () => {
    const words = idle({ day: null });
    expect(words).toMatch(/│ still being read/);
    expect(words).not.toContain('no data point');
    expect(idle({ day: dayWith({}) })).not.toContain('still being read');
  });

  it('says so if it was not called all day', () => {
    const words = idle({ day: dayWith({}) });
    expect(words).toMatch(/ last +not called in the last 24 h/);
    expect(words).toMatch(/ CALLS, last 24 h ─+/);
  });

  it('says if the log has no line of its last run, or may not be read', () => {
    expect(idle({ ...ranOnce, lastLines: { ...LAST_LINES, events: [] } })).toContain(
      'no line of that time in the log',
    );
    const error = {
      ...{ kind: 'denied' as const, action: 'logs:FilterLogEvents' },
      ...{ name: rawText('AccessDeniedException'), message: rawText('') },
    };
    expect(idle({ ...ranOnce, lastLines: { ...LAST_LINES, events: [], error } })).toMatch(
      /LAST LINES ─+\n.* denied$/m,
    );
  });
});

describe('the dashboard of a function that is switched off', () => {
  const refusing = {
    ...CALM,
    reserved: 0,
    minute: calm(() => ({
      'Invocations Sum': 0,
      'Throttles Sum': 1_406,
      'Duration Sum': 0,
    })),
  };

  it.each(SIZES)('says at $columns columns how many calls it turns away, and since when', (size) => {
    expect(onScreen(refusing, size)).toMatch(
      size.columns === 60
        ? /^ ● CRIT +is switched off: turning away 100 % since 01:42Z$[\s\S]*attempts +1,406/m
        : /turning away 100 %(?: of attempts)? since 01:42Z, 1,406 a min(?:ute)? now$/m,
    );
  });

  it.each(SIZES)(
    'says at $columns columns, uncut, since before when it turns them away all the time',
    (size) => {
      const longAgo = { ...refusing, minute: calm(() => ({ 'Invocations Sum': 0, 'Throttles Sum': 9 })) };
      const known = snapshotOf({ functions: [longAgo] });
      const throughoutFromMs = Date.UTC(2026, 10, 24, 0, 10);
      const causes = known.causes.map((each) => ({ ...each, sinceMs: null, throughoutFromMs }));
      expect(onScreen(longAgo, { ...size, snapshot: { ...known, causes } })).toMatch(
        size.columns === 60
          ? /^ ● CRIT +is switched off: turning away 100 %$/m
          : /turning away 100 %(?: of attempts)? since before 00:10Z, 9 a min(?:ute)? now$/m,
      );
    },
  );

  it('has no charts of what no call has: duration and concurrency', () => {
    const words = onScreen(refusing);
    expect(words).toMatch(/ATTEMPTS a minute[\s\S]*FAILED %/);
    expect(words).not.toMatch(/DURATION|CONCURRENCY/);
  });

  it('says that it would refuse every call where none comes', () => {
    expect(onScreen({ ...IDLE, reserved: 0 })).toMatch(/^ off +reserves 0, so it would refuse every call$/m);
  });
});
