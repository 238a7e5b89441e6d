import { expect, it } from 'vitest';
import { evidenceWords } from '../../../src/print/invocation/run-words.ts';

it.each([
  { hasStart: true, says: 'no failure seen, but it ran across a gap' },
  { hasStart: false, says: 'no failure seen, but its START was not read' },
])('say why it is not known how a run ended: $says', ({ hasStart, says }) => {
  const outcome = { kind: 'unknown', because: 'silence', errorType: null, errorLines: 0 } as const;
  expect(evidenceWords({ outcome, hasStart })).toBe(says);
});
