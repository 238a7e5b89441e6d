import { LATEST } from '../../lambda/function/function-version.ts';
import { MINUTE_MS } from '../../lambda/time.ts';
import type { Line } from '../../terminal/line.ts';
import { utcMinute, utcSecond } from '../../terminal/quantity.ts';
import { safe, safeText } from '../../terminal/safe-text.ts';
import { quoted, words } from '../../terminal/words.ts';
import { hurtsNow } from '../rules/reason.ts';
import type { CaseFile } from './case-file/case-file.ts';

/** A report about what ended longer ago is about the past. */
const PRESENT_MS = 5 * MINUTE_MS;

/**
 * What could not be seen of changes and of the earlier log; for a past window, facts that AWS gives only about the
 * present.
 */
export function readingNotKnown(file: CaseFile): readonly Line[] {
  const { reading, trail } = file;
  const actors =
    trail?.kind === 'unread' ? [words`who changed what: ${quoted(safeText(trail.because))}`] : [];
  if (reading === null) return actors;
  return [...actors, ...pastLines(file), ...versionLines(file), ...comparisonLines(file)];
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
  return [words`when its versions were published: no answer came`];
}

function comparisonLines({ reading, reasons }: CaseFile): readonly Line[] {
  if (reading === null || reasons.length === 0) return [];
  const { comparison, isLogUnrecorded, starts } = reading;
  const unread =
    starts === null || starts.isComplete
      ? []
      : [
          words`whether new environments came with it: the search of its log for their starts, ${utcSecond(starts.fromMs)} to ${utcSecond(starts.toMs)}, was not completed`,
        ];
  if (!hurtsNow(reasons)) return unread;
  if (comparison === null)
    return [
      ...unread,
      words`what the calls that it hits have in common, and which lines are new: ${isLogUnrecorded ? safe`the recording holds no line of its log` : safe`no line of its log could be read`} for the minutes that hurt most`,
    ];
  return comparison.before === null
    ? [...unread, words`what its log said before it began: it holds no line of then`]
    : unread;
}
