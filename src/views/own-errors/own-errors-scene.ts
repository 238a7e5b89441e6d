import type { EpochMs } from '../../lambda/time.ts';
import type { ApiLedgerSnapshot } from '../../monitor/calls/api-ledger.ts';
import type { CallBudgetState } from '../../monitor/calls/call-budget.ts';
import type { SafeText } from '../../terminal/text.ts';
import type { HeaderFacts } from '../parts/header/header-facts.ts';
import type { Look } from '../parts/look/look.ts';

/** Everything that the screen of lmon's own errors and calls shows, independent of the theme. */
export interface OwnErrorsScene {
  readonly header: HeaderFacts;
  /** The screens under this one, outermost first. */
  readonly above: readonly SafeText[];
  readonly ledger: ApiLedgerSnapshot;
  readonly budget: readonly CallBudgetState[];
  readonly areCallsHeld: boolean;
  /** The row of the text at the top. */
  readonly first: number;
  readonly nowMs: EpochMs;
  readonly columns: number;
  readonly rows: number;
  readonly look: Look;
}
