import type { ScreenName } from '../keys/key-binding.ts';
import { Screen, type ScreenRow } from '../parts/frame/screen-row.tsx';
import { type AwaitedContent, awaitedRows } from './awaited-rows.ts';
import type { FunctionScreenProps } from './function-screen-props.ts';
import type { WatchedFunction } from './use-watched-function.ts';

interface WatchedScreenProps extends FunctionScreenProps {
  readonly watched: WatchedFunction;
  /** Null while the function is being looked for. */
  readonly rows: readonly ScreenRow[] | null;
  readonly screen: ScreenName;
  /** What its frame holds until then. */
  readonly awaited: AwaitedContent;
}

/** A screen of one function, or what it waits for. */
export function WatchedScreen(props: WatchedScreenProps) {
  const { screen, functionName, path, isRoot, size, settings, watched, rows } = props;
  if (props.isCovered) return null;
  const { look, whereabouts, now } = settings;
  const awaited = () =>
    awaitedRows({
      ...size,
      screen,
      functionName,
      path,
      isRoot,
      content: props.awaited,
      snapshot: watched.snapshot,
      whereabouts,
      nowMs: now(),
      look,
    });
  return <Screen rows={rows ?? awaited()} columns={size.columns} height={size.rows} look={look} />;
}
