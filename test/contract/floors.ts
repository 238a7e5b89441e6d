/**
 * The worst that scores may be. Each bound is what the short run of the bench measured when it was written down, to three
 * digits, rounded so that the measured score just passes. Runs are seeded and read no clock, so their scores do not
 * depend on the machine. Floors may only rise, and ceilings may only fall: a change by which lmon judges worse is
 * mended, not written down.
 */
export interface Bounds<Measure extends string> {
  readonly floors?: Readonly<Partial<Record<Measure, number>>>;
  readonly ceilings?: Readonly<Partial<Record<Measure, number>>>;
}

/** The scores that are out of bounds, as is one that could not be computed. */
export function outOfBounds<Measure extends string>(
  scores: Readonly<Record<Measure, number>>,
  { floors, ceilings }: Bounds<NoInfer<Measure>>,
): readonly string[] {
  return (Object.keys({ ...floors, ...ceilings }) as Measure[]).flatMap((measure) => {
    const score = scores[measure];
    const floor = floors?.[measure];
    const ceiling = ceilings?.[measure];
    return [
      ...(floor === undefined || score >= floor ? [] : [`${measure} ${score} is below ${floor}`]),
      ...(ceiling === undefined || score <= ceiling ? [] : [`${measure} ${score} is above ${ceiling}`]),
    ];
  });
}
