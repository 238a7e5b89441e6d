import type { Complaint } from '../../command/complaint.ts';
import type { SessionBasics } from '../../session/session.ts';
import { tailRange } from './tail-range.ts';
import type { TailSelection } from './tail-selection.ts';
import { type TypedTail, typedTail } from './typed-tail.ts';

/** Which lines of which logs are wanted. */
export interface RequestedTail extends TypedTail {
  readonly selection: TailSelection;
}

/** Parses the flags, and complains before any call is made. */
export async function requestedTail(
  selection: TailSelection,
  basics: SessionBasics,
): Promise<RequestedTail | Complaint> {
  // Computed again once AWS has told the time.
  const range = tailRange(basics);
  if ('complaint' in range) return range;
  const typed = await typedTail(basics.settings);
  return 'complaint' in typed ? typed : { selection, ...typed };
}
