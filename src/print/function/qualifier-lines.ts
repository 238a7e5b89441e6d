import { isBehind } from '../../lambda/alias.ts';
import { isVersion } from '../../lambda/function-reference.ts';
import type { AliasStatus, FunctionDetail, VersionStatus } from '../../monitor/function/function-detail.ts';
import type { Line } from '../../terminal/line.ts';
import { cell } from '../../terminal/line-layout.ts';
import { groupedText, percentText } from '../../terminal/quantity.ts';
import { safe, safeText } from '../../terminal/safe-text.ts';
import type { SafeText } from '../../terminal/text.ts';
import { strong, toned } from '../../terminal/words.ts';
import { VERSION_SPAN } from './version-lines.ts';

/** As wide as the times and words that steps of a verdict begin with. */
const LABEL_WIDTH = 8;

/**
 * How the alias or version fares that somebody asked for, since the verdict above is that of the whole function. None
 * where nobody asked for one, or it is still being read.
 */
export function qualifierLines(
  qualifier: string | null,
  functionName: string,
  detail: Pick<FunctionDetail, 'aliases'> | null,
): readonly Line[] {
  if (qualifier === null || detail === null) return [];
  const { aliases } = detail;
  if (!aliases.known && aliases.because === 'unread') return [];
  const label = isVersion(qualifier) ? safe`version` : safe`alias`;
  const ways = aliases.known ? aliases.value.filter((alias) => isBehind(alias, qualifier)) : null;
  return [
    [
      ...cell([toned('dim', label)], LABEL_WIDTH),
      strong(safeText(qualifier)),
      toned('fact', safe`: ${faresText(ways, qualifier)}`),
      toned('dim', safe`; all else is of ${safeText(functionName)} as a whole`),
    ],
  ];
}

/** Those that the qualifier means come first. */
export function askedFirst(
  aliases: readonly AliasStatus[],
  qualifier: string | null,
): readonly AliasStatus[] {
  if (qualifier === null) return aliases;
  const isAsked = (alias: AliasStatus) => isBehind(alias, qualifier);
  return [...aliases.filter(isAsked), ...aliases.filter((alias) => !isAsked(alias))];
}

/** @param ways null where aliases may not be listed */
function faresText(ways: readonly AliasStatus[] | null, qualifier: string): SafeText {
  if (ways === null) return safe`how it fares is denied without lambda:ListAliases`;
  if (ways.length === 0) return safe`behind no alias, so that lmon asks for no metric of it`;
  const own = ways.find(({ name }) => name === qualifier);
  const versions = own?.versions ?? ways.flatMap((way) => way.versions.filter(isAsked));
  const by =
    own === undefined ? safe` by way of ${safeText(ways.map(({ name }) => name).join(', '))}` : safe``;
  const { calls, errors } = outcomeOf(versions);
  if (calls === 0) return safe`no call in ${VERSION_SPAN}${by}`;
  return safe`${groupedText(calls)} calls in ${VERSION_SPAN}${by}, ${percentText(errors / calls)} % of them fail`;

  function isAsked({ version }: VersionStatus): boolean {
    return version === qualifier;
  }
}

function outcomeOf(versions: readonly VersionStatus[]): { readonly calls: number; readonly errors: number } {
  return versions.reduce(
    ({ calls, errors }, { invocations, errorRate }) => ({
      calls: calls + (invocations ?? 0),
      errors: errors + (invocations ?? 0) * (errorRate ?? 0),
    }),
    { calls: 0, errors: 0 },
  );
}
