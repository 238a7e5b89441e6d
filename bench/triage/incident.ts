import type { AccountModel } from '../../src/local/world/function-model.ts';
import type { Staged } from './scenario.ts';
import type { Setting } from './setting.ts';
import type { Sight } from './sight.ts';

/** One that was made, with what is true of it. */
export interface Incident {
  readonly number: number;
  readonly seed: number;
  /** What it is called in tables: one name, or two joined by a plus. */
  readonly name: string;
  readonly setting: Setting;
  readonly account: AccountModel;
  /** For each cause the suspects that name it; none where nothing is wrong. */
  readonly causes: readonly (readonly string[])[];
  readonly sinceMs: number | null;
  readonly beganByMs?: Staged['beganByMs'];
  readonly pattern: Staged['pattern'];
  readonly dimension: Staged['dimension'];
  readonly failsAsEver: boolean;
  readonly harms: readonly RegExp[];
  readonly sight: Sight;
  /** What else may be told of it in tables, as `course: ramp`. */
  readonly traits: readonly string[];
}
