import { FROZEN_MS } from '../frozen-demo.ts';
import { openApp } from './open-app.ts';
import { openScreen, type Screen } from './open-screen.ts';

export interface DemoOptions {
  readonly columns?: number;
  readonly rows?: number;
  /** Account time stands still: there is no poll, tick or log line between two pictures. */
  readonly isFrozen?: boolean;
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  /** What the screen shows once it has read the account. */
  readonly shows?: string | RegExp;
}

/** Opens the demo in a program of its own, or where its time stands still, within this process. */
export async function openDemo(options: DemoOptions = {}): Promise<Screen> {
  const { columns = 120, rows = 40, isFrozen = false, args = [], env = {}, shows = 'LIVE to', cwd } = options;
  if (isFrozen) return openApp({ columns, rows, args, env, shows, cwd });
  const screen = await openScreen({
    args: ['demo', '--now', new Date(FROZEN_MS).toISOString(), ...args],
    columns,
    rows,
    env,
    ...(cwd === undefined ? {} : { cwd }),
  });
  try {
    await screen.waitFor(shows);
    return screen;
  } catch (error) {
    // The caller does not have the screen yet, and a running program would keep the whole test run waiting.
    await screen.close();
    throw error;
  }
}

/** The terminal state that every full-screen program must restore. */
export function terminalOf(screen: Screen) {
  const { bracketedPasteMode, mouseTrackingMode, applicationCursorKeysMode, sendFocusMode } = screen.modes();
  return {
    isAlternate: screen.isAlternate(),
    isCursorVisible: screen.isCursorVisible(),
    modes: [bracketedPasteMode, mouseTrackingMode, applicationCursorKeysMode, sendFocusMode],
  };
}

export const RESTORED = {
  isAlternate: false,
  isCursorVisible: true,
  modes: [false, 'none', false, false],
};
