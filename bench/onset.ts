// Finds when a series changed its level. With --series FILE it prints its findings for that file, one JSON line each;
// without, it prints how often it finds artificial changes, and how often it finds one where there is none.
import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { seriesOnsets } from '../src/triage/onset/series-onsets.ts';
import { onsetTable } from './onset-table.ts';
import { seriesPoints } from './series-file.ts';

const { values } = parseArgs({ options: { series: { type: 'string' }, seed: { type: 'string' } } });
if (values.series !== undefined) {
  const text = await readFile(values.series, 'utf8');
  const isInSeconds = /^\d{1,10}(\.\d+)?,/m.test(text);
  const points = seriesPoints(text);
  for (const { timeMs, confidence } of seriesOnsets(points)) {
    console.log(JSON.stringify({ t: isInSeconds ? timeMs / 1_000 : timeMs, confidence }));
  }
} else {
  const seed = Number(values.seed ?? new Date().toISOString().slice(0, 10).replaceAll('-', ''));
  console.log(`seed ${seed}`);
  console.log(onsetTable(seed));
}
