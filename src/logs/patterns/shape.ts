/** A place that holds another value in each message. */
export const ANY = null;

/** What is left of a message without its values: its words in order, and where values stand between them. */
export type Shape = readonly (string | typeof ANY)[];

/** From where to where a part of the shape stands in the message, in UTF-16 units. */
export interface ShapeSpan {
  readonly start: number;
  readonly end: number;
}
