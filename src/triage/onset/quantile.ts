export function median(values: readonly number[]): number | null {
  return quantile(values, 0.5);
}

/** By nearest rank; null for an empty list. */
export function quantile(values: readonly number[], share: number): number | null {
  return values.toSorted((a, b) => a - b)[Math.floor((values.length - 1) * share)] ?? null;
}
