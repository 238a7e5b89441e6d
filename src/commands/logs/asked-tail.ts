import type { WantedLines } from '../../logs/selection/selection-rules.ts';
import type { RawText } from '../../terminal/text.ts';
import type { Complaint } from '../command/complaint.ts';
import type { Session } from '../session/session.ts';
import { tailRange } from './tail-range.ts';
import type { TailSelection } from './tail-selection.ts';
import { wantedLines } from './wanted-lines.ts';
import { wantedRequest } from './wanted-request.ts';

/** What somebody wants to see of which logs. */
export interface AskedTail {
  readonly selection: TailSelection;
  readonly wanted: WantedLines;
  /** The one request whose lines are wanted; null for all. */
  readonly requestId: RawText | null;
}

/** Reads what was typed, and complains before AWS is asked anything. */
export async function askedTail(selection: TailSelection, session: Session): Promise<AskedTail | Complaint> {
  // It is reckoned anew once AWS has told the time.
  const range = tailRange(session);
  if ('complaint' in range) return range;
  const wanted = await wantedLines(session.settings.lines);
  if ('complaint' in wanted) return wanted;
  const requestId = wantedRequest(session.settings);
  if (requestId !== null && typeof requestId === 'object') return requestId;
  return { selection, wanted, requestId };
}
