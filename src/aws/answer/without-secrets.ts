/**
 * What services and the SDK write into their errors and nobody may read over a shoulder, in a log or in a recording:
 * keys, tokens, signatures, and the canonical request that AWS quotes back when a signature is wrong.
 */
const SECRETS: readonly (readonly [RegExp, string])[] = [
  [/(?:\n\n)?The Canonical String\b[\s\S]*$/i, ' [canonical request]'],
  [/\bAWS4-[A-Z0-9-]+\s+Credential=[^'"`\n]*/g, '[signature]'],
  [/\bBearer\s+[^\s'"]+/g, 'Bearer [token]'],
  [
    /((?:x-amz-(?:security-token|signature|credential)|session-?token|secret-?access-?key|signature)["']?\s*[:=]\s*["']?)[^\s"'&,;[]+/gi,
    '$1[hidden]',
  ],
  [/(\w:\/\/)[^\s/@]*@/g, '$1'],
  [/\b(?:AKIA|ASIA)[A-Z0-9]{12,}/g, '[access key]'],
  [/\b[0-9a-f]{64}\b/gi, '[signature]'],
  [/[\w+/=%-]{128,}/g, '[token]'],
];

/** The text of an error without what opens doors. */
export function withoutSecrets(text: string): string {
  return SECRETS.reduce((shown, [secret, word]) => shown.replace(secret, word), text);
}

/** Twice the longest session token, and more than any text that AWS writes. */
const MOST_LOOKED_AT = 16_384;

/** The same, no longer than `most`. */
export function boundedWithoutSecrets(text: string, most: number): string {
  return withoutSecrets(text.length <= MOST_LOOKED_AT ? text : wholeWords(text)).slice(0, most);
}

/** The start of a long text up to the end of a word: half a secret might not look like one. */
function wholeWords(text: string): string {
  const start = text.slice(0, MOST_LOOKED_AT);
  return start.slice(0, Math.max(0, start.lastIndexOf(' '), start.lastIndexOf('\n')));
}
