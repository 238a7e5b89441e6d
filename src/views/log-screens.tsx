import { useEffect } from 'react';
import type { RunKey } from '../logs/runs/logged-run.ts';
import { InvocationScreen } from './invocations/invocation/invocation.tsx';
import { InvocationsScreen } from './invocations/list/invocations.tsx';
import { LogAwaited } from './log/log-awaited.tsx';
import type { LogScreenProps } from './log/log-screen-props.ts';
import { OpenedLog } from './log/opened-log.tsx';
import type { Navigation } from './navigation.ts';
import type { AppScreen } from './parts/app-settings.ts';
import { pathNames } from './path-names.ts';
import { selectOpeningRows } from './tail/state/opening-rows.ts';
import { TailScreen } from './tail/tail.tsx';

type ScreenOfLog = Extract<AppScreen, { readonly target: string }>;

interface LogScreensProps
  extends Omit<
    LogScreenProps,
    | 'target'
    | 'opened'
    | 'keepPlace'
    | 'path'
    | 'isRoot'
    | 'onLogs'
    | 'onInvocations'
    | 'onInvocation'
    | 'onNeighbour'
  > {
  /** All screens, outermost first. */
  readonly screens: readonly AppScreen[];
  readonly onOpen: (screen: AppScreen) => void;
  readonly toNeighbour: Navigation['toNeighbour'];
  /** Replaces the last one by another. */
  readonly onSwitch: (screen: AppScreen) => void;
}

/**
 * The screens of logs, stacked: covered ones stay mounted, so that a log keeps its place while one of its invocations,
 * the triage of its function or the log of another one is on screen. It is read once for all screens of it.
 */
export function LogScreens(props: LogScreensProps) {
  return openLogsOf(props.screens).map(({ key, shown }) => (
    <ScreensOfLog key={key} {...props} shown={shown} />
  ));
}

/** The screens of one log, of which others may lie above and between them. */
function ScreensOfLog({
  shown,
  screens,
  onOpen,
  onSwitch,
  toNeighbour,
  ...props
}: LogScreensProps & { readonly shown: readonly PlacedScreen[] }) {
  const highest = shown.at(-1);
  if (highest === undefined) return null;
  return (
    <OpenedLog
      target={highest.screen.target}
      settings={props.settings}
      isOnTop={highest.place === screens.length - 1}
      onOpened={selectOpeningRows}
    >
      {(opened, keepPlace) =>
        shown.map(({ screen, place, key }) => {
          const { target } = screen;
          const given: LogScreenProps = {
            ...props,
            target,
            opened,
            keepPlace,
            path: pathNames(screens.slice(0, place + 1)),
            isRoot: place === 0,
            isCovered: props.isCovered || place < screens.length - 1,
            onLogs: () => onOpen({ name: 'tail', target }),
            onInvocations: () => onOpen({ name: 'invocations', target }),
            onNeighbour: (functionName, step) =>
              toNeighbour(functionName, step, (neighbour) => onSwitch({ ...screen, target: neighbour })),
            onInvocation: (run) => onOpen({ name: 'invocation', target, run }),
          };
          return (
            <LogScreen
              key={key}
              screen={screen}
              given={given}
              onSwitch={(run) => onSwitch({ name: 'invocation', target, run })}
            />
          );
        })
      }
    </OpenedLog>
  );
}

function LogScreen(props: {
  readonly screen: ScreenOfLog;
  readonly given: LogScreenProps;
  readonly onSwitch: (run: RunKey) => void;
}) {
  const { screen, given, onSwitch } = props;
  const { opened, keepPlace } = given;
  const isOfRuns = screen.name !== 'tail';
  // They stand at a run from the first.
  useEffect(() => (isOfRuns ? keepPlace() : undefined), [isOfRuns, keepPlace]);
  if (opened?.kind !== 'open') return <LogAwaited {...given} screen={screen.name} />;
  switch (screen.name) {
    case 'tail':
      return <TailScreen {...given} opened={opened} />;
    case 'invocations':
      return <InvocationsScreen {...given} opened={opened} />;
    case 'invocation':
      return <InvocationScreen {...given} opened={opened} run={screen.run} onSwitch={onSwitch} />;
  }
}

interface PlacedScreen {
  readonly screen: ScreenOfLog;
  /** Among all screens. */
  readonly place: number;
  /** The same wherever it moves among them. */
  readonly key: string;
}

interface ShownLog {
  readonly key: string;
  /** Outermost first. */
  readonly shown: readonly PlacedScreen[];
}

/** Each takes memory: those further below are read again when their screens are back on top. */
const MOST_LOGS = 2;

/** The topmost logs, each with the screens that share it. Those of functions may lie above and between them. */
function openLogsOf(screens: readonly AppScreen[]): readonly ShownLog[] {
  const logs: { readonly target: string; readonly shown: PlacedScreen[] }[] = [];
  for (const [place, screen] of screens.entries()) {
    if (!isOfLog(screen)) continue;
    const { name, target } = screen;
    const last = logs.at(-1);
    const alike = last?.shown.filter((each) => each.screen.name === name).length ?? 0;
    // A second log screen has rows of its own selected.
    const isShared = last?.target === target && (name !== 'tail' || alike === 0);
    if (isShared) last.shown.push({ screen, place, key: `${name} ${alike}` });
    else logs.push({ target, shown: [{ screen, place, key: `${name} 0` }] });
  }
  return logs
    .map(({ target, shown }, index) => {
      const below = logs.slice(0, index).filter((log) => log.target === target).length;
      return { key: `${target} ${below}`, shown };
    })
    .slice(-MOST_LOGS);
}

function isOfLog(screen: AppScreen): screen is ScreenOfLog {
  return 'target' in screen;
}
