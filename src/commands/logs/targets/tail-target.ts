import { defaultLogGroup, type FunctionConfiguration } from '../../../lambda/function/function.ts';
import { functionReference, isVersion } from '../../../lambda/function/function-reference.ts';
import { regionOfArn } from '../../../lambda/region-of-arn.ts';
import type { LogChoice } from '../../../logs/selection/log-choice.ts';
import { ask } from '../../../monitor/calls/asking.ts';
import { mayBeAnsweredLater, NOT_RECORDED, type SourceError } from '../../../monitor/source-error.ts';
import { type RawText, rawText } from '../../../terminal/text.ts';
import type { Complaint } from '../../command/complaint.ts';
import { errorSentence } from '../../command/error-sentence.ts';
import { EXIT_STATUS, exitStatusOf } from '../../command/exit-status.ts';
import { unknownFunction, unknownToAws } from '../../names/unknown-function.ts';
import type { Session } from '../../session/session.ts';
import { isLogGroup } from '../typed/tail-selection.ts';
import { askingIn } from './asking-in.ts';
import type { FoundFunction } from './found-function.ts';
import { qualifiedVersions } from './qualified-versions.ts';
import { placeOf } from './target-place.ts';

export interface TailTarget {
  readonly choice: LogChoice;
  /** Set where a function was named and Lambda knows it. */
  readonly configuration: FunctionConfiguration | null;
  /** Whether the default log group was taken for want of an answer, which may still come. */
  readonly isGuess: boolean;
  /** A notice for the user about the choice. */
  readonly notice: RawText | null;
}

/** Context from the rest of the command line, and from what is already known. */
export interface TargetHints {
  /** For functions named without a version; null for all. */
  readonly version: string | null;
  /** Functions whose configuration need not be asked for. */
  readonly known: readonly FunctionConfiguration[];
  /** Whether other Regions are asked too: then similar names are looked for where none knows it. */
  readonly isOfSeveral: boolean;
}

/**
 * The log group that a word means: itself, or the one that the named function writes to. Without an answer from Lambda,
 * the default group: the log may be readable all the same.
 */
export async function tailTarget(
  word: string,
  { version, known, isOfSeveral }: TargetHints,
  session: Session,
  signal: AbortSignal,
): Promise<TailTarget | Complaint> {
  if (isLogGroup(word)) return groupTarget(word, version);

  const named = functionReference(word);
  const reference = named && { ...named, qualifier: named.qualifier ?? version };
  if (named === null || reference === null)
    return word.startsWith('arn:')
      ? noTarget(word)
      : unknownToAws(word, word, session, { ...session, signal });

  const { name, qualifier } = reference;
  const place = placeOf(word, named, session.region);
  const asking = askingIn(place.region, session, signal);
  const asked = named.qualifier === null && version !== null ? `${word}:${version}` : word;
  const configuration = known.find((each) => isNamed(word, each, session));
  const found = { reference, place, session, asking };
  if (configuration !== undefined) return targetOf(configuration, found);
  const { functions } = session.sources;
  const answer = await ask(asking, 'lambda:GetFunctionConfiguration', (abort) =>
    functions.configuration(rawText(asked), abort),
  );
  if (answer.ok) return targetOf(answer.value, found);

  const { error } = answer;
  if (error.kind === 'absent')
    return place.region === session.region && !isOfSeveral
      ? unknownToAws(asked, name, session, asking)
      : unknownElsewhere(asked, found);
  if (error.kind === 'expired' || UNCONNECTED.has(error.name))
    return { complaint: errorSentence(error), status: exitStatusOf(error) };
  const group = defaultLogGroup(name);
  if (qualifier !== null && !isVersion(qualifier))
    return { complaint: errorSentence(error), status: exitStatusOf(error) };
  const versions = qualifier === null ? null : [rawText(qualifier)];
  return {
    choice: { group: place.group(group), writers: [{ functionName: rawText(name), versions }] },
    configuration: null,
    isGuess: mayBeAnsweredLater(error),
    notice: rawText(`${reasonOf(error)}: taking the default log group ${group}`),
  };
}

function noTarget(word: string): Complaint {
  return {
    complaint: `"${word}" is the ARN of no function and of no log group`,
    status: EXIT_STATUS.usage,
  };
}

function groupTarget(word: string, version: string | null): TailTarget | Complaint {
  if (word.startsWith('arn:') && regionOfArn(word) === null) return noTarget(word);
  const versions = version === null ? null : [rawText(version)];
  return {
    choice: { group: rawText(word), writers: [{ functionName: null, versions }] },
    configuration: null,
    isGuess: false,
    notice: null,
  };
}

/** A function of another Region may have the same name. */
function isNamed(word: string, { name, arn }: FunctionConfiguration, { region }: Session): boolean {
  return word === arn || (word === name && regionOfArn(arn) === region);
}

/** Without a look for similar names. */
async function unknownElsewhere(
  word: string,
  { reference: { name, qualifier }, place: { region, functionName }, session, asking }: FoundFunction,
): Promise<Complaint> {
  if (qualifier === null) return unknownFunction(word, name, [], region);
  const answer = await ask(asking, 'lambda:GetFunctionConfiguration', (abort) =>
    session.sources.functions.configuration(functionName, abort),
  );
  return unknownFunction(word, name, answer.ok ? [name] : [], region);
}

/** System errors that mean that there is no connection, for a log either. */
const UNCONNECTED: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
]);

function reasonOf({ kind, action, name, message }: SourceError): string {
  if (name === NOT_RECORDED) return message;
  switch (kind) {
    case 'denied':
      return `${action} is denied`;
    case 'throttled':
      return `AWS throttles ${action}`;
    case 'unreachable':
    case 'malformed':
    case 'absent':
    case 'expired':
      return `no answer to ${action} (${name})`;
  }
}

/** All versions of a function write to one group. */
async function targetOf(configuration: FunctionConfiguration, found: FoundFunction): Promise<TailTarget> {
  const { logGroup, name } = configuration;
  const { place } = found;
  const { versions, notice } = await qualifiedVersions(configuration, found);
  return {
    choice: { group: place.group(logGroup), writers: [{ functionName: name, versions }] },
    configuration,
    isGuess: false,
    notice,
  };
}
