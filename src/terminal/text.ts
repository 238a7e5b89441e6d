/**
 * The two kinds of text. All text from outside (log lines, function names, stream names, error messages) is hostile to
 * a terminal until `safeText` has made it harmless.
 */

declare const rawBrand: unique symbol;
declare const safeBrand: unique symbol;

/** Text as AWS sent it: parsed, stored, recorded, and written by the `raw` and `json` outputs. Never drawn. */
export type RawText = string & { readonly [rawBrand]: never };

/** Text that can't move the cursor, change a colour or hide anything. Made only in `terminal/`. */
export type SafeText = string & { readonly [safeBrand]: never };

/** Marks text at the boundary where it enters the process. */
export function rawText(text: string): RawText {
  return text as RawText;
}
