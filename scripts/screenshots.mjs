// Takes the pictures in screenshots/ from the built lmon and its demo. Names on the command line limit it to those.
import { shoot } from './screenshots/shoot.ts';

const NOW = ['--now', '2026-11-24T03:12:10Z'];
const SIZES = [
  { columns: 120, rows: 40 },
  { columns: 80, rows: 24 },
];

/**
 * The fleet fills in steps: first numbers, then limits, queues and logs. It is ready once all four warnings are known,
 * and the one that only 15 minutes of logs show: invoice-pdf runs out of memory. `! 0` keeps calls that failed on an
 * overloaded machine out of the picture.
 */
const SMALL_FLEET_IS_EXPLAINED =
  /LIVE to[^\n]*! +0[\s\S]*4 WARN[\s\S]*reserved 200[\s\S]*MEM \d+ calls died of it in 1[45]m[\s\S]*keys/;
const FLEET_IS_EXPLAINED =
  /LIVE to[^\n]*! +0[\s\S]*4 WARN[\s\S]*running out of memory[^\n]*1[45] min[\s\S]*\/200 R[\s\S]*log {2}[\s\S]*keys/;
const fleetReady = ({ columns }) => (columns < 100 ? SMALL_FLEET_IS_EXPLAINED : FLEET_IS_EXPLAINED);
/** The whole initial read of the log, not only its older part. */
const INVOCATIONS_ARE_READ = /VERSIONS[\s\S]* newer, g shows them[\s\S]* ok [\s\S]*keys/;
const dashboardReady = (name, { columns }) =>
  columns < 100
    ? new RegExp(`! +0[\\s\\S]*${name}[\\s\\S]*page 1 of \\d+ numbers[\\s\\S]*attempts[\\s\\S]*FAILURES`)
    : new RegExp(`! +0[\\s\\S]*${name}[\\s\\S]*of 9 that hurt[\\s\\S]*memory[\\s\\S]*FAILURES`);

/** @type {(size: { columns: number, rows: number }) => readonly import('./screenshots/shoot.ts').Shot[]} */
const shotsAt = (size) => [
  { name: 'fleet', args: ['demo', ...NOW], ready: fleetReady(size) },
  {
    name: 'function',
    args: ['demo', ...NOW, 'watch', 'checkout-api'],
    ready: dashboardReady('checkout-api', size),
  },
  {
    name: 'stream',
    args: ['demo', ...NOW, 'watch', 'ledger-stream'],
    ready:
      size.columns < 100
        ? /page 1 of \d+ numbers[\s\S]*likely[\s\S]*shards +\d/
        : dashboardReady('ledger-stream', size),
  },
  { name: 'tail', args: ['demo', ...NOW, 'tail', 'checkout-api'], ready: /FOLLOW[\s\S]*payments[\s\S]*keys/ },
  {
    name: 'invocations',
    args: ['demo', ...NOW],
    ready: fleetReady(size),
    steps: [{ press: 'i', shows: INVOCATIONS_ARE_READ }],
  },
  {
    name: 'invocation',
    args: ['demo', ...NOW],
    ready: fleetReady(size),
    steps: [
      { press: 'i', shows: INVOCATIONS_ARE_READ },
      { press: '/timeout', shows: /\/timeout/ },
      { press: '\r', shows: / timeout {2}[\s\S]*filter timeout/ },
      {
        press: '\r',
        shows: size.columns < 100 ? /LINES[\s\S]* timeout / : /COMPARE[\s\S]*before 0[\s\S]*keys/,
      },
    ],
  },
  {
    name: 'headroom',
    args: ['demo', ...NOW],
    ready: fleetReady(size),
    steps: [{ press: 'H', shows: /provisioned +none/ }],
  },
  {
    name: 'triage',
    args: ['demo', ...NOW],
    ready: fleetReady(size),
    steps: [{ press: 'T', shows: /^(?![\s\S]*still reading)[\s\S]*TIMELINE/ }],
  },
  {
    name: 'own-errors',
    args: ['demo', ...NOW],
    ready: fleetReady(size),
    steps: [{ press: '!', shows: /GetMetricData[\s\S]*FilterLogEvents/ }],
  },
  {
    name: 'help',
    args: ['demo', ...NOW],
    ready: fleetReady(size),
    steps: [{ press: '?', shows: /^ KEYS THAT WORK HERE/ }],
  },
];
const NAMES = shotsAt(SIZES[0]).map(({ name }) => name);

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !NAMES.includes(name));
if (unknown.length > 0) {
  console.error(`no such picture: ${unknown.join(', ')}; there are ${NAMES.join(', ')}`);
  process.exit(64);
}

for (const size of SIZES) {
  for (const shot of shotsAt(size)) {
    if (wanted.length > 0 && !wanted.includes(shot.name)) continue;
    for (const path of await shoot(shot, size, 'screenshots')) console.log(path);
  }
}
