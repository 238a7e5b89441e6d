import { useState } from 'react';
import { rowsMovedBy } from '../keys/key-action.ts';
import type { ScreenName } from '../keys/key-binding.ts';
import { useKeys } from '../keys/keys.ts';
import type { Look } from '../parts/look.ts';
import { Screen } from '../parts/screen-row.tsx';
import type { WindowSize } from '../parts/window-size.ts';
import { helpHeight, helpRows, helpText } from './help-rows.ts';

interface HelpProps {
  readonly behind: ScreenName;
  readonly size: WindowSize;
  readonly look: Look;
  readonly watchesFleet: boolean;
  readonly onClose: () => void;
}

/** Which key? */
export function HelpScreen({ behind, size: { columns, rows }, look, watchesFleet, onClose }: HelpProps) {
  const [first, setFirst] = useState(0);
  const text = helpText(behind, columns, look, watchesFleet);
  const height = helpHeight(rows);
  const lastFirst = Math.max(0, text.length - height);

  useKeys('help', ({ action }) => {
    const step = action === null ? null : rowsMovedBy(action, height);
    if (step === null || lastFirst === 0) return onClose();
    setFirst((before) => Math.min(Math.max(0, before + step), lastFirst));
  });
  const shown = helpRows(text, Math.min(first, lastFirst), rows, look);
  return <Screen rows={shown} columns={columns} height={rows} look={look} />;
}
