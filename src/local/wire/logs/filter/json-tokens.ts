/** A piece of a JSON condition: `{ $.level = "ERROR" && $.durationMs > 5 }`. */
export interface Token {
  readonly kind: 'selector' | 'operator' | 'text' | 'regexp' | 'word' | 'mark';
  readonly text: string;
}

const SHAPES: readonly (readonly [Token['kind'], RegExp])[] = [
  ['mark', /&&|\|\||[(){}]/y],
  ['selector', /\$(?:\.[A-Za-z0-9_-]+|\[\d+\]|\.?\["[^"]+"\])+/y],
  ['operator', /!=|<=|>=|=|<|>/y],
  ['text', /"((?:[^"\\]|\\.)*)"/y],
  ['regexp', /%((?:[^%\\]|\\.)+)%/y],
  ['word', /[^\s"(){}=<>!&|%$]+/y],
];

/** The tokens of `pattern`; null if part of it is no token. */
export function jsonTokens(pattern: string): readonly Token[] | null {
  const tokens: Token[] = [];
  let at = 0;
  while (at < pattern.length) {
    if (/\s/.test(pattern.charAt(at))) {
      at += 1;
      continue;
    }
    const found = tokenAt(pattern, at);
    if (found === null) return null;
    tokens.push(found.token);
    at = found.end;
  }
  return tokens;
}

function tokenAt(pattern: string, at: number): { readonly token: Token; readonly end: number } | null {
  for (const [kind, shape] of SHAPES) {
    shape.lastIndex = at;
    const found = shape.exec(pattern);
    if (found !== null) return { token: { kind, text: found[1] ?? found[0] }, end: shape.lastIndex };
  }
  return null;
}
