/** Least squares over evenly spaced values. */
export function slopeOf(values: Float32Array): { readonly perStep: number; readonly standardError: number } {
  const count = values.length;
  if (count < 3) return { perStep: 0, standardError: Infinity };
  let sum = 0;
  let sumOfSquares = 0;
  let moment = 0;
  values.forEach((value, index) => {
    sum += value;
    sumOfSquares += value * value;
    moment += value * (index - (count - 1) / 2);
  });
  const spread = (count * (count * count - 1)) / 12;
  const perStep = moment / spread;
  const unexplained = Math.max(0, sumOfSquares - (sum * sum) / count - perStep * moment);
  return { perStep, standardError: Math.sqrt(unexplained / (count - 2) / spread) };
}
