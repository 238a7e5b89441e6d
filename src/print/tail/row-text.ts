import type { StoryEvent } from '../../logs/lines/story-item.ts';
import { endText } from './end-words.ts';
import { inWords } from './platform-words.ts';
import { IS_OVER, levelWord, rawDetail } from './tail-cells.ts';

/**
 * What the row of a line says, for searching: its level, its message in full with all its lines, and the request id, of
 * which it shows the beginning. The logged text has more that no row shows, such as `Max Memory Used` in every REPORT.
 */
export function rowText(item: StoryEvent): string {
  const { requestId } = item.line;
  const said = `${levelWord(item.line)} ${messageText(item)}`;
  return requestId === null ? said : `${said}\n${requestId}`;
}

function messageText({ line, invocation }: StoryEvent): string {
  const { kind, report, version } = line;
  if (report !== null) return endText({ ...line, report }, invocation);
  if (kind === 'start' && version !== null) return `version ${version}`;
  if (kind === 'end') return IS_OVER;
  const { text, details } = inWords(line);
  return details.reduce((said, detail) => said + rawDetail(detail), text as string);
}
