import { choosesSome } from './tail-choice.ts';
import type { TailState } from './tail-state.ts';

/** What "back" undoes first on the log screen; null where it leaves it. */
export function undoneByBack({
  pane,
  find,
  expanded,
  choice,
}: TailState): 'pane' | 'find' | 'expanded' | 'choice' | null {
  if (pane === 'patterns') return 'pane';
  if (find !== null) return 'find';
  if (expanded !== null) return 'expanded';
  return choosesSome(choice) ? 'choice' : null;
}
