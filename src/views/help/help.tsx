import { useState } from 'react';
import { rowsMovedBy } from '../keys/key-action.ts';
import type { ScreenName } from '../keys/key-binding.ts';
import { useKeys } from '../keys/keys.ts';
import { Screen } from '../parts/frame/screen-row.tsx';
import type { WindowSize } from '../parts/frame/window-size.ts';
import type { Look } from '../parts/look/look.ts';
import { topRowAfter } from '../parts/sections/top-row.ts';
import type { PlayedRecording } from '../prompt/prompt-command.ts';
import { helpHeight, helpPage, helpRows, helpText } from './help-rows.ts';

interface HelpProps {
  readonly behind: ScreenName;
  readonly size: WindowSize;
  readonly look: Look;
  readonly watchesFleet: boolean;
  readonly played: PlayedRecording | null;
  readonly onClose: () => void;
}

/** Which key? */
export function HelpScreen({ behind, size, look, watchesFleet, played, onClose }: HelpProps) {
  const { columns, rows } = size;
  const [top, setTop] = useState(0);
  const text = helpText(behind, columns, look, { watchesFleet, played });
  const page = helpPage(text, rows);
  const lastTop = Math.max(0, text.length - helpHeight(rows));

  useKeys('help', ({ action }) => {
    if (action === null || rowsMovedBy(action, page) === null || lastTop === 0) return onClose();
    setTop((before) => topRowAfter(action, before, { height: page, lastTop }) ?? before);
  });
  const shown = helpRows(text, Math.min(top, lastTop), rows, look);
  return <Screen rows={shown} columns={columns} height={rows} look={look} />;
}
