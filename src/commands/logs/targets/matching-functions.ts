import type { FunctionConfiguration } from '../../../lambda/function/function.ts';
import { askForAll } from '../../../monitor/calls/asking.ts';
import type { Result } from '../../../monitor/source-error.ts';
import { didYouMean } from '../../../terminal/spelling/did-you-mean.ts';
import { either } from '../../../terminal/spelling/either.ts';
import { nearestNames } from '../../../terminal/spelling/nearest-names.ts';
import type { RawText } from '../../../terminal/text.ts';
import type { Complaint } from '../../command/complaint.ts';
import { EXIT_STATUS } from '../../command/exit-status.ts';
import type { Session } from '../../session/session.ts';
import { STACK_TAG, type TailSelection, tagWords } from '../typed/tail-selection.ts';
import { askingIn, elsewhere } from './asking-in.ts';

/** The functions matched by patterns and tags, and configurations learned on the way. */
export interface MatchingFunctions {
  /** By pattern. */
  readonly matched: readonly RawText[];
  /** By tag. */
  readonly tagged: readonly RawText[];
  readonly listed: readonly FunctionConfiguration[];
}

const MOST_HINTS = 3;

/** From this many on, listing all functions takes fewer calls than asking for each. */
const MANY = 20;

/** @param region one of the session's */
export async function matchingFunctions(
  { patterns, tags }: TailSelection,
  region: string,
  session: Session,
  signal: AbortSignal,
): Promise<Result<MatchingFunctions>> {
  const { functions } = session.sources;
  const asking = askingIn(region, session, signal);
  const place = elsewhere(region, session);
  const tagged =
    tags.length === 0
      ? NOBODY
      : await askForAll(asking, 'tag:GetResources', (token, abort) =>
          functions.tagged(tags, token, abort, place),
        );
  if (!tagged.ok) return tagged;
  const listed =
    patterns.length === 0 && tagged.value.length < MANY
      ? NOTHING_LISTED
      : await askForAll(asking, 'lambda:ListFunctions', (token, abort) =>
          functions.page(token, abort, place),
        );
  if (!listed.ok) return listed;
  const matched = listed.value
    .map(({ name }) => name)
    .filter((name) => patterns.some((pattern) => pattern.matches(name)));
  return { ok: true, value: { matched, tagged: tagged.value, listed: listed.value } };
}

const NOBODY: Result<readonly RawText[]> = { ok: true, value: [] };
const NOTHING_LISTED: Result<readonly FunctionConfiguration[]> = { ok: true, value: [] };

/** The messages about patterns and tags that match nothing in these Regions. */
export function emptyMatches(
  { patterns, tags }: TailSelection,
  found: readonly MatchingFunctions[],
  regions: readonly string[],
): readonly Complaint[] {
  const place = either(regions);
  const listed = [...new Set(found.flatMap((each) => each.listed.map(({ name }) => name)))];
  const idle = patterns
    .filter((pattern) => !found.some(({ matched }) => matched.some(pattern.matches)))
    .map(({ text }) => {
      const hint = didYouMean(likeliestNames(text, listed));
      return notFound(`no function matches "${text}" in ${place}${hint}`);
    });
  if (tags.length === 0 || found.some(({ tagged }) => tagged.length > 0)) return idle;
  const keys = [...new Set(tags.map(({ key }) => key))];
  const wanted = keys.map((key) => {
    const words = tags.filter((tag) => tag.key === key).map(tagWords);
    return `${key === STACK_TAG ? 'of' : 'with'} ${either(words)}`;
  });
  return [...idle, notFound(`no function ${wanted.join(' and ')} in ${place}`)];
}

/** Names similar to a pattern's literal part, or with the same beginning. */
function likeliestNames(pattern: string, names: readonly string[]): readonly string[] {
  const letters = pattern.replaceAll(/[^\w-]+/g, '');
  const nearest = nearestNames(letters, names);
  if (nearest.length > 0) return nearest;
  const [start] = nearestNames(
    letters,
    names.map((name) => name.slice(0, letters.length)),
  );
  return names.filter((name) => name.slice(0, letters.length) === start).slice(0, MOST_HINTS);
}

function notFound(complaint: string): Complaint {
  return { complaint, status: EXIT_STATUS.notFound };
}
