import { safe, safeText } from '../../../terminal/safe-text.ts';
import { strong, words } from '../../../terminal/words.ts';
import { faresText, qualifierKind } from '../../sentence/qualifier-words.ts';
import type { CaseFile } from '../case-file/case-file.ts';
import { tenseOfReport } from '../case-file/tense.ts';
import type { Claim } from '../claims/claim.ts';
import { api, metric } from '../claims/evidence.ts';

/** How the requested alias or version fares, as a report covers the whole function. */
export function qualifierClaims(file: CaseFile): readonly Claim[] {
  const { qualifier, aliases, name } = file;
  const fares = qualifier === null ? null : faresText(qualifier, aliases, tenseOfReport(file));
  if (qualifier === null || fares === null) return [];
  const asked = strong(safe`${qualifierKind(qualifier)} ${safeText(qualifier)}`);
  return [
    {
      says: words`${asked}: ${fares}; all else is of ${safeText(name)} as a whole`,
      evidence: [api('lambda:ListAliases'), metric(file, 'Errors', 'Sum')],
    },
  ];
}
