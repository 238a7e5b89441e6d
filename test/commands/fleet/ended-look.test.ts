import { expect, it } from 'vitest';
import { causesOfEndedLook } from '../../../src/commands/fleet/ended-look.ts';
import { lineText } from '../../../src/terminal/line-layout.ts';
import type { Cause } from '../../../src/triage/cause/cause.ts';
import { sentenceOf } from '../../../src/triage/sentence/cause-sentence.ts';
import { COMMON } from '../../triage/sentence/sentence-causes.ts';

const DEATHS = { count: 14, isComplete: true, spanMs: 360_000, severity: 'crit' } as const;

it.each<{ readonly cause: Cause; readonly says: string }>([
  {
    cause: { ...COMMON, kind: 'outOfMemory', deaths: DEATHS, weekOnset: null, awaitsLog: true },
    says: 'runs out of memory since 02:58Z: 14 calls died of it in the last 6 min',
  },
  {
    cause: { ...COMMON, kind: 'nearTimeout', share: 0.96, awaitsLog: true },
    says: 'its longest call in 15 min took 96 % of the timeout',
  },
])('a look that has ended reads no log any more: $says', ({ cause, says }) => {
  const [told] = causesOfEndedLook([cause]);
  expect(lineText(sentenceOf(told!).says)).toBe(says);
});
