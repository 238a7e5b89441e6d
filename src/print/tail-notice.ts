import type { Gap, Notice } from '../logs/tail-item.ts';
import { ageText, utcSecond } from '../terminal/quantity.ts';
import { safe, safeText } from '../terminal/safe-text.ts';
import type { SafeText } from '../terminal/text.ts';

const GAP_REASONS: Readonly<Record<Gap['reason'], SafeText>> = {
  asleep: safe`lmon was asleep`,
  busy: safe`API busy`,
  flood: safe`more than the call budget lets lmon read`,
  unreachable: safe`no answer`,
  denied: safe`access denied`,
  expired: safe`credentials expired`,
};

/** A span that could not be seen, in one line; says so when it has been read after all. */
export function gapWords({ startMs, endMs, reason }: Gap): SafeText {
  return endMs === null
    ? safe`${utcSecond(startMs)} and on: ${GAP_REASONS[reason]}, not read yet`
    : safe`${utcSecond(startMs)} to ${utcSecond(endMs)} (${ageText(endMs - startMs)}): ${GAP_REASONS[reason]}; read again, nothing missing`;
}

export function noticeWords(notice: Notice): SafeText {
  switch (notice.kind) {
    case 'recovered':
      return safe`recovered after ${ageText(notice.atMs - notice.sinceMs)}; reading on from where it stopped`;
    case 'assumed':
      return safeText(notice.message);
    case 'waiting':
      return safe`the log group does not exist yet: waiting for it`;
    case 'busy':
      return safe`API busy: AWS throttles FilterLogEvents; lmon slows down and loses nothing`;
    case 'unreachable':
      return safe`no answer from AWS (${safeText(notice.name)}): trying again`;
    case 'malformed':
      return safe`AWS answers with something unreadable (${safeText(notice.name)}): trying again`;
    case 'denied':
      return safe`access denied: logs:FilterLogEvents is not allowed (${safeText(notice.message)})`;
    case 'expired':
      return safe`credentials are missing or expired: ${safeText(notice.message)}`;
  }
}
