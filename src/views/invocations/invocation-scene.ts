import type { EpochMs } from '../../lambda/time.ts';
import type { RunPortrait } from '../../logs/runs/run-portrait.ts';
import type { SafeText } from '../../terminal/text.ts';
import type { HeaderFacts } from '../parts/header.ts';
import type { Look } from '../parts/look.ts';

/** What a screen with room for one section shows of an invocation, page by page. */
export const INVOCATION_PAGES = ['lines', 'compare'] as const;

export type InvocationPage = (typeof INVOCATION_PAGES)[number];

/** What a person has done to the screen of an invocation. */
export interface InvocationState {
  /** The first line that is shown. */
  readonly first: number;
  readonly page: InvocationPage;
}

export const INVOCATION_OPENED: InvocationState = { first: 0, page: 'lines' };

/** Everything that the screen of an invocation shows, before it meets a theme. */
export interface InvocationScene {
  readonly portrait: RunPortrait;
  /** Whether lines of it may be missing. */
  readonly isPart: boolean;
  /** The function's; null where its configuration is not known. */
  readonly timeoutMs: number | null;
  /** When the function's trouble began; null where none is known. */
  readonly onsetMs: EpochMs | null;
  readonly state: InvocationState;
  readonly header: HeaderFacts;
  readonly path: readonly SafeText[];
  readonly isRoot: boolean;
  readonly columns: number;
  readonly rows: number;
  readonly look: Look;
}
