import { expect, it } from 'vitest';
import { lineText } from '../../../src/terminal/line-layout.ts';
import { safe } from '../../../src/terminal/safe-text.ts';
import { strong, toned, verbatim, words } from '../../../src/terminal/words.ts';
import { inThePast } from '../../../src/triage/sentence/past-words.ts';

const RATE = strong(safe`20 %`);

it.each([
  [words`fails ${RATE} of calls`, 'failed 20 % of calls'],
  [words`turns away ${RATE} of attempts`, 'turned away 20 % of attempts'],
  [words`fails ${RATE} of calls now, since 03:00Z`, 'failed 20 % of calls since 03:00Z'],
  [words`${RATE} of the calls that fail have tenant mill`, '20 % of the calls that failed had tenant mill'],
  [words`takes up to ${RATE} of its timeout; fails`, 'took up to 20 % of its timeout; failed'],
  [words`meets its limit ${RATE}`, 'was to meet its limit 20 %'],
  [words`calls take ${RATE}`, 'calls took 20 %'],
  [words`${RATE} of 700 unreserved are in use`, '20 % of 700 unreserved were in use'],
  [words`is switched off: it reserves 0`, 'was switched off: it reserved 0'],
  [words`${RATE} ${safe`of calls`}${safe` now`}; callers get 429`, '20 % of calls; callers got 429'],
  [words`full ${RATE} as ${safe`resize`} adds ${3}`, 'to be full 20 % as resize added 3'],
])('past trouble is put in the past tense: %#', (now, then) => {
  expect(lineText(inThePast(now))).toBe(then);
});

it('names and quotes are left unchanged', () => {
  const said = verbatim([toned('fact', safe`the charge fails again`)]);
  expect(lineText(inThePast(words`fails like ${safe`fails`}: ${said}`))).toBe(
    'failed like fails: the charge fails again',
  );
  expect(lineText(inThePast(words`it goes to ${safe`its redrive queue orders-fail`}`))).toMatch(
    /orders-fail$/,
  );
});
