import { FunctionScreen } from './dashboard/dashboard.tsx';
import type { FunctionScreenProps } from './function/function-screen-props.ts';
import { HeadroomScreen } from './headroom/headroom.tsx';
import type { WindowAction } from './keys/key-action.ts';
import type { AppScreen } from './parts/app-settings.ts';
import { TriageScreen } from './triage/triage.tsx';

type ScreenOfFunction = Extract<AppScreen, { readonly functionName: string }>;

interface FunctionScreensProps extends Omit<FunctionScreenProps, 'functionName' | 'qualifier' | 'onSwitch'> {
  readonly screen: ScreenOfFunction;
  readonly window: WindowAction | null;
  readonly onWindow: (window: WindowAction) => void;
  /** Replaces this screen by another. */
  readonly onSwitch: (screen: ScreenOfFunction) => void;
}

/** The screens about one watched function. */
export function FunctionScreens({ screen, onSwitch, window, onWindow, ...props }: FunctionScreensProps) {
  const { name } = screen;
  const given: FunctionScreenProps = {
    ...props,
    functionName: screen.functionName,
    qualifier: qualifierOf(screen),
    onSwitch: (functionName) => onSwitch({ name, functionName }),
  };
  switch (screen.name) {
    case 'function':
      return <FunctionScreen {...given} window={window} onWindow={onWindow} />;
    case 'headroom':
      return <HeadroomScreen {...given} />;
    case 'triage':
      return <TriageScreen {...given} />;
  }
}

/** The binding limit concerns the whole function. */
function qualifierOf(screen: ScreenOfFunction): string | null {
  return screen.name === 'headroom' ? null : (screen.qualifier ?? null);
}

export function isOfFunction(screen: AppScreen): screen is ScreenOfFunction {
  return 'functionName' in screen;
}
