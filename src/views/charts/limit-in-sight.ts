/** Curves this far below a limit would lie flat on the ground of a low chart. */
const FAR_TIMES = 4;

/** Whether a limit is drawn above values of at most `highest`; a further one is only told in the legend. */
export function isInSight(limit: number, highest: number): boolean {
  return highest * FAR_TIMES > limit;
}
