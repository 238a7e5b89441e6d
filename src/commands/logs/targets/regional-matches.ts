import type { FunctionConfiguration } from '../../../lambda/function/function.ts';
import type { Complaint } from '../../command/complaint.ts';
import { errorSentence } from '../../command/error-sentence.ts';
import { exitStatusOf } from '../../command/exit-status.ts';
import type { Session } from '../../session/session.ts';
import type { TailSelection } from '../typed/tail-selection.ts';
import { emptyMatches, type MatchingFunctions, matchingFunctions } from './matching-functions.ts';
import type { RegionalNames } from './regional-names.ts';

/** What patterns and tags match in the Regions of a session. */
export interface RegionalMatches {
  /** Each function once, as sources take it. */
  readonly words: readonly string[];
  /** Configurations learned on the way. */
  readonly listed: readonly FunctionConfiguration[];
  /** Where something matches nothing, or can't be looked for, though it is found elsewhere. */
  readonly lacks: readonly Complaint[];
}

/** A pattern that matches nothing anywhere is a complaint, and so is a failure without which it might match. */
export async function regionalMatches(
  selection: TailSelection,
  session: Session,
  nameIn: RegionalNames,
  signal: AbortSignal,
): Promise<RegionalMatches | Complaint> {
  const { regions } = session;
  const answers = await Promise.all(
    regions.map((region) => matchingFunctions(selection, region, session, signal)),
  );
  const found = answers.flatMap((answer, index) => {
    const region = regions[index];
    return answer.ok && region !== undefined ? [{ region, matches: answer.value }] : [];
  });
  const failed = answers.flatMap((answer, index): readonly Complaint[] => {
    if (answer.ok) return [];
    const place = regions.length > 1 ? `${regions[index]}: ` : '';
    return [{ complaint: `${place}${errorSentence(answer.error)}`, status: exitStatusOf(answer.error) }];
  });
  const foundMatches = found.map(({ matches }) => matches);
  const nowhere = emptyMatches(selection, foundMatches, regions);
  const [worst] = [...(found.length === 0 || nowhere.length > 0 ? failed : []), ...nowhere];
  if (worst !== undefined) return worst;
  const lacks =
    regions.length < 2
      ? []
      : found.flatMap(({ region, matches }) => emptyMatches(selection, [matches], [region]));
  return {
    words: found.flatMap(({ region, matches }) => namesOf(matches).map((name) => nameIn(name, region))),
    listed: foundMatches.flatMap(({ listed }) => listed),
    lacks: [...failed, ...lacks],
  };
}

function namesOf({ matched, tagged }: MatchingFunctions): readonly string[] {
  return [...new Set([...matched, ...tagged])];
}
