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
    safe`*${utcDay(report.toMs)}, times in UTC: ${triageSpan(report)} by lmon*`,
    ...sections.flatMap(({ title, entries }) => [safe``, safe`**${title}**`, safe``, ...entries.map(itemOf)]),
  ];
}

/** Who reads it in a chat knows neither the account nor that it is a function. */
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

/** What is verbatim stands in backticks, so that a chat shows it as it is. */
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

/** Signs of numbers and names stand there for what differs, and no chat opens anything for them in backticks. */
const CALLS_IN_CODE = /[@\uff20\ufe6b](?=\S)/g;

/** Backticks would end it, and some chats read what stands in angle brackets wherever it stands. */
const NO_CODE = /[`<>&]/;

function codeOf(text: SafeText): SafeText {
  if (NO_CODE.test(text) || text.trim() === '') return markdownOf(text);
  return safe`\`${replacedIn(text, CALLS_IN_CODE, (sign) => safe`${sign} `)}\``;
}

/** Characters that Markdown would render as themselves only when written like this. */
const ENTITIES: ReadonlyMap<string, SafeText> = new Map([
  ['&', safe`&amp;`],
  // Slack takes commands in angle brackets, behind a backslash too.
  ['<', safe`&lt;`],
  ['>', safe`&gt;`],
]);

/**
 * What calls people, opens channels or refers to issues does so by the sign right before the word, and chats look for it in
 * what Markdown has made of entities and escapes: a space between them is what all of them leave alone.
 */
const CALLS = /[@\uff20\ufe6b#\uff03](?=\S)/g;

/** What a log or a name says is text, whatever Markdown would make of it: nothing to click, and nobody is called. */
export function markdownOf(text: SafeText): SafeText {
  const uncalled = replacedIn(text, CALLS, (sign) => safe`${sign} `);
  const plain = replacedIn(uncalled, /[\\`*_[\]<>|#~$&]/g, (sign) => ENTITIES.get(sign) ?? safe`\\${sign}`);
  const unlinked = replacedIn(plain, /:\/\//g, () => safe`:\\//`);
  return replacedIn(unlinked, /\bwww\./gi, (start) => safe`${partOf(start, 0, -1)}\\.`);
}
