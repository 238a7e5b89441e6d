import { shellWord } from '../../terminal/aws-command.ts';
import { joinSafe, safe, safeText } from '../../terminal/safe-text.ts';
import type { AppSettings } from '../parts/app-settings.ts';
import type { PlayedRecording } from './prompt-command.ts';

/** The recording that the screens show; null for an account. */
export function playedRecording({
  whereabouts: { replay },
  access,
}: Pick<AppSettings, 'whereabouts' | 'access'>): PlayedRecording | null {
  if (replay === undefined) return null;
  const words = replay.words.map((word) => shellWord(safeText(word)));
  return {
    endMs: replay.endMs,
    replaying: safe`${safeText(access.lmon)} replay ${joinSafe(words, safe` `)}`,
  };
}
