import { safe, safeText } from '../terminal/safe-text.ts';
import type { SafeText } from '../terminal/text.ts';
import type { AppScreen } from './parts/app-settings.ts';

/**
 * The breadcrumb of the top screen, outermost first. It includes the report that Esc returns to, but not the other ways
 * that led here.
 */
export function pathNames(path: readonly AppScreen[]): readonly SafeText[] {
  const top = path.at(-1);
  if (top === undefined) return [];
  if (top.name === 'fleet') return [safe`Fleet`];
  const home = path[0]?.name === 'fleet' ? [safe`Fleet`] : [];
  const below = partBelow(path, subjectOf(top));
  // A dashboard is named by its function, unless another screen of that comes before it.
  const part = below.length > 0 && top.name === 'function' ? [safe`Dashboard`] : partNames(top);
  return [...home, safeText(subjectOf(top)), ...below, ...part];
}

/** From a log opened for a report, "back" returns to the report; lists and logs lead to each other. */
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

/** The name of the screen among those of its subject. */
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
