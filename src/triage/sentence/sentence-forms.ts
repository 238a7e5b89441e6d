import type { Line } from '../../terminal/line.ts';
import type { SafeText } from '../../terminal/text.ts';

/**
 * What is said of a cause, behind a subject or a label, with one number in bold: in forms for less and less room, of which
 * one that is left out is like the one before.
 */
export interface SentenceForms {
  /** `is`: between a subject and every form, left out behind a label; absent where they begin with a verb. */
  readonly verb?: SafeText;
  readonly says: Line;
  /** Where only a few words are too many; absent where there is nothing between the two. */
  readonly middle?: Line;
  /** For 80 columns. */
  readonly short?: Line;
  /** Without what the table also says, so that the reason stays. */
  readonly shortest?: Line;
  /** Behind what makes the row critical. */
  readonly brief?: Line;
}
