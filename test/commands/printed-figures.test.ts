import { beforeAll, describe, expect, it } from 'vitest';
import { MINUTE_MS } from '../../src/lambda/time.ts';
import { createWorld } from '../../src/local/world/create-world.ts';
import type { World } from '../../src/local/world/world.ts';
import { FROZEN_MS, frozenDemo } from '../frozen-demo.ts';
import { runLmon } from './lmon-in-process.ts';
import { linesOf } from './lmon-process.ts';
import { ofEach } from './of-each.ts';
import { type Report, reportIn } from './printed-report.ts';

/** Percentiles are read from a sketch. */
const P95_ERROR = 0.02;
/** Commands at once. */
const AT_ONCE = 3;

/** Each of another limit: reserved, shards, the account pool, and the request rate. */
const WATCHED = ['checkout-api', 'order-stream-consumer', 'image-resize', 'auth-token'];
const REPORTED = ['checkout-api', 'cart-api'];
/** Their whole logs of some minutes are counted. */
const TAILED = ['order-stream-consumer', 'invoice-pdf'];
const TAILED_MINUTES = 2;

interface Moment {
  readonly when: string;
  readonly until: readonly string[];
  readonly watched: readonly string[];
  readonly reported: readonly string[];
  readonly tailed: readonly string[];
}

const MOMENTS: readonly Moment[] = [
  { when: 'now', until: [], watched: WATCHED, reported: REPORTED, tailed: TAILED },
  {
    when: 'of a time early in the incidents',
    until: ['--until', new Date(FROZEN_MS - 14 * MINUTE_MS).toISOString()],
    watched: ['checkout-api'],
    reported: [],
    tailed: [],
  },
];

interface Printed {
  readonly function: string;
  readonly severity: string;
  readonly activity: string;
  readonly reasons: readonly {
    readonly rule: string;
    readonly value: number;
    readonly since: string | null;
    readonly windowSeconds: number | null;
  }[];
  readonly minute: string;
  readonly requestsPerSecond: number;
  readonly errorRate: number;
  readonly throttleRate: number;
  readonly durationP95Ms: number;
  readonly lostEvents: number | null;
  readonly concurrency: Readonly<Record<'estimate' | 'low' | 'high' | 'observedMax', number>>;
  readonly limit: { readonly kind: string; readonly value: number };
  readonly use: number;
  readonly ownUse: number;
  readonly throttling: string;
  readonly etaSeconds: Readonly<Record<'early' | 'likely' | 'late', number>> | null;
}

interface PrintedMinute extends Printed {
  readonly attempts: number;
  readonly invocations: number;
  readonly errors: number;
  readonly throttles: number;
  readonly durationAverageMs: number;
  readonly durationMaxMs: number;
}

interface PrintedLine {
  readonly type: string;
  readonly kind: string;
  readonly timestamp: number;
  readonly logStream: string;
  readonly outcome: string | null;
}

/** All that commands print about one moment. */
interface Prints {
  readonly fleet: ReadonlyMap<string, Printed>;
  readonly check: ReadonlyMap<string, Printed>;
  readonly watch: ReadonlyMap<string, PrintedMinute>;
  readonly triage: ReadonlyMap<string, Report>;
  readonly tail: ReadonlyMap<string, readonly PrintedLine[]>;
}

async function printsAt({ until, watched, reported, tailed }: Moment): Promise<Prints> {
  const env = frozenDemo();
  const printed = async <Line>(...args: readonly string[]): Promise<readonly Line[]> => {
    const { stdout } = await runLmon([...args, '--output', 'json'], { env });
    return linesOf(stdout).map((line) => JSON.parse(line) as Line);
  };
  const byName = (lines: readonly Printed[]) => new Map(lines.map((line) => [line.function, line]));
  const [fleet, check, watch, triage] = await Promise.all([
    printed<Printed>('fleet', ...until).then(byName),
    printed<Printed>('check', ...until).then(byName),
    ofEach(watched, AT_ONCE, async (name) => {
      const [line] = await printed<PrintedMinute>('watch', name, '--no-follow', ...until);
      return line!;
    }),
    ofEach(reported, AT_ONCE, async (name) =>
      reportIn((await runLmon(['triage', name, '--output', 'json'], { env })).stdout),
    ),
  ]);
  const tail = await ofEach(tailed, AT_ONCE, (name) => {
    const fromMs = Date.parse(fleet.get(name)!.minute) - (TAILED_MINUTES - 1) * MINUTE_MS;
    const times = ['--since', new Date(fromMs).toISOString()];
    return printed<PrintedLine>('tail', name, ...times, '--no-follow');
  });
  return { fleet, check, watch, triage, tail };
}

const rateOf = (part: number, whole: number) => (whole === 0 ? 0 : part / whole);

interface Run {
  readonly startMs: number;
  readonly hasFailed: boolean;
}

/**
 * The runs that a log tells of, each by the lines between its START and the next one of its environment: some runtimes
 * name no request where they tell an error, and what is tried again keeps its id.
 */
function runsIn(lines: readonly PrintedLine[]): readonly Run[] {
  const runs: Run[] = [];
  const underWay = new Map<string, number>();
  for (const { kind, timestamp, logStream, outcome } of lines) {
    if (kind === 'start') underWay.set(logStream, runs.push({ startMs: timestamp, hasFailed: false }) - 1);
    const place = underWay.get(logStream);
    const run = place === undefined ? undefined : runs[place];
    if (place !== undefined && run !== undefined && outcome !== null && outcome !== 'ok')
      runs[place] = { ...run, hasFailed: true };
  }
  return runs;
}

function expectNear(value: number, truth: number, error: number, rounding = 0): void {
  expect(Math.abs(value - truth)).toBeLessThanOrEqual(truth * error + rounding);
}

/** Both can be true of one minute. */
function expectAlike(one: Printed['concurrency'], other: Printed['concurrency']): void {
  expect(one.observedMax).toBe(other.observedMax);
  expect(one.low).toBeLessThanOrEqual(other.high);
  expect(one.high).toBeGreaterThanOrEqual(other.low);
}

let world: World;
beforeAll(() => {
  world = createWorld({ seed: 1, nowMs: FROZEN_MS, cast: 'demo' });
});

describe.each(MOMENTS)('the figures that commands print of the demo, $when', (moment) => {
  let prints: Prints;
  beforeAll(async () => {
    prints = await printsAt(moment);
  });

  /** What really happened in the minute that is printed, or `age` minutes before it. */
  const truthOf = ({ function: name, minute }: Printed, age = 0) =>
    world.truth.minute(name, Date.parse(minute) - age * MINUTE_MS);
  const active = (printed: ReadonlyMap<string, Printed>) =>
    [...printed.values()].filter(({ activity }) => activity === 'active');

  it('are the same in fleet, check and watch, where they are of the same minute', () => {
    const { fleet, check, watch } = prints;
    for (const [name, printed] of fleet) {
      for (const other of [check.get(name), watch.get(name)]) {
        if (other === undefined || other.minute !== printed.minute) continue;
        // Each counts the time left from when it was asked, and has read another part of the log for its verdict. What
        // runs at once is judged by the calls that had ended by then, where they outlast their minute.
        const { verdict, etaSeconds, reasons, concurrency, use, ownUse, ...figures } = printed as Printed & {
          readonly verdict: unknown;
        };
        expect(other).toMatchObject(figures);
        if (printed.activity === 'active') expectAlike(other.concurrency, concurrency);
        else expect(other).toMatchObject({ concurrency, use, ownUse });
        expect(other.reasons.map(({ rule }) => rule)).toEqual(reasons.map(({ rule }) => rule));
        if (etaSeconds === null) expect(other.etaSeconds).toBeNull();
        else expectNear(other.etaSeconds!.likely, etaSeconds.likely, 0, 60);
      }
    }
  });

  it('match what really happened', () => {
    for (const printed of [...active(prints.fleet), ...active(prints.check), ...prints.watch.values()]) {
      const truth = truthOf(printed);
      const { concurrency, lostEvents, minute, function: name } = printed;
      expect(printed.requestsPerSecond).toBeCloseTo(truth.invocations / 60, 10);
      expect(printed.errorRate).toBeCloseTo(rateOf(truth.errors, truth.invocations), 10);
      const attempts = truth.invocations + truth.throttles;
      expect(printed.throttleRate).toBeCloseTo(rateOf(truth.throttles, attempts), 10);
      expectNear(printed.durationP95Ms, truth.durationP95Ms, P95_ERROR);
      expect(concurrency.observedMax).toBe(truth.peakConcurrency);
      expect(concurrency.low).toBeLessThanOrEqual(truth.peakConcurrency);
      expect(concurrency.high).toBeGreaterThanOrEqual(truth.peakConcurrency);
      const endMs = Date.parse(minute) + MINUTE_MS;
      const lost = world.truth.lostEvents(name, endMs - 5 * MINUTE_MS, endMs);
      expect(lostEvents ?? 0).toBe(lost);
    }
    for (const printed of prints.watch.values()) {
      const { invocations, errors, throttles, durationSumMs } = truthOf(printed);
      expect(printed).toMatchObject({ attempts: invocations + throttles, invocations, errors, throttles });
      expectNear(printed.durationAverageMs, durationSumMs / invocations, 1e-9);
    }
  });

  it('of the limit that binds follow from each other, and are the same for all whom the pool binds', () => {
    for (const printed of active(prints.fleet)) {
      const { limit, use, ownUse, concurrency, etaSeconds, throttling } = printed;
      const { invocations, throttles } = truthOf(printed);
      const uses: Readonly<Record<string, number>> = {
        reserved: concurrency.estimate,
        source: Math.min(concurrency.estimate, limit.value),
        requestRate: (invocations + throttles) / 60,
        account: concurrency.estimate,
      };
      expect(ownUse).toBeCloseTo(uses[limit.kind]! / limit.value, 10);
      if (limit.kind !== 'account') expect(use).toBeCloseTo(ownUse, 10);
      if (throttling === 'throttling') expect(etaSeconds).toEqual({ early: 0, likely: 0, late: 0 });
    }
    const bound = active(prints.fleet).filter(({ limit }) => limit.kind === 'account');
    expect(bound.length).toBeGreaterThan(5);
    expect(new Set(bound.map(({ use }) => use)).size).toBe(1);
    const served = bound.filter(({ throttling }) => throttling !== 'throttling');
    expect(new Set(served.map(({ etaSeconds }) => JSON.stringify(etaSeconds))).size).toBeLessThanOrEqual(1);
  });

  it('in reasons are of the minutes that they name', () => {
    for (const printed of active(prints.check)) {
      for (const { rule, value, since, windowSeconds } of printed.reasons) {
        if (rule === 'use') expect(value).toBeCloseTo(printed.use, 10);
        if (rule !== 'errors' && rule !== 'throttles') continue;
        let [part, whole] = [0, 0];
        for (let age = 0; age < (windowSeconds ?? 0) / 60; age++) {
          const truth = truthOf(printed, age);
          part += truth[rule];
          whole += rule === 'errors' ? truth.invocations : truth.invocations + truth.throttles;
        }
        expect(value).toBeCloseTo(part / whole, 10);
        if (rule !== 'throttles' || since === null) continue;
        const began = (Date.parse(printed.minute) - Date.parse(since)) / MINUTE_MS;
        expect(truthOf(printed, began).throttles).toBeGreaterThan(0);
        expect(truthOf(printed, began + 1).throttles).toBe(0);
      }
    }
  });

  it.each(moment.reported)('in the report on %s count what really happened since it began', (name) => {
    const report = prints.triage.get(name)!;
    const printed = prints.fleet.get(name)!;
    expect(report.verdict.severity).toBe(printed.severity);
    const endMs = Date.parse((report as Report & { readonly to: string }).to);
    let counted = 0;
    for (const [rule, says] of [
      ['throttles', /^([\d,]+) calls(?: of \S+)? turned away since/],
      ['errors', /^([\d,]+) calls failed since/],
    ] as const) {
      const since = printed.reasons.find((reason) => reason.rule === rule)?.since ?? null;
      const said = report.impact.flatMap((claim) => says.exec(claim.says)?.[1] ?? [])[0];
      if (since === null || said === undefined) continue;
      let sum = 0;
      for (let ms = Date.parse(since); ms < endMs; ms += MINUTE_MS) sum += world.truth.minute(name, ms)[rule];
      expect(Number(said.replaceAll(',', ''))).toBe(sum);
      counted++;
    }
    expect(counted).toBeGreaterThan(0);
  });

  it.each(moment.tailed)('in the log of %s add up to its metrics, minute by minute', (name) => {
    const printed = prints.fleet.get(name)!;
    const lines = prints.tail.get(name)!;
    expect(lines.filter(({ type }) => type !== 'event')).toEqual([]);
    const runs = runsIn(lines);
    for (let age = 0; age < TAILED_MINUTES; age++) {
      const fromMs = Date.parse(printed.minute) - age * MINUTE_MS;
      const begun = runs.filter(({ startMs }) => startMs >= fromMs && startMs < fromMs + MINUTE_MS);
      const failed = begun.filter(({ hasFailed }) => hasFailed);
      const { invocations, errors } = truthOf(printed, age);
      expect([begun.length, failed.length]).toEqual([invocations, errors]);
    }
  });
});
