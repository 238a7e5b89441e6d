import type { FunctionConfiguration } from '../../lambda/function.ts';
import { functionReference, isVersion } from '../../lambda/function-reference.ts';
import { regionOfArn } from '../../lambda/region-of-arn.ts';
import { MINUTE_MS } from '../../lambda/time.ts';
import { namedIn } from '../../logs/log-name.ts';
import { choicesByGroup, type LogChoice, type LogWriter } from '../../logs/selection/log-choice.ts';
import type { JoinNotice } from '../../logs/tail-item.ts';
import { type RawText, rawText } from '../../terminal/text.ts';
import type { Complaint } from '../command/complaint.ts';
import { errorSentence } from '../command/error-sentence.ts';
import { EXIT_STATUS, exitStatusOf } from '../command/exit-status.ts';
import { lacksVersion } from '../names/unknown-function.ts';
import type { Session } from '../session/session.ts';
import { emptyMatch, matchingFunctions } from './matching-functions.ts';
import type { TailSelection } from './tail-selection.ts';
import { type TailTarget, tailTarget } from './tail-target.ts';

/** The logs of a selection, one choice for each log group. */
export interface ChosenLogs {
  readonly choices: readonly LogChoice[];
  /** The functions among them, as far as Lambda lists them. */
  readonly functions: readonly FunctionConfiguration[];
  /** Notices for the user. */
  readonly notices: readonly RawText[];
}

/** @param known functions whose configuration need not be asked for */
export async function chosenLogs(
  selection: TailSelection,
  session: Session,
  signal: AbortSignal,
  known: readonly FunctionConfiguration[] = [],
): Promise<ChosenLogs | Complaint> {
  const { version } = selection;
  const regions = chosenRegions(selection, session.region);
  const targetsOf = (words: readonly string[], functions: readonly FunctionConfiguration[]) =>
    Promise.all(words.map((word) => tailTarget(word, { version, known: functions }, session, signal)));

  const named = await targetsOf(selection.named, known);
  // With several functions, those that have the requested version are read.
  const isOneOfMany = selection.named.length + selection.patterns.length + selection.tags.length > 1;
  const mayLack = selection.version !== null && isOneOfMany;
  const complaint = named.find(
    (target): target is Complaint => 'complaint' in target && !(mayLack && lacksVersion(target)),
  );
  if (complaint !== undefined) return complaint;

  const matching = await matchingFunctions(selection, session, { ...session, signal });
  if (!matching.ok) return { complaint: errorSentence(matching.error), status: exitStatusOf(matching.error) };
  const { matched: byPattern, tagged, listed } = matching.value;
  const nothing = emptyMatch(selection, matching.value, session.region);
  if (nothing !== null) return nothing;
  const matched = await targetsOf([...new Set([...byPattern, ...tagged])], [...listed, ...known]);
  // Deleted functions keep their tags for a while.
  const trouble = matched.find((target) => 'status' in target && target.status !== EXIT_STATUS.notFound);
  if (trouble !== undefined && 'complaint' in trouble) return trouble;

  const targets = [...named, ...matched].filter((target): target is TailTarget => 'choice' in target);
  const lacking = [...named, ...matched].filter(lacksVersion);
  const [first] = lacking;
  if (targets.length === 0 && first !== undefined) return first;
  if (targets.length === 0)
    return {
      complaint: `no function that was chosen is in ${session.region} any more`,
      status: EXIT_STATUS.notFound,
    };
  return {
    choices: choicesByGroup(targets.map(({ choice }) => placed(choice, regions, session))),
    functions: targets.flatMap(({ configuration }) => configuration ?? []),
    notices: [
      ...lacking.map((each) => rawText(each.complaint)),
      ...targets.flatMap(({ notice }) => notice ?? []),
    ],
  };
}

/** The Regions that the words of a selection name. */
function chosenRegions({ named, patterns, tags }: TailSelection, home: string): ReadonlySet<string> {
  const isHomeAsked = patterns.length > 0 || tags.length > 0;
  return new Set([...named.map((word) => regionOfArn(word) ?? home), ...(isHomeAsked ? [home] : [])]);
}

function placed(choice: LogChoice, regions: ReadonlySet<string>, { region: home }: Session): LogChoice {
  const name = rawText(regionOfArn(choice.group) ?? home);
  return { ...choice, region: { name, isTold: regions.size > 1 } };
}

/** Functions are created, tagged and deployed slowly, and each look costs calls. */
const LOOK_EVERY_MS = MINUTE_MS;

/** A log to be followed from now on too, or for more of its writers. */
export interface Newcomer {
  readonly choice: LogChoice;
  readonly notice: JoinNotice;
  /** When it was still absent. */
  readonly sinceMs: number;
}

interface Watching {
  readonly signal: AbortSignal;
  onNewcomer(newcomer: Newcomer): void;
}

/** Keeps looking for logs that newly match a selection, until `signal` aborts. A failed look is ignored. */
export async function lookForNewcomers(
  selection: TailSelection,
  { choices, functions }: ChosenLogs,
  session: Session,
  { signal, onNewcomer }: Watching,
): Promise<void> {
  if (!mayGrow(selection)) return;
  const { clock } = session;
  const followed = new Set(
    choices.flatMap((choice) => choice.writers.map((writer) => nameOf(choice, writer))),
  );
  let known = functions;
  let lookedMs = clock.now();
  for (;;) {
    await clock.sleep(LOOK_EVERY_MS, signal);
    if (signal.aborted) return;
    const startedMs = clock.now();
    const chosen = await chosenLogs(selection, session, signal, known);
    if (signal.aborted || 'complaint' in chosen) continue;
    for (const chosenLog of chosen.choices) {
      for (const writer of chosenLog.writers) {
        const name = nameOf(chosenLog, writer);
        if (followed.has(name)) continue;
        followed.add(name);
        onNewcomer({
          choice: { ...chosenLog, writers: [writer] },
          notice: { type: 'notice', kind: 'joined', atMs: clock.now(), name },
          sinceMs: lookedMs,
        });
      }
    }
    known = chosen.functions;
    lookedMs = startedMs;
  }
}

/** A literal name always means the same, except for an alias. */
function mayGrow({ named, patterns, tags }: TailSelection): boolean {
  return patterns.length > 0 || tags.length > 0 || named.some(isAliased);
}

function isAliased(word: string): boolean {
  const qualifier = functionReference(word)?.qualifier ?? null;
  return qualifier !== null && !isVersion(qualifier);
}

function nameOf({ region }: LogChoice, { functionName, versions }: LogWriter): RawText {
  const version = versions === null ? '' : `:${versions.join('+')}`;
  return namedIn(region, rawText(`${functionName ?? ''}${version}`));
}
