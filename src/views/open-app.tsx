import { setImmediate } from 'node:timers/promises';
import { render } from 'ink';
import { type ReactNode, useLayoutEffect } from 'react';
import { App } from './app.tsx';
import { f1Stdin } from './ink/f1-stdin.ts';
import { createOutputRoom } from './ink/output-room.ts';
import { quietStdout } from './ink/quiet-stdout.ts';
import { drawIntoRoom } from './ink/row-renderer.ts';
import type { AppSettings } from './parts/app-settings.ts';
import type { WindowSize } from './parts/frame/window-size.ts';
import type { LentTerminal } from './use-sign-in.ts';

export interface OpenApp {
  /** Resolves when the terminal has been restored. */
  readonly closed: Promise<void>;
  close(): void;
}

/** Takes the terminal and draws the first screen. */
export function openApp(settings: AppSettings, onFirstFrame: () => void): OpenApp {
  const { stdout } = process;
  let isLent = false;
  let isGone = false;
  let isToDrawAnew = false;
  const room = createOutputRoom(stdout, drawLatest);
  drawIntoRoom(room.isFree);
  const terminal: LentTerminal = {
    async give() {
      isLent = true;
      // Ink no longer listens, but Node would keep reading, and take every other key from the program that has the
      // terminal.
      await setImmediate();
      process.stdin.pause();
    },
    takeBack() {
      isLent = false;
      drawAnew();
    },
  };
  const onGone = () => {
    isGone = true;
  };
  const appNow = () => (
    <Shown onGone={onGone}>
      <App settings={settings} size={sizeOf(stdout)} terminal={terminal} />
    </Shown>
  );
  stdout.on('resize', drawAnew);
  const app = render(appNow(), {
    stdin: f1Stdin(process.stdin),
    stdout: quietStdout(stdout),
    alternateScreen: true,
    incrementalRendering: true,
    // A key just after a frame waits for the next one: at Ink's 30 frames a second, two thirds of the 50 ms budget.
    // Data is published less often anyway, so idling and following cost no more.
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
   * A resized terminal wraps and moves rows and the cursor at will, which invalidates what Ink remembers: Ink forgets
   * the rows, and starts from an empty screen with the cursor at its top. The terminal shows that only with the
   * following frame, which ends the synchronized update begun here: otherwise an empty screen would flash at every step
   * of a drag.
   */
  function drawAnew(): void {
    // Another program has the terminal: its output must not be erased.
    if (isLent || isGone) return;
    isToDrawAnew = !room.isFree();
    if (isToDrawAnew) return;
    drawIntoRoom(room.isFree);
    stdout.write(BEGIN_SYNCHRONIZED_UPDATE);
    app.clear();
    stdout.write(HOME_AND_ERASE);
    app.rerender(appNow());
  }

  /** Where the terminal was slower than the frames. */
  function drawLatest(): void {
    if (isToDrawAnew) drawAnew();
    else if (!isLent && !isGone) app.rerender(appNow());
  }
}

interface ShownProps {
  readonly onGone: () => void;
  readonly children: ReactNode;
}

/** Ink would show again what is rendered after its end, so it has to be known. */
function Shown({ onGone, children }: ShownProps) {
  useLayoutEffect(() => onGone, [onGone]);
  return children;
}

const BEGIN_SYNCHRONIZED_UPDATE = '\x1b[?2026h';
const HOME_AND_ERASE = '\x1b[H\x1b[J';

function sizeOf({ columns, rows }: NodeJS.WriteStream): WindowSize {
  return { columns, rows };
}
