import { LATEST } from '../../lambda/function/function-version.ts';
import { MINUTE_MS } from '../../lambda/time.ts';
import { STARTS } from '../../logs/queries/environment-starts.ts';
import type { AwsAccess } from '../../terminal/aws-command.ts';
import type { Line } from '../../terminal/line.ts';
import { utcMinute, utcSecond } from '../../terminal/quantity.ts';
import { safe, safeText } from '../../terminal/safe-text.ts';
import type { SafeText } from '../../terminal/text.ts';
import { quoted, toCopy, words } from '../../terminal/words.ts';
import { hurtsNow } from '../rules/reason.ts';
import type { CaseFile } from './case-file/case-file.ts';
import type { CaseReading, EnvironmentStarts, SearchStop } from './case-file/case-reading.ts';
import { searching } from './commands.ts';

/** A report about what ended longer ago is about the past. */
const PRESENT_MS = 5 * MINUTE_MS;

/**
 * What could not be seen of changes and of the earlier log; for a past window, facts that AWS gives only about the
 * present.
 */
export function readingNotKnown(file: CaseFile, access: AwsAccess): readonly Line[] {
  const { reading, trail } = file;
  const actors =
    trail?.kind === 'unread' ? [words`who changed what: ${quoted(safeText(trail.because))}`] : [];
  if (reading === null) return actors;
  return [...actors, ...pastLines(file), ...versionLines(file), ...comparisonLines(file, access)];
}

function pastLines({ toMs, builtMs, reading, configuration }: CaseFile): readonly Line[] {
  if (builtMs - toMs < PRESENT_MS) return [];
  const versions = reading?.versions;
  const latest = versions?.known ? versions.value.find(({ version }) => version === LATEST) : undefined;
  const changedMs = latest?.modifiedMs ?? configuration.lastModifiedMs;
  const hides =
    changedMs === null || changedMs <= toMs
      ? []
      : [
          words`changes of $LATEST before ${utcMinute(changedMs)}: it was changed again then, and AWS keeps only the last time`,
        ];
  return [
    ...hides,
    words`how it was set up then: weights of aliases, reserved concurrency, mappings and settings are told as they are now`,
    words`which alarms rang then: AWS tells only those that ring now`,
  ];
}

function versionLines({ reading }: CaseFile): readonly Line[] {
  if (reading === null || reading.versions.known || reading.versions.because === 'denied') return [];
  return [
    words`when its versions were published: ${reading.areVersionsUnrecorded ? safe`not recorded` : safe`no answer came`}`,
  ];
}

function comparisonLines(file: CaseFile, access: AwsAccess): readonly Line[] {
  const { reading, reasons } = file;
  if (reading === null || reasons.length === 0) return [];
  const { comparison, isLogUnrecorded, earlierLog, starts } = reading;
  const unread = starts === null ? [] : startLines(file, starts, access);
  if (!hurtsNow(reasons)) return unread;
  if (comparison === null)
    return [
      ...unread,
      words`what the calls that it hits have in common, and which lines are new: ${isLogUnrecorded ? recordedOf(file) : safe`no line of its log could be read`} for the minutes that hurt most`,
    ];
  return comparison.before === null
    ? [...unread, words`what its log said before it began: ${NO_EARLIER_LOG[earlierLog]}`]
    : unread;
}

/** A session reads failures and REPORTs of what hurts, and all lines only for a report or a tail. */
function recordedOf({ log }: CaseFile): SafeText {
  return log?.hasLines
    ? safe`the recording holds only failures and REPORTs of its log`
    : safe`the recording holds no line of its log`;
}

const NO_EARLIER_LOG: Readonly<Record<CaseReading['earlierLog'], SafeText>> = {
  read: safe`it holds no line of then`,
  unrecorded: safe`the recording does not hold all lines of then`,
  unread: safe`no line of then could be read`,
};

/** How far the search got, why no further, and how to complete it. */
function startLines(
  file: CaseFile,
  { fromMs, wantedFromMs, toMs, stoppedBy }: EnvironmentStarts,
  access: AwsAccess,
): readonly Line[] {
  if (stoppedBy === null) return [];
  const range = { startMs: wantedFromMs, endMs: toMs };
  const command = searching(file, STARTS[file.configuration.logFormat], range, access);
  return [
    words`whether new environments came with it: the search of its log for their starts, ${utcSecond(fromMs)} to ${utcSecond(toMs)}, was not completed: ${STOPS[stoppedBy]}${command === null ? [] : words`; to search all of it: ${toCopy(command)}`}`,
  ];
}

const STOPS: Readonly<Record<SearchStop, SafeText>> = {
  time: safe`AWS answered too slowly for the seconds that a report waits`,
  pages: safe`it takes more calls than a report makes`,
  error: safe`a part was not answered`,
  unrecorded: safe`the recording holds no more of it`,
};
