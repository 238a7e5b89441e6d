import type { AppScreen } from './parts/app-settings.ts';

/** The path after a screen was asked for: returns to it if it is already below, as it must not be left twice. */
export function pathBackTo(path: readonly AppScreen[], screen: AppScreen): readonly AppScreen[] {
  // An invocation leads to others, and Esc back through all of them.
  return (screen.name === 'invocation' ? null : pathDownTo(path, screen)) ?? [...path, screen];
}

/** The path after the top screen was left for another, which may already be below it. */
export function pathLeftFor(path: readonly AppScreen[], screen: AppScreen): readonly AppScreen[] {
  return pathDownTo(path, screen) ?? [...path.slice(0, -1), screen];
}

/** Null where the screen is not in the path. */
function pathDownTo(path: readonly AppScreen[], screen: AppScreen): readonly AppScreen[] | null {
  const place = path.findLastIndex((other) => isSame(other, screen));
  return place < 0 ? null : path.slice(0, place + 1);
}

/** Whether both show the same of the same function or log. */
function isSame(screen: AppScreen, other: AppScreen): boolean {
  return (
    screen.name === other.name &&
    subjectOf(screen) === subjectOf(other) &&
    qualifierOf(screen) === qualifierOf(other)
  );
}

function subjectOf(screen: AppScreen): string | null {
  if ('target' in screen) return screen.target;
  return 'functionName' in screen ? screen.functionName : null;
}

function qualifierOf(screen: AppScreen): string | null {
  return 'qualifier' in screen ? (screen.qualifier ?? null) : null;
}
