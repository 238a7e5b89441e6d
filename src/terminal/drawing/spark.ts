import { blanks } from '../display-width.ts';
import type { Line, Span, Tone } from '../line.ts';
import type { SafeText } from '../text.ts';
import type { Glyphs } from '../theme/glyphs.ts';

export interface SparkOptions {
  /** The value that fills a cell. Higher ones fill it too. */
  readonly max: number;
  /** One tone for all, or one for each value. */
  readonly tone?: Tone | ((value: number) => Tone);
  /** How many of the newest cells are drawn at full strength. */
  readonly newest?: number;
}

const NEWEST = 3;

/** One cell a value, oldest first. No data (null, NaN) is a blank cell; measured zero has a sign for itself. */
export function spark(values: readonly (number | null)[], options: SparkOptions, glyphs: Glyphs): Line {
  const { tone = 'focus', newest = NEWEST } = options;
  // Not a picture: a band of reverse video goes on over it.
  if (values.every(isMissing)) return [{ tone: 'fact', text: blanks(values.length) }];
  const firstOfNewest = values.length - newest;
  return joinAlike(
    values.map((value, index) => {
      const text = levelOf(value, options.max, glyphs);
      const shownTone = typeof tone === 'function' ? tone(value ?? 0) : tone;
      const cell =
        glyphs.name === 'ascii'
          ? { text, tone: shownTone }
          : { text, tone: shownTone, isPicture: true as const };
      return index < firstOfNewest ? { ...cell, faded: true } : cell;
    }),
  );
}

function isMissing(value: number | null): value is null {
  return value === null || Number.isNaN(value);
}

/** However little is more than nothing, so it fills the lowest level. */
function levelOf(
  value: number | null,
  max: number,
  { sparkZero, sparkLevels }: Pick<Glyphs, 'sparkZero' | 'sparkLevels'>,
): SafeText {
  if (isMissing(value)) return ' ' as SafeText;
  const share = max > 0 ? Math.min(Math.max(value / max, 0), 1) : 0;
  if (share === 0) return sparkZero;
  return sparkLevels[Math.max(1, Math.round(share * sparkLevels.length)) - 1] ?? sparkZero;
}

function joinAlike(spans: readonly Span[]): Line {
  const joined: Span[] = [];
  for (const next of spans) {
    const last = joined.at(-1);
    if (last !== undefined && last.tone === next.tone && last.faded === next.faded) {
      joined[joined.length - 1] = { ...last, text: (last.text + next.text) as SafeText };
    } else {
      joined.push(next);
    }
  }
  return joined;
}
