import { defaultLogGroup, type FunctionConfiguration } from '../lambda/function.ts';
import { type Asking, ask, askForAll } from '../monitor/asking.ts';
import { type RawText, rawText } from '../terminal/text.ts';
import type { Complaint } from './complaint.ts';
import { errorSentence } from './error-sentence.ts';
import { EXIT_STATUS, exitStatusOf } from './exit-status.ts';
import { nearestNames } from './nearest-names.ts';
import type { Session } from './session.ts';

export interface TailTarget {
  readonly group: RawText;
  /** Null when a log group was named. */
  readonly functionName: RawText | null;
  /** What the person should know about the choice. */
  readonly notice: RawText | null;
}

/**
 * The log group that a word of the command line means: itself, or the one that the function of that name writes to.
 *
 * @param known functions whose configuration need not be asked for.
 */
export async function tailTarget(
  word: string,
  session: Session,
  signal: AbortSignal,
  known: readonly FunctionConfiguration[] = [],
): Promise<TailTarget | Complaint> {
  if (word.startsWith('/') || word.startsWith('arn:'))
    return { group: rawText(word), functionName: null, notice: null };

  const configuration = known.find(({ name }) => name === word);
  if (configuration !== undefined) return targetOf(configuration);

  const asking: Asking = { ...session, signal };
  const name = rawText(word);
  const { functions } = session.sources;
  const answer = await ask(asking, 'lambda:GetFunctionConfiguration', (abort) =>
    functions.configuration(name, abort),
  );
  if (answer.ok) return targetOf(answer.value);

  const { error } = answer;
  if (error.kind === 'denied') {
    const group = defaultLogGroup(word);
    return {
      group,
      functionName: name,
      notice: rawText(`${error.action} is denied: taking the default log group ${group}`),
    };
  }
  if (error.kind !== 'absent') return { complaint: errorSentence(error), status: exitStatusOf(error) };
  const all = await askForAll(asking, 'lambda:ListFunctions', functions.page);
  const names = all.ok
    ? nearestNames(
        word,
        all.value.map(({ name: each }) => each),
      )
    : [];
  return {
    complaint: `no function "${word}" in ${session.region}${names.length === 0 ? '' : `; did you mean ${names.join(' or ')}?`}`,
    status: EXIT_STATUS.notFound,
  };
}

function targetOf({ logGroup, name }: FunctionConfiguration): TailTarget {
  return { group: logGroup, functionName: name, notice: null };
}
