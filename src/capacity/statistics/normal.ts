/** Share of a standard normal variable below `z`; absolute error under 1e-7. @see https://dlmf.nist.gov/7 */
export function normalShare(z: number): number {
  if (z < 0) return 1 - normalShare(-z);
  const t = 1 / (1 + 0.231_641_9 * z);
  const tail =
    t * (0.319_381_53 + t * (-0.356_563_78 + t * (1.781_477_94 + t * (-1.821_255_98 + t * 1.330_274_43))));
  return 1 - (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)) * tail;
}
