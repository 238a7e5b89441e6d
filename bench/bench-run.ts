import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, totalmem } from 'node:os';
import { type Report, reportText } from './report.ts';

/** What can be measured, by the name that chooses it. */
export type Parts = Readonly<Record<string, () => Promise<Report>>>;

const RESULTS = '.cache/bench';

/** The parts that the command line chooses, all if it names none; ends the process at an unknown one. */
function chosen(parts: Parts): readonly (readonly [string, () => Promise<Report>])[] {
  const wanted = process.argv.slice(2);
  const unknown = wanted.find((part) => !Object.hasOwn(parts, part));
  if (unknown !== undefined) {
    console.error(`"${unknown}" is no part of this bench: ${Object.keys(parts).join(', ')}`);
    process.exit(64);
  }
  return Object.entries(parts).filter(([part]) => wanted.length === 0 || wanted.includes(part));
}

/**
 * Measures the chosen parts, prints their tables, and keeps all values in a file named after the bench.
 *
 * @param aws the AWS CLI to compare with; null for none
 */
export async function benchRun(name: string, parts: Parts, aws: string | null = null): Promise<void> {
  const measures = chosen(parts);
  const machine = {
    date: new Date().toISOString(),
    cpu: cpus()[0]?.model ?? '',
    cores: cpus().length,
    load: loadText(),
    memoryMiB: Math.round(totalmem() / 1_048_576),
    node: process.version,
    aws: aws === null ? null : execFileSync(aws, ['--version'], { encoding: 'utf8' }).trim(),
  };
  const { date, cores, load, node } = machine;
  console.log(`${date}  ${cores} cores, load ${load}  Node ${node}  ${machine.aws ?? ''}\n`);

  const reports: (Report & { readonly load: string })[] = [];
  for (const [, measure] of measures) {
    const report = await measure();
    reports.push({ ...report, load: loadText() });
    console.log(reportText(report));
  }
  mkdirSync(RESULTS, { recursive: true });
  const path = `${RESULTS}/${name}-${date.replace(/[:.]/g, '')}.json`;
  writeFileSync(path, JSON.stringify({ machine, reports }, null, 2));
  console.log(`load ${loadText()} at the end; all that was measured: ${path}`);
}

/** How many programs wanted a core, over the last minute. */
function loadText(): string {
  return (loadavg()[0] ?? Number.NaN).toFixed(1);
}
