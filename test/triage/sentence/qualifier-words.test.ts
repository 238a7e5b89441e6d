import { expect, it } from 'vitest';
import { rawText } from '../../../src/terminal/text.ts';
import { faresText } from '../../../src/triage/sentence/qualifier-words.ts';

it.each([
  { tense: 'present', says: '900 calls in 15 min, 20.0 % of them fail' },
  { tense: 'past', says: '900 calls in 15 min, 20.0 % of them failed' },
] as const)('tells in the $tense tense how an alias fares', ({ tense, says }) => {
  const versions = [{ version: rawText('42'), weight: 1, invocations: 900, errorRate: 0.2 }];
  expect(faresText('live', { known: true, value: [{ name: rawText('live'), versions }] }, tense)).toBe(says);
});
