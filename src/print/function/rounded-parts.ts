/**
 * The parts rounded to multiples of `step` that add up to their sum, rounded likewise: each is rounded down, and those
 * that lose most by it get what is missing.
 *
 * @param parts at least 0
 */
export function roundedParts(parts: readonly number[], step: number): readonly number[] {
  const exact = parts.map((part) => part / step);
  const whole = exact.map(Math.floor);
  const sum = Math.round(exact.reduce((total, part) => total + part, 0));
  const missing = sum - whole.reduce((total, part) => total + part, 0);
  const lost = (place: number) => (exact[place] ?? 0) - (whole[place] ?? 0);
  const roundedUp = new Set(
    [...parts.keys()].toSorted((one, other) => lost(other) - lost(one)).slice(0, missing),
  );
  return whole.map((part, place) => (part + (roundedUp.has(place) ? 1 : 0)) * step);
}
