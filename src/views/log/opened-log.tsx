import { type ReactNode, useEffect, useState, useSyncExternalStore } from 'react';
import type { LogTail } from '../../monitor/log/tail/log-tail.ts';
import type { AppSettings, OpenedTail } from '../parts/app-settings.ts';

interface OpenedLogProps {
  readonly target: string;
  readonly settings: Pick<AppSettings, 'fleet' | 'openTail'>;
  /** Called with the open log before any screen shows it. */
  readonly onOpened: (tail: LogTail) => void;
  /** The screens that show the log; null while it is being looked for. */
  readonly children: (opened: OpenedTail | null) => ReactNode;
}

/** Reads a log once for all screens that show it, until the last of them closes. */
export function OpenedLog(props: OpenedLogProps) {
  const { fleet } = props.settings;
  const pastMs = useSyncExternalStore(fleet?.subscribe ?? neverChanges, () => fleet?.pastMs ?? null);
  // Another time is read from scratch: it shares neither lines nor places with the log before.
  return <LogOfOneTime key={pastMs} {...props} />;
}

function neverChanges(): () => void {
  return () => {};
}

function LogOfOneTime({ target, settings: { openTail }, onOpened, children }: OpenedLogProps) {
  const [opened, setOpened] = useState<OpenedTail | null>(null);
  useEffect(() => {
    let isLeft = false;
    let leave: (() => void) | null = null;
    void openTail(target).then((answer) => {
      if (answer.kind === 'open') leave = answer.leave;
      if (isLeft) return leave?.();
      if (answer.kind === 'open') onOpened(answer.tail);
      setOpened(answer);
    });
    return () => {
      isLeft = true;
      leave?.();
    };
  }, [openTail, target, onOpened]);
  return children(opened);
}
