import { defaultLogGroup, type FunctionConfiguration } from '../../lambda/function.ts';
import { type FunctionReference, functionReference, isVersion } from '../../lambda/function-reference.ts';
import type { LogChoice } from '../../logs/selection/log-choice.ts';
import { type Asking, ask } from '../../monitor/calls/asking.ts';
import { NOT_RECORDED, type SourceError } from '../../monitor/sources.ts';
import { type RawText, rawText } from '../../terminal/text.ts';
import type { Complaint } from '../command/complaint.ts';
import { errorSentence } from '../command/error-sentence.ts';
import { EXIT_STATUS, exitStatusOf } from '../command/exit-status.ts';
import { otherRegion } from '../names/other-region.ts';
import { unknownToAws } from '../names/unknown-function.ts';
import type { Session } from '../session/session.ts';
import { isLogGroup } from './tail-selection.ts';
import { wantedVersions } from './wanted-versions.ts';

export interface TailTarget {
  readonly choice: LogChoice;
  /** Set where a function was named and Lambda knows it. */
  readonly configuration: FunctionConfiguration | null;
  /** A notice for the user about the choice. */
  readonly notice: RawText | null;
}

/** Context from the rest of the command line, and from what is already known. */
interface TargetHints {
  /** For functions named without a version; null for all. */
  readonly version: string | null;
  /** Functions whose configuration need not be asked for. */
  readonly known: readonly FunctionConfiguration[];
}

/**
 * The log group that a word means: itself, or the one that the named function writes to. Without an answer from Lambda,
 * the default group: the log may be readable all the same.
 */
export async function tailTarget(
  word: string,
  { version, known }: TargetHints,
  session: Session,
  signal: AbortSignal,
): Promise<TailTarget | Complaint> {
  if (isLogGroup(word)) return groupTarget(word, session.region, version);

  const asking: Asking = { ...session, signal };
  const named = functionReference(word);
  const reference = named && { ...named, qualifier: named.qualifier ?? version };
  if (reference === null && word.startsWith('arn:'))
    return {
      complaint: `"${word}" is the ARN of no function and of no log group`,
      status: EXIT_STATUS.usage,
    };
  if (reference === null) return unknownToAws(word, word, session, asking);
  const { name } = reference;
  const elsewhere = otherRegion(reference, session.region);
  if (elsewhere !== null) return elsewhere;

  const asked = named?.qualifier === null && version !== null ? `${word}:${version}` : word;
  const configuration = known.find((each) => each.name === word);
  if (configuration !== undefined) return targetOf(configuration, reference, session, asking);
  const { functions } = session.sources;
  const answer = await ask(asking, 'lambda:GetFunctionConfiguration', (abort) =>
    functions.configuration(rawText(asked), abort),
  );
  if (answer.ok) return targetOf(answer.value, reference, session, asking);

  const { error } = answer;
  if (error.kind === 'absent') return unknownToAws(asked, name, session, asking);
  if (error.kind === 'expired' || UNCONNECTED.has(error.name))
    return { complaint: errorSentence(error), status: exitStatusOf(error) };
  const group = defaultLogGroup(name);
  const { qualifier } = reference;
  if (qualifier !== null && !isVersion(qualifier))
    return { complaint: errorSentence(error), status: exitStatusOf(error) };
  const versions = qualifier === null ? null : [rawText(qualifier)];
  return {
    choice: { group, writers: [{ functionName: rawText(name), versions }] },
    configuration: null,
    notice: rawText(`${reasonOf(error)}: taking the default log group ${group}`),
  };
}

function groupTarget(word: string, region: string, version: string | null): TailTarget | Complaint {
  const elsewhere = /^arn:[^:]*:logs:([^:]+):/.exec(word)?.[1] ?? region;
  if (elsewhere !== region) {
    return {
      complaint: `${word} is in ${elsewhere} and lmon looks at ${region}: pass --region ${elsewhere}`,
      status: EXIT_STATUS.usage,
    };
  }
  const versions = version === null ? null : [rawText(version)];
  return {
    choice: { group: rawText(word), writers: [{ functionName: null, versions }] },
    configuration: null,
    notice: null,
  };
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
async function targetOf(
  configuration: FunctionConfiguration,
  reference: FunctionReference,
  session: Session,
  asking: Asking,
): Promise<TailTarget> {
  const { logGroup, name } = configuration;
  const { versions, notice } = await wantedVersions(reference, configuration, session, asking);
  return { choice: { group: logGroup, writers: [{ functionName: name, versions }] }, configuration, notice };
}
