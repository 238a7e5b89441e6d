import { functionReference } from '../../lambda/function-reference.ts';
import { type Complaint, usageComplaint } from '../command/complaint.ts';
import { EXIT_STATUS } from '../command/exit-status.ts';
import { otherRegion } from './other-region.ts';

/** A function of the Region that is looked at, as somebody named it. */
export interface NamedFunction {
  readonly name: string;
  /** One of its versions or aliases; null where the function alone was named. */
  readonly qualifier: string | null;
}

export function namedFunction(word: string, region: string): NamedFunction | Complaint {
  const reference = functionReference(word);
  if (reference === null) {
    return { complaint: `"${word}" is the name of no function`, status: EXIT_STATUS.notFound };
  }
  return otherRegion(reference, region) ?? { name: reference.name, qualifier: reference.qualifier };
}

/** The name of the function that a word means, as a whole: not one of its versions, whose metrics are others. */
export function wholeFunction(word: string, region: string): string | Complaint {
  const named = namedFunction(word, region);
  if ('complaint' in named) return named;
  const { name, qualifier } = named;
  // Its metrics as a whole would be taken for those of the version.
  return qualifier === null
    ? name
    : usageComplaint(`lmon triage reports on ${name} as a whole, not on its "${qualifier}"`);
}
