import type { Complaint } from '../command/complaint.ts';
import type { Asking } from '../session/session.ts';
import { tailRange } from './tail-range.ts';
import type { TailSelection } from './tail-selection.ts';
import { type TypedTail, typedTail } from './typed-tail.ts';

/** What somebody wants to see of which logs. */
export interface AskedTail extends TypedTail {
  readonly selection: TailSelection;
}

/** Reads what was typed, and complains before anybody is asked anything. */
export async function askedTail(selection: TailSelection, asking: Asking): Promise<AskedTail | Complaint> {
  // It is reckoned anew once AWS has told the time.
  const range = tailRange(asking);
  if ('complaint' in range) return range;
  const typed = await typedTail(asking.settings);
  return 'complaint' in typed ? typed : { selection, ...typed };
}
