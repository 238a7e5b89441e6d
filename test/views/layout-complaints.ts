import { displayWidth } from '../../src/terminal/display-width.ts';
import { safeText } from '../../src/terminal/safe-text.ts';

/** A row that ends this many cells before the margin had room for more of what was cut. */
const ROOM_LEFT = 12;
/** A word that is cut to next to nothing, after the blanks between fields. */
const SCRAP = / {2,}[^\s…]{1,2}(?:…|\.\.\.)$/;
const ENDS_CUT = /(?:…|\.\.\.)$/;
/** Without colour, only the word tells the state. */
const TROUBLED_MARK = /^ (?:●|▲|!!|! ) (?=[A-Z])/;
const STATE_WORD = /^ (?:●|▲|!!|! ) (?:CRIT|WARN)\b/;

/**
 * Layout defects in the rows of a screen: too wide, no margin, cut although there is room, a scrap of a word, a title
 * that is not above its column, or a state shown only by its symbol.
 */
export function layoutComplaints(rows: readonly string[], columns: number): readonly string[] {
  return [...rows.flatMap((row) => complaintsOf(row.trimEnd(), columns)), ...columnComplaints(rows)];
}

function complaintsOf(row: string, columns: number): readonly string[] {
  const width = displayWidth(safeText(row));
  const defects = [
    { is: width > columns - 1, says: 'reaches into the right margin' },
    { is: row !== '' && row[0] !== ' ', says: 'reaches into the left margin' },
    { is: ENDS_CUT.test(row) && width < columns - 1 - ROOM_LEFT, says: 'is cut although there is room' },
    { is: SCRAP.test(row), says: 'ends in a scrap of a word' },
    { is: TROUBLED_MARK.test(row) && !STATE_WORD.test(row), says: 'tells a state by its sign alone' },
  ];
  return defects.flatMap(({ is, says }) => (is ? [`${says}: "${row}"`] : []));
}

/** The names of the fleet begin where their title does. */
function columnComplaints(rows: readonly string[]): readonly string[] {
  const place = rows.findIndex((row) => /^ +FUNCTION {2}/.test(row));
  if (place < 0) return [];
  const start = rows[place]?.indexOf('FUNCTION') ?? 0;
  const listed = rows.slice(place + 1);
  const end = listed.findIndex((row) => row.trim() === '');
  return listed.slice(0, end < 0 ? listed.length : end).flatMap((row) => {
    const isUnder = row[start - 1] === ' ' && row[start] !== ' ';
    return isUnder ? [] : [`does not stand under FUNCTION: "${row.trimEnd()}"`];
  });
}
