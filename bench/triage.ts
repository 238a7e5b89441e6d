// Measures how well triage finds the causes of synthetic incidents: see bench/README.md.
import { mkdirSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { reportText } from './report.ts';
import { examine } from './triage/examine.ts';
import { FAMILIES, type IncidentFamily } from './triage/families.ts';
import type { Incident } from './triage/incident.ts';
import { type Mark, markOf, missedIn } from './triage/mark.ts';
import { type Score, scoreOf } from './triage/score.ts';

const USAGE = `usage: npm run --silent bench:triage -- [--family known|fresh] [--seed N] [--incidents N] [--from N] [--scenario NAME]... [--misses] [--json]
${Object.entries(FAMILIES)
  .map(([name, { scenarioNames }]) => `${name}: ${scenarioNames.join('; ')}`)
  .join('\n')}`;

const { values } = parseArgs({
  options: {
    seed: { type: 'string' },
    family: { type: 'string', default: 'known' },
    incidents: { type: 'string' },
    from: { type: 'string', default: '0' },
    scenario: { type: 'string', multiple: true, default: [] },
    misses: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  },
});

const seed = Number(values.seed ?? new Date().toISOString().slice(0, 10).replaceAll('-', ''));
const family = values.family === 'known' || values.family === 'fresh' ? FAMILIES[values.family] : null;
const count = Number(values.incidents ?? family?.usualCount);
/** A long run can be split: an incident depends on its number alone. */
const from = Number(values.from);
if (
  family === null ||
  !Number.isInteger(seed) ||
  !(count >= 1) ||
  !(Number.isInteger(from) && from >= 0) ||
  values.scenario.some((name) => !family.scenarioNames.includes(name))
) {
  console.error(USAGE);
  process.exit(64);
}

// Credentials for the AWS clients; the local AWS accepts any.
process.env['AWS_ACCESS_KEY_ID'] = 'AKIAEXAMPLE';
process.env['AWS_SECRET_ACCESS_KEY'] = 'not-a-real-key';
delete process.env['AWS_SESSION_TOKEN'];

console.error(
  `family ${values.family}, seed ${seed}, ${count} incidents${from === 0 ? '' : ` from ${from}`}`,
);
const marks: Mark[] = [];
for (let number = from; number < from + count; number++) {
  const incident = madeAt(family, number);
  const mark = markOf(incident, await examine(incident));
  marks.push(mark);
  if (values.misses && missedIn(mark).length > 0) console.error(missText(incident, mark));
}
const rates = [...new Set(marks.map(({ callsPerMinute }) => callsPerMinute))].toSorted((a, b) => a - b);
const traits = [...new Set(marks.flatMap((mark) => mark.traits))].toSorted();
const summary = {
  family: values.family,
  seed,
  incidents: count,
  all: scoreOf(marks),
  byRate: scoresBy(({ callsPerMinute }) => [String(callsPerMinute)], rates.map(String)),
  byTrait: scoresBy((mark) => mark.traits, traits),
  byScenario: scoresBy((mark) => [kindOf(mark)], [...new Set(marks.map(kindOf))].toSorted()),
  harmful: marks.flatMap(({ name, harmful }) => harmful.map((advice) => ({ name, advice }))),
};
mkdirSync('.cache/bench', { recursive: true });
writeFileSync('.cache/bench/triage.json', JSON.stringify({ ...summary, marks }, null, 2));
if (values.json) console.log(JSON.stringify(summary));
else console.log(tables());

function madeAt({ incidentOf, incidentNamed }: IncidentFamily, number: number): Incident {
  const name = values.scenario[number % Math.max(1, values.scenario.length)];
  return name === undefined ? incidentOf(number, seed) : incidentNamed(name, number, seed);
}

/** Incidents with two causes count as one kind. */
function kindOf({ name }: Mark): string {
  return name.includes(' + ') ? 'two causes' : name;
}

function scoresBy(
  keysOf: (mark: Mark) => readonly string[],
  keys: readonly string[],
): readonly (readonly [string, Score])[] {
  return keys.map((key) => [key, scoreOf(marks.filter((mark) => keysOf(mark).includes(key)))] as const);
}

function tables(): string {
  const head = [
    '',
    'reports',
    'first',
    'in three',
    'nothing',
    'steady',
    'onset <= 60 s',
    'pattern first',
    'unreadable',
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
    percent(score.saysSteady),
    percent(score.onsetNear),
    percent(score.patternFirst),
    String(score.patternsUnreadable),
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
    ...(summary.byTrait.length === 0 ? [] : [table('By how it shows', summary.byTrait)]),
    table('By what is wrong', summary.byScenario),
    ...summary.harmful.map(({ name, advice }) => `harmful where ${name}: ${advice}`),
  ].join('\n');
}

function missText({ setting }: Incident, mark: Mark): string {
  const onset = mark.onsetErrorMs === null ? 'none' : `${Math.round(mark.onsetErrorMs / 1_000)} s`;
  const age = ((setting.nowMs - setting.onsetMs) / 60_000).toFixed(0);
  const traits = [
    setting.runtime,
    setting.logFormat,
    ...(setting.isSampled ? ['sampled'] : []),
    ...mark.traits,
  ];
  return `#${mark.number} ${mark.name} (${mark.callsPerMinute}/min, ${traits.join(', ')}, ${age} min ago): ${missedIn(mark).join(' ')}; onset off ${onset}; suspects ${mark.suspects.join(', ') || 'none'}`;
}

function percent(share: number): string {
  return Number.isFinite(share) ? `${(share * 100).toFixed(1)} %` : '-';
}
