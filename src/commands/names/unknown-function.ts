import { isBehind } from '../../lambda/function/alias.ts';
import { isVersion } from '../../lambda/function/function-reference.ts';
import { type Asking, ask, askForAll } from '../../monitor/calls/asking.ts';
import { didYouMean } from '../../terminal/spelling/did-you-mean.ts';
import { nearestNames } from '../../terminal/spelling/nearest-names.ts';
import { rawText } from '../../terminal/text.ts';
import type { Complaint } from '../command/complaint.ts';
import { EXIT_STATUS } from '../command/exit-status.ts';
import type { Session } from '../session/session.ts';
import type { NamedFunction } from './named-function.ts';

/** The complaint about a function without the requested alias or version. */
interface MissingVersion extends Complaint {
  readonly lacksVersion: true;
}

export function lacksVersion(answer: object): answer is MissingVersion {
  return 'lacksVersion' in answer;
}

/**
 * The complaint about a function that does not exist, with similar names; or about a missing alias or version.
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
  const hint = didYouMean(nearest);
  return { complaint: `no function "${word}" in ${region}${hint}`, status: EXIT_STATUS.notFound };
}

/** Null where `head` is absent from `word`, or at its end. */
function behindLast(word: string, head: string): string | null {
  const at = word.lastIndexOf(head);
  return at === -1 ? null : word.slice(at + head.length) || null;
}

/** The same for a function that is not among the fleet's. */
export function strangerComplaint(
  functionName: string,
  functions: readonly { readonly name: string }[],
  { region }: Pick<Session, 'region'>,
): Complaint {
  const names = functions.map(({ name }) => name);
  return unknownFunction(functionName, functionName, names, region);
}

/** The same where the other names must first be asked for. */
export async function unknownToAws(
  word: string,
  name: string,
  { sources, region }: Session,
  asking: Asking,
): Promise<Complaint | MissingVersion> {
  const all = await askForAll(asking, 'lambda:ListFunctions', sources.functions.page);
  return unknownFunction(word, name, all.ok ? all.value.map((each) => each.name) : [], region);
}

/** Null for existing functions, and where Lambda does not answer: the fleet's own reading tells later. */
export async function absenceComplaint(
  { name, qualifier }: NamedFunction,
  session: Session,
  signal: AbortSignal,
): Promise<Complaint | null> {
  const asking: Asking = { ...session, signal };
  const word = qualifier === null ? name : `${name}:${qualifier}`;
  if (await isAbsent(name, session, asking)) return unknownToAws(word, name, session, asking);
  return qualifier === null ? null : qualifierAbsence({ name, qualifier }, session, asking);
}

/**
 * The same without waiting for everyone's metrics, which a misspelt name need not: null as well once they are read. They
 * don't show whether an alias exists, so that is always waited for.
 */
export function earlyAbsence(
  named: NamedFunction,
  session: Session,
  metricsRead: Promise<void>,
  signal: AbortSignal,
): Promise<Complaint | null> {
  const absence = absenceComplaint(named, session, signal);
  return named.qualifier === null ? Promise.race([absence, metricsRead.then(() => null)]) : absence;
}

async function isAbsent(name: string, { sources: { functions } }: Session, asking: Asking): Promise<boolean> {
  const answer = await ask(asking, 'lambda:GetFunctionConfiguration', (abort) =>
    functions.configuration(rawText(name), abort),
  );
  return !answer.ok && answer.error.kind === 'absent';
}

async function qualifierAbsence(
  { name, qualifier }: { readonly name: string; readonly qualifier: string },
  session: Session,
  asking: Asking,
): Promise<Complaint | null> {
  const { sources, region } = session;
  const aliases = await askForAll(asking, 'lambda:ListAliases', (token, abort) =>
    sources.functions.aliases(rawText(name), token, abort),
  );
  if (aliases.ok && aliases.value.some((alias) => isBehind(alias, qualifier))) return null;
  const { notFound: status } = EXIT_STATUS;
  if (isVersion(qualifier)) {
    const isThere = !(await isAbsent(`${name}:${qualifier}`, session, asking));
    return isThere ? null : { complaint: `${name} in ${region} has no version "${qualifier}"`, status };
  }
  if (!aliases.ok) return null;
  const nearest = nearestNames(
    qualifier,
    aliases.value.map((alias) => alias.name),
  );
  const hint = didYouMean(nearest);
  return { complaint: `${name} in ${region} has no alias "${qualifier}"${hint}`, status };
}
