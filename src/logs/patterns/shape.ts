/** A place whose value differs in each message. */
export const ANY = null;

/** A message without its values: its words in order, and the places of values among them. */
export type Shape = readonly (string | typeof ANY)[];

/** Where a part of the shape stands in the message, in UTF-16 units. */
export interface ShapeSpan {
  readonly start: number;
  readonly end: number;
}
