import { safe, safeText } from '../../terminal/safe-text.ts';
import { toned } from '../../terminal/words.ts';
import { withMargin } from '../parts/frame/margin.ts';
import { Screen, type ScreenRow } from '../parts/frame/screen-row.tsx';
import { CALLS_ARE_STOPPED } from '../parts/header/header-facts.ts';
import type { FunctionScreenProps } from './function-screen-props.ts';
import type { WatchedFunction } from './use-watched-function.ts';

interface WatchedScreenProps
  extends Pick<FunctionScreenProps, 'functionName' | 'size' | 'settings' | 'isCovered'> {
  readonly watched: WatchedFunction;
  /** Null while the function is being looked for. */
  readonly rows: readonly ScreenRow[] | null;
}

/** A screen of one function, or what it waits for. */
export function WatchedScreen(props: WatchedScreenProps) {
  const { functionName, size, settings, watched, rows } = props;
  if (props.isCovered) return null;
  const waiting =
    watched.snapshot.held?.kind === 'stopped'
      ? toned('warn', CALLS_ARE_STOPPED)
      : toned('dim', safe`looking for ${safeText(functionName)}`);
  return (
    <Screen
      rows={rows ?? [withMargin([waiting])]}
      columns={size.columns}
      height={size.rows}
      look={settings.look}
    />
  );
}
