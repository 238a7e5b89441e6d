/** What JSON leaves as it is, and a terminal or a reader would take for something else or not see at all. */
const UNPRINTABLE = /[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;

/** The value as one line of JSON, in which whatever can't be seen is escaped: the same value, harmless to a terminal. */
export function jsonLine(value: object): string {
  return JSON.stringify(value).replace(UNPRINTABLE, escaped);
}

/** UTF-16, as JSON wants it: two escapes for what lies beyond U+FFFF. */
function escaped(character: string): string {
  const units = character.split('');
  return units.map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`).join('');
}
