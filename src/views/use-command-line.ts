import { useApp } from 'ink';
import type { StoreApi } from 'zustand/vanilla';
import type { ThemeName } from '../terminal/theme/palette.ts';
import { askInsights } from './ask-insights.ts';
import { runCommand } from './command-effects.ts';
import { type FleetState, relisted } from './fleet/fleet-state.ts';
import type { WindowAction } from './keys/key-action.ts';
import type { AppScreen, AppSettings } from './parts/app-settings.ts';
import { isReplay } from './parts/header/header-facts.ts';
import { playedRecording } from './prompt/played-recording.ts';
import { type OpenPrompt, usePrompt } from './prompt/use-prompt.ts';
import { invocationScreen, type ScreenPath } from './use-screen-path.ts';

interface Commanded {
  readonly settings: AppSettings;
  /** The width of its row. */
  readonly width: number;
  readonly screens: ScreenPath;
  readonly fleet: StoreApi<FleetState>;
  readonly setWindow: (window: WindowAction) => void;
  readonly setTheme: (theme: ThemeName) => void;
}

/** The command line of all screens, with its effects on them. */
export function useCommandLine({
  settings,
  width,
  screens,
  fleet,
  setWindow,
  setTheme,
}: Commanded): OpenPrompt {
  const { exit } = useApp();
  const watched = settings.fleet;
  const { top } = screens;
  const prompt = usePrompt(
    () => ({
      functionNames: watched?.getSnapshot().functions.map(({ name }) => name) ?? null,
      profileNames: settings.profileNames(),
      thresholds: watched?.thresholds ?? null,
      configured: watched === null ? null : settings.configuredThresholds,
      nowMs: settings.now(),
      pastMs: watched?.pastMs ?? null,
      recording: playedRecording(settings),
      isFrozen: watched?.isFrozen ?? false,
      isStopped: settings.budget.isHeld(),
    }),
    width,
    (command) =>
      runCommand(command, {
        budget: settings.budget,
        isReplay: isReplay(settings),
        show: screens.show,
        cover: screens.cover,
        relist: (change) => fleet.setState(relisted(fleet.getState(), change(fleet.getState()))),
        openRequest(requestId) {
          const target = functionAtHand(top, fleet.getState());
          if (target === null) return false;
          screens.uncoverAll();
          screens.open(invocationScreen(target, requestId));
          return true;
        },
        setWindow,
        setTheme,
        askFurther(asks) {
          if (top.name !== 'triage') return false;
          void askInsights(settings, top.functionName, asks, {
            say: (says) => prompt.say(says, false),
            sayOn: prompt.sayOn,
          });
          return true;
        },
        judgeBy: (thresholds) => watched?.judgeBy(thresholds),
        lookAt(atMs) {
          watched?.lookAt(atMs);
          // A call belongs to its time: at another time there are others.
          if (top.name === 'invocation') screens.leaveFor({ name: 'invocations', target: top.target });
        },
        switchAccount(change) {
          void settings.switchAccount(change).then((refusal) => {
            if (refusal !== null) prompt.refuse(refusal);
          });
        },
        exit,
      }),
  );
  return prompt;
}

/** The function of the top screen; null where it covers all. */
function functionAtHand(screen: AppScreen, { selected }: FleetState): string | null {
  switch (screen.name) {
    case 'fleet':
      return selected;
    case 'tail':
    case 'invocations':
    case 'invocation':
      return screen.target;
    default:
      return screen.functionName;
  }
}
