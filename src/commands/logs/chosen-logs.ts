import type { FunctionConfiguration } from '../../lambda/function.ts';
import { functionReference, isVersion } from '../../lambda/function-reference.ts';
import { regionOfArn } from '../../lambda/region-of-arn.ts';
import { MINUTE_MS } from '../../lambda/time.ts';
import { groupName, namedIn } from '../../logs/log-name.ts';
import { choicesByGroup, type LogChoice, type LogWriter } from '../../logs/selection/log-choice.ts';
import type { JoinNotice } from '../../logs/tail-item.ts';
import { either } from '../../terminal/either.ts';
import { type RawText, rawText } from '../../terminal/text.ts';
import type { Complaint } from '../command/complaint.ts';
import { EXIT_STATUS } from '../command/exit-status.ts';
import { lacksVersion } from '../names/unknown-function.ts';
import type { Session } from '../session/session.ts';
import { type NamedTargets, namedTargets } from './named-targets.ts';
import { regionalMatches } from './regional-matches.ts';
import { namesItsRegion, type RegionalNames, regionalNames } from './regional-names.ts';
import type { TailSelection } from './tail-selection.ts';
import { tailTarget } from './tail-target.ts';

/** The logs of a selection, one choice for each log group. */
export interface ChosenLogs {
  readonly choices: readonly LogChoice[];
  /** The functions among them, as far as Lambda lists them. */
  readonly functions: readonly FunctionConfiguration[];
  /** Notices for the user. */
  readonly notices: readonly RawText[];
  readonly nameIn: RegionalNames;
}

/** What need not be asked for again. */
type KnownLogs = Pick<ChosenLogs, 'functions'> & Partial<Pick<ChosenLogs, 'nameIn'>>;

export async function chosenLogs(
  selection: TailSelection,
  session: Session,
  signal: AbortSignal,
  known: KnownLogs = { functions: [] },
): Promise<ChosenLogs | Complaint> {
  const nameIn = known.nameIn ?? (await regionalNames(session, { ...session, signal }));
  if (typeof nameIn !== 'function') return nameIn;
  const { version } = selection;
  const named = await Promise.all(
    selection.named.map((word) =>
      namedTargets(word, { version, known: known.functions }, { session, nameIn, signal }),
    ),
  );
  // With several functions, those that have the requested version are read.
  const isOneOfMany = selection.named.length + selection.patterns.length + selection.tags.length > 1;
  const mayLack = version !== null && isOneOfMany;
  const complaint = named.flatMap(complaintsOf).find((each) => !(mayLack && lacksVersion(each)));
  if (complaint !== undefined) return complaint;

  const matching = await regionalMatches(selection, session, nameIn, signal);
  if ('complaint' in matching) return matching;
  const hints = { version, known: [...matching.listed, ...known.functions], isOfSeveral: false };
  const matched = await Promise.all(matching.words.map((word) => tailTarget(word, hints, session, signal)));
  // Deleted functions keep their tags for a while.
  const trouble = matched.find((target) => 'status' in target && target.status !== EXIT_STATUS.notFound);
  if (trouble !== undefined && 'complaint' in trouble) return trouble;

  const targets = [
    ...named.flatMap((each) => each.targets),
    ...matched.filter((target) => 'choice' in target),
  ];
  const lacking = [...named.flatMap(({ lacks }) => lacks), ...matched.filter(lacksVersion)];
  const [first] = lacking;
  if (targets.length === 0 && first !== undefined) return first;
  if (targets.length === 0)
    return {
      complaint: `no function that was chosen is in ${either(session.regions)} any more`,
      status: EXIT_STATUS.notFound,
    };
  const regions = chosenRegions(selection, session.regions);
  return {
    choices: choicesByGroup(targets.map(({ choice }) => placed(choice, regions, session))),
    functions: targets.flatMap(({ configuration }) => configuration ?? []),
    notices: [
      ...[...lacking, ...matching.lacks].map((each) => rawText(each.complaint)),
      ...targets.flatMap(({ notice }) => notice ?? []),
    ],
    nameIn,
  };
}

/** None for a word that means something somewhere. */
function complaintsOf({ targets, lacks }: NamedTargets): readonly Complaint[] {
  return targets.length === 0 ? lacks.slice(0, 1) : [];
}

/** The Regions that a selection means. */
function chosenRegions(
  { named, patterns, tags }: TailSelection,
  regions: readonly string[],
): ReadonlySet<string> {
  const names = patterns.length > 0 || tags.length > 0 || named.some((word) => regionOfArn(word) === null);
  return new Set([...named.flatMap((word) => regionOfArn(word) ?? []), ...(names ? regions : [])]);
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
  first: ChosenLogs,
  session: Session,
  { signal, onNewcomer }: Watching,
): Promise<void> {
  if (!mayGrow(selection, session)) return;
  const { clock } = session;
  const followed = new Set(
    first.choices.flatMap((choice) => choice.writers.map((writer) => nameOf(choice, writer))),
  );
  let known = first;
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
    known = chosen;
    lookedMs = startedMs;
  }
}

/** A literal name always means the same, except for an alias, and where several Regions may come to know it. */
function mayGrow({ named, patterns, tags }: TailSelection, { regions }: Session): boolean {
  const isOfSeveral = regions.length > 1 && named.some((word) => !namesItsRegion(word));
  return patterns.length > 0 || tags.length > 0 || isOfSeveral || named.some(isAliased);
}

function isAliased(word: string): boolean {
  const qualifier = functionReference(word)?.qualifier ?? null;
  return qualifier !== null && !isVersion(qualifier);
}

function nameOf({ group, region }: LogChoice, { functionName, versions }: LogWriter): RawText {
  const version = versions === null ? '' : `:${versions.join('+')}`;
  return namedIn(region, rawText(`${functionName ?? groupName(group)}${version}`));
}
