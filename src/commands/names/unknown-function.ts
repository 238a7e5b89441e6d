import { type Asking, ask, askForAll } from '../../monitor/calls/asking.ts';
import { nearestNames } from '../../terminal/nearest-names.ts';
import { rawText } from '../../terminal/text.ts';
import type { Complaint } from '../command/complaint.ts';
import { EXIT_STATUS } from '../command/exit-status.ts';
import type { Session } from '../session/session.ts';

/** What is said of a function that is there, and has no such alias or version. */
interface MissingVersion extends Complaint {
  readonly lacksVersion: true;
}

export function lacksVersion(answer: object): answer is MissingVersion {
  return 'lacksVersion' in answer;
}

/**
 * What is said of a function that does not exist, with those that may have been meant; or that it does, and not as asked.
 *
 * @param word what was typed
 * @param name the function's name in it
 */
export function unknownFunction(
  word: string,
  name: string,
  names: readonly string[],
  region: string,
): Complaint | MissingVersion {
  const qualifier = names.includes(name) ? behindLast(word, `${name}:`) : null;
  if (qualifier !== null)
    return {
      complaint: `${name} in ${region} has no alias or version "${qualifier}"`,
      status: EXIT_STATUS.notFound,
      lacksVersion: true,
    };
  const nearest = nearestNames(name, names);
  const hint = nearest.length === 0 ? '' : `; did you mean ${nearest.join(' or ')}?`;
  return { complaint: `no function "${word}" in ${region}${hint}`, status: EXIT_STATUS.notFound };
}

/** Null where `head` is nowhere in `word`, or at its end. */
function behindLast(word: string, head: string): string | null {
  const at = word.lastIndexOf(head);
  return at === -1 ? null : word.slice(at + head.length) || null;
}

/** The same where the names of the others must be asked for. */
export async function unknownToAws(
  word: string,
  name: string,
  { sources, region }: Session,
  asking: Asking,
): Promise<Complaint | MissingVersion> {
  const all = await askForAll(asking, 'lambda:ListFunctions', sources.functions.page);
  return unknownFunction(word, name, all.ok ? all.value.map((each) => each.name) : [], region);
}

/** Null for a function that exists, and where Lambda does not say: the fleet's own reading tells it later. */
export async function absenceComplaint(
  name: string,
  session: Session,
  signal: AbortSignal,
): Promise<Complaint | null> {
  const asking: Asking = { ...session, signal };
  const { functions } = session.sources;
  const answer = await ask(asking, 'lambda:GetFunctionConfiguration', (abort) =>
    functions.configuration(rawText(name), abort),
  );
  const isAbsent = !answer.ok && answer.error.kind === 'absent';
  return isAbsent ? unknownToAws(name, name, session, asking) : null;
}
