import type { SafeText } from '../../../terminal/text.ts';
import type { Look } from '../look/look.ts';

/** What every screen is drawn into, whatever it shows. */
export interface FramedScreen {
  /** Breadcrumb, outermost first: `Fleet`, `checkout-api`. */
  readonly path: readonly SafeText[];
  /** Whether "back" ends lmon. */
  readonly isRoot: boolean;
  readonly columns: number;
  readonly rows: number;
  readonly look: Look;
}
