import type { TailError } from '../../../monitor/log/tail/tail-status.ts';
import { NO_CREDENTIALS } from '../../../monitor/source-error.ts';
import { logClassWords } from '../../../print/log-class.ts';
import { groupedText } from '../../../terminal/quantity.ts';
import { safe, safeText } from '../../../terminal/safe-text.ts';
import type { SafeText } from '../../../terminal/text.ts';
import { keyOf } from '../../keys/key-label.ts';
import {
  GIVING_CREDENTIALS,
  MISSING_CREDENTIALS,
  RECORDED_WITHOUT,
} from '../../parts/header/credential-words.ts';
import { CALLS_ARE_STOPPED, isReplay } from '../../parts/header/header-facts.ts';
import { choosesSome } from '../state/tail-choice.ts';
import { undoneByBack } from '../state/undone-by-back.ts';
import type { TailScene } from './tail-scene.ts';
import { isHeldBack, readingBackWords } from './tail-status.ts';

/** The text in place of lines, where there are none. */
export function emptyWords(scene: TailScene): SafeText {
  if (isHeldBack(scene)) return CALLS_ARE_STOPPED;
  // Until all rows have been looked at, only those around one place are known not to match.
  if (scene.counts.chosenCount === null)
    return safe`none found yet in ${lineCount(scene)} lines${wayOut(scene)}`;
  const { status, error, logs, linesRead } = scene.snapshot;
  const [log] = logs;
  const group = safeText(log?.origin.group ?? '');
  const isOne = logs.length === 1;
  switch (status) {
    case 'starting':
      return isOne ? safe`reading ${group}` : safe`reading ${logs.length} logs`;
    case 'waiting':
      return isOne
        ? safe`${group} does not exist yet: a function that never ran has no log group. Waiting for it`
        : safe`none of the ${logs.length} log groups exists yet. Waiting for them`;
    case 'live':
      if (scene.state.frozen !== null) return frozenWords(scene);
      return linesRead === 0
        ? safe`no lines yet in this window; new ones appear here`
        : safe`none of ${lineCount(scene)} lines matches; the next one that does appears here${wayOut(scene)}`;
    case 'ended':
      if (error !== null)
        return logClassWords(error) ?? safe`${safeText(error.name)}: ${safeText(error.message)}`;
      return endedWords(scene);
    case 'unanswered':
      return safe`no answer from AWS yet`;
    case 'busy':
    case 'unreachable':
    case 'denied':
    case 'expired':
      return error === null ? safe`` : errorWords(error, isReplay(scene.header));
  }
}

function errorWords({ name, message }: TailError, isOfRecording: boolean): SafeText {
  return name === NO_CREDENTIALS
    ? safe`${MISSING_CREDENTIALS}: ${isOfRecording ? RECORDED_WITHOUT : GIVING_CREDENTIALS}`
    : safe`${safeText(name)}: ${safeText(message)}`;
}

/** A past log that is not read to its beginning yet may have lines there. */
function endedWords(scene: TailScene): SafeText {
  const { linesRead } = scene.snapshot;
  const goesOn = readingBackWords(scene);
  const window = goesOn === null ? safe` in this window` : safe``;
  const words =
    linesRead === 0
      ? safe`no lines${window}${tellsOfCalls(scene) ? LINES_ARE_GONE : safe``}`
      : safe`none of ${lineCount(scene)} lines${window} matches${wayOut(scene)}`;
  return goesOn === null ? words : safe`${words}; ${goesOn}`;
}

const LINES_ARE_GONE = safe`, though metrics count calls in it: its lines are kept no longer, or none were written`;

/** Whether metrics know of calls in a past window, of which the log has told nothing. */
function tellsOfCalls({ strip, snapshot: { readFromMs, readingBackToMs, wanted } }: TailScene): boolean {
  if (strip === null || readingBackToMs !== null || wanted.pattern !== null) return false;
  const firstWhole = Math.max(0, Math.ceil((readFromMs - strip.fromMs) / strip.spanMs));
  return strip.spans.slice(firstWhole).some((span) => span !== null && span.all + span.failed > 0);
}

/** New lines do not appear in a frozen view. */
function frozenWords(scene: TailScene): SafeText {
  const resumes = safe`${keyOf('freeze', scene.look.keymap)} resumes`;
  return scene.counts.memoryCount === 0
    ? safe`no lines when this was frozen; ${resumes}`
    : safe`none of ${lineCount(scene)} lines matches${wayOut(scene)}; ${resumes}`;
}

/** How many lines the user's choice hides, as counted in rows: folded ones are one. Without one, all that was read. */
function lineCount({ snapshot, state, counts }: TailScene): SafeText {
  return groupedText(choosesSome(state.choice) ? counts.memoryCount : snapshot.linesRead);
}

/** How to see all lines again, where a key does that: flags stay. */
function wayOut({ state, counts, look }: TailScene): SafeText {
  const clears = state.typedWords === null && undoneByBack(state) === 'choice' && counts.memoryCount > 0;
  return clears ? safe`; ${keyOf('back', look.keymap)} clears the filter` : safe``;
}
