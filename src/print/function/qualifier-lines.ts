import { isBehind } from '../../lambda/function/alias.ts';
import type { AliasStatus, FunctionDetail } from '../../monitor/function/detail/function-detail.ts';
import type { Line } from '../../terminal/line.ts';
import { cell } from '../../terminal/line-layout.ts';
import { safe, safeText } from '../../terminal/safe-text.ts';
import type { Tense } from '../../terminal/tense.ts';
import { strong, toned } from '../../terminal/words.ts';
import { faresText, qualifierKind } from '../../triage/sentence/qualifier-words.ts';

/** As wide as the times and words before the steps of a verdict. */
const LABEL_WIDTH = 8;

/**
 * How the requested alias or version fares, as the verdict above covers the whole function. Empty where none was
 * requested, or it is still being read.
 */
export function qualifierLines(
  qualifier: string | null,
  functionName: string,
  detail: Pick<FunctionDetail, 'aliases'> | null,
  tense: Tense,
): readonly Line[] {
  if (qualifier === null || detail === null) return [];
  const fares = faresText(qualifier, detail.aliases, tense);
  if (fares === null) return [];
  return [
    [
      ...cell([toned('dim', qualifierKind(qualifier))], LABEL_WIDTH),
      strong(safeText(qualifier)),
      toned('fact', safe`: ${fares}`),
      toned('dim', safe`; all else is of ${safeText(functionName)} as a whole`),
    ],
  ];
}

/** The requested ones come first. */
export function askedFirst(
  aliases: readonly AliasStatus[],
  qualifier: string | null,
): readonly AliasStatus[] {
  if (qualifier === null) return aliases;
  const isAsked = (alias: AliasStatus) => isBehind(alias, qualifier);
  return [...aliases.filter(isAsked), ...aliases.filter((alias) => !isAsked(alias))];
}
