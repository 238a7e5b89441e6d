import type { Line } from '../../terminal/line.ts';
import { utcMinute, utcSecond } from '../../terminal/quantity.ts';
import { safe } from '../../terminal/safe-text.ts';
import { quoted, toned, words } from '../../terminal/words.ts';
import type { Seen, TriageNote } from '../../triage/report/triage-note.ts';

/**
 * `03:11Z paged payments`, or `03:09:12Z invocation 3f2504e0-...: timeout (noted 03:11Z)`: first the time of the event,
 * then the time of the note where it is later.
 */
export function noteLine(note: TriageNote): Line {
  const noted = utcMinute(note.notedMs);
  switch (note.kind) {
    case 'written':
      return words`${noted} ${quoted(note.words)}`;
    case 'taken':
      return words`${seenLine(note.seen)} ${toned('dim', safe`(noted ${noted})`)}`;
  }
}

export function seenLine({ atMs, isOfMinute, says }: Seen): Line {
  if (atMs === null) return says;
  return words`${isOfMinute ? utcMinute(atMs) : utcSecond(atMs)} ${says}`;
}
