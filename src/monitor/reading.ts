/**
 * A number, or why there is none. Each looks different on screen, because absence that looks like zero lies.
 *
 * | reading       | means                                            | drawn |
 * | ------------- | ------------------------------------------------ | ----- |
 * | a number      | measured, 0 too                                   | 0     |
 * | missing       | no data point                                     | -     |
 * | unsettled     | it may still change, or is being read             | ?     |
 * | denied        | not permitted to look                             | denied |
 * | notApplicable | the function has no such thing                    | n/a   |
 */
export type Reading = number | 'missing' | 'unsettled' | 'denied' | 'notApplicable';

/** The number, or null where there is none. */
export function numberOf(reading: Reading): number | null {
  return typeof reading === 'number' ? reading : null;
}
