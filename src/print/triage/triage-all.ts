import { padEnd } from '../../terminal/display-width.ts';
import { lineText, span } from '../../terminal/line-layout.ts';
import { groupedText } from '../../terminal/quantity.ts';
import { capitalized, upperCased } from '../../terminal/safe-edits.ts';
import { safe, safeText } from '../../terminal/safe-text.ts';
import type { SafeText } from '../../terminal/text.ts';
import { wrappedLine } from '../../terminal/wrapped-line.ts';
import { HARM_WORDS } from '../../triage/report/impact/harm.ts';
import type { TriageReport } from '../../triage/report/triage-report.ts';
import { confidenceWords } from './confidence-words.ts';
import { markdownOf } from './triage-markdown.ts';

/** A narrower terminal would cut words. */
const LEAST_ROOM = 20;
const NOTHING = safe`nothing hurts: no function breaks a rule`;

/** What was found in the account. */
export interface AccountReport {
  readonly reports: readonly TriageReport[];
  /** How many functions could not be judged: one of them may hurt, too. */
  readonly unjudged: number;
}

/**
 * What hurts in the account, grouped by harm: a paragraph for each cause.
 *
 * @param columns of the terminal; null in a pipe, where each sentence is one line
 */
export function triageAllText(
  { reports, unjudged }: AccountReport,
  columns: number | null = null,
): readonly SafeText[] {
  const paragraphs = reports.flatMap((report, index) => [
    ...(index === 0 ? [] : [safe``]),
    ...headOf(reports, index, (words) => [upperCased(words)]),
    ...hanging(safe`${index + 1}. `, verdictText(report), columns),
    ...detailsOf(report).flatMap((line) => hanging(safe`   `, line, columns)),
  ]);
  return withUnjudged(paragraphs, unjudged);
}

function withUnjudged(paragraphs: readonly SafeText[], unjudged: number): readonly SafeText[] {
  if (unjudged === 0) return paragraphs.length === 0 ? [NOTHING] : paragraphs;
  const which = unjudged === 1 ? safe`1 function` : safe`${groupedText(unjudged)} functions`;
  const says = safe`${which} could not be judged`;
  return paragraphs.length === 0 ? [safe`${says}; no other breaks a rule`] : [...paragraphs, safe``, says];
}

/** A sentence after its mark, wrapped under itself. */
function hanging(mark: SafeText, text: SafeText, columns: number | null): readonly SafeText[] {
  const room = columns === null ? Number.POSITIVE_INFINITY : columns - mark.length;
  if (room < LEAST_ROOM) return [safe`${mark}${text}`];
  const rows = wrappedLine([span('fact', text)], room).map(lineText);
  return rows.map((row, index) => safe`${index === 0 ? mark : padEnd(safe``, mark.length)}${row}`);
}

export function triageAllMarkdown({ reports, unjudged }: AccountReport): readonly SafeText[] {
  const paragraphs = reports.flatMap((report, index) => [
    ...headOf(reports, index, (words) => [
      ...(index === 0 ? [] : [safe``]),
      safe`**${capitalized(words)}**`,
      safe``,
    ]),
    safe`${index + 1}. ${markdownOf(verdictText(report))}`,
    ...detailsOf(report).map((line) => safe`   - ${markdownOf(line)}`),
  ]);
  return withUnjudged(paragraphs, unjudged);
}

/**
 * A heading before the first report of a harm; all non-critical trouble shares one heading at the end, so that no harm
 * appears twice.
 */
function headOf(
  reports: readonly TriageReport[],
  index: number,
  drawn: (words: SafeText) => readonly SafeText[],
): readonly SafeText[] {
  const words = headWords(reports[index]);
  return words === null || headWords(reports[index - 1]) === words ? [] : drawn(words);
}

function isCritical(report: TriageReport | undefined): boolean {
  return report?.verdict.severity === 'crit';
}

function headWords(report: TriageReport | undefined): SafeText | null {
  const harm = report?.harm ?? null;
  if (harm === null) return null;
  return isCritical(report) ? HARM_WORDS[harm] : safe`not critical`;
}

function verdictText({ verdict: { severity, says } }: TriageReport): SafeText {
  return safe`${upperCased(safeText(severity))} ${lineText(says)}`;
}

function detailsOf(report: TriageReport): readonly SafeText[] {
  const { verdict, suspects, impact, advice, harm } = report;
  const { confidence, basis } = verdict;
  const [first] = advice;
  const [likeliest, ...others] = suspects;
  return [
    // For critical trouble the heading says so.
    ...(harm === null || isCritical(report) ? [] : [HARM_WORDS[harm]]),
    ...(confidence === null || basis === null || likeliest === undefined
      ? []
      : [safe`confidence ${lineText(confidenceWords(likeliest, others, basis))}`]),
    ...impact.slice(0, 2).map((claim) => lineText(claim.says)),
    ...(first === undefined ? [] : [safe`now: ${lineText(first.now)}`]),
  ];
}
