import { functionReference } from '../../lambda/function-reference.ts';
import type { Complaint } from '../command/complaint.ts';
import { EXIT_STATUS } from '../command/exit-status.ts';
import { otherRegion } from './other-region.ts';

/** The name of the function that a word means, as a whole: not one of its versions, whose metrics are others. */
export function wholeFunction(word: string, region: string): string | Complaint {
  const reference = functionReference(word);
  if (reference === null) {
    return { complaint: `"${word}" is the name of no function`, status: EXIT_STATUS.notFound };
  }
  const elsewhere = otherRegion(reference, region);
  if (elsewhere !== null) return elsewhere;
  if (reference.qualifier !== null) {
    // Its metrics as a whole would be taken for those of the version.
    return {
      complaint: `lmon watches ${reference.name} as a whole; how each alias and version fares stands beside its charts`,
      status: EXIT_STATUS.usage,
    };
  }
  return reference.name;
}
