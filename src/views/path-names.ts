import { safe, safeText } from '../terminal/safe-text.ts';
import type { SafeText } from '../terminal/text.ts';
import type { AppScreen } from './parts/app-settings.ts';

/**
 * What the breadcrumb calls the screen on top, outermost first. Before it stands the report that Esc leads back to; by
 * which other ways it was come to is left out.
 */
export function pathNames(path: readonly AppScreen[]): readonly SafeText[] {
  const top = path.at(-1);
  if (top === undefined) return [];
  if (top.name === 'fleet') return [safe`Fleet`];
  const home = path[0]?.name === 'fleet' ? [safe`Fleet`] : [];
  const below = partBelow(path, subjectOf(top));
  // A dashboard needs no name but that of its function, unless another screen of it stands before.
  const part = below.length > 0 && top.name === 'function' ? [safe`Dashboard`] : partNames(top);
  return [...home, safeText(subjectOf(top)), ...below, ...part];
}

/** Whoever reads a log for a report goes back to it; lists and logs lead to each other. */
function partBelow(path: readonly AppScreen[], subject: string): readonly SafeText[] {
  const below = path.at(-2);
  return below?.name === 'triage' && subjectOf(below) === subject ? partNames(below) : [];
}

function subjectOf(screen: Exclude<AppScreen, { readonly name: 'fleet' }>): string {
  switch (screen.name) {
    case 'function':
    case 'triage':
      return screen.qualifier ? `${screen.functionName}:${screen.qualifier}` : screen.functionName;
    case 'headroom':
      return screen.functionName;
    case 'tail':
    case 'invocations':
    case 'invocation':
      return screen.target;
  }
}

/** Which of the screens of its subject it is. */
function partNames(screen: AppScreen): readonly SafeText[] {
  switch (screen.name) {
    case 'fleet':
    case 'function':
      return [];
    case 'headroom':
      return [safe`Headroom`];
    case 'triage':
      return [safe`Triage`];
    case 'tail':
      return [safe`Logs`];
    case 'invocations':
      return [safe`Invocations`];
    case 'invocation':
      return [screen.run.requestId === null ? safe`Invocation` : safeText(screen.run.requestId)];
  }
}
