import { MINUTE_MS, SECOND_MS } from '../../lambda/time.ts';
import { ageText, countText, decimalText, durationText, groupedText } from '../../terminal/quantity.ts';
import { safe } from '../../terminal/safe-text.ts';
import type { SafeText } from '../../terminal/text.ts';

/** What all labels of an axis share. */
export interface AxisScale {
  readonly top: number;
  /** From one label to the next. */
  readonly step: number;
}

/** Labels of one axis share a unit, and have as many decimals as its step needs, so that none is rounded. */
export type AxisLabel = (value: number, scale: AxisScale) => SafeText;

const IN_FULL_BELOW = 1_000_000;

/** From here on an axis is in minutes. */
export const LONG_DURATION_MS = 120_000;

/** `24,000` */
export const countLabel: AxisLabel = (count, { top }) =>
  top < IN_FULL_BELOW ? groupedText(count) : countText(count);

/** `12 %`, `0.4 %` */
export const shareLabel: AxisLabel = (share, { step }) => safe`${stepText(share * 100, step * 100)} %`;

/** `800 ms`, `1.25 s`, `15m`, `2m 30s` */
export const durationLabel: AxisLabel = (ms, { top, step }) => {
  if (top < SECOND_MS) return safe`${stepText(ms, step)} ms`;
  if (top < LONG_DURATION_MS) return safe`${stepText(ms / SECOND_MS, step / SECOND_MS)} s`;
  const isWholeMinutes = Math.abs(ms - Math.round(ms / MINUTE_MS) * MINUTE_MS) < 1;
  return isWholeMinutes ? ageText(ms) : durationText(ms);
};

/** `50m` */
export const ageLabel: AxisLabel = (ms) => ageText(ms);

const MOST_DECIMALS = 3;

function stepText(value: number, step: number): SafeText {
  if (Math.abs(value) < step / 2) return safe`0`;
  return decimalText(value, decimalsOf(step));
}

/** The fewest decimals that show a number exactly. */
function decimalsOf(value: number): number {
  const isWhole = (decimals: number) => {
    const scaled = value * 10 ** decimals;
    return Math.abs(scaled - Math.round(scaled)) < 1e-6;
  };
  const decimals = Array.from({ length: MOST_DECIMALS }, (_, place) => place).find(isWhole);
  return decimals ?? MOST_DECIMALS;
}
