import type { AccountModel } from '../../src/local/world/function-model.ts';
import type { Staged } from './scenario.ts';
import type { Setting } from './setting.ts';
import type { Sight } from './sight.ts';

/** A synthetic incident and the truth about it. */
export interface Incident {
  readonly number: number;
  readonly seed: number;
  /** Its name in tables: one name, or two joined by a plus. */
  readonly name: string;
  readonly setting: Setting;
  readonly account: AccountModel;
  /** For each cause, the suspects that name it; empty if nothing is wrong. */
  readonly causes: readonly (readonly string[])[];
  readonly sinceMs: number | null;
  readonly beganByMs?: Staged['beganByMs'];
  readonly pattern: Staged['pattern'];
  readonly dimension: Staged['dimension'];
  readonly failsAsEver: boolean;
  readonly harms: readonly RegExp[];
  readonly sight: Sight;
  /** Further groups that tables count it in, such as `course: ramp`. */
  readonly traits: readonly string[];
}
