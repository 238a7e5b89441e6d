import { MINUTE_MS } from '../../lambda/time.ts';
import type { Line, Span } from '../../terminal/line.ts';
import { lineText } from '../../terminal/line-layout.ts';
import { utcDay } from '../../terminal/quantity.ts';
import { partOf, replacedIn } from '../../terminal/safe-edits.ts';
import { joinSafe, safe, safeText } from '../../terminal/safe-text.ts';
import type { SafeText } from '../../terminal/text.ts';
import type { TriageReport } from '../../triage/report/triage-report.ts';
import type { TriageEntry } from './triage-entry.ts';
import { triageSections, triageSpan } from './triage-sections.ts';

/** A report to paste into a chat or a ticket. */
export function triageMarkdown(report: TriageReport): readonly SafeText[] {
  const [verdict, ...sections] = triageSections(report);
  return [
    safe`## ${markdownOf(safeText(report.functionName))}${placeOf(report)}`,
    safe``,
    ...(verdict?.entries ?? []).map(({ label, says }) => safe`**${label}** ${markdownLine(says)}  `),
    safe`*${utcDay(report.toMs - MINUTE_MS)}, times in UTC: ${triageSpan(report)} by lmon*`,
    ...sections.flatMap(({ title, entries }) => [safe``, safe`**${title}**`, safe``, ...entries.map(itemOf)]),
  ];
}

/** A reader in a chat knows neither the account nor that the subject is a function. */
function placeOf({ functionArn }: TriageReport): SafeText {
  const [, , , region = '', account = ''] = functionArn.split(':');
  if (region === '' || account === '') return safe` (AWS Lambda)`;
  return safe` (AWS Lambda, ${markdownOf(safeText(region))}, account ${markdownOf(safeText(account))})`;
}

function itemOf({ label, says, isPart = false }: TriageEntry): SafeText {
  const indent = isPart ? safe`  ` : safe``;
  const head = label === '' ? safe`` : safe`**${label}** `;
  return safe`${indent}- ${head}${markdownLine(says)}`;
}

/** Verbatim text is put in backticks, so that a chat shows it unchanged. */
export function markdownLine(line: Line): SafeText {
  const parts: Span[][] = [];
  for (const span of line) {
    const part = parts.at(-1);
    if (part !== undefined && part[0]?.isVerbatim === span.isVerbatim) part.push(span);
    else parts.push([span]);
  }
  return joinSafe(
    parts.map((part) => (part[0]?.isVerbatim === true ? codeOf(lineText(part)) : markdownOf(lineText(part)))),
  );
}

/** Placeholders and number signs appear in code, where chats give them no meaning. */
const CALLS_IN_CODE = /[@\uff20\ufe6b](?=\S)/g;

/** Backticks would end the code, and some chats interpret angle brackets everywhere. */
const NO_CODE = /[`<>&]/;

function codeOf(text: SafeText): SafeText {
  if (NO_CODE.test(text) || text.trim() === '') return markdownOf(text);
  return safe`\`${replacedIn(text, CALLS_IN_CODE, (sign) => safe`${sign} `)}\``;
}

/** Characters that Markdown shows literally only in this form. */
const ENTITIES: ReadonlyMap<string, SafeText> = new Map([
  ['&', safe`&amp;`],
  // Slack interprets angle brackets, even after a backslash.
  ['<', safe`&lt;`],
  ['>', safe`&gt;`],
]);

/**
 * Mentions, channels and issue references depend on the sign directly before a word, and chats find them even after
 * entities and escapes were decoded: only a space in between prevents them all.
 */
const CALLS = /[@\uff20\ufe6b#\uff03](?=\S)/g;

/** Log texts and names as literal text: no links, no mentions. */
export function markdownOf(text: SafeText): SafeText {
  const uncalled = replacedIn(text, CALLS, (sign) => safe`${sign} `);
  const plain = replacedIn(uncalled, /[\\`*_[\]<>|#~$&]/g, (sign) => ENTITIES.get(sign) ?? safe`\\${sign}`);
  const unlinked = replacedIn(plain, /:\/\//g, () => safe`:\\//`);
  return replacedIn(unlinked, /\bwww\./gi, (start) => safe`${partOf(start, 0, -1)}\\.`);
}
