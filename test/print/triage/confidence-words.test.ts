import { describe, expect, it } from 'vitest';
import { confidenceWords } from '../../../src/print/triage/confidence-words.ts';
import { lineText } from '../../../src/terminal/line-layout.ts';
import { safe } from '../../../src/terminal/safe-text.ts';
import { words } from '../../../src/terminal/words.ts';
import type { Basis } from '../../../src/triage/report/claims/basis.ts';
import type { Suspect } from '../../../src/triage/report/claims/suspect.ts';

const NOTHING = words`nothing`;

function suspect(name: string, confidence: number, lookAlikes: readonly string[] = []): Suspect {
  const basis: Basis = { pieces: 2, missing: [], lookAlikes };
  return {
    name,
    title: words`${safe`the cause`} ${confidence}`,
    confidence,
    basis,
    pro: [{ weight: 3, says: NOTHING, evidence: [{ source: 'api', operation: 'lambda:ListAliases' }] }],
    contra: [],
    advice: { now: NOTHING, next: NOTHING, later: NOTHING, harms: null },
  };
}

describe('the confidence of lmon', () => {
  it.each([
    { what: 'is likely enough', other: 0.1, alike: [], told: '; if not that, the cause 0.1' },
    { what: 'looks alike', other: 0.04, alike: ['load'], told: '; if not that, the cause 0.04' },
    { what: 'is neither', other: 0.04, alike: [], told: '' },
    { what: 'looks alike and is not listed', other: null, alike: ['load'], told: '' },
  ])('mentions another cause or not if that $what', ({ other, alike, told }) => {
    const first = suspect('throttles', 0.7, alike);
    const others = other === null ? [] : [suspect('load', other)];
    expect(lineText(confidenceWords(first, others, first.basis))).toBe(
      `medium: 2 signs agree, in its setup${told}`,
    );
  });
});
