import type { LogLine } from '../../lambda/line/log-line.ts';
import { isErrorLine } from '../../lambda/line/outcome.ts';
import type { VersionShare } from '../../logs/runs/alike-runs.ts';
import { type Compared, usualOf } from '../../logs/runs/run-comparison.ts';
import type { RunDifference } from '../../logs/runs/run-differences.ts';
import { cutEnd } from '../../terminal/display-width.ts';
import type { Line } from '../../terminal/line.ts';
import { lineWidth } from '../../terminal/line-layout.ts';
import { decimalText, durationInWords, groupedText, percentText } from '../../terminal/quantity.ts';
import { joinSafe, safe, safeText } from '../../terminal/safe-text.ts';
import type { SafeText } from '../../terminal/text.ts';
import { strong, toned, verbatim, words } from '../../terminal/words.ts';
import { attemptWords } from './attempt-words.ts';

/** With less room, a slow step is told without the present usual value. */
const WIDTH_FOR_ALL = 84;
/** Where other words leave less, those on what is usual are left out. */
const SHORTEST_SAYING = 12;

/** In place of a moment, while the runs are being read. */
export const SO_FAR = safe`so far`;

/**
 * What distinguishes a run, as a sentence with one bold figure.
 *
 * @param width in which a quoted line gets what the other words leave
 * @param moment that of the newest runs: `now`, `then` in a past window, or `SO_FAR`
 */
export function differenceWords(
  difference: RunDifference,
  width: number,
  ellipsis: SafeText,
  moment: SafeText,
): Line {
  const isNarrow = width < WIDTH_FOR_ALL;
  const quoting = ({ text, kind }: LogLine, sentence: (says: Line) => Line): Line => {
    const longest = Math.max(SHORTEST_SAYING, roomFor(sentence));
    return sentence(verbatim([toned('fact', sayingOf(text, kind, ellipsis, longest))]));
  };
  const roomFor = (sentence: (says: Line) => Line) => width - lineWidth(sentence([]));
  switch (difference.kind) {
    case 'version': {
      const { version, others } = difference;
      return words`version ${strong(versionText(version))} ends so in ${strong(rateText(version))} of its runs, ${others.version === null ? safe`all others` : safe`version ${versionText(others)}`} in ${rateText(others)}`;
    }
    case 'everyVersion': {
      const told = difference.versions.map((share) => safe`version ${versionText(share)} ${rateText(share)}`);
      return [toned('dim', safe`no version is to blame, runs that end so: ${joinSafe(told, safe`, `)}`)];
    }
    case 'attempts': {
      const { attempt, attempts, failed } = difference;
      return words`${attemptWords({ attempt, attempts })} of the same request: ${failedWords(failed, attempts)} went wrong`;
    }
    case 'stuckBatch':
      return words`only a stream tries so often: its batch may hold a ${strong(safe`poison pill`)}`;
    case 'slowStep': {
      const { step } = difference;
      const alike = step.times === 1 ? safe`` : safe`${groupedText(step.times)} lines like `;
      const usual = usualWords(step, durationInWords, moment, isNarrow);
      const brief = (says: Line) =>
        words`nothing for ${strong(durationInWords(step.here))} after ${alike}"${says}"`;
      const full = (says: Line) => words`${brief(says)}${usual}`;
      return quoting(step.line.line, roomFor(full) < SHORTEST_SAYING ? brief : full);
    }
    case 'slow':
      return words`took ${strong(durationInWords(difference.durationMs.here ?? 0))}${usualWords(difference.durationMs, durationInWords, moment)}`;
    case 'leak': {
      const { fromMb, toMb, invocations } = difference.memory;
      const each = (toMb - fromMb) / Math.max(1, invocations - 1);
      return words`its environment keeps memory: ${groupedText(fromMb)} to ${strong(megabytes(toMb))} in ${invocations} invocations${isNarrow ? safe`` : safe`, ${decimalText(each, 1)} MB each`}`;
    }
    case 'payload': {
      const { toMb } = difference.memory;
      return words`this invocation alone took its environment to ${strong(megabytes(toMb))}: what it was given, not its environment's age`;
    }
    case 'memory':
      return words`used ${strong(megabytes(difference.memoryMb.here ?? 0))}${usualWords(difference.memoryMb, megabytes, moment)}`;
    case 'line': {
      const { line } = difference.line;
      // Of a line that is itself an error it is no news that no run without an error has it.
      const whose = isFailureLine(line) ? safe`its last error` : safe`no run without an error`;
      return quoting(line, (says) => words`${whose} says "${says}"`);
    }
    case 'coldStart':
      return [toned('dim', safe`the first invocation of its environment: it waited for the init`)];
    case 'repeatedInit':
      return words`the init of its environment ${strong(safe`did not succeed`, 'warn')} and was done again within it`;
    case 'nothing':
      return [
        toned(
          'dim',
          difference.runs === 0
            ? safe`no healthy run in memory to compare it with`
            : safe`${difference.isOver ? safe`` : safe`so far `}nothing in its log tells it from ${groupedText(difference.runs)} healthy runs`,
        ),
      ];
  }
}

function isFailureLine(line: LogLine): boolean {
  return line.kind === 'failure' || isErrorLine(line);
}

function usualWords(
  compared: Compared,
  text: (value: number) => SafeText,
  moment: SafeText,
  isNarrow = false,
): SafeText {
  const { now, before } = compared;
  if (usualOf(compared) === null) return safe`; usual not known`;
  if (before !== null && now !== null && isNarrow) return safe`; usual ${text(before)} before`;
  if (before !== null && now !== null) return safe`; usual ${text(before)} before, ${text(now)} ${moment}`;
  const soFar = before === null && moment === SO_FAR ? safe` ${SO_FAR}` : safe``;
  return safe`; usual ${text(before ?? now ?? 0)}${soFar}`;
}

export function megabytes(mb: number): SafeText {
  return safe`${groupedText(mb)} MB`;
}

function failedWords(failed: number, attempts: number): SafeText {
  return failed === attempts ? safe`all ${attempts} seen` : safe`${failed} of ${attempts} seen`;
}

function versionText({ version }: VersionShare): SafeText {
  return safeText(version ?? '?');
}

function rateText({ alike, runs }: VersionShare): SafeText {
  return safe`${percentText(alike / Math.max(1, runs))} %`;
}

/** A quoted line in at most `longest` cells; Lambda's own lines are named by their kind. */
export function sayingOf(text: string, kind: string, ellipsis: SafeText, longest: number): SafeText {
  if (kind !== 'app' && kind !== 'failure')
    return safeText(kind === 'report' ? 'REPORT' : kind.toUpperCase());
  const line = safeText(text.slice(0, text.search(/[\r\n]|$/)));
  return cutEnd(line, longest, ellipsis);
}
