import type { FleetFeed } from '../monitor/fleet/fleet-feed.ts';
import { seenLine } from '../print/triage/note-line.ts';
import { lineText } from '../terminal/line-layout.ts';
import { safe } from '../terminal/safe-text.ts';
import { presentWords } from './command-effects.ts';
import { neighbourOf } from './function/neighbour.ts';
import { notedWords } from './function/triage-notes.ts';
import type { OpenNotePad } from './function/use-note-pad.ts';
import type { AppSettings } from './parts/app-settings.ts';
import { CALLS_ARE_STOPPED, isReplay } from './parts/header/header-facts.ts';
import { inNotation } from './parts/look/local-times.ts';
import { clockTimes } from './parts/look/time-notation.ts';
import type { FunctionNavigation, ScreenProps } from './parts/screen-props.ts';
import { NO_FLEET } from './prompt/prompt-command.ts';
import type { OpenPrompt } from './prompt/use-prompt.ts';
import type { ScreenPath } from './use-screen-path.ts';

/** Where screens lead to, and their requests to the fleet behind them. */
export interface Navigation
  extends Omit<FunctionNavigation, 'onHeadroom' | 'onTriage'>,
    Pick<ScreenProps, 'onNote' | 'onWriteNote'> {
  /** Null where a log belongs to no single function. */
  readonly onHeadroom: (functionName: string | null) => void;
  readonly onTriage: (functionName: string | null, qualifier?: string | null) => void;
  /** Finds a function's neighbour in the fleet, for a screen that exists for each. */
  readonly toNeighbour: (
    functionName: string | null,
    step: 1 | -1,
    does: (neighbour: string) => void,
  ) => void;
  readonly onBack: () => void;
}

export function navigationOf(
  { fleet, budget, look, whereabouts, now }: AppSettings,
  screens: ScreenPath,
  prompt: Pick<OpenPrompt, 'say'>,
  notePad: Pick<OpenNotePad, 'add' | 'open'>,
): Navigation {
  const withFleet = (does: (watched: FleetFeed) => void) =>
    fleet === null ? prompt.say(NO_FLEET, true) : does(fleet);
  const withFunction = (
    functionName: string | null,
    does: (functionName: string, watched: FleetFeed) => void,
  ) =>
    withFleet((watched) => {
      if (functionName === null) prompt.say(safe`the log is of no function alone`, true);
      else does(functionName, watched);
    });
  return {
    onOpen: (functionName) => screens.open({ name: 'function', functionName }),
    onLogs: (target) => screens.open({ name: 'tail', target }),
    onInvocations: (target) => screens.open({ name: 'invocations', target }),
    onHeadroom: (functionName) =>
      withFunction(functionName, (of) => screens.open({ name: 'headroom', functionName: of })),
    onTriage: (functionName, qualifier = null) =>
      withFunction(functionName, (of) => screens.open({ name: 'triage', functionName: of, qualifier })),
    onNote: (functionName, seen) =>
      withFunction(functionName, (of) => {
        if (seen === null) return prompt.say(safe`nothing here to note`, true);
        notePad.add(of, seen);
        const times = clockTimes({ look, whereabouts, nowMs: now() });
        prompt.say(notedWords(of, lineText(inNotation(seenLine(seen), times))), false);
      }),
    onWriteNote: (functionName) => withFunction(functionName, notePad.open),
    toNeighbour: (functionName, step, does) =>
      withFunction(functionName, (of, watched) => {
        const neighbour = neighbourOf(watched.getSnapshot().functions, of, step);
        if (neighbour !== null) does(neighbour);
      }),
    onRefresh: () => (budget.isHeld() ? prompt.say(CALLS_ARE_STOPPED, true) : fleet?.refresh()),
    onPresent: () =>
      withFleet((watched) => {
        watched.lookAt(null);
        if (budget.isHeld()) prompt.say(CALLS_ARE_STOPPED, true);
        else prompt.say(presentWords(isReplay({ whereabouts })), false);
      }),
    onBack: screens.back,
  };
}
