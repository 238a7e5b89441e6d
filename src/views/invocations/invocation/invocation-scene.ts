import type { EpochMs } from '../../../lambda/time.ts';
import type { RunPortrait } from '../../../logs/runs/run-portrait.ts';
import { SO_FAR } from '../../../print/invocation/difference-words.ts';
import { safe } from '../../../terminal/safe-text.ts';
import type { RawText, SafeText } from '../../../terminal/text.ts';
import type { FramedScreen } from '../../parts/frame/framed-screen.ts';
import type { HeaderFacts } from '../../parts/header/header-facts.ts';

/** The pages of an invocation on a screen with room for one section. */
const INVOCATION_PAGES = ['lines', 'compare'] as const;

export type InvocationPage = (typeof INVOCATION_PAGES)[number];

/** The user's changes to the screen of an invocation. */
export interface InvocationState {
  /** The first visible line. */
  readonly first: number;
  readonly page: InvocationPage;
}

export const INVOCATION_OPENED: InvocationState = { first: 0, page: 'lines' };

/** Everything that the screen of an invocation shows, independent of the theme. */
export interface InvocationScene extends FramedScreen {
  readonly portrait: RunPortrait;
  /** Whether some of its lines may be missing. */
  readonly isPart: boolean;
  /** Whether lines of the log are still to come: then what was not seen yet is not absent. */
  readonly isBeingRead: boolean;
  /** Where several functions are read together, the one that ran; null otherwise. */
  readonly functionName: RawText | null;
  /** The function's timeout; null without its configuration. */
  readonly timeoutMs: number | null;
  /** The onset of the function's trouble; null without one. */
  readonly onsetMs: EpochMs | null;
  readonly state: InvocationState;
  readonly header: HeaderFacts;
}

/** The word for the runs that it is compared with: until all were read, their median is of any moment. */
export function momentWord({ header, isBeingRead }: InvocationScene): SafeText {
  if (isBeingRead) return SO_FAR;
  return header.isPast === true ? safe`then` : safe`now`;
}
