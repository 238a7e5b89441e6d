import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openScreen } from '../../test/screen/open-screen.ts';
import { isFinished } from './finished.ts';
import { pngOf } from './png.ts';
import { renderSvg } from './svg.ts';

export interface Shot {
  readonly name: string;
  /** The script to run instead of the built lmon. */
  readonly program?: string;
  /** Its command line. */
  readonly args: readonly string[];
  /** What the screen must show before the first key is pressed. */
  readonly ready: string | RegExp;
  /** Keys before the picture, each with what the screen shows once it has worked. */
  readonly steps?: readonly { readonly press: string; readonly shows: string | RegExp }[];
}

export interface ShotSize {
  readonly columns: number;
  readonly rows: number;
}

const TIMEOUT_MS = 60_000;

/** Runs a shot on a terminal of that size, writes its SVG and PNG into `folder`, and returns their names. */
export async function shoot(
  shot: Shot,
  { columns, rows }: ShotSize,
  folder: string,
): Promise<readonly string[]> {
  const screen = await openScreen({ ...shot, columns, rows });
  try {
    await screen.waitFor(shot.ready, { timeoutMs: TIMEOUT_MS });
    for (const { press, shows } of shot.steps ?? []) {
      screen.press(press);
      await screen.waitFor(shows, { timeoutMs: TIMEOUT_MS });
    }
    await screen.waitFor(isFinished, { timeoutMs: TIMEOUT_MS });
    const svg = renderSvg(screen.cells(), { title: 'lmon' });
    const path = join(folder, `${shot.name}-${columns}x${rows}`);
    await mkdir(folder, { recursive: true });
    await Promise.all([writeFile(`${path}.svg`, svg), writeFile(`${path}.png`, pngOf(svg))]);
    return [`${path}.svg`, `${path}.png`];
  } finally {
    await screen.close();
  }
}
