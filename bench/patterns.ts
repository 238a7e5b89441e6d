// Reads a text file and prints the pattern of each line as a number, so that labelled logs can be scored; with --stats,
// prints its speed.
import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { createPatternMiner } from '../src/logs/patterns/pattern-miner.ts';

const { values } = parseArgs({
  options: { lines: { type: 'string' }, stats: { type: 'boolean', default: false } },
});
if (values.lines === undefined) {
  console.error('usage: npm run --silent bench:patterns -- --lines FILE [--stats]');
  process.exit(64);
}
const text = await readFile(values.lines, 'utf8');
const lines = text.replace(/\r?\n$/, '').split(/\r?\n/);
const miner = createPatternMiner();
const fresh = measured();
const ids = lines.map(miner.add);
const freshMs = fresh();
if (values.stats) {
  const warm = measured();
  for (const line of lines) miner.add(line);
  const warmMs = warm();
  const perSecond = (ms: number) => Math.round((lines.length / ms) * 1_000).toLocaleString('en');
  console.log(`${lines.length} lines, ${miner.patterns().length} patterns`);
  console.log(`fresh ${perSecond(freshMs)} lines/s`);
  console.log(`warm ${perSecond(warmMs)} lines/s`);
} else {
  // A pattern may have been merged with another after its line was read.
  console.log(ids.map((id) => miner.currentId(id) ?? id).join('\n'));
}

function measured(): () => number {
  const startMs = performance.now();
  return () => performance.now() - startMs;
}
