/** `a`, `a or b`, `a, b or c`; empty for none. Of safe text it is safe, as only commas and words of ours come to it. */
export function either<Text extends string>(names: readonly Text[]): Text {
  const last = names.at(-1) ?? '';
  return (names.length < 2 ? last : `${names.slice(0, -1).join(', ')} or ${last}`) as Text;
}
