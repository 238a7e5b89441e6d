/** It becomes part of a host name. */
const ARN = /^arn:[\w-]*:[\w-]*:([a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?):/;

/** The Region that an ARN names; null for a name, and for an ARN without one. */
export function regionOfArn(word: string): string | null {
  return ARN.exec(word)?.[1] ?? null;
}
