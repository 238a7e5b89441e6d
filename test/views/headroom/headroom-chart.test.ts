import { describe, expect, it } from 'vitest';
import { MINUTE_MS } from '../../../src/lambda/time.ts';
import type { FleetSnapshot } from '../../../src/monitor/fleet/fleet-snapshot.ts';
import { plainLine } from '../../../src/terminal/drawing/draw-line.ts';
import { countText } from '../../../src/terminal/quantity.ts';
import { glyphSet } from '../../../src/terminal/theme/glyphs.ts';
import { chartLines } from '../../../src/views/charts/chart.ts';
import { curveValues } from '../../../src/views/charts/chart-curve.ts';
import { curveSign } from '../../../src/views/charts/curve-signs.ts';
import { headroomChart } from '../../../src/views/headroom/headroom-chart.ts';
import { CALM, calm, type FunctionStory, IDLE, NOW_MS, snapshotOf, THROTTLED } from '../fleet/fleet-story.ts';

const TIMES = { notation: 'utc', nowMs: NOW_MS, localOffsetMinutes: 0, tense: 'present' } as const;
const PACE = 23;
/** The pool's use grows by this much a minute, all of it from this function. */
const FILLING: FunctionStory = {
  name: 'image-resize',
  minute: calm((age) => ({
    'Duration Sum': 60_000 * Math.max(20, 580 - PACE * age),
    'ConcurrentExecutions Maximum': Math.max(20, 600 - PACE * age),
  })),
};

const SWITCHED_OFF: FunctionStory = {
  name: 'webhook-in',
  reserved: 0,
  minute: () => ({ 'Throttles Sum': 600 }),
};

function filling(): FleetSnapshot {
  return snapshotOf({ functions: [FILLING], pool: (age) => Math.max(40, 600 - PACE * age) });
}

function chartOf(snapshot: FleetSnapshot) {
  return headroomChart(snapshot.functions[0]!, snapshot, TIMES)!;
}

/** The dashed line of the forecast, from the newest minute on. */
function aheadOf(snapshot: FleetSnapshot): readonly number[] {
  const { curves, span } = chartOf(snapshot);
  const curve = curves.find(({ stroke }) => stroke === 'dashed')!;
  return curveValues(curve)
    .slice(span.backMinutes - 1)
    .flatMap((value) => value ?? []);
}

describe('the legend of the headroom chart', () => {
  it.each(['ascii', 'block', 'braille'] as const)('is readable without colour (%s)', (glyphs) => {
    const { legend, curves } = chartOf(snapshotOf({ functions: [THROTTLED] }));
    const signs = legend.map((entry) => curveSign(entry, glyphSet(glyphs)));
    expect(legend.map(({ word }) => word)).toContain('demand');
    expect(new Set(signs).size).toBe(signs.length);
    expect(new Set(curves.map(({ stroke }) => stroke)).size).toBe(curves.length);
  });

  it('has the estimate in the colour of its figure, and what was measured in another', () => {
    const used = (snapshot: FleetSnapshot) => chartOf(snapshot).curves.at(-1)?.tone;
    expect(used(snapshotOf({ functions: [THROTTLED] }))).toBe('ours');
    expect(used(filling())).toBe('focus');
  });
});

describe('the limit of the headroom chart', () => {
  const busy = (environments: number): FunctionStory => ({
    ...CALM,
    reserved: 200,
    minute: calm(() => ({
      'Duration Sum': 60_000 * environments,
      'ConcurrentExecutions Maximum': environments,
    })),
  });

  it.each([
    { environments: 60, isDrawn: true },
    { environments: 5, isDrawn: false },
  ])(
    'is drawn above a use of $environments of 200: $isDrawn, and always told',
    ({ environments, isDrawn }) => {
      const { curves, legend, scaleOf } = chartOf(snapshotOf({ functions: [busy(environments)] }));
      expect(curves.some(({ stroke }) => stroke === 'level')).toBe(isDrawn);
      expect(legend.at(-1)).toMatchObject({ word: 'limit 200', isAbove: !isDrawn });
      expect(scaleOf(5).top).toBeLessThan(isDrawn ? 300 : 10);
    },
  );
});

describe('the demand in the headroom chart', () => {
  const turningAway = (throttles: number): FunctionStory => ({
    ...THROTTLED,
    minute: calm((age) => (age === 9 ? { 'Throttles Sum': throttles } : {})),
  });

  it.each([
    { throttles: 6, isShown: false },
    { throttles: 120, isShown: true },
  ])('is shown for a minute that turned away $throttles of 600 calls: $isShown', ({ throttles, isShown }) => {
    const { legend } = chartOf(snapshotOf({ functions: [turningAway(throttles)] }));
    expect(legend.some(({ word }) => word === 'demand')).toBe(isShown);
  });
});

describe('the headroom chart of a function that is switched off', () => {
  it('counts the calls of an hour that were turned away, without a forecast or a limit of 0', () => {
    const snapshot = snapshotOf({ functions: [SWITCHED_OFF] });
    expect(snapshot.functions[0]!.assessment.limit.kind).toBe('off');
    const { title, legend, curves, span } = chartOf(snapshot);
    expect([title, ...legend.map(({ word }) => word)]).toEqual(['CALLS a minute', 'turned away']);
    expect(curves.map(curveValues)).toEqual([Array<number>(60).fill(600)]);
    expect(span).toMatchObject({ backMinutes: 60, aheadMinutes: 0 });
  });

  it('shows beside them the calls that it served before', () => {
    const before = calm();
    const minute = (age: number) => (age < 20 ? { 'Throttles Sum': 600 } : before(age));
    const { legend, curves } = chartOf(snapshotOf({ functions: [{ ...SWITCHED_OFF, minute }] }));
    expect(legend.map(({ word }) => word)).toEqual(['served', 'turned away']);
    const [served, refused] = curves.map(curveValues);
    expect([served!.at(0), served!.at(-1)]).toEqual([600, null]);
    expect(refused!.at(-1)).toBe(600);
  });

  it('is missing where no call came', () => {
    const snapshot = snapshotOf({ functions: [{ ...SWITCHED_OFF, minute: null }] });
    expect(headroomChart(snapshot.functions[0]!, snapshot, TIMES)).toBeNull();
  });
});

describe('the headroom chart of a function that nobody calls', () => {
  const POOL = { pool: (age: number) => Math.max(40, 600 - PACE * age) };

  it('shows the pool that its first calls would use, and when others fill it', () => {
    const snapshot = snapshotOf({ functions: [IDLE, FILLING], ...POOL });
    const idle = snapshot.functions.find(({ name }) => name === IDLE.name)!;
    const filling = snapshot.functions.find(({ name }) => name === FILLING.name)!;
    const chart = headroomChart(idle, snapshot, TIMES)!;
    expect(chart.title).toBe('ACCOUNT POOL');
    const { curves, legend, span } = headroomChart(filling, snapshot, TIMES)!;
    expect(chart).toMatchObject({ curves, legend, span });
  });

  it('is missing where it would use nothing that others use', () => {
    const snapshot = snapshotOf({ functions: [{ ...IDLE, reserved: 50 }], ...POOL });
    expect(headroomChart(snapshot.functions[0]!, snapshot, TIMES)).toBeNull();
  });
});

describe('the forecast line of the headroom chart', () => {
  it('rises at the pace given in words, without a kink at the newest minute', () => {
    const [now, ...ahead] = aheadOf(filling());
    for (const [place, value] of ahead.entries()) {
      const pace = (value - now!) / (place + 1);
      expect(pace).toBeGreaterThan(0.95 * PACE);
      expect(pace).toBeLessThan(1.05 * PACE);
    }
  });

  it.each([4, 6, 9, 12, 25])('starts where the measured curve ends, in %i rows', (rows) => {
    const { curves, scaleOf, span } = chartOf(filling());
    const frame = { ...scaleOf(rows), labelWidth: 4, width: 66, label: countText };
    const drawn = chartLines(curves, frame, glyphSet('block')).map((line) => plainLine(line).slice(6));
    const newest = drawn.find((row) => /[─╭╰]/u.test(row.charAt(span.backMinutes - 1)));
    expect(newest?.charAt(span.backMinutes)).toMatch(/[╌╯╭]/u);
  });

  it('meets the limit when the words say so', () => {
    const snapshot = filling();
    const [status] = snapshot.functions;
    const metMs = snapshot.judgedMs + status!.assessment.eta!.likelyMs;
    const newestMs = status!.minutes.at(-1)!.minuteMs;
    const crossing = aheadOf(snapshot).findIndex((value) => value >= 765);
    expect(Math.abs(newestMs + crossing * MINUTE_MS - metMs)).toBeLessThanOrEqual(MINUTE_MS);
  });

  it('continues from the last known minute if the newest is unknown', () => {
    const snapshot = filling();
    const pool = snapshot.account.pool.map((minute, place, { length }) =>
      place === length - 1 ? { ...minute, unreservedInUse: null } : minute,
    );
    const [before, first] = aheadOf({ ...snapshot, account: { ...snapshot.account, pool } });
    expect(first! - before!).toBeLessThan(1.05 * PACE);
  });

  it('is called likely in the legend, with the time it meets the limit', () => {
    expect(chartOf(filling()).legend.map(({ word }) => word)).toEqual([
      'in use',
      expect.stringMatching(/^likely, full \d\d:\d\dZ$/),
      'limit 765',
    ]);
  });

  it.each([
    { notation: 'utc', when: /03:1\dZ|03:2\dZ/ },
    { notation: 'ago', when: /in \d+m/ },
  ] as const)('was likely while AWS is silent, as of its last answer, in $notation', ({ notation, when }) => {
    const snapshot = filling();
    const later = { ...TIMES, notation, nowMs: NOW_MS + 40 * MINUTE_MS, tense: 'past' } as const;
    const { legend } = headroomChart(snapshot.functions[0]!, snapshot, later)!;
    expect(legend[1]).toMatchObject({
      word: expect.stringMatching(new RegExp(`^was likely to be full (?:${when.source})$`)),
      short: expect.stringMatching(new RegExp(`^was likely (?:${when.source})$`)),
    });
    const calm = snapshotOf({ functions: [CALM] });
    expect(headroomChart(calm.functions[0]!, calm, later)!.legend[1]).toMatchObject({ word: 'as then' });
  });

  it('is called "as now" if there is no trend or calls are already throttled', () => {
    for (const story of [CALM, THROTTLED]) {
      const words = chartOf(snapshotOf({ functions: [story] })).legend.map(({ word }) => word);
      expect(words).toContain('as now');
    }
  });
});
