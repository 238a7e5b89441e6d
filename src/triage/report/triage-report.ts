import { type EpochMs, MINUTE_MS } from '../../lambda/time.ts';
import type { AwsAccess } from '../../terminal/aws-command.ts';
import type { Line } from '../../terminal/line.ts';
import type { RawText, SafeText } from '../../terminal/text.ts';
import type { Harm } from '../cause/harm.ts';
import { type CaseFile, type Unfinished, windowOf } from './case-file/case-file.ts';
import { onsetsOf } from './case-file/onsets.ts';
import { type RankedChange, rankedChanges } from './changes/ranked-changes.ts';
import type { Claim, Evidence } from './claims/claim.ts';
import { type Advice, type Explains, explainedBy, type Suspect, suspectsOf } from './claims/suspect.ts';
import { clearOf } from './clear.ts';
import { commandsOf } from './commands.ts';
import { furtherBack } from './further-back.ts';
import { type AffectedClaim, affectedOf } from './impact/affected.ts';
import { olderAlarms } from './impact/alarms.ts';
import { harmDone } from './impact/harm.ts';
import { impactOf } from './impact/impact.ts';
import { qualifierClaims } from './impact/qualifier-claims.ts';
import { notKnownOf } from './not-known.ts';
import { readingNotKnown } from './reading-not-known.ts';
import { comparedEvidence, type PatternClaim, patternClaims } from './said/pattern-claims.ts';
import { storyOf, type TimedClaim } from './story.ts';
import { SUSPECT_RULES } from './suspects/all-suspects.ts';
import type { TriageNote } from './triage-note.ts';
import { type Verdict, verdictOf } from './verdict.ts';

/** What happened to a function, in a form to share: each statement has its source. */
export interface TriageReport {
  readonly functionName: RawText;
  readonly functionArn: RawText;
  /** The requested alias or version; null for the function. */
  readonly qualifier: string | null;
  /** The start of the window. */
  readonly fromMs: EpochMs;
  /** The start of the timeline, where that was asked to be later; else null. */
  readonly timelineFromMs: EpochMs | null;
  readonly toMs: EpochMs;
  readonly builtMs: EpochMs;
  /** Why its versions, and its log before and after the onset, are not read yet; null once they are. */
  readonly unfinished: Unfinished | null;
  readonly verdict: Verdict;
  /** The damage; null where nothing happened. */
  readonly harm: Harm | null;
  readonly impact: readonly Claim[];
  readonly timeline: readonly TimedClaim[];
  /** New patterns in its log. */
  readonly patterns: readonly PatternClaim[];
  readonly affected: readonly AffectedClaim[];
  /** From Logs Insights, where it was asked. */
  readonly further: readonly Claim[];
  /** Changes around the onset, likeliest cause first. */
  readonly changes: readonly RankedChange[];
  /**
   * Likeliest first, but one for throttles alone never before all others; each with the evidence for and against it.
   */
  readonly suspects: readonly Suspect[];
  readonly clear: readonly Claim[];
  readonly notKnown: readonly Line[];
  /** What to do, for the likeliest suspects. */
  readonly advice: readonly SuspectAdvice[];
  /** Read-only commands to copy that look further. */
  readonly commands: readonly SafeText[];
  readonly sources: readonly Evidence[];
  /** Notes by the user. */
  readonly notes: readonly TriageNote[];
}

export interface SuspectAdvice extends Advice {
  readonly title: Line;
  readonly explains: Explains;
}

const MOST_SUSPECTS = 4;
/** Less likely suspects get no advice: it would only distract. */
const LEAST_TO_ADVISE = 0.2;
const MOST_ADVISED = 2;

/**
 * Pure: the same file gives the same report.
 *
 * @param access for the commands to copy
 * @param sinceMs the timeline shows nothing earlier
 */
export function triageReport(
  file: CaseFile,
  access: AwsAccess,
  notes: readonly TriageNote[] = [],
  sinceMs: EpochMs | null = null,
): TriageReport {
  const onsets = onsetsOf(file);
  const { fromMs } = windowOf(file);
  const changes = rankedChanges(file, onsets);
  const nothingHappened = file.cause === null || file.reasons.length === 0;
  const suspects = nothingHappened ? [] : suspectsOf(SUSPECT_RULES, file, onsets).slice(0, MOST_SUSPECTS);
  const report = {
    functionName: file.name,
    functionArn: file.configuration.arn,
    qualifier: file.qualifier,
    fromMs,
    timelineFromMs: sinceMs !== null && sinceMs > fromMs ? sinceMs : null,
    toMs: (file.past?.knownToMs ?? windowOf(file).toMs) + MINUTE_MS,
    builtMs: file.builtMs,
    unfinished: file.unfinished ?? null,
    verdict: verdictOf(file, suspects),
    harm: nothingHappened ? null : harmDone(file),
    impact: [...qualifierClaims(file), ...(nothingHappened ? [] : impactOf(file)), ...olderAlarms(file)],
    changes,
    patterns: nothingHappened ? [] : patternClaims(file),
    further: furtherBack(file),
    affected: nothingHappened ? [] : affectedOf(file),
    timeline: storyOf(file, onsets, changes).filter(({ atMs }) => sinceMs === null || atMs >= sinceMs),
    suspects,
    clear: clearOf(file, onsets),
    notKnown: [...notKnownOf(file, suspects, access), ...readingNotKnown(file, access)],
    advice: adviceOf(suspects),
    commands: commandsOf(file, suspects, access),
    notes,
  };
  return { ...report, sources: sourcesOf(report, comparedEvidence(file)) };
}

function adviceOf(suspects: readonly Suspect[]): readonly SuspectAdvice[] {
  return suspects
    .filter(({ confidence }, index) => index === 0 || confidence >= LEAST_TO_ADVISE)
    .slice(0, MOST_ADVISED)
    .map((suspect) => ({
      ...suspect.advice,
      title: suspect.title,
      explains: explainedBy(suspect, suspects),
    }));
}

/** @param compared read even where no statement came of it; what is not known names it as well */
function sourcesOf(
  { impact, timeline, changes, patterns, affected, further, suspects, clear }: Omit<TriageReport, 'sources'>,
  compared: readonly Evidence[],
): readonly Evidence[] {
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
  const byName = new Map(
    [...claims.flatMap(({ evidence }) => evidence), ...compared].map((each) => [nameOf(each), each]),
  );
  return [...byName.values()];
}

/** Metrics are of one window, while parts of a log are read for different questions. */
function nameOf(evidence: Evidence): string {
  switch (evidence.source) {
    case 'metric':
      return `${evidence.metric} ${evidence.statistic}`;
    case 'log':
      return `${evidence.logGroup} ${evidence.fromMs} ${evidence.toMs}`;
    case 'api':
      return evidence.operation;
  }
}
