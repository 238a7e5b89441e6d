import type { Draft } from '../draft.ts';
import type { FreshPlan } from './fresh-story.ts';

/** An account as a scenario or a noise finds it, and leaves it changed: what it does, and what its logs say. */
export interface Scene {
  readonly draft: Draft;
  readonly plan: FreshPlan;
}
