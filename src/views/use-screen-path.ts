import { useApp } from 'ink';
import { useLayoutEffect, useState } from 'react';
import type { RawText } from '../terminal/text.ts';
import type { KeyQueue } from './keys/key-queue.ts';
import type { AppScreen, AppSettings, StartScreen } from './parts/app-settings.ts';
import { pathLeftFor, pathTo } from './screen-path.ts';

/** Screens that cover others without leaving them. */
export type Cover = 'help' | 'ownErrors';

/** Which screen is on top, what covers it, and the way back. */
export interface ScreenPath {
  /** Outermost first. */
  readonly path: readonly AppScreen[];
  readonly top: AppScreen;
  /** The last lies over the others. */
  readonly covers: readonly Cover[];
  /** Opens a screen, or brings it to the top if it is already below: it must not be left twice. */
  open(screen: AppScreen): void;
  /** Replaces the top screen by another. */
  replaceTop(screen: AppScreen): void;
  /** Leaves the top screen for another, which may already be below it. */
  leaveFor(screen: AppScreen): void;
  /** Replaces everything above the first screen, covers included. */
  show(screen: StartScreen): void;
  /** On the last screen: ends lmon. */
  back(): void;
  cover(by: Cover): void;
  uncover(): void;
  uncoverAll(): void;
}

/** The top screen reads the keys: those that arrive during a change wait for the new one. */
export function useScreenPath(settings: Pick<AppSettings, 'start' | 'request'>, keys: KeyQueue): ScreenPath {
  const { start } = settings;
  const { exit } = useApp();
  const [path, showPath] = useState(() => firstScreens(settings));
  const [covers, showCovers] = useState<readonly Cover[]>([]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is on top by now has said which keys it reads
  useLayoutEffect(() => keys.release(), [path, covers, keys]);

  const setPath = (next: readonly AppScreen[]) => {
    keys.hold();
    showPath(next);
  };
  const setCovers = (next: readonly Cover[]) => {
    keys.hold();
    showCovers(next);
  };
  return {
    path,
    top: path.at(-1) ?? start,
    covers,
    open: (screen) => setPath(pathTo(path, screen)),
    replaceTop: (screen) => setPath([...path.slice(0, -1), screen]),
    leaveFor: (screen) => setPath(pathLeftFor(path, screen)),
    show(screen) {
      setCovers([]);
      setPath(screen.name === start.name ? [screen] : [start, screen]);
    },
    back: () => (path.length === 1 ? exit() : setPath(path.slice(0, -1))),
    cover: (by) => setCovers([...covers.filter((each) => each !== by), by]),
    uncover: () => setCovers(covers.slice(0, -1)),
    uncoverAll: () => setCovers([]),
  };
}

/** For a request of which only the id is known. */
export function invocationScreen(target: string, requestId: RawText): AppScreen {
  return { name: 'invocation', target, run: { requestId, logStream: null, atMs: null } };
}

/** A requested invocation is shown over its log. */
function firstScreens({ start, request }: Pick<AppSettings, 'start' | 'request'>): readonly AppScreen[] {
  return start.name !== 'tail' || request === null
    ? [start]
    : [start, invocationScreen(start.target, request)];
}
