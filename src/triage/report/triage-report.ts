import { type EpochMs, MINUTE_MS } from '../../lambda/time.ts';
import type { AwsAccess } from '../../terminal/aws-command.ts';
import type { Line } from '../../terminal/line.ts';
import type { RawText, SafeText } from '../../terminal/text.ts';
import type { Harm } from '../cause/harm.ts';
import { inThePast } from '../sentence/past-words.ts';
import { type CaseFile, windowOf } from './case-file/case-file.ts';
import { onsetsOf } from './case-file/onsets.ts';
import { type RankedChange, rankedChanges } from './changes/ranked-changes.ts';
import type { Claim, Evidence } from './claims/claim.ts';
import { type Advice, type Suspect, suspectsOf } from './claims/suspect.ts';
import { clearOf } from './clear.ts';
import { commandsOf } from './commands.ts';
import { furtherBack } from './further-back.ts';
import { type AffectedClaim, affectedOf } from './impact/affected.ts';
import { olderAlarms } from './impact/alarms.ts';
import { askedQualifier } from './impact/asked-qualifier.ts';
import { harmDone } from './impact/harm.ts';
import { impactOf } from './impact/impact.ts';
import { notKnownOf } from './not-known.ts';
import { readingNotKnown } from './reading-not-known.ts';
import { type PatternClaim, patternClaims } from './said/pattern-claims.ts';
import { storyOf, type TimedClaim } from './story.ts';
import { SUSPECT_RULES } from './suspects/all-suspects.ts';
import type { TriageNote } from './triage-note.ts';
import { isOfThen, type Verdict, verdictOf } from './verdict.ts';

/** What happened to a function, as it can be told to others: each statement with where it comes from. */
export interface TriageReport {
  readonly functionName: RawText;
  readonly functionArn: RawText;
  /** The alias or version that was asked for; null where the function was. */
  readonly qualifier: string | null;
  /** The time that was looked at. */
  readonly fromMs: EpochMs;
  readonly toMs: EpochMs;
  readonly builtMs: EpochMs;
  readonly verdict: Verdict;
  /** What it does to whom; null where nothing happened. */
  readonly harm: Harm | null;
  readonly impact: readonly Claim[];
  readonly timeline: readonly TimedClaim[];
  /** What its log says that it did not say before. */
  readonly patterns: readonly PatternClaim[];
  readonly affected: readonly AffectedClaim[];
  /** What Logs Insights told, where it was asked. */
  readonly further: readonly Claim[];
  /** What changed around then, the likeliest to be behind it first. */
  readonly changes: readonly RankedChange[];
  /** The likeliest first, each with what speaks for and against it. */
  readonly suspects: readonly Suspect[];
  readonly clear: readonly Claim[];
  readonly notKnown: readonly Line[];
  /** What to do, by the likeliest suspects. */
  readonly advice: readonly SuspectAdvice[];
  /** Commands to copy that look further; all of them only read. */
  readonly commands: readonly SafeText[];
  readonly sources: readonly Evidence[];
  /** What the person adds. */
  readonly notes: readonly TriageNote[];
}

export interface SuspectAdvice extends Advice {
  readonly title: Line;
  /** What its suspect would explain: of two stories each has its own. */
  readonly explains: 'all' | 'throttles' | 'rest';
}

const MOST_SUSPECTS = 4;
/** Less likely suspects get no advice: it would be one too many at night. */
const LEAST_TO_ADVISE = 0.2;
const MOST_ADVISED = 2;

/**
 * Pure: the same file gives the same report.
 *
 * @param access for the commands to copy
 * @param sinceMs nothing of before is told
 */
export function triageReport(
  file: CaseFile,
  access: AwsAccess,
  notes: readonly TriageNote[] = [],
  sinceMs: EpochMs | null = null,
): TriageReport {
  const onsets = onsetsOf(file);
  const changes = rankedChanges(file, onsets);
  const nothingHappened = file.cause === null || file.reasons.length === 0;
  const suspects = nothingHappened
    ? []
    : suspectsOf(SUSPECT_RULES, file, onsets)
        .slice(0, MOST_SUSPECTS)
        .map((suspect) => ({
          ...suspect,
          pro: asOfThen(file, suspect.pro),
          contra: asOfThen(file, suspect.contra),
        }));
  const report = {
    functionName: file.name,
    functionArn: file.configuration.arn,
    qualifier: file.qualifier,
    fromMs: windowOf(file).fromMs,
    toMs: (file.past?.knownToMs ?? windowOf(file).toMs) + MINUTE_MS,
    builtMs: file.builtMs,
    verdict: verdictOf(file, suspects),
    harm: nothingHappened ? null : harmDone(file),
    impact: [
      ...askedQualifier(file),
      ...(nothingHappened ? olderAlarms(file) : asOfThen(file, [...impactOf(file), ...olderAlarms(file)])),
    ],
    changes,
    patterns: nothingHappened ? [] : patternClaims(file),
    further: furtherBack(file),
    affected: nothingHappened ? [] : affectedOf(file),
    timeline: storyOf(file, onsets, changes).filter(({ atMs }) => sinceMs === null || atMs >= sinceMs),
    suspects,
    clear: clearOf(file, onsets),
    notKnown: [...notKnownOf(file, suspects, access), ...readingNotKnown(file)],
    advice: adviceOf(suspects),
    commands: commandsOf(file, suspects, access),
    notes,
  };
  return { ...report, sources: sourcesOf(report) };
}

function adviceOf(suspects: readonly Suspect[]): readonly SuspectAdvice[] {
  const areTwoStories = suspects.some(({ explainsThrottlesAlone }) => explainsThrottlesAlone);
  return suspects
    .filter(({ confidence }, index) => index === 0 || confidence >= LEAST_TO_ADVISE)
    .slice(0, MOST_ADVISED)
    .map(({ title, advice, explainsThrottlesAlone }) => ({
      ...advice,
      title,
      explains: areTwoStories ? (explainsThrottlesAlone ? 'throttles' : 'rest') : 'all',
    }));
}

/** What is over is told as it was, and what was asked about a time that is. */
function asOfThen<Told extends Claim>(file: CaseFile, claims: readonly Told[]): readonly Told[] {
  return file.past === null && !isOfThen(file)
    ? claims
    : claims.map((claim) => ({ ...claim, says: inThePast(claim.says) }));
}

function sourcesOf({
  impact,
  timeline,
  changes,
  patterns,
  affected,
  further,
  suspects,
  clear,
}: Omit<TriageReport, 'sources'>): readonly Evidence[] {
  const claims: readonly Claim[] = [
    ...impact,
    ...timeline,
    ...changes,
    ...patterns,
    ...affected,
    ...further,
    ...suspects.flatMap(({ pro, contra }) => [...pro, ...contra]),
    ...clear,
  ];
  const byName = new Map(claims.flatMap(({ evidence }) => evidence).map((each) => [nameOf(each), each]));
  return [...byName.values()];
}

function nameOf(evidence: Evidence): string {
  switch (evidence.source) {
    case 'metric':
      return `${evidence.metric} ${evidence.statistic}`;
    case 'log':
      return evidence.logGroup;
    case 'api':
      return evidence.operation;
  }
}
