import { type ReactNode, useEffect, useState, useSyncExternalStore } from 'react';
import type { LogTail } from '../../monitor/log/tail/log-tail.ts';
import type { AppSettings, OpenedTail } from '../parts/app-settings.ts';

interface OpenedLogProps {
  readonly target: string;
  readonly settings: Pick<AppSettings, 'fleet' | 'openTail'>;
  /** Whether its screens are those on top: under others the log is kept, and not read. */
  readonly isOnTop: boolean;
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

function LogOfOneTime({ target, settings: { openTail }, isOnTop, onOpened, children }: OpenedLogProps) {
  const [opened, setOpened] = useState<OpenedTail | null>(null);
  const [wasOnTop, comeOnTop] = useState(isOnTop);
  if (isOnTop && !wasOnTop) comeOnTop(true);
  // Before the other effect, so that a log that is left goes on first: it may be kept, which holds it again.
  useEffect(() => {
    if (isOnTop || opened?.kind !== 'open') return;
    const { tail } = opened;
    tail.hold();
    return tail.goOn;
  }, [isOnTop, opened]);
  useEffect(() => {
    // The time was changed on a screen above: it may change again before anyone looks here.
    if (!wasOnTop) return;
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
  }, [openTail, target, onOpened, wasOnTop]);
  return children(opened);
}
