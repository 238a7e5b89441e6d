import type { ScreenCell, ScreenColor } from '../../test/screen/screen-cell.ts';

/** The window around screenshots, and the terminal's own colours. */
export interface WindowColors {
  readonly background: string;
  readonly foreground: string;
  readonly title: string;
}

export const DARK_WINDOW: WindowColors = { background: '#16181f', foreground: '#c0caf5', title: '#8a91b0' };
export const LIGHT_WINDOW: WindowColors = { background: '#ffffff', foreground: '#2b2f40', title: '#626880' };
export const BLACK_WINDOW: WindowColors = { background: '#000000', foreground: '#ffffff', title: '#9e9e9e' };

export const BUTTONS: readonly string[] = ['#ff5f57', '#febc2e', '#28c840'];

/** The terminal's sixteen colours. */
const BASIC: readonly string[] = [
  ...['#15161e', '#f7768e', '#9ece6a', '#e0af68', '#7aa2f7', '#bb9af7', '#7dcfff', '#a9b1d6'],
  ...['#6b7394', '#ff899d', '#9fe044', '#faba4a', '#8db0ff', '#c7a9ff', '#a4daff', '#c0caf5'],
];

const FIRST_OF_CUBE = 16;
const FIRST_OF_GREYS = 232;
const CUBE_STEPS = [0, 95, 135, 175, 215, 255];

export interface CellColors {
  readonly foreground: string;
  /** Null for the window's background. */
  readonly background: string | null;
}

export function colorsOf(cell: ScreenCell, window: WindowColors): CellColors {
  const foreground = hexOf(cell.foreground) ?? window.foreground;
  const background = hexOf(cell.background);
  const ground = background ?? window.background;
  if (cell.reverse) return { foreground: ground, background: foreground };
  return { foreground: cell.faint ? halfway(foreground, ground) : foreground, background };
}

function hexOf(color: ScreenColor): string | null {
  if (typeof color !== 'number') return color;
  if (color < FIRST_OF_CUBE) return BASIC[color] ?? null;
  if (color >= FIRST_OF_GREYS) return hexOfChannels([0, 0, 0].fill(8 + (color - FIRST_OF_GREYS) * 10));
  const index = color - FIRST_OF_CUBE;
  return hexOfChannels(
    [Math.floor(index / 36), Math.floor(index / 6) % 6, index % 6].map((step) => CUBE_STEPS[step] ?? 0),
  );
}

function halfway(from: string, to: string): string {
  const into = channelsOf(to);
  return hexOfChannels(
    channelsOf(from).map((channel, index) => Math.round((channel + (into[index] ?? 0)) / 2)),
  );
}

function channelsOf(hex: string): number[] {
  return [1, 3, 5].map((start) => Number.parseInt(hex.slice(start, start + 2), 16));
}

function hexOfChannels(channels: readonly number[]): string {
  return `#${channels.map((channel) => channel.toString(16).padStart(2, '0')).join('')}`;
}
