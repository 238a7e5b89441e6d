import type { EpochMs } from '../../../lambda/time.ts';
import { safe, safeText } from '../../../terminal/safe-text.ts';
import type { RawText } from '../../../terminal/text.ts';
import { words } from '../../../terminal/words.ts';
import type { AliasOutcome, CaseFile } from '../case-file/case-file.ts';
import { api } from '../claims/evidence.ts';
import type { Case } from '../claims/suspect.ts';

/** A published version that no alias sends calls to now. */
export interface UnservedVersion {
  readonly version: RawText;
  /** Whether it was ever called; null when unknown. */
  readonly hasRun: boolean | null;
  /** The newest version served in its place; an older one means a rollback. */
  readonly instead: RawText;
}

/** Null where an alias sends it calls, or where routing is unknown. */
export function unservedVersion(file: CaseFile, version: RawText | undefined): UnservedVersion | null {
  const { aliases } = file;
  if (version === undefined || !aliases.known) return null;
  const served = aliases.value.flatMap(({ versions }) => versions).filter(({ weight }) => weight > 0);
  const [instead] = served
    .map((each) => each.version)
    .toSorted((one, other) => numberOf(other) - numberOf(one));
  if (instead === undefined || served.some((each) => each.version === version)) return null;
  return { version, instead, hasRun: hasRun(file, aliases.value, version) };
}

/** An environment of it that started was called, or provisioned. */
function hasRun(
  { reading, toMs }: CaseFile,
  aliases: readonly AliasOutcome[],
  version: RawText,
): boolean | null {
  const wasCalled = aliases.some(({ versions }) =>
    versions.some((each) => each.version === version && (each.invocations ?? 0) > 0),
  );
  if (wasCalled) return true;
  const starts = reading?.starts ?? null;
  if (starts === null) return null;
  if (starts.firsts.some((first) => first.version === version && first.atMs <= toMs)) return true;
  const publishedMs = publishedAt(reading, version);
  return starts.stoppedBy === null && publishedMs !== null && publishedMs >= starts.fromMs ? false : null;
}

function publishedAt(reading: CaseFile['reading'], of: RawText): EpochMs | null {
  const versions = reading?.versions;
  if (versions?.known !== true) return null;
  return versions.value.find(({ version }) => version === of)?.modifiedMs ?? null;
}

/** `$LATEST` counts as newer than every published version. */
function numberOf(version: RawText): number {
  const number = Number(version);
  return Number.isNaN(number) ? Number.POSITIVE_INFINITY : number;
}

type Weights = Pick<Case, 'pro' | 'contra' | 'advice'>;

const EVIDENCE = [api('lambda:ListAliases')];
const LATER = {
  next: words`read what the calls said that failed, and reproduce one`,
  later: words`deploy by weighted alias, with an alarm that rolls back`,
};

/** Evidence for a version that ran, and that all aliases have dropped since trouble that is over. */
export function takenBack({ version, instead }: UnservedVersion): Weights {
  const of = safeText(version);
  const became =
    numberOf(instead) < numberOf(version)
      ? safe`rolled back to version ${safeText(instead)}`
      : safe`replaced by version ${safeText(instead)}`;
  const over = words`no alias sends version ${of} calls any more, and it is over`;
  const when = words`AWS does not tell when the alias was moved`;
  return {
    pro: [{ weight: 2, says: over, evidence: EVIDENCE }],
    contra: [{ weight: 0, says: when, evidence: EVIDENCE }],
    advice: {
      ...LATER,
      now: words`leave it where it is: version ${of} is ${became}`,
      harms: words`version ${of} once more, before that is mended`,
    },
  };
}

/** Evidence against a version that never ran: it broke nothing. */
export function notSeenToRun({ version, hasRun }: UnservedVersion): Weights {
  const of = safeText(version);
  const contra =
    hasRun === null
      ? { weight: 1, says: words`whether version ${of} took calls is not known: no alias sends it any` }
      : {
          weight: 3,
          says: words`version ${of} took no calls: no alias sends it any, and no environment of it started`,
        };
  return {
    pro: [],
    contra: [{ ...contra, evidence: EVIDENCE }],
    advice: {
      ...LATER,
      now: words`find out whether version ${of} took any call: what nobody called broke nothing`,
      harms: words`a rollback of what nobody calls: it changes nothing, and time is lost`,
    },
  };
}
