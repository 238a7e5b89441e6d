import type { SafeText } from './text.ts';

const PRINTABLE_ASCII = /^[\x20-\x7e]*$/;
const ASCII = /^[\x00-\x7f]*$/;
/** Most non-ASCII text (accents, dashes, arrows, kana, Han, Hangul), which is known to be harmless. */
const SIMPLE =
  /^[\x20-\x7e\u00a0-\u00ac\u00ae-\u02ff\u2010-\u2027\u2190-\u22ff\u2500-\u25fc\u3000-\u3029\u3041-\u3096\u30a1-\u30ff\u4e00-\u9fff\uac00-\ud7a3\uff01-\uff5e]*$/;
const LINE_BREAK = /\r\n|[\n\v\f\r\u0085\u2028\u2029]/;
const TAB = '  ';
const NO_BREAK_SPACE = '\u00a0';

/**
 * One row of text that does nothing but fill `displayWidth` cells. What it does to `raw`:
 *
 * | in `raw`                                             | in the result                        |
 * | ---------------------------------------------------- | ------------------------------------ |
 * | tab                                                  | two spaces                           |
 * | C0 controls and DEL, line breaks too                 | a symbol: U+2400 to U+2421           |
 * | C1 controls, bidi and zero-width characters, tags, line separators, soft hyphens, lone surrogates, private-use and unassigned code points | `<U+009B>` |
 * | joiners between non-ASCII letters or emoji           | left out: they only shape their neighbours |
 * | variation selectors, enclosing marks, skin tones     | left out: terminals disagree about their width |
 * | flags                                                | their two letters                    |
 * | marks beyond the third on one letter                 | left out: they would climb into other rows |
 * | marks with nothing to stand on                       | put on a no-break space              |
 * | characters that terminals give different widths      | `<U+2630>`                           |
 *
 * What is left has a width that is the sum of its characters' widths, wherever it is cut or joined.
 */
export function safeText(raw: string): SafeText {
  if (PRINTABLE_ASCII.test(raw)) return raw as SafeText;
  const tabless = raw.replaceAll('\t', TAB);
  if (ASCII.test(tabless)) return withControlsShown(tabless) as SafeText;
  if (SIMPLE.test(tabless)) return tabless as SafeText;
  return withControlsShown(withDisputedShown(withSimpleCharacters(tabless))) as SafeText;
}

/** `raw` itself if it is all printable ASCII, as most text is; null if it has to be made safe. */
export function printableAscii(raw: string): SafeText | null {
  return PRINTABLE_ASCII.test(raw) ? (raw as SafeText) : null;
}

/** Including a message's final line break. A backslash may hide anything, as JSON has escapes. */
const WITHOUT_ESCAPES = /^[\x20-\x5b\x5d-\x7e]*\r?\n?$/;

/**
 * `made` itself if the message `raw`, from which it was read, is harmless: checking one message is faster than checking
 * everything made of it. Null if `made` has to be checked.
 *
 * @param made consists of harmless text and of text read from `raw`
 */
export function safeAsMadeOf(raw: string, made: string): SafeText | null {
  return WITHOUT_ESCAPES.test(raw) ? (made as SafeText) : null;
}

/**
 * `made` itself, which consists of harmless text and of text that was read as printable ASCII
 * (`usual-line-expressions.ts`).
 */
export function madeOfPrintable(made: string): SafeText {
  return made as SafeText;
}

export function withoutBlanksAtEnd(text: SafeText): SafeText {
  return text.trimEnd() as SafeText;
}

/**
 * The lines of a text, each as `safeText` makes it. LF, CRLF, CR, VT, FF, U+0085, U+2028 and U+2029 end a line;
 * one at the end of the text opens no further line, so that there is always at least one.
 */
export function safeLines(raw: string): readonly SafeText[] {
  const lines = raw.split(LINE_BREAK);
  if (lines.length > 1 && lines.at(-1) === '') lines.pop();
  return lines.map(safeText);
}

/** For lmon's own text: literals are taken as they are, and only safe values are accepted. */
export function safe(literals: TemplateStringsArray, ...values: readonly (SafeText | number)[]): SafeText {
  // Not String.raw, which takes ten times as long: this runs several times for each log line.
  let text = literals[0] ?? '';
  for (let index = 0; index < values.length; index += 1) text += `${values[index]}${literals[index + 1]}`;
  return text as SafeText;
}

export function joinSafe(parts: readonly SafeText[], separator: SafeText = '' as SafeText): SafeText {
  return parts.join(separator) as SafeText;
}

const CONTROL = /[\x00-\x1f\x7f]/g;

function withControlsShown(text: string): string {
  return text.replace(CONTROL, pictureOf);
}

function pictureOf(control: string): string {
  return control === '\x7f' ? '\u2421' : String.fromCharCode(0x2400 + control.charCodeAt(0));
}

const INVISIBLE_OR_ENCLOSING_MARK = /\p{Me}|(?=\p{Default_Ignorable_Code_Point})\p{M}/gu;
const JOINER_AT_WORK = /(?<=[^\x00-\x7f])[\u200c\u200d]+(?=[^\x00-\x7f])/gu;
const SKIN_TONE = /(?<=\p{Emoji_Presentation}|\p{Emoji_Modifier_Base})\p{Emoji_Modifier}+/gu;
const FLAG_LETTER = /\p{Regional_Indicator}/gu;
const MARK_BEYOND_THIRD = /(?<=\p{M}{3})\p{M}+/gu;

/**
 * Characters that combine with the previous one and yet fill a cell. After an emoji or a Hangul syllable, terminals
 * that draw clusters give them no cell of their own; all others do.
 */
const SPACING_MARK = String.raw`[\p{Mc}\u0e33\u0eb3\uff9e\uff9f]`;
const leadingMark = compiledOnce(() => new RegExp(String.raw`^(?=\p{M}|${SPACING_MARK})`, 'u'));
const misplacedMark = compiledOnce(
  () => new RegExp(String.raw`(?<=[\p{Emoji_Presentation}\uac00-\ud7a3]\p{Mn}*)(?=${SPACING_MARK})`, 'gu'),
);

/** Unicode property expressions take milliseconds to compile, which a start without such text avoids. */
function compiledOnce(build: () => RegExp): () => RegExp {
  let built: RegExp | null = null;
  return () => {
    built ??= build();
    return built;
  };
}

function withSimpleCharacters(text: string): string {
  return (
    text
      .replace(INVISIBLE_OR_ENCLOSING_MARK, '')
      .replace(JOINER_AT_WORK, '')
      .replace(SKIN_TONE, '')
      .replace(FLAG_LETTER, letterOfFlag)
      // Before composing, whose time grows with the square of the marks on one letter.
      .replace(MARK_BEYOND_THIRD, '')
      .normalize('NFC')
      .replace(leadingMark(), NO_BREAK_SPACE)
      .replace(misplacedMark(), NO_BREAK_SPACE)
  );
}

function letterOfFlag(indicator: string): string {
  return String.fromCharCode((indicator.codePointAt(0) ?? 0) - 0x1f1e6 + 0x41);
}

const UNDRAWABLE = String.raw`[^\P{C}\x00-\x1f\x7f]|[\p{Zl}\p{Zp}]`;
/** Conjoining jamo that no syllable took in, and Kirat Rai vowels: clusters narrower than their parts. */
const CLUSTERING = String.raw`[\u1100-\u11ff\ua960-\ua97c\ud7b0-\ud7fb\u{16d63}-\u{16d6a}]`;
/** Their width differs between editions of Unicode. */
const DISPUTED = String.raw`[\u06de\u1734\u2630-\u2637\u268a-\u268f\u302e\u302f\u3164\u3248-\u324f\uffa0\u{1d300}-\u{1d376}]|\p{Emoji_Modifier}`;
const shownAsCode = compiledOnce(() => new RegExp([UNDRAWABLE, CLUSTERING, DISPUTED].join('|'), 'gu'));

function withDisputedShown(text: string): string {
  return text.replace(shownAsCode(), codeOf);
}

function codeOf(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  return `<U+${code.toString(16).toUpperCase().padStart(4, '0')}>`;
}
