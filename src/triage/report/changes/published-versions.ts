import { type FunctionVersion, LATEST } from '../../../lambda/function/function-version.ts';
import { type EpochMs, MINUTE_MS } from '../../../lambda/time.ts';
import type { FirstStart } from '../../../logs/queries/environment-starts.ts';
import type { Line } from '../../../terminal/line.ts';
import { utcSecond, wholePercentText } from '../../../terminal/quantity.ts';
import { safe, safeText } from '../../../terminal/safe-text.ts';
import type { RawText, SafeText } from '../../../terminal/text.ts';
import { strong, words } from '../../../terminal/words.ts';
import type { CaseFile } from '../case-file/case-file.ts';
import { api } from '../claims/evidence.ts';
import type { Change } from './change.ts';
import { startEvidence } from './start-evidence.ts';
import { versionDifferences } from './version-differences.ts';

/** Publishing changes `$LATEST` first: both are one deployment. */
const SAME_DEPLOYMENT_MS = 5 * MINUTE_MS;
const LIST_VERSIONS = api('lambda:ListVersionsByFunction');

/** Published versions, each with its differences from the one before; and `$LATEST` where it changed alone. */
export function publishedVersions(file: CaseFile): readonly Change[] {
  // A version may turn out to be that change, or no alias to send it calls.
  if (file.unfinished !== undefined) return [];
  const versions = file.reading?.versions;
  if (versions?.known !== true) return latestChange(file, file.configuration.lastModifiedMs, null);
  const published = versions.value
    .filter(({ version }) => version !== LATEST)
    .toSorted((one, other) => Number(one.version) - Number(other.version));
  const latest = versions.value.find(({ version }) => version === LATEST);
  return [
    ...published.flatMap((version, place) => publication(file, version, published[place - 1] ?? null)),
    ...latestChange(file, latest?.modifiedMs ?? file.configuration.lastModifiedMs, published),
  ];
}

function publication(
  file: CaseFile,
  version: FunctionVersion,
  before: FunctionVersion | null,
): readonly Change[] {
  if (version.modifiedMs === null) return [];
  const { hasOtherCode, bringsCode, says: differences } = versionDifferences(version, before);
  const starts = firstStart(file, version.version, version.modifiedMs);
  const started = starts === null ? [] : words`; its first environment started ${utcSecond(starts.atMs)}`;
  return [
    {
      kind: hasOtherCode ? 'code' : 'configuration',
      ...(bringsCode && { bringsCode }),
      atMs: version.modifiedMs,
      version: version.version,
      says: words`${strong(safe`version ${safeText(version.version)}`)} published`,
      more: words`: ${differences}${routing(file, version)}${started}`,
      evidence: [
        LIST_VERSIONS,
        ...(file.aliases.known ? [api('lambda:ListAliases')] : []),
        ...(starts === null ? [] : startEvidence(file)),
      ],
    },
  ];
}

/** Null where not all lines since the publication were read: then the first start is unknown. */
function firstStart({ reading }: CaseFile, of: RawText, publishedMs: EpochMs): FirstStart | null {
  const starts = reading?.starts ?? null;
  if (starts === null || starts.stoppedBy !== null || starts.fromMs > publishedMs) return null;
  return starts.firsts.find(({ version }) => version === of) ?? null;
}

/** Which aliases send it calls, with their share. */
function routing({ aliases }: CaseFile, { version }: FunctionVersion): Line {
  if (!aliases.known) return [];
  return aliases.value.flatMap(({ name, versions }) => {
    const to = versions.find((each) => each.version === version);
    if (to === undefined || to.weight === 0) return [];
    return words`; alias ${safeText(name)} sends it ${partText(to.weight)} of its calls`;
  });
}

function partText(weight: number): SafeText {
  return weight === 1 ? safe`all` : safe`${wholePercentText(weight)} %`;
}

function latestChange(
  file: CaseFile,
  atMs: number | null,
  published: readonly FunctionVersion[] | null,
): readonly Change[] {
  if (atMs === null) return [];
  const isPublished = published?.some(
    ({ modifiedMs }) => modifiedMs !== null && Math.abs(modifiedMs - atMs) <= SAME_DEPLOYMENT_MS,
  );
  if (isPublished) return [];
  // If lmon may not list versions, one may have been published from it.
  const hasAliases = published !== null && file.aliases.known && file.aliases.value.length > 0;
  const isServed =
    !hasAliases ||
    (file.aliases.known &&
      file.aliases.value.some(({ versions }) => versions.some(({ version }) => version === LATEST)));
  const evidence = [api('lambda:ListFunctions LastModified')];
  if (isServed)
    return [
      {
        kind: 'code',
        bringsCode: true,
        atMs,
        says: words`${strong(safe`code or configuration`)} changed`,
        evidence,
      },
    ];
  return [
    {
      kind: 'unpublished',
      atMs,
      says: words`code or configuration of $LATEST changed, where no alias points`,
      evidence,
    },
  ];
}
