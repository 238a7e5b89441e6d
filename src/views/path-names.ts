import { safe, safeText } from '../terminal/safe-text.ts';
import type { SafeText } from '../terminal/text.ts';
import type { AppScreen } from './app-settings.ts';

/** What the breadcrumb calls the screens, outermost first. What lies over a screen of the same function does not repeat the name. */
export function pathNames(path: readonly AppScreen[]): readonly SafeText[] {
  return path.flatMap((screen, place) => namesOf(screen, path[place - 1]));
}

function namesOf(screen: AppScreen, under: AppScreen | undefined): readonly SafeText[] {
  switch (screen.name) {
    case 'fleet':
      return [safe`Fleet`];
    case 'function':
      return [safeText(screen.functionName)];
    case 'headroom':
      return [...functionNameOf(screen.functionName, under), safe`Headroom`];
    case 'triage':
      return [...functionNameOf(screen.functionName, under), safe`Triage`];
    case 'tail':
      return [...functionNameOf(screen.target, under), safe`Logs`];
    case 'invocations':
      return [...functionNameOf(screen.target, under), safe`Invocations`];
    case 'invocation':
      return [...functionNameOf(screen.target, under), safeText(screen.run.requestId)];
  }
}

function functionNameOf(target: string, under: AppScreen | undefined): readonly SafeText[] {
  const named = under === undefined ? null : nameIn(under);
  return named === target ? [] : [safeText(target)];
}

function nameIn(screen: AppScreen): string | null {
  switch (screen.name) {
    case 'fleet':
      return null;
    case 'function':
    case 'headroom':
    case 'triage':
      return screen.functionName;
    case 'tail':
    case 'invocations':
    case 'invocation':
      return screen.target;
  }
}
