import { useInput } from 'ink';
import { helpRows } from './help-rows.ts';
import type { ScreenName } from './parts/keymap.ts';
import type { Look } from './parts/look.ts';
import { Screen } from './parts/screen-row.tsx';
import type { WindowSize } from './parts/window-size.ts';

interface HelpProps {
  readonly behind: ScreenName;
  readonly size: WindowSize;
  readonly look: Look;
  readonly onClose: () => void;
}

/** Which key? */
export function HelpScreen({ behind, size, look, onClose }: HelpProps) {
  useInput(onClose);
  const { columns, rows } = size;
  return <Screen rows={helpRows(behind, columns, rows, look)} columns={columns} height={rows} look={look} />;
}
