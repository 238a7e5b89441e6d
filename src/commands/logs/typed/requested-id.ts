import type { Settings } from '../../../settings/settings.ts';
import { type RawText, rawText } from '../../../terminal/text.ts';
import { type Complaint, usageComplaint } from '../../command/complaint.ts';

/** Enough of an id to tell requests apart. */
const ID_OR_ITS_START = /^[\da-f]{8}[\da-f-]{0,28}$/i;

/** The one request whose lines are wanted; null for all. */
export function requestedId({ lines, live, request }: Settings): RawText | null | Complaint {
  if (request === null) return null;
  if (!ID_OR_ITS_START.test(request))
    return usageComplaint(
      `--request takes a request id, or at least its first 8 characters: ${request} is none`,
    );
  const others = [
    lines.filter !== null && '--filter',
    lines.include.length > 0 && '--include',
    lines.exclude.length > 0 && '--exclude',
    lines.level !== null && '--level',
    lines.errors && '--errors',
    live && '--live',
  ].filter((each) => each !== false);
  return others.length > 0
    ? usageComplaint(`--request shows all lines of a request: leave out ${others.join(' and ')}`)
    : rawText(request.toLowerCase());
}
