/**
 * A text with the signs that tell where a secret stands written as most programs do. Some escape more of JSON than they
 * need to, as `\u0022` or `\x22`, HTML has names for marks, and CSV doubles them. Both texts mean the same.
 */
export function withPlainSigns(text: string): string {
  const named = text.includes('&quot;') ? text.replaceAll('&quot;', '\\"') : text;
  const plain = /\\(?:u00|x)/.test(named)
    ? named.replace(ESCAPED, (found, ...of: string[]) => plainSign(found, of))
    : named;
  return OF_CSV.test(plain) ? plain.replace(/(?<!\\)(\\*)""/g, '$1$1\\"') : plain;
}

const ESCAPED = /(?<!\\)(\\+)(?:u00|x)(22|26|27|2b|3c|3d|3e|60)/gi;
const OF_CSV = /""[\w-]{1,96}""\s{0,8}:/;

/** Each string that a text stands in has doubled the backslash of the escape, and would have escaped a mark. */
function plainSign(found: string, [backslashes = '', code = '']: readonly string[]): string {
  const sign = String.fromCharCode(Number.parseInt(code, 16));
  const own = backslashes.length & -backslashes.length;
  const quoted = backslashes.slice(own);
  if (sign === '"') return `${quoted}${'\\'.repeat(2 * own - 1)}"`;
  // What a string of strings begins with may be such a mark.
  return own > 1 && /['`]/.test(sign) ? found : quoted + sign;
}
