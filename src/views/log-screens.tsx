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
    'target' | 'opened' | 'path' | 'isRoot' | 'onLogs' | 'onInvocations' | 'onInvocation' | 'onNeighbour'
  > {
  /** All screens, outermost first. The last of them is of a log. */
  readonly screens: readonly AppScreen[];
  readonly onOpen: (screen: AppScreen) => void;
  readonly toNeighbour: Navigation['toNeighbour'];
  /** Replaces the last one by another. */
  readonly onSwitch: (screen: AppScreen) => void;
}

/**
 * The screens of one log, stacked: covered ones stay mounted, so that the log keeps its place while one of its
 * invocations is on screen, and is read once for all of them.
 */
export function LogScreens({ screens, onOpen, onSwitch, toNeighbour, ...props }: LogScreensProps) {
  const shown = logScreensOf(screens);
  const [lowest] = shown;
  if (lowest === undefined) return null;
  const below = screens.length - shown.length;
  return (
    <OpenedLog
      key={lowest.target}
      target={lowest.target}
      settings={props.settings}
      onOpened={selectOpeningRows}
    >
      {(opened) =>
        shown.map((screen, index) => {
          const { target } = screen;
          const place = below + index;
          const given: LogScreenProps = {
            ...props,
            target,
            opened,
            path: pathNames(screens.slice(0, place + 1)),
            isRoot: place === 0,
            isCovered: props.isCovered || index < shown.length - 1,
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
  const { opened } = given;
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

/** The topmost screens that share one log. */
function logScreensOf(screens: readonly AppScreen[]): readonly ScreenOfLog[] {
  const top = screens.at(-1);
  if (top === undefined || !isOfLog(top)) return [];
  const below = screens.findLastIndex((screen) => !isOfLog(screen) || screen.target !== top.target);
  return screens.slice(below + 1).filter(isOfLog);
}

function isOfLog(screen: AppScreen): screen is ScreenOfLog {
  return 'target' in screen;
}
