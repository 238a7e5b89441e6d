import { describe, expect, it } from 'vitest';
import { lineText } from '../../../src/terminal/line-layout.ts';
import { causesOf } from '../../../src/triage/cause/causes-of-all.ts';
import { steadyOf } from '../../../src/triage/rules/steady.ts';
import { sentenceOf } from '../../../src/triage/sentence/cause-sentence.ts';
import { TOLD_IN_UTC } from '../../../src/triage/sentence/time-words.ts';
import { minuteMsAt, minutesOf, reasonOf, times, troubled } from '../troubled.ts';

const STEADY = minutesOf(...times(120, { errors: 5 }));
/** As the local world counts them while environments get another build of the runtime. */
const REPLACED_ONE_BY_ONE = [
  61, 63, 179, 195, 193, 143, 134, 179, 179, 158, 198, 213, 222, 225, 234, 238, 196, 212, 184, 253, 247, 262,
  278, 419, 373, 310, 317, 318, 330, 321, 441, 447, 392, 329, 355, 413, 399, 432, 518, 445, 420, 428, 514,
  509, 480, 493, 594, 630, 511, 466, 557,
];
const FAILS = reasonOf('errors', { severity: 'warn', sinceMs: null });

describe('trouble that has been the same in all known minutes', () => {
  it.each([
    { of: 'one call in twenty, all the time', minutes: STEADY, reasons: [FAILS], steady: true },
    {
      of: 'more recently',
      minutes: minutesOf(...times(90, { errors: 1 }), ...times(30, { errors: 6 })),
      reasons: [FAILS],
      steady: false,
    },
    {
      of: 'more and more as environments are replaced one by one, along a curve',
      minutes: minutesOf(
        ...times(130, { invocations: 1_200, errors: 2 }),
        ...REPLACED_ONE_BY_ONE.map((errors) => ({ invocations: 1_200, errors })),
      ),
      reasons: [FAILS],
      steady: false,
    },
    { of: 'a short time', minutes: STEADY.slice(0, 80), reasons: [FAILS], steady: false },
    {
      of: 'throttles as well',
      minutes: STEADY,
      reasons: [FAILS, reasonOf('throttles', { severity: 'warn' })],
      steady: false,
    },
    {
      of: 'a seen onset that is forgotten',
      minutes: STEADY,
      reasons: [{ ...FAILS, sinceMs: minuteMsAt(-60) }],
      steady: false,
    },
  ])('of $of is steady: $steady', ({ minutes, reasons, steady }) => {
    expect(steadyOf({ minutes, reasons }) !== null).toBe(steady);
  });

  it('is a cause like any other, and says that its onset is unknown', () => {
    const [cause] = causesOf([troubled('export', { minutes: STEADY, reasons: [FAILS] })], null);
    const { says } = sentenceOf(cause!, TOLD_IN_UTC.present);
    expect(cause).toMatchObject({ severity: 'warn', harm: 'callersAreHit' });
    expect(lineText(says)).toBe('fails 5.0 % of calls, steady since before 02:00Z');
  });
});
