import { elsewhereWords } from '../keys/elsewhere-words.ts';
import { type Action, isEverywhere } from '../keys/key-action.ts';
import type { ScreenName } from '../keys/key-binding.ts';
import { useKeys } from '../keys/keys.ts';
import { tracesCopyable } from '../parts/copying/trace-copyables.ts';
import { functionConsole, functionNote } from './function-copyables.ts';
import type { FunctionScreenProps } from './function-screen-props.ts';
import { neighbourOf } from './neighbour.ts';
import type { WatchedFunction } from './use-watched-function.ts';

/** Keys shared by all screens of a function. Other keys go to the screen itself. */
export function useFunctionKeys(
  screen: ScreenName,
  { snapshot, status }: WatchedFunction,
  props: FunctionScreenProps,
  onOwn: (action: Action) => void,
): void {
  const { functionName, qualifier, fleet, settings, menu } = props;
  // In the syntax of `lmon tail`: for an alias, only its own lines.
  const target = qualifier === null ? functionName : `${functionName}:${qualifier}`;
  useKeys(
    screen,
    ({ action, elsewhere }) => {
      if (elsewhere !== null) props.onSay(elsewhereWords(elsewhere));
      if (action !== null) answer(action);
    },
    !props.isCovered,
  );

  function answer(action: Action) {
    if (isEverywhere(action)) return props.onEverywhere(action);
    switch (action) {
      case 'back':
      case 'quit':
        return props.onBack();
      case 'open':
        return props.onOpen(functionName);
      case 'logs':
        return props.onLogs(target);
      case 'invocations':
        return props.onInvocations(target);
      case 'headroom':
        return props.onHeadroom(functionName);
      case 'triage':
        return props.onTriage(functionName, qualifier);
      case 'freeze':
        return fleet.toggleFreeze();
      case 'refresh':
        return props.onRefresh();
      case 'present':
        return props.onPresent();
      case 'console':
        return status && menu.copy(functionConsole(status, settings.access));
      case 'note':
        return status && props.onNote(functionName, functionNote(status, snapshot));
      case 'writeNote':
        return props.onWriteNote(functionName);
      case 'trace':
        return menu.copy(tracesCopyable(functionName, settings.access));
      case 'nextFunction':
        return switchBy(1);
      case 'previousFunction':
        return switchBy(-1);
      default:
        return onOwn(action);
    }
  }

  function switchBy(step: 1 | -1) {
    const neighbour = neighbourOf(snapshot.functions, functionName, step);
    if (neighbour !== null) props.onSwitch(neighbour);
  }
}
