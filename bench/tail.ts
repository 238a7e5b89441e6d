// Compares `lmon tail` with the AWS CLI, measured in one run. Usage: node bench/tail.ts [part ...]; see README.md here.
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { drain } from './drain.ts';
import { firstEvent } from './first-event.ts';
import { idleRequests } from './idle.ts';
import { live } from './live.ts';
import { logScreen } from './log-screen.ts';
import { awsCliPath } from './peer.ts';
import { type Report, reportText } from './report.ts';
import { streamed } from './streamed.ts';

const PARTS: Readonly<Record<string, (aws: string | null) => Promise<Report>>> = {
  first: firstEvent,
  'drain-100k': (aws) => drain(100_000, aws),
  'drain-1m': (aws) => drain(1_000_000, aws),
  live,
  streamed,
  idle: idleRequests,
  screen: logScreen,
};
const RESULTS = '.cache/bench';

const wanted = process.argv.slice(2);
const unknown = wanted.find((part) => !Object.hasOwn(PARTS, part));
if (unknown !== undefined) {
  console.error(`"${unknown}" is no part of this bench: ${Object.keys(PARTS).join(', ')}`);
  process.exit(64);
}

const aws = awsCliPath();
if (aws === null) {
  console.log('There is no aws here to compare with (apt-get install awscli): lmon alone, and no ratios.\n');
}
const machine = {
  date: new Date().toISOString(),
  cpu: cpus()[0]?.model ?? '',
  cores: cpus().length,
  memoryMiB: Math.round(totalmem() / 1_048_576),
  node: process.version,
  aws: aws === null ? null : execFileSync(aws, ['--version'], { encoding: 'utf8' }).trim(),
};
console.log(`${machine.date}  ${machine.cores} cores  Node ${machine.node}  ${machine.aws ?? ''}\n`);

const reports: Report[] = [];
for (const [part, measure] of Object.entries(PARTS)) {
  if (wanted.length > 0 && !wanted.includes(part)) continue;
  const report = await measure(aws);
  reports.push(report);
  console.log(reportText(report));
}
mkdirSync(RESULTS, { recursive: true });
const path = `${RESULTS}/tail-${machine.date.replace(/[:.]/g, '')}.json`;
writeFileSync(path, JSON.stringify({ machine, reports }, null, 2));
console.log(`all that was measured: ${path}`);
