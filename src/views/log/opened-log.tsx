import { type ReactNode, useCallback, useEffect, useRef, useState, useSyncExternalStore } from 'react';
import type { LogTail } from '../../monitor/log/tail/log-tail.ts';
import type { AppSettings, OpenedTail } from '../parts/app-settings.ts';
import { openInTheEnd } from '../parts/open-in-the-end.ts';

interface OpenedLogProps {
  readonly target: string;
  readonly settings: Pick<AppSettings, 'fleet' | 'openTail'>;
  /** Whether its screens are those on top: under others the log is kept, and not read. */
  readonly isOnTop: boolean;
  /** Called with the open log before any screen shows it. */
  readonly onOpened: (tail: LogTail) => void;
  /**
   * The screens that show the log; null while it is being looked for. However long it is under others, it stays for
   * screens that keep a place.
   */
  readonly children: (opened: OpenedTail | null, keepPlace: () => () => void) => ReactNode;
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
  // Another object is another reading.
  const [reading, startReading] = useState(isOnTop ? {} : null);
  const placesKept = useRef(0);
  const keepPlace = useCallback(() => {
    placesKept.current += 1;
    return () => {
      placesKept.current -= 1;
    };
  }, []);
  if (isOnTop && reading === null) startReading({});
  // Before the other effect, so that a log that is left goes on first: it may be kept, which holds it again.
  useEffect(() => {
    if (isOnTop || opened?.kind !== 'open') return;
    return opened.rest(() => {
      if (placesKept.current > 0) return false;
      startReading(null);
      setOpened(null);
      return true;
    });
  }, [isOnTop, opened]);
  useEffect(() => {
    // Given up, or of a time that was chosen on a screen above, which may change again before anyone looks here.
    if (reading === null) return;
    const left = new AbortController();
    let leave: (() => void) | null = null;
    void openInTheEnd(
      () => openTail(target),
      left.signal,
      (answer) => {
        if (answer.kind === 'open') {
          leave = answer.leave;
          onOpened(answer.tail);
        }
        setOpened(answer);
      },
    );
    return () => {
      left.abort();
      leave?.();
    };
  }, [openTail, target, onOpened, reading]);
  return children(opened, keepPlace);
}
