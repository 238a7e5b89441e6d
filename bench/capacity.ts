// Measures how well lmon predicts throttling, compared with common rules of thumb: see bench/README.md.
import { mkdirSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { CLUMPED_KINDS } from './capacity/clumped-arrivals.ts';
import { runClumped } from './capacity/clumped-run.ts';
import { addedUp, type FlagScore, flagScore } from './capacity/flag-score.ts';
import { runLoad, WARM_UP_S } from './capacity/load-run.ts';
import { LOAD_NAMES } from './capacity/loads.ts';
import { BAND_COLUMNS, MEAN_COLUMNS } from './capacity/minute-score.ts';
import { playTrace } from './capacity/play-trace.ts';
import { summaryOf } from './capacity/summary.ts';
import { type Trace, traceFrom } from './capacity/trace.ts';
import { reportText } from './report.ts';

const USAGE = `usage: npm run --silent bench:capacity -- [--seed N] [--seeds N] [--hours N] [--load NAME]... [--json]
       npm run --silent bench:capacity -- --clumped [--seed N] [--seeds N] [--hours N] [--json]
       npm run --silent bench:capacity -- --trace FILE --limit N [--sample 0.3] [--no-logs]`;

const FLAG_HEAD = [
  'alerts',
  'episodes',
  'precision',
  'justified',
  'early',
  '<= 60 s late',
  'lead s',
  'false h/day',
  'F1',
  'on-time justified',
  'pre-throttle covered',
  'quiet flagged',
];

const { values } = parseArgs({
  allowNegative: true,
  options: {
    seed: { type: 'string' },
    seeds: { type: 'string', default: '4' },
    hours: { type: 'string', default: '3' },
    load: { type: 'string', multiple: true },
    clumped: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    trace: { type: 'string' },
    limit: { type: 'string' },
    sample: { type: 'string', default: '1' },
    logs: { type: 'boolean', default: true },
  },
});

if (values.trace !== undefined) await printTrace(values.trace, Number(values.limit), Number(values.sample));
else if (values.clumped) printClumped();
else printLoads();

async function printTrace(path: string, limit: number, sample: number): Promise<void> {
  if (!(Number.isInteger(limit) && limit >= 1) || !(sample > 0 && sample <= 1)) {
    console.error(USAGE);
    process.exit(64);
  }
  const trace = await readTrace(path);
  for (const line of playTrace(trace, { limit, sample, hasLogs: values.logs })) console.log(line);
}

async function readTrace(path: string): Promise<Trace> {
  try {
    return traceFrom(await readFile(path, 'utf8'));
  } catch (error) {
    console.error(`${path}: ${error instanceof Error ? error.message : String(error)}`);
    process.exit(66);
  }
}

function askedSeeds(): readonly number[] {
  const firstSeed = Number(values.seed ?? new Date().toISOString().slice(0, 10).replaceAll('-', ''));
  return Array.from({ length: Number(values.seeds) }, (_, index) => firstSeed + index);
}

function printClumped(): void {
  const hours = Number(values.hours);
  const seeds = askedSeeds();
  console.error(`seeds ${seeds.join(' ')}, ${hours} h of each kind of arrivals`);
  const tallies = CLUMPED_KINDS.map((kind) => {
    const runs = seeds.map((seed) => runClumped(kind, seed, hours, WARM_UP_S));
    console.error(kind);
    return [kind, addedUp(runs)] as const;
  });
  const rows = [...tallies, ['all', addedUp(tallies.map(([, tally]) => tally))] as const].map(
    ([kind, tally]) => [kind, flagScore(tally)] as const,
  );
  console.log(
    values.json
      ? JSON.stringify({ seeds, hours, flags: Object.fromEntries(rows) })
      : table(
          'Flag of lmon over clumped arrivals of long calls',
          FLAG_HEAD,
          rows.map(([kind, score]) => [kind, ...flagRow(score)]),
        ),
  );
}

function printLoads(): void {
  const hours = Number(values.hours);
  const seeds = askedSeeds();
  const names = values.load ?? LOAD_NAMES;
  console.error(`seeds ${seeds.join(' ')}, ${hours} h of each load`);
  const results = names.map((name) => {
    const runs = seeds.map((seed, index) => runLoad(name, seed, hours, index === 0));
    console.error(name);
    return { name, runs };
  });
  const summary = summaryOf(results);
  mkdirSync('.cache/bench', { recursive: true });
  writeFileSync('.cache/bench/capacity.json', JSON.stringify({ seeds, hours, ...summary }, null, 2));
  if (values.json) console.log(JSON.stringify({ seeds, hours, ...summary }));
  else console.log(tables(summary));
}

function flagRow(score: FlagScore): readonly string[] {
  return [
    String(score.alerts),
    String(score.episodes),
    percent(score.precision),
    percent(score.justified),
    percent(score.early),
    percent(score.caught),
    number(score.medianLeadS, 0),
    number(score.falseHoursPerDay, 2),
    number(score.f1, 3),
    percent(score.onTimeJustified),
    percent(score.preThrottleCovered),
    percent(score.quietFlagged),
  ];
}
function table(title: string, head: readonly string[], rows: readonly (readonly string[])[]): string {
  return reportText({ title, head: ['', ...head], rows, measured: {} });
}

function tables(summary: ReturnType<typeof summaryOf>): string {
  return [
    table(
      'Error of the mean of a minute',
      MEAN_COLUMNS,
      Object.entries(summary.meanErrors).map(([name, errors]) => [
        name,
        ...MEAN_COLUMNS.map((column) => percent(errors[column] ?? Number.NaN)),
      ]),
    ),
    table(
      'Band of the highest second of a minute: how often it holds (and how wide it is, in parts of the peak)',
      BAND_COLUMNS,
      Object.entries(summary.peakBands).map(([name, bands]) => [
        name,
        ...BAND_COLUMNS.map(
          (column) =>
            `${percent(bands[column]?.share ?? Number.NaN)} (${number(bands[column]?.width ?? Number.NaN, 2)})`,
        ),
      ]),
    ),
    table(
      'Flag, all loads',
      FLAG_HEAD,
      Object.entries(summary.flags).map(([rule, score]) => [rule, ...flagRow(score)]),
    ),
    table(
      'Flag of lmon by load',
      FLAG_HEAD,
      Object.entries(summary.flagByLoad).map(([name, score]) => [name, ...flagRow(score)]),
    ),
    `Brier skill of the risk ${number(summary.brierSkill, 2)}; where nothing was turned away for five minutes ${number(summary.brierSkillBeforeThrottle, 2)}\n`,
    table(
      'Time to throttle, within a quarter of an hour',
      ['shown', 'median error s', 'range holds', 'told in quiet time'],
      Object.entries(summary.etaByLoad).map(([name, eta]) => [
        name,
        percent(eta.shown),
        number(eta.medianErrorS, 0),
        percent(eta.holds),
        percent(eta.falseShare),
      ]),
    ),
  ].join('\n');
}

function percent(share: number): string {
  return Number.isFinite(share) ? `${(share * 100).toFixed(1)} %` : '-';
}

function number(value: number, digits: number): string {
  return Number.isFinite(value) ? value.toFixed(digits) : '-';
}
