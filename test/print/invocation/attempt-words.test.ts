import { expect, it } from 'vitest';
import { attemptWords } from '../../../src/print/invocation/attempt-words.ts';

it.each([
  { attempt: 1, attempts: 1, says: '' },
  { attempt: 1, attempts: 3, says: 'first attempt seen' },
  { attempt: 9, attempts: 9, says: 'attempt 9 at least' },
])('counts attempts from the first that was read: $attempt of $attempts', ({ attempt, attempts, says }) => {
  expect(attemptWords({ attempt, attempts })).toBe(says);
});
