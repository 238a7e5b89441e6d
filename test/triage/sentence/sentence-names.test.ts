import { describe, expect, it } from 'vitest';
import { lineText } from '../../../src/terminal/line-layout.ts';
import { rawText } from '../../../src/terminal/text.ts';
import { sentenceOf } from '../../../src/triage/sentence/cause-sentence.ts';
import { TOLD_IN_UTC } from '../../../src/triage/sentence/time-words.ts';
import { LAGGING, POOL_FILLING, POOL_FULL, PRESSURE, THROTTLED } from './sentence-causes.ts';

describe('the sentence of a cause', () => {
  it('is about the account pool if the cause is, and about the function otherwise', () => {
    const subjects = [THROTTLED, POOL_FULL, POOL_FILLING, LAGGING].map(
      (cause) => sentenceOf(cause, TOLD_IN_UTC.present).subject,
    );
    expect(subjects).toEqual(['checkout-api', 'account pool', 'account pool', 'checkout-api']);
  });

  it.each([
    { kind: 'throttled', cause: { ...THROTTLED, functionName: rawText('a\x1b[2Jb') } },
    { kind: 'poolFull', cause: { ...POOL_FULL, culprit: rawText('a\x1b[2Jb') } },
    { kind: 'poolFull', cause: { ...POOL_FULL, holder: { functionName: rawText('a\x1b[2Jb'), level: 4 } } },
    {
      kind: 'poolFilling',
      cause: { ...POOL_FILLING, pressure: { ...PRESSURE, culprit: rawText('a\x1b[2Jb') } },
    },
  ])('contains no hostile name ($kind)', ({ cause }) => {
    const { subject, says, short } = sentenceOf(cause, TOLD_IN_UTC.present);
    const all = subject + lineText(says) + lineText(short);
    expect(all).toContain('a␛[2Jb');
    expect(all).not.toContain('\x1b');
  });
});
