import type { Draft } from '../draft.ts';
import type { FreshPlan } from './fresh-story.ts';

/** An account as a scenario or a noise receives it and returns it changed: its behaviour and the words of its logs. */
export interface Scene {
  readonly draft: Draft;
  readonly plan: FreshPlan;
}
