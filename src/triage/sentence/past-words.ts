import type { Line } from '../../terminal/line.ts';
import { replacedIn } from '../../terminal/safe-edits.ts';
import { safe } from '../../terminal/safe-text.ts';
import type { SafeText } from '../../terminal/text.ts';

/** Turns the present tense of causes, impact and suspects into the past. */
const FORMS: readonly (readonly [RegExp, SafeText])[] = [
  [/\bthat fail have\b/g, safe`that failed had`],
  [/\bthat fail read\b/g, safe`that failed had read`],
  [/\b(?:fails|fail)\b/g, safe`failed`],
  [/\bturns away\b/g, safe`turned away`],
  [/ now, (?=(?:since|for) )/g, safe` `],
  [/\bruns out of\b/g, safe`ran out of`],
  [/\bhas work waiting\b/g, safe`had work waiting`],
  [/\bloses events\b/g, safe`lost events`],
  [/^sends\b/g, safe`sent`],
  [/^uses\b/g, safe`used`],
  [/^meets\b/g, safe`was to meet`],
  [/^takes up to\b/g, safe`took up to`],
  [/\band go to\b/g, safe`and went to`],
  [/\bgoes back\b/g, safe`went back`],
  [/\bevents wait\b/g, safe`events waited`],
  [/\brecords wait\b/g, safe`records waited`],
  [/\bmessage waits\b/g, safe`message waited`],
  [/\bevent waits\b/g, safe`event waited`],
  [/\bcalls take\b/g, safe`calls took`],
  [/\bcall takes\b/g, safe`call took`],
  [/\bcalls use\b/g, safe`calls used`],
  [/\bfailures end\b/g, safe`failures ended`],
  [/\bcalls hang\b/g, safe`calls hung`],
  [/\bages by\b/g, safe`aged by`],
  [/\bstands still\b/g, safe`stood still`],
  [/\bcomes near\b/g, safe`came near`],
  [/\bcallers get\b/g, safe`callers got`],
  [/\bit reserves\b/g, safe`it reserved`],
  [/\bthere waits\b/g, safe`there waited`],
  [/\bare (?=as quick|in use|turned away|busy|short|read\b|lost\b)/g, safe`were `],
  [/\bis (?=as ever|asked of it|full\b|switched off|in use|$)/g, safe`was `],
];

/** The same for past trouble. Quotations and names are left unchanged. */
export function inThePast(line: Line): Line {
  return line.map((span) => {
    const isOurs = span.isVerbatim !== true && span.text.includes(' ');
    if (!isOurs) return span;
    return {
      ...span,
      text: FORMS.reduce((text, [now, then]) => replacedIn(text, now, () => then), span.text),
    };
  });
}
