/** A figure as displayed: its value, and how far rounding may have moved it. */
export interface ShownFigure {
  readonly value: number;
  readonly rounding: number;
}

const FACTORS: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, k: 1_000, '%': 0.01 };

/** Reads `~2,491`, `13.7 %`, `<0.1`, `84 ms`, `10.0 s` or `12.4k`, durations in milliseconds. */
export function shownFigure(text: string): ShownFigure {
  const parts = /^~?(<)?(\d[\d,]*(?:\.(\d+))?) ?(ms|s|m|k|%)?$/.exec(text);
  if (parts?.[2] === undefined) throw new Error(`${JSON.stringify(text)} is no figure`);
  const factor = FACTORS[parts[4] ?? ''] ?? 1;
  const digits = parts[3]?.length ?? 0;
  const rounding = (factor * 10 ** -digits) / 2;
  // `<0.1` covers everything that would be rounded to zero.
  if (parts[1] !== undefined) return { value: rounding / 2, rounding: rounding / 2 };
  return { value: Number(parts[2].replaceAll(',', '')) * factor, rounding };
}

/** The figure after a label in a screen's row, such as `durationText` of `p95` in `duration 4.7 s  p95 10.0 s`. */
export function figureIn(screen: string, pattern: RegExp): ShownFigure {
  const text = pattern.exec(screen)?.[1];
  if (text === undefined) throw new Error(`${pattern} is not on the screen:\n${screen}`);
  return shownFigure(text);
}
