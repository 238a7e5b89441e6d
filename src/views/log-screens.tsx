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
 * The screens of one log, stacked: covered ones stay mounted, so that the log keeps its place while one of its
 * invocations or the triage of its function is on screen, also where one was opened from the other, and is read once
 * for all of them.
 */
export function LogScreens({ screens, onOpen, onSwitch, toNeighbour, ...props }: LogScreensProps) {
  const shown = logScreensOf(screens);
  const highest = shown.at(-1);
  if (highest === undefined) return null;
  const isOnTop = highest.place === screens.length - 1;
  return (
    <OpenedLog
      key={highest.screen.target}
      target={highest.screen.target}
      settings={props.settings}
      isOnTop={isOnTop}
      onOpened={selectOpeningRows}
    >
      {(opened, keepPlace) =>
        shown.map(({ screen, place }) => {
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
              key={`${place} ${screen.name}`}
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
}

/** The topmost screens that share one log. Those of functions may lie above and between them. */
function logScreensOf(screens: readonly AppScreen[]): readonly PlacedScreen[] {
  const ofLogs = screens.flatMap((screen, place) => (isOfLog(screen) ? [{ screen, place }] : []));
  const below = ofLogs.findLastIndex(({ screen }, index) => isOther(screen, ofLogs.slice(index + 1)));
  return ofLogs.slice(below + 1);
}

/** Whether a screen shares no log with those above it, or what is selected of it, as a second log screen would. */
function isOther(screen: ScreenOfLog, above: readonly PlacedScreen[]): boolean {
  return above.some(
    (other) =>
      other.screen.target !== screen.target || (screen.name === 'tail' && other.screen.name === 'tail'),
  );
}

function isOfLog(screen: AppScreen): screen is ScreenOfLog {
  return 'target' in screen;
}
