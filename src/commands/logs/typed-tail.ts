import type { WantedLines } from '../../logs/selection/selection-rules.ts';
import type { Settings } from '../../settings/settings.ts';
import type { RawText } from '../../terminal/text.ts';
import type { Complaint } from '../command/complaint.ts';
import { wantedLines } from './wanted-lines.ts';
import { wantedRequest } from './wanted-request.ts';

/** The flags of a tail, independent of account and time. */
export interface TypedTail {
  readonly wanted: WantedLines;
  /** The one request whose lines are wanted; null for all. */
  readonly requestId: RawText | null;
}

export async function typedTail(settings: Settings): Promise<TypedTail | Complaint> {
  const wanted = await wantedLines(settings.lines);
  if ('complaint' in wanted) return wanted;
  const requestId = wantedRequest(settings);
  return requestId !== null && typeof requestId === 'object' ? requestId : { wanted, requestId };
}
