import type { FunctionConfiguration } from '../../lambda/function.ts';
import { type Asking, askForAll } from '../../monitor/calls/asking.ts';
import type { Result } from '../../monitor/sources.ts';
import { didYouMean } from '../../terminal/did-you-mean.ts';
import { nearestNames } from '../../terminal/nearest-names.ts';
import type { RawText } from '../../terminal/text.ts';
import type { Complaint } from '../command/complaint.ts';
import { EXIT_STATUS } from '../command/exit-status.ts';
import type { Session } from '../session/session.ts';
import { STACK_TAG, type TailSelection, tagWords } from './tail-selection.ts';

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

export async function matchingFunctions(
  { patterns, tags }: TailSelection,
  { sources: { functions } }: Session,
  asking: Asking,
): Promise<Result<MatchingFunctions>> {
  const tagged =
    tags.length === 0
      ? NOBODY
      : await askForAll(asking, 'tag:GetResources', (token, signal) => functions.tagged(tags, token, signal));
  if (!tagged.ok) return tagged;
  const listed =
    patterns.length === 0 && tagged.value.length < MANY
      ? NOTHING_LISTED
      : await askForAll(asking, 'lambda:ListFunctions', functions.page);
  if (!listed.ok) return listed;
  const matched = listed.value
    .map(({ name }) => name)
    .filter((name) => patterns.some((pattern) => pattern.matches(name)));
  return { ok: true, value: { matched, tagged: tagged.value, listed: listed.value } };
}

const NOBODY: Result<readonly RawText[]> = { ok: true, value: [] };
const NOTHING_LISTED: Result<readonly FunctionConfiguration[]> = { ok: true, value: [] };

/** The message where a pattern or the tags match nothing; null where each matches something. */
export function emptyMatch(
  { patterns, tags }: TailSelection,
  { matched, tagged, listed }: MatchingFunctions,
  region: string,
): Complaint | null {
  const idle = patterns.find((pattern) => !matched.some(pattern.matches));
  if (idle !== undefined) {
    const nearest = likeliestNames(
      idle.text,
      listed.map(({ name }) => name),
    );
    const hint = didYouMean(nearest);
    return notFound(`no function matches "${idle.text}" in ${region}${hint}`);
  }
  if (tags.length === 0 || tagged.length > 0) return null;
  const keys = [...new Set(tags.map(({ key }) => key))];
  const wanted = keys.map((key) => {
    const words = tags.filter((tag) => tag.key === key).map(tagWords);
    return `${key === STACK_TAG ? 'of' : 'with'} ${words.join(' or ')}`;
  });
  return notFound(`no function ${wanted.join(' and ')} in ${region}`);
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
