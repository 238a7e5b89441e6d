import type { AppScreen } from './parts/app-settings.ts';

/**
 * The path after a screen was asked for, which is never in it twice. One that is already below comes to the top, so that
 * "back" returns to where it was asked for. Lists and logs lead to each other: one that is asked for from the other
 * only uncovers it.
 */
export function pathTo(path: readonly AppScreen[], screen: AppScreen): readonly AppScreen[] {
  // An invocation leads to others, and Esc back through all of them.
  const place = screen.name === 'invocation' ? -1 : placeOf(screen, path);
  const found = path[place];
  // The first screen stays where it is: "back" ends lmon only there.
  if (found === undefined || (place === 0 && !isOfLog(screen))) return [...path, screen];
  const above = path.slice(place + 1);
  const kept = isOfLog(screen) ? withoutTopmostOf(screen.target, above) : above;
  if (kept.length === 0) return path.slice(0, place + 1);
  return place === 0 ? [...path, screen] : [...path.slice(0, place), ...kept, found];
}

function withoutTopmostOf(target: string, screens: readonly AppScreen[]): readonly AppScreen[] {
  return screens.slice(0, screens.findLastIndex((each) => !isOfLog(each) || each.target !== target) + 1);
}

function isOfLog(screen: AppScreen): screen is Extract<AppScreen, { readonly target: string }> {
  return 'target' in screen;
}

/** The path after the top screen was left for another, which may already be below it. */
export function pathLeftFor(path: readonly AppScreen[], screen: AppScreen): readonly AppScreen[] {
  const place = placeOf(screen, path);
  return place < 0 ? [...path.slice(0, -1), screen] : path.slice(0, place + 1);
}

/** -1 where the screen is not in the path. */
function placeOf(screen: AppScreen, path: readonly AppScreen[]): number {
  return path.findLastIndex((other) => isSame(other, screen));
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
