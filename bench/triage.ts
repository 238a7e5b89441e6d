// How well triage tells what is behind an incident, on incidents that were made: bench/README.md.
import { mkdirSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { reportText } from './report.ts';
import { examine } from './triage/examine.ts';
import type { Incident } from './triage/incident.ts';
import { incidentNamed, incidentOf, SCENARIO_NAMES } from './triage/incidents.ts';
import { type Mark, markOf } from './triage/mark.ts';
import { type Score, scoreOf } from './triage/score.ts';
import { CALLS_PER_MINUTE } from './triage/setting.ts';

const USAGE = `usage: npm run --silent bench:triage -- [--seed N] [--incidents N] [--scenario NAME]... [--misses] [--json]
scenarios: ${SCENARIO_NAMES.join(', ')}`;

const { values } = parseArgs({
  options: {
    seed: { type: 'string' },
    incidents: { type: 'string', default: '200' },
    scenario: { type: 'string', multiple: true, default: [] },
    misses: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  },
});

const seed = Number(values.seed ?? new Date().toISOString().slice(0, 10).replaceAll('-', ''));
const count = Number(values.incidents);
if (
  !Number.isInteger(seed) ||
  !(count >= 1) ||
  values.scenario.some((name) => !SCENARIO_NAMES.includes(name))
) {
  console.error(USAGE);
  process.exit(64);
}

// What the AWS clients sign with; the local AWS takes any.
process.env['AWS_ACCESS_KEY_ID'] = 'AKIAEXAMPLE';
process.env['AWS_SECRET_ACCESS_KEY'] = 'not-a-real-key';
delete process.env['AWS_SESSION_TOKEN'];

console.error(`seed ${seed}, ${count} incidents`);
const marks: Mark[] = [];
for (let number = 0; number < count; number++) {
  const incident = madeAt(number);
  const mark = markOf(incident, await examine(incident));
  marks.push(mark);
  if (values.misses && isMissed(mark)) console.error(missText(incident, mark));
}
const summary = {
  seed,
  incidents: count,
  all: scoreOf(marks),
  byRate: scoresBy(({ callsPerMinute }) => String(callsPerMinute), CALLS_PER_MINUTE.map(String)),
  byScenario: scoresBy(kindOf, [...new Set(marks.map(kindOf))].toSorted()),
  harmful: marks.flatMap(({ name, harmful }) => harmful.map((advice) => ({ name, advice }))),
};
mkdirSync('.cache/bench', { recursive: true });
writeFileSync('.cache/bench/triage.json', JSON.stringify({ ...summary, marks }, null, 2));
if (values.json) console.log(JSON.stringify(summary));
else console.log(tables());

function madeAt(number: number): Incident {
  const name = values.scenario[number % Math.max(1, values.scenario.length)];
  return name === undefined ? incidentOf(number, seed) : incidentNamed(name, number, seed);
}

/** Incidents with two causes are all of one kind. */
function kindOf({ name }: Mark): string {
  return name.includes(' + ') ? 'two causes' : name;
}

function scoresBy(
  keyOf: (mark: Mark) => string,
  keys: readonly string[],
): readonly (readonly [string, Score])[] {
  return keys.map((key) => [key, scoreOf(marks.filter((mark) => keyOf(mark) === key))] as const);
}

function tables(): string {
  const head = [
    '',
    'reports',
    'first',
    'in three',
    'nothing',
    'onset <= 60 s',
    'pattern first',
    'dimension',
    'lines missing',
    'harmful',
    'Brier',
    'median',
    'slowest',
  ];
  const rowOf = ([name, score]: readonly [string, Score]) => [
    name,
    String(score.reports),
    percent(score.first),
    percent(score.inThree),
    percent(score.saysNothing),
    percent(score.onsetNear),
    percent(score.patternFirst),
    percent(score.dimensionNamed),
    percent(score.lossKnown),
    String(score.harmful),
    Number.isFinite(score.brier) ? score.brier.toFixed(3) : '-',
    `${Math.round(score.medianMs)} ms`,
    `${Math.round(score.slowestMs)} ms`,
  ];
  const table = (title: string, rows: readonly (readonly [string, Score])[]) =>
    reportText({ title, head, rows: rows.map(rowOf), measured: {} });
  return [
    table('All incidents', [['all', summary.all]]),
    table('By calls a minute', summary.byRate),
    table('By what is wrong', summary.byScenario),
    ...summary.harmful.map(({ name, advice }) => `harmful where ${name}: ${advice}`),
  ].join('\n');
}

function isMissed({
  isFirst,
  saysNothing,
  isInThree,
  onsetIsNear,
  patternIsFirst,
  namesDimension,
  knowsLoss,
}: Mark): boolean {
  return [isFirst, isInThree, saysNothing, onsetIsNear, patternIsFirst, namesDimension, knowsLoss].includes(
    false,
  );
}

function missText({ setting }: Incident, mark: Mark): string {
  const missed = (
    [
      'isFirst',
      'isInThree',
      'saysNothing',
      'onsetIsNear',
      'patternIsFirst',
      'namesDimension',
      'knowsLoss',
    ] as const
  )
    .filter((each) => mark[each] === false)
    .join(' ');
  const onset = mark.onsetErrorMs === null ? 'none' : `${Math.round(mark.onsetErrorMs / 1_000)} s`;
  const age = ((setting.nowMs - setting.onsetMs) / 60_000).toFixed(0);
  return `#${mark.number} ${mark.name} (${mark.callsPerMinute}/min, ${setting.runtime}, ${setting.logFormat}${setting.isSampled ? ', sampled' : ''}, ${age} min ago): ${missed}; onset off ${onset}; suspects ${mark.suspects.join(', ') || 'none'}`;
}

function percent(share: number): string {
  return Number.isFinite(share) ? `${(share * 100).toFixed(1)} %` : '-';
}
