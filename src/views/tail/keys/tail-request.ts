import type { EpochMs } from '../../../lambda/time.ts';
import type { LogTailSnapshot } from '../../../monitor/log/tail/log-tail-snapshot.ts';
import { safe } from '../../../terminal/safe-text.ts';
import type { SafeText } from '../../../terminal/text.ts';
import { elsewhereWords } from '../../keys/elsewhere-words.ts';
import type { KeyPress } from '../../keys/key-press.ts';
import { answerFunctionRequest, isFunctionRequest } from '../../log/function-request.ts';
import type { OpenLogProps } from '../../log/log-screen-props.ts';
import { logConsole, logNote, logTrace, tailCopyables } from '../../log/tail-copyables.ts';
import type { AppSettings } from '../../parts/app-settings.ts';
import { clockTimes, momentText } from '../../parts/look/time-notation.ts';
import { logAtHand } from '../state/log-at-hand.ts';
import { savedLines } from '../state/saved-lines.ts';
import type { TailState } from '../state/tail-state.ts';
import { patternCopyable } from './pattern-keys.ts';
import { runKeyOf } from './run-key.ts';
import type { TailRequest } from './tail-keys.ts';

/** When a key made its request. */
interface RequestMoment {
  readonly press: KeyPress;
  /** The log screen after the key. */
  readonly state: TailState;
  /** The time of the frame that the user saw. */
  readonly drawnMs: EpochMs;
  readonly onMenuClosed: () => void;
}

/** Does what a key asked of code outside the log screen. */
export function answerTailRequest(
  request: TailRequest,
  { press, state, drawnMs, onMenuClosed }: RequestMoment,
  props: OpenLogProps,
) {
  const { target, settings, menu } = props;
  const { tail } = props.opened;
  const shown = state.frozen ?? tail;
  const atHand = () => logAtHand(state, tail, settings.access);
  if (isFunctionRequest(request)) return answerFunctionRequest(request, atHand().functionName, props);
  switch (request) {
    case 'up':
      return props.isRoot ? undefined : props.onBack();
    case 'back':
      return props.onBack();
    case 'save':
      return void settings
        .saveLog(
          target,
          savedLines(shown, state.choice),
          unfinishedReach(shown.getSnapshot(), drawnMs, settings),
        )
        .then(props.onSay);
    case 'copy':
      return state.pane === 'patterns'
        ? menu.copy(patternCopyable(state, shown))
        : menu.open(tailCopyables(atHand()), onMenuClosed);
    case 'console':
      return menu.copy(logConsole(atHand()));
    case 'trace':
      return menu.copy(logTrace(atHand()));
    case 'note': {
      const at = atHand();
      return props.onNote(at.functionName, logNote(at));
    }
    case 'open': {
      const run = runKeyOf(atHand().item, shown);
      return run === null ? undefined : props.onInvocation(run);
    }
    case 'invocations':
      return props.onInvocations();
    case 'present':
      return isOfPast(settings) ? props.onPresent() : undefined;
    case 'refresh':
      return settings.askNow();
    case 'reach':
      return tail.reach((tail.getSnapshot().readThroughMs ?? drawnMs) - (state.windowMs ?? 0));
    case 'elsewhere':
      return press.elsewhere === null ? undefined : props.onSay(elsewhereWords(press.elsewhere));
    default:
      return props.onEverywhere(request);
  }
}

/** Whether it is read as of a past moment of the fleet. A single log that has ended has no other. */
function isOfPast({ fleet }: AppSettings): boolean {
  return fleet !== null && fleet.pastMs !== null;
}

/** From when on a log is read whose earlier lines are still being read; null where none are. */
function unfinishedReach(
  { readFromMs, readingBackToMs }: LogTailSnapshot,
  nowMs: EpochMs,
  { whereabouts, look }: AppSettings,
): SafeText | null {
  if (readingBackToMs === null) return null;
  const times = clockTimes({ whereabouts, nowMs, look });
  return safe` since ${momentText(readFromMs, times)} (still reading back to ${momentText(readingBackToMs, times)})`;
}
