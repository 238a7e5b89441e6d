import { sourceName } from '../../../lambda/delivery/event-source.ts';
import type { HitShare } from '../../../logs/comparison/hit-shares.ts';
import type { ComparedWindow } from '../../../logs/comparison/log-comparison.ts';
import {
  ENVIRONMENT_FIELD,
  SHARD_FIELD,
  START_FIELD,
  VERSION_FIELD,
} from '../../../logs/comparison/run-fields.ts';
import type { Line } from '../../../terminal/line.ts';
import {
  durationInWords,
  groupedText,
  percentText,
  shareText,
  utcSecond,
  wholePercentText,
} from '../../../terminal/quantity.ts';
import { safe, safeText } from '../../../terminal/safe-text.ts';
import { either } from '../../../terminal/spelling/either.ts';
import type { SafeText } from '../../../terminal/text.ts';
import { strong, verbatim, words } from '../../../terminal/words.ts';
import { VERSION_MINUTES } from '../../cause/version-suspicion.ts';
import type { AliasOutcome, CaseFile, ServedVersion } from '../case-file/case-file.ts';
import { verb } from '../case-file/tense.ts';
import type { Claim } from '../claims/claim.ts';
import { api, metric } from '../claims/evidence.ts';
import { failedHits } from '../said/failed-call-signs.ts';
import { comparedEvidence } from '../said/pattern-claims.ts';

/** Which calls are affected, as far as metrics and the log show. */
export interface AffectedClaim extends Claim {
  readonly of: 'caller' | 'alias' | 'field';
  /** What failed calls have in common; null where another statement says it. */
  readonly hit: HitShare | null;
}

/** With fewer failed calls, common values may be chance. */
const FEWEST_FAILED = 20;

/** Who calls, how aliases and versions fare, and what distinguishes failed calls. */
export function affectedOf(file: CaseFile): readonly AffectedClaim[] {
  return [...hits(file), ...aliases(file), ...callers(file)];
}

function hits(file: CaseFile): readonly AffectedClaim[] {
  const comparison = file.reading?.comparison;
  if (comparison == null) return [];
  const evidence = comparedEvidence(file);
  const { now, comparedFields } = comparison;
  const { hits, saying } = failedHits(file);
  const told = hits.map(
    (hit): AffectedClaim => ({
      of: 'field',
      hit,
      says:
        saying === null ? [...hitLine(file, hit), ...sampleWords(now)] : sayingLine(file, hit, saying, now),
      evidence,
    }),
  );
  if (told.length > 0) return told;
  if (now.failed < FEWEST_FAILED || comparedFields.length === 0) return [];
  const fields = either(comparedFields.slice(0, 8).map(comparedName));
  return [
    {
      of: 'field',
      hit: null,
      says: words`no group ${verb(file, 'stands', 'stood')} out: failed calls ${verb(file, 'do', 'did')} not differ from the others in ${fields}${sampleWords(now)}`,
      evidence,
    },
  ];
}

/** Without quotes, the name of a field of the log reads like a word of the sentence. */
const OF_EVERY_RUN: ReadonlySet<string> = new Set([
  VERSION_FIELD,
  ENVIRONMENT_FIELD,
  START_FIELD,
  SHARD_FIELD,
]);

function comparedName(field: string): SafeText {
  return OF_EVERY_RUN.has(field) ? safeText(field) : safe`logged "${safeText(field)}"`;
}

/** Which calls these shares cover: metrics cover other minutes, with all calls. */
function sampleWords({ failed, runs, fromMs, toMs }: ComparedWindow): Line {
  return words` (of ${groupedText(runs)} calls read, ${utcSecond(fromMs)} to ${utcSecond(toMs)}; ${groupedText(failed)} failed)`;
}

function hitLine(file: CaseFile, hit: HitShare): Line {
  const { ofFailed, ofOthers, failsWith, failsWithout } = hit;
  const shares = words`${nameOf(hit)}: ${strong(shareText(ofFailed))} of the calls that ${verb(file, 'fail', 'failed')}, ${shareText(ofOthers)} of the others`;
  return metricsTell(file, hit)
    ? shares
    : words`${shares}; ${shareText(failsWith)} of its calls ${verb(file, 'fail', 'failed')}, ${percentText(failsWithout)} % of the rest`;
}

/** Whether the next lines have the failure rate of all calls: that of some, of another time, would contradict it. */
function metricsTell(file: CaseFile, { field, value }: HitShare): boolean {
  return (
    field === VERSION_FIELD &&
    toldAliases(file).some(({ versions }) =>
      versions.some(({ version, errorRate }) => version === value && errorRate !== null),
    )
  );
}

/** For logs whose lines don't show which calls failed. */
function sayingLine(file: CaseFile, hit: HitShare, saying: Line, { runs }: ComparedWindow): Line {
  const { ofFailed, ofOthers, failsWith, failsWithout } = hit;
  return words`${nameOf(hit)}: ${strong(shareText(ofFailed))} of the calls that ${verb(file, 'say', 'said')} ${saying}, ${shareText(ofOthers)} of the others; ${shareText(failsWith)} of its calls ${verb(file, 'say', 'said')} it, ${percentText(failsWithout)} % of the rest (of ${groupedText(runs)} calls read; as many ${verb(file, 'say', 'said')} it as ${verb(file, 'fail', 'failed')})`;
}

function nameOf({ field, value }: HitShare): Line {
  switch (field) {
    case START_FIELD:
      return words`${strong(safe`${safeText(value)} starts`)}`;
    case ENVIRONMENT_FIELD:
      return words`${strong(safe`environment ${safeText(value)}`)}`;
    default:
      return verbatim([strong(safe`${safeText(field)} ${safeText(value)}`)]);
  }
}

/** One alias with one version says nothing that the function's own figures don't. */
function toldAliases({ aliases }: CaseFile): readonly AliasOutcome[] {
  if (!aliases.known) return [];
  return aliases.value.length > 1
    ? aliases.value
    : aliases.value.filter(({ versions }) => versions.length > 1);
}

function aliases(file: CaseFile): readonly AffectedClaim[] {
  return toldAliases(file).flatMap((alias) => {
    const says = aliasLine(file, alias);
    if (says === null) return [];
    const evidence = [
      metric(file, 'Errors', 'Sum'),
      metric(file, 'Duration', 'p95'),
      api('lambda:ListAliases'),
    ];
    return [{ of: 'alias', hit: null, says, evidence }];
  });
}

function aliasLine(file: CaseFile, { name, versions }: AliasOutcome): Line | null {
  const called = versions.filter(({ invocations }) => invocations !== null && invocations > 0);
  if (called.length === 0) return null;
  const parts = called.flatMap((version, place) => [
    ...words`${place === 0 ? safe`` : safe`; `}`,
    ...versionLine(file, version, versions.length > 1),
  ]);
  return words`alias ${safeText(name)}, by metrics of ${VERSION_MINUTES} min: ${parts}`;
}

function versionLine(
  file: CaseFile,
  { version, weight, errorRate, invocations, durationP95Ms }: ServedVersion,
  isShared: boolean,
): Line {
  const share = isShared ? safe` with ${wholePercentText(weight)} %` : safe``;
  const fails = errorRate === null ? safe`errors unknown` : safe`${percentText(errorRate)} %`;
  const took = durationP95Ms === null ? safe`` : safe`, p95 ${durationInWords(durationP95Ms)}`;
  return words`version ${safeText(version)}${share}: ${strong(fails)} of ${groupedText(invocations ?? 0)} calls ${verb(file, 'fail', 'failed')}${took}`;
}

/** Without event sources, the impact section describes the callers. */
function callers({ eventSources }: CaseFile): readonly AffectedClaim[] {
  if (!eventSources.known) return [];
  const evidence = [api('lambda:ListEventSourceMappings')];
  return eventSources.value.map(({ kind, name }) => ({
    of: 'caller',
    hit: null,
    says: words`called by ${safeText(kind)} ${strong(safeText(sourceName(name)))}`,
    evidence,
  }));
}
