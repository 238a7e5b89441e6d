import { functionReference } from '../../lambda/function/function-reference.ts';
import type { Complaint } from '../command/complaint.ts';
import { EXIT_STATUS } from '../command/exit-status.ts';
import { otherRegion } from './other-region.ts';

/** A function of the current Region, as named by the user. */
export interface NamedFunction {
  readonly name: string;
  /** A version or alias; null where only the function was named. */
  readonly qualifier: string | null;
}

export function namedFunction(word: string, region: string): NamedFunction | Complaint {
  const reference = functionReference(word);
  if (reference === null) {
    return { complaint: `"${word}" is the name of no function`, status: EXIT_STATUS.notFound };
  }
  return otherRegion(reference, region) ?? { name: reference.name, qualifier: reference.qualifier };
}
