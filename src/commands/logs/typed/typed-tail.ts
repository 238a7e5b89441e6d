import type { LineSelection } from '../../../logs/selection/selection-rules.ts';
import type { Settings } from '../../../settings/settings.ts';
import type { RawText } from '../../../terminal/text.ts';
import type { Complaint } from '../../command/complaint.ts';
import { lineSelection } from './line-selection.ts';
import { requestedId } from './requested-id.ts';

/** The flags of a tail, independent of account and time. */
export interface TypedTail {
  readonly wanted: LineSelection;
  /** The one request whose lines are wanted; null for all. */
  readonly requestId: RawText | null;
}

export async function typedTail(settings: Settings): Promise<TypedTail | Complaint> {
  const wanted = await lineSelection(settings.lines);
  if ('complaint' in wanted) return wanted;
  const requestId = requestedId(settings);
  return requestId !== null && typeof requestId === 'object' ? requestId : { wanted, requestId };
}
