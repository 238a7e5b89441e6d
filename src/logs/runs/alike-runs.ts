import type { EpochMs } from '../../lambda/time.ts';
import type { RawText } from '../../terminal/text.ts';
import type { LoggedRun } from './logged-run.ts';
import { hurts } from './run-outcome.ts';
import type { StepNaming } from './run-step.ts';
import { tellingLine } from './telling-line.ts';

/** Runs that ended in the same way with the same message. */
export interface AlikeRuns {
  /** By start, the present one among them. */
  readonly runs: readonly LoggedRun[];
  readonly firstMs: EpochMs;
  readonly environments: number;
  /** Environments with any run; null where not all are known. */
  readonly environmentsOfAll: number | null;
  /** Most runs first. */
  readonly versions: readonly VersionShare[];
}

export interface VersionShare {
  readonly version: RawText | null;
  readonly alike: number;
  /** All finished runs of the version. */
  readonly runs: number;
}

export function alikeRuns(run: LoggedRun, runs: readonly LoggedRun[], nameOf: StepNaming): AlikeRuns {
  const signature = signatureOf(run, nameOf);
  const alike = runs.filter((each) => each === run || signatureOf(each, nameOf) === signature);
  return {
    runs: alike,
    firstMs: alike[0]?.startMs ?? run.startMs,
    environments: new Set(alike.map(({ logStream }) => logStream)).size,
    environmentsOfAll: new Set(runs.map(({ logStream }) => logStream)).size,
    versions: versionShares(alike, runs),
  };
}

/** A timeout stays a timeout, whatever was logged before it; so does running out of memory. */
export function signatureOf(run: LoggedRun, nameOf: StepNaming): string {
  const { kind, errorType } = run.outcome;
  if (!hurts(run.outcome) || kind === 'timeout' || kind === 'outOfMemory') return kind;
  const telling = tellingLine(run);
  return `${kind} ${errorType ?? ''} ${telling === null ? '' : nameOf(telling)}`;
}

function versionShares(alike: readonly LoggedRun[], runs: readonly LoggedRun[]): readonly VersionShare[] {
  const countsOf = (some: readonly LoggedRun[]) => {
    const counts = new Map<RawText | null, number>();
    for (const { version, outcome } of some)
      if (outcome.kind !== 'open') counts.set(version, (counts.get(version) ?? 0) + 1);
    return counts;
  };
  const alikeCounts = countsOf(alike);
  return [...countsOf(runs)]
    .map(([version, count]) => ({ version, alike: alikeCounts.get(version) ?? 0, runs: count }))
    .toSorted((one, other) => other.alike - one.alike || other.runs - one.runs);
}
