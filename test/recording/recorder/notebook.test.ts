import { expect, it } from 'vitest';
import type { Fact } from '../../../src/recording/fact.ts';
import { createFactMemory } from '../../../src/recording/fact-memory.ts';
import { createNotebook } from '../../../src/recording/recorder/notebook.ts';
import { rawText } from '../../../src/terminal/text.ts';
import { bytesHeld } from '../../garbage.ts';

it('of lists whose reading was given up, only the newest is remembered', () => {
  const written: Fact[] = [];
  const notebook = createNotebook({
    now: () => 0,
    memory: createFactMemory(),
    write: (facts) => written.push(...facts),
  });
  const alarm = (number: number) => ({
    name: rawText(`rings ${number}`),
    metric: null,
    functionName: null,
    sinceMs: null,
  });
  const before = bytesHeld();
  for (let number = 0; number < 1_000; number++) {
    const nextToken = rawText(`page after ${number}`);
    const value = { items: Array.from({ length: 100 }, (_, place) => alarm(place)), nextToken };
    notebook.knownPage('ringingAlarms', null, null, { ok: true, value });
  }
  expect(bytesHeld() - before).toBeLessThan(1_000_000);
  const last = { items: [alarm(100)], nextToken: null };
  notebook.knownPage('ringingAlarms', null, rawText('page after 998'), { ok: true, value: last });
  notebook.knownPage('ringingAlarms', null, rawText('page after 999'), { ok: true, value: last });
  expect(written).toMatchObject([{ what: 'ringingAlarms', value: { length: 101 } }]);
});
