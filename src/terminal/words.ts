import type { Line, Span, Tone } from './line.ts';
import type { SafeText } from './text.ts';

/** A sentence: literals as facts, spans with their own looks, other values as facts. */
export function words(
  literals: TemplateStringsArray,
  ...values: readonly (Span | Line | SafeText | number)[]
): Line {
  return literals.flatMap((literal, index) => {
    const value = values[index];
    const before = literal === '' ? [] : [fact(literal)];
    return value === undefined ? before : [...before, ...asSpans(value)];
  });
}

/** The one number of a sentence that should stand out. */
export function strong(text: SafeText | number, tone: Tone = 'fact'): Span {
  return { tone, text: String(text) as SafeText, bold: true };
}

export function toned(tone: Tone, text: SafeText | number): Span {
  return { tone, text: String(text) as SafeText };
}

/** Verbatim text of others: where text is marked up, it must not be interpreted, nor may a clause of it be left out. */
export function verbatim(line: Line): Line {
  return line.map((span) => ({ ...span, isVerbatim: true }));
}

/** The same for one of their texts within a sentence of ours. */
export function quoted(text: SafeText): Line {
  return verbatim([toned('fact', text)]);
}

/** A command to copy, alone or at the end of a sentence. */
export function toCopy(command: SafeText): Line {
  return quoted(command).map((span) => ({ ...span, isCommand: true }));
}

function asSpans(value: Span | Line | SafeText | number): Line {
  if (typeof value === 'number' || typeof value === 'string') return [fact(String(value))];
  return 'text' in value ? [value] : value;
}

function fact(text: string): Span {
  return { tone: 'fact', text: text as SafeText };
}
