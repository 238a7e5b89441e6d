import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createStreamNames } from '../../../../src/aws/question/log-event/stream-names.ts';

const OF_LAMBDA = fc.stringMatching(/^2026\/11\/24\/\[\d\][0-9a-f]{32}$/);
const HALVES = fc.constantFrom('\ud83d', 'half \ude00', '\ud83d\ude00', 'é', '');

it('returns each name unchanged, whichever came before, even with half characters', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(OF_LAMBDA, HALVES, fc.string({ unit: 'binary' }))), (names) => {
      const named = createStreamNames();
      expect([...names, ...names].map(named)).toEqual([...names, ...names]);
    }),
  );
});
