import { useApp, useInput } from 'ink';
import { useLayoutEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import { createStore } from 'zustand/vanilla';
import type { ThemeName } from '../terminal/palette.ts';
import type { RawText } from '../terminal/text.ts';
import { askedFurther } from './asked-further.ts';
import { runCommand } from './command-effects.ts';
import { FleetScreen } from './fleet/fleet.tsx';
import { type FleetState, INITIAL_FLEET, relisted } from './fleet/fleet-state.ts';
import { useNotePad } from './function/use-note-pad.ts';
import { FunctionScreens, isOfFunction } from './function-screens.tsx';
import { HelpScreen } from './help/help.tsx';
import { type EverywhereAction, WINDOW_MINUTES, type WindowAction } from './keys/key-action.ts';
import { createKeyQueue, FirstKeyTaker, Keymap, Keys } from './keys/keys.ts';
import { LogScreens } from './log-screens.tsx';
import { OwnErrorsScreen } from './own-errors/own-errors.tsx';
import type { AppScreen, AppSettings } from './parts/app-settings.ts';
import { CALLS_ARE_STOPPED } from './parts/header.ts';
import { innerWidth } from './parts/margin.ts';
import { LastRow } from './parts/screen-row.tsx';
import { signInLine } from './parts/sign-in-line.ts';
import { nextNotation, type TimeNotation } from './parts/time-notation.ts';
import { useCopyMenu } from './parts/use-copy-menu.ts';
import type { WindowSize } from './parts/window-size.ts';
import { pathNames } from './path-names.ts';
import { NO_FLEET } from './prompt/prompt-commands.ts';
import { usePrompt } from './prompt/use-prompt.ts';

/** What lies over the screens without leaving them. */
type Cover = 'help' | 'ownErrors';

const FIRST_WINDOW: WindowAction = 'window1h';

interface AppProps {
  readonly settings: AppSettings;
  readonly size: WindowSize;
  readonly terminal: LentTerminal;
}

/** The terminal as another program may have it for a while. */
export interface LentTerminal {
  /** Ink has let go of it. Resolves when nothing of lmon's reads from it either. */
  give(): Promise<void>;
  /** Ink has it again. */
  takeBack(): void;
}

/** Which screen is on top, what covers it, and the way back. */
export function App({ settings: given, size, terminal }: AppProps) {
  const { exit, suspendTerminal } = useApp();
  const [path, showPath] = useState(() => firstScreens(given));
  const [covers, showCovers] = useState<readonly Cover[]>([]);
  const [keys] = useState(createKeyQueue);
  const [fleet] = useState(() => createStore<FleetState>(() => INITIAL_FLEET));
  const [window, setWindow] = useState(() => windowOf(given.windowMinutes));
  const [theme, setTheme] = useState<ThemeName>(given.look.theme.name);
  const [times, setTimes] = useState<TimeNotation>(given.look.times);
  const settings = useMemo(
    () => ({ ...given, look: { ...given.look, theme: given.themeNamed(theme), times } }),
    [given, theme, times],
  );

  useInput((character, key) => {
    if (key.ctrl && character === 'c') exit();
    else keys.add(character, key);
  });
  const setPath = (next: readonly AppScreen[]) => {
    keys.hold();
    showPath(next);
  };
  const setCovers = (next: readonly Cover[]) => {
    keys.hold();
    showCovers(next);
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is on top by now has said which keys it reads
  useLayoutEffect(() => keys.release(), [path, covers, keys]);
  const back = () => (path.length === 1 ? exit() : setPath(path.slice(0, -1)));
  const open = (screen: AppScreen) => setPath([...path, screen]);
  /** A screen that lies below already is come back to: nobody has to leave it twice. */
  const openOrReturn = (screen: AppScreen) => {
    const below = path.findIndex(({ name }) => name === screen.name);
    if (below < 0 || screen.name === 'invocation') open(screen);
    else setPath(path.slice(0, below + 1));
  };
  const openOf = (name: 'headroom' | 'triage') => (functionName: string | null) => {
    if (given.fleet === null) prompt.say(NO_FLEET, true);
    else if (functionName === null) prompt.say('the log is of no function alone', true);
    else open({ name, functionName });
  };
  const openHeadroom = openOf('headroom');
  const openTriage = openOf('triage');
  const cover = (by: Cover) => setCovers([...covers.filter((each) => each !== by), by]);
  const uncover = () => setCovers(covers.slice(0, -1));

  const prompt = usePrompt(
    () => ({
      functionNames: given.fleet?.getSnapshot().functions.map(({ name }) => name) ?? null,
      nowMs: given.now(),
      pastMs: given.fleet?.pastMs ?? null,
      isStopped: given.budget.isHeld(),
    }),
    (command) =>
      runCommand(command, {
        hasFleet: given.fleet !== null,
        budget: given.budget,
        show: (screen) => {
          setCovers([]);
          setPath(screen.name === given.start.name ? [screen] : [given.start, screen]);
        },
        cover,
        relist: (change) => fleet.setState(relisted(fleet.getState(), change(fleet.getState()))),
        openRequest(requestId) {
          const target = functionAtHand(top, fleet.getState());
          if (target === null) return false;
          setCovers([]);
          open(invocationScreen(target, requestId));
          return true;
        },
        setWindow,
        setTheme,
        askFurther(asks) {
          if (top.name !== 'triage') return false;
          void askedFurther(given, top.functionName, asks, (says) => prompt.say(says, false));
          return true;
        },
        lookAt: (atMs) => given.fleet?.lookAt(atMs),
        exit,
      }),
  );
  const menu = useCopyMenu(given.copyText);
  const notePad = useNotePad(size.columns, given.now);
  const { signIn } = given;
  const expired = useSyncExternalStore(signIn.subscribe, signIn.getExpired);
  const isSigningIn = useRef(false);
  const renewCredentials = async () => {
    if (expired === null) return prompt.say('AWS takes the credentials: no need to sign in', false);
    if (expired.command === null)
      return prompt.say('no command of the AWS CLI renews these credentials', true);
    if (isSigningIn.current) return;
    isSigningIn.current = true;
    let complaint: string | null = null;
    await suspendTerminal(async () => {
      await terminal.give();
      complaint = await signIn.run();
    });
    terminal.takeBack();
    isSigningIn.current = false;
    if (complaint !== null) prompt.say(complaint, true);
  };
  const refresh = () =>
    given.budget.isHeld() ? prompt.say(CALLS_ARE_STOPPED, true) : given.fleet?.refresh();
  const onEverywhere = (action: EverywhereAction) => {
    switch (action) {
      case 'command':
        return prompt.open();
      case 'times':
        return setTimes(nextNotation);
      case 'signIn':
        return void renewCredentials();
      case 'help':
      case 'ownErrors':
        return cover(action);
    }
  };

  const top = path.at(-1) ?? given.start;
  const topCover = covers.at(-1);
  // The screen behind a cover goes on: a log that was closed and read again would lose its place.
  const shared = { settings, size, onEverywhere };
  const behind = { ...shared, menu, isCovered: covers.length > 0 };
  /** Where the screens that watch the account lead to. */
  const leading = {
    isRoot: path.length === 1,
    onOpen: (functionName: string) => open({ name: 'function', functionName }),
    onLogs: (target: string) => open({ name: 'tail', target }),
    onInvocations: (target: string) => open({ name: 'invocations', target }),
    onHeadroom: openHeadroom,
    onTriage: openTriage,
    onRefresh: refresh,
    onBack: back,
  };
  const lastRow =
    prompt.line ??
    notePad.line ??
    menu.line ??
    (expired && signInLine(expired, settings.look.keymap, innerWidth(size.columns)));

  return (
    <Keys value={keys}>
      <Keymap value={settings.look.keymap}>
        <FirstKeyTaker
          value={{ takes: (press) => prompt.takes(press) || notePad.takes(press) || menu.takes(press) }}
        >
          <LastRow value={lastRow}>
            <LogScreens
              {...behind}
              screens={path}
              onOpen={openOrReturn}
              onHeadroom={openHeadroom}
              onTriage={openTriage}
              onSwitch={(screen) => setPath([...path.slice(0, -1), screen])}
              onBack={back}
            />
            {given.fleet !== null && isOfFunction(top) && (
              <FunctionScreens
                {...behind}
                {...leading}
                screen={top}
                fleet={given.fleet}
                notePad={notePad}
                onSay={(says) => prompt.say(says, false)}
                path={pathNames(path)}
                window={window}
                onWindow={setWindow}
                onSwitch={(screen) => setPath([...path.slice(0, -1), screen])}
              />
            )}
            {top.name === 'fleet' && <FleetScreen {...behind} {...leading} state={fleet} />}
            {covers.includes('ownErrors') && (
              <OwnErrorsScreen
                {...shared}
                above={pathNames(path)}
                isCovered={topCover !== 'ownErrors'}
                onBack={uncover}
              />
            )}
            {topCover === 'help' && (
              <HelpScreen
                behind={covers.at(-2) ?? top.name}
                size={size}
                look={settings.look}
                onClose={uncover}
              />
            )}
          </LastRow>
        </FirstKeyTaker>
      </Keymap>
    </Keys>
  );
}

/** A request that is asked for lies over its log. */
function firstScreens({ start, request }: AppSettings): readonly AppScreen[] {
  return start.name !== 'tail' || request === null
    ? [start]
    : [start, invocationScreen(start.target, request)];
}

/** Of a request of which no more is known than its id. */
function invocationScreen(target: string, requestId: RawText): AppScreen {
  return { name: 'invocation', target, run: { requestId, logStream: null, atMs: null } };
}

/** The function that the screen on top is about; null where it is about all. */
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

/** The shortest window that shows as much. */
function windowOf(minutes: number | null): WindowAction {
  if (minutes === null) return FIRST_WINDOW;
  const windows = Object.keys(WINDOW_MINUTES) as WindowAction[];
  return windows.find((window) => WINDOW_MINUTES[window] >= minutes) ?? 'window24h';
}
