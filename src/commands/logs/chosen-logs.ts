import type { FunctionConfiguration } from '../../lambda/function/function.ts';
import { regionOfArn } from '../../lambda/region-of-arn.ts';
import { choicesByGroup, type LogChoice } from '../../logs/selection/log-choice.ts';
import { either } from '../../terminal/spelling/either.ts';
import { type RawText, rawText } from '../../terminal/text.ts';
import type { Complaint } from '../command/complaint.ts';
import { EXIT_STATUS } from '../command/exit-status.ts';
import { lacksVersion } from '../names/unknown-function.ts';
import type { Session } from '../session/session.ts';
import { type NamedTargets, namedTargets } from './targets/named-targets.ts';
import { regionalMatches } from './targets/regional-matches.ts';
import { type RegionalNames, regionalNames } from './targets/regional-names.ts';
import { tailTarget } from './targets/tail-target.ts';
import type { TailSelection } from './typed/tail-selection.ts';

/** The logs of a selection, one choice for each log group. */
export interface ChosenLogs {
  readonly choices: readonly LogChoice[];
  /** Those of them that were taken for want of an answer, which may still come. */
  readonly guesses: readonly LogChoice[];
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
  const choicesOf = (some: typeof targets) =>
    choicesByGroup(some.map(({ choice }) => placed(choice, regions, session)));
  return {
    choices: choicesOf(targets),
    guesses: choicesOf(targets.filter(({ isGuess }) => isGuess)),
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
  return { ...choice, region: { name, isOneOfSeveral: regions.size > 1 } };
}
