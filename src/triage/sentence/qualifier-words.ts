import type { Known } from '../../capacity/evidence.ts';
import { isBehind } from '../../lambda/function/alias.ts';
import { isVersion } from '../../lambda/function/function-reference.ts';
import { groupedText, percentText } from '../../terminal/quantity.ts';
import { joinSafe, safe, safeText } from '../../terminal/safe-text.ts';
import { inTense, type Tense } from '../../terminal/tense.ts';
import type { RawText, SafeText } from '../../terminal/text.ts';
import { VERSION_MINUTES, type VersionOutcome } from '../cause/version-suspicion.ts';

/** An alias, with the health of each version behind it. */
interface AliasWay {
  readonly name: RawText;
  readonly versions: readonly VersionOutcome[];
}

export function qualifierKind(qualifier: string): SafeText {
  return isVersion(qualifier) ? safe`version` : safe`alias`;
}

/** How an alias or version of a function fares; null while it is being read. */
export function faresText(
  qualifier: string,
  aliases: Known<readonly AliasWay[]>,
  tense: Tense,
): SafeText | null {
  if (!aliases.known)
    return aliases.because === 'unread' ? null : safe`how it fares is denied without lambda:ListAliases`;
  const ways = aliases.value.filter((alias) => isBehind(alias, qualifier));
  if (ways.length === 0) return safe`behind no alias, so that lmon asks for no metric of it`;
  const own = ways.find(({ name }) => name === qualifier);
  const isAsked = ({ version }: VersionOutcome) => version === qualifier;
  const { calls, errors } = outcomeOf(own?.versions ?? ways.flatMap((way) => way.versions.filter(isAsked)));
  const names = ways.map(({ name }) => safeText(name));
  const by = own === undefined ? safe` by way of ${joinSafe(names, safe`, `)}` : safe``;
  const span = safe`${VERSION_MINUTES} min`;
  if (calls === 0) return safe`no call in ${span}${by}`;
  return safe`${groupedText(calls)} calls in ${span}${by}, ${percentText(errors / calls)} % of them ${inTense(tense, 'fail', 'failed')}`;
}

function outcomeOf(versions: readonly VersionOutcome[]): { readonly calls: number; readonly errors: number } {
  return versions.reduce(
    ({ calls, errors }, { invocations, errorRate }) => ({
      calls: calls + (invocations ?? 0),
      errors: errors + (invocations ?? 0) * (errorRate ?? 0),
    }),
    { calls: 0, errors: 0 },
  );
}
