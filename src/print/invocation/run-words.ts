import { environmentMark } from '../../lambda/log-stream.ts';
import type { LoggedRun } from '../../logs/runs/logged-run.ts';
import type { RunOutcome } from '../../logs/runs/run-outcome.ts';
import type { Line, Span, Tone } from '../../terminal/line.ts';
import { groupedText } from '../../terminal/quantity.ts';
import { safe, safeText } from '../../terminal/safe-text.ts';
import type { RawText, SafeText } from '../../terminal/text.ts';
import { strong, toned } from '../../terminal/words.ts';
import { environmentTone } from '../tail/tail-cells.ts';

const OUTCOME_WORDS: Readonly<Record<RunOutcome['kind'], SafeText>> = {
  ok: safe`ok`,
  timeout: safe`timeout`,
  outOfMemory: safe`out of memory`,
  crash: safe`crash`,
  initFailure: safe`init failed`,
  error: safe`error`,
  open: safe`no end seen`,
  unknown: safe`?`,
};

/** An outcome in one to three words: red where it ended the run, amber where the run went on despite it. */
export function outcomeWord(outcome: RunOutcome): Span {
  const word = OUTCOME_WORDS[outcome.kind];
  const tone = outcomeTone(outcome);
  if (tone === 'crit') return strong(word, tone);
  if (outcome.errorLines === 0 || outcome.kind === 'open') return toned(tone, word);
  return toned(tone, safe`${word}, ${errorsLogged(outcome)}`);
}

export function outcomeTone({ kind, errorLines }: RunOutcome): Tone {
  switch (kind) {
    case 'open':
      return 'dim';
    case 'ok':
    case 'unknown':
      return errorLines > 0 ? 'warn' : kind === 'ok' ? 'good' : 'dim';
    default:
      return 'crit';
  }
}

function errorsLogged({ errorLines }: RunOutcome): SafeText {
  return errorLines === 1 ? safe`1 error` : safe`${groupedText(errorLines)} errors`;
}

/** How the outcome of a run is known, so that it can be questioned. @param isPart whether only some of its lines were read */
export function evidenceWords(
  { outcome: { kind, because, errorType, errorLines }, hasStart }: Pick<LoggedRun, 'outcome' | 'hasStart'>,
  isPart = false,
): SafeText {
  const type = errorType === null ? safe`` : safe`: ${safeText(errorType)}`;
  switch (because) {
    case 'report':
      return kind === 'timeout' ? safe`the REPORT says Status: timeout` : safe`the REPORT says so${type}`;
    case 'line':
      return safe`Lambda says so in a line of its own${type}`;
    case 'uncaught':
      return safe`an error that nobody caught${type}`;
    case 'lastLine':
      return safe`its last line is an error${type}; the REPORT does not tell what code throws`;
    case 'silence':
      if (kind === 'open')
        return safe`no REPORT was seen: it runs, or its REPORT ${isPart ? safe`was not read` : safe`is not here yet`}`;
      if (kind === 'unknown')
        return safe`no failure seen, but ${hasStart ? safe`it ran across a gap` : safe`its START was not read`}`;
      return errorLines === 0
        ? safe`neither its REPORT nor a line tells of a failure`
        : safe`its code went on after what it logged; its REPORT tells of no failure`;
  }
}

/** What is not known of how runs ended, briefly and in full; null where it is known. */
export function untoldEndWords({ kind }: RunOutcome): readonly [brief: SafeText, full: SafeText] | null {
  if (kind === 'open') return [safe`no end`, safe`with no end seen`];
  return kind === 'unknown' ? [safe`unknown`, safe`with an unknown end`] : null;
}

/** `| b702` in the environment's colour, the same everywhere. */
export function environmentWords(logStream: RawText, bar: SafeText): Line {
  const tone = environmentTone(logStream);
  return [toned(tone, bar), toned(tone, safeText(environmentMark(logStream)))];
}
