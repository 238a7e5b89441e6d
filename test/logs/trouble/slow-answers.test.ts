import { expect, it } from 'vitest';
import { SECOND_MS } from '../../../src/lambda/time.ts';
import { createSlowAnswers } from '../../../src/logs/trouble/slow-answers.ts';

it.each<[string, readonly number[], readonly string[]]>([
  ['are reported from the second on, once', [8, 8, 8, 8], ['slow at 1']],
  ['are over with the second quick one', [8, 8, 0.1, 0.1, 0.1], ['slow at 1', 'quick at 3']],
  ['are not reported if only one was slow', [0.1, 8, 0.1, 8, 0.1], []],
  ['continue if only one was quick', [8, 8, 0.1, 8, 0.1, 8], ['slow at 1']],
  ['continue if answers are neither slow nor quick', [8, 8, 3, 3, 3], ['slow at 1']],
  ['are reported again if they come back', [8, 8, 0, 0, 8, 8], ['slow at 1', 'quick at 3', 'slow at 5']],
  ['are not reported if all are quick', [0.1, 1, 4, 4.9], []],
])('slow answers %s', (_what, seconds, told) => {
  const answers = createSlowAnswers();
  const notices = seconds.flatMap((each, index) => answers.after(each * SECOND_MS, index));
  expect(notices.map(({ kind, atMs }) => `${kind} at ${atMs}`)).toEqual(told);
});
