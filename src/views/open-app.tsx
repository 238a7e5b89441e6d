import { setImmediate } from 'node:timers/promises';
import { render } from 'ink';
import { App } from './app.tsx';
import { f1Stdin } from './ink/f1-stdin.ts';
import { quietStdout } from './ink/quiet-stdout.ts';
import type { AppSettings } from './parts/app-settings.ts';
import type { WindowSize } from './parts/window-size.ts';
import type { LentTerminal } from './use-sign-in.ts';

export interface OpenApp {
  /** Resolves when the terminal is as it was before. */
  readonly closed: Promise<void>;
  close(): void;
}

/** Takes the terminal and draws the first screen. */
export function openApp(settings: AppSettings, onFirstFrame: () => void): OpenApp {
  const { stdout } = process;
  let isLent = false;
  const terminal: LentTerminal = {
    async give() {
      isLent = true;
      // Ink listens no more, but Node would go on reading, and keep every other key from the program that has the terminal.
      await setImmediate();
      process.stdin.pause();
    },
    takeBack() {
      isLent = false;
      drawAnew();
    },
  };
  const appNow = () => <App settings={settings} size={sizeOf(stdout)} terminal={terminal} />;
  stdout.on('resize', drawAnew);
  const app = render(appNow(), {
    stdin: f1Stdin(process.stdin),
    stdout: quietStdout(stdout),
    alternateScreen: true,
    incrementalRendering: true,
    // A key that falls behind a frame waits for the next: with Ink's 30 a second, for two thirds of its 50 ms.
    // What is read is published less often anyway, so idle and following cost no more.
    maxFps: 60,
    exitOnCtrlC: false,
    patchConsole: false,
    onRender: onFirstFrame,
  });
  const closed = app.waitUntilExit().then(() => {
    stdout.off('resize', drawAnew);
  });
  return { closed, close: () => app.unmount() };

  /**
   * A terminal that is resized wraps rows and moves them, cursor and all, as it likes. Nothing that Ink remembers of
   * it holds: Ink forgets the rows, and finds the screen empty and the cursor at its top. The terminal shows that only
   * with the frame that follows, which ends the update begun here: an empty screen would flash at every step of a drag.
   */
  function drawAnew(): void {
    // Another program has the terminal: what it shows is not lmon's to erase.
    if (isLent) return;
    stdout.write(BEGIN_SYNCHRONIZED_UPDATE);
    app.clear();
    stdout.write(HOME_AND_ERASE);
    app.rerender(appNow());
  }
}

const BEGIN_SYNCHRONIZED_UPDATE = '\x1b[?2026h';
const HOME_AND_ERASE = '\x1b[H\x1b[J';

function sizeOf({ columns, rows }: NodeJS.WriteStream): WindowSize {
  return { columns, rows };
}
