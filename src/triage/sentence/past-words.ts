import type { Line } from '../../terminal/line.ts';
import { replacedIn } from '../../terminal/safe-edits.ts';
import { safe } from '../../terminal/safe-text.ts';
import type { SafeText } from '../../terminal/text.ts';

/** Turns the present tense of causes, impact and suspects into the past. */
const FORMS: readonly (readonly [RegExp, SafeText])[] = [
  [/\bthat fail have\b/g, safe`that failed had`],
  [/\bthat fail read\b/g, safe`that failed had read`],
  // Also a part of names.
  [/(?<![\w-])(?:fails|fail)(?![\w-])/g, safe`failed`],
  [/\bturns away\b/g, safe`turned away`],
  [/ now, (?=(?:since|for) )/g, safe` `],
  [/ now$/g, safe``],
  [/\bruns out of\b/g, safe`ran out of`],
  [/\bhas work waiting\b/g, safe`had work waiting`],
  [/\bhas waited\b/g, safe`had waited`],
  [/\bwaits grow\b/g, safe`waits grew`],
  [/\bdoes not catch up\b/g, safe`did not catch up`],
  [/\bloses events\b/g, safe`lost events`],
  [/^sends\b/g, safe`sent`],
  [/^uses\b/g, safe`used`],
  [/^meets\b/g, safe`was to meet`],
  [/^; met (?=in |within )/g, safe`; was to be met `],
  [/\bits limit is met\b/g, safe`its limit was to be met`],
  [/^full (?=in |within |$)/g, safe`to be full `],
  [/^takes up to\b/g, safe`took up to`],
  [/\band go to\b/g, safe`and went to`],
  [/\bgoes back\b/g, safe`went back`],
  [/\bevents wait\b/g, safe`events waited`],
  [/\brecords wait\b/g, safe`records waited`],
  [/\bwait (?=there$|in )/g, safe`waited `],
  [/\bwhat arrives there waits\b/g, safe`what arrived there waited`],
  [/\bmessage waits\b/g, safe`message waited`],
  [/\bevent waits\b/g, safe`event waited`],
  [/\bcalls take\b/g, safe`calls took`],
  [/\bcall takes\b/g, safe`call took`],
  [/\bcalls use\b/g, safe`calls used`],
  [/\bcalls need more, or leak\b/g, safe`calls needed more, or leaked`],
  [/\bit takes\b/g, safe`it took`],
  [/(?<=\bthe longest(?: calls)? )reach\b/g, safe`reached`],
  [/\battempts climb\b/g, safe`attempts climbed`],
  [/\battempts fall\b/g, safe`attempts fell`],
  [/\bfailures end\b/g, safe`failures ended`],
  [/\bcalls hang\b/g, safe`calls hung`],
  [/\bages by\b/g, safe`aged by`],
  [/\bstands still\b/g, safe`stood still`],
  [/\bcomes near\b/g, safe`came near`],
  [/\bcallers get\b/g, safe`callers got`],
  [/\bit reserves\b/g, safe`it reserved`],
  [/\bholds\b/g, safe`held`],
  [/\badds $/g, safe`added `],
  [/\bshare it\b/g, safe`shared it`],
  [/\bleave it $/g, safe`left it `],
  [/\bthat keeps failing blocks\b/g, safe`that kept failing blocked`],
  [/\bothers go on\b/g, safe`others went on`],
  [/\bblocks its shard\b/g, safe`blocked its shard`],
  [/\bits event source tries\b/g, safe`its event source tried`],
  [/\bnothing hurts\b/g, safe`nothing hurt`],
  [/\bbreaks a rule\b/g, safe`broke a rule`],
  [/\bthe pool is\b/g, safe`the pool was`],
  [/\bconcurrency is 0\b/g, safe`concurrency was 0`],
  [/\bthere waits\b/g, safe`there waited`],
  [/\bare (?=as quick|in use|turned away|switched off|busy|short|read\b|lost\b)/g, safe`were `],
  [/\bis (?=as ever|asked of it|full\b|switched off|in use|usual here|broken|$)/g, safe`was `],
];

/** How a sentence is told: unchanged of the present. */
export function tenseOf(isPast: boolean): (line: Line) => Line {
  return isPast ? inThePast : (line) => line;
}

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
