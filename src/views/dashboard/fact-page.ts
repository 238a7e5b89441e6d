import { UNREAD } from '../../capacity/evidence.ts';
import type { FunctionDetail } from '../../monitor/function/detail/function-detail.ts';
import { type FunctionSheet, functionSheet } from '../../monitor/function/detail/function-sheet.ts';
import { costLines, sampleLines } from '../../print/function/cost-lines.ts';
import { unknownFact } from '../../print/function/fact-line.ts';
import { asyncLines, setupLines, surroundingLines } from '../../print/function/setup-lines.ts';
import { blanks, displayWidth } from '../../terminal/display-width.ts';
import type { Line, Span } from '../../terminal/line.ts';
import { safe } from '../../terminal/safe-text.ts';
import type { SafeText } from '../../terminal/text.ts';
import { toned } from '../../terminal/words.ts';
import { wrappedLine } from '../../terminal/wrapped-line.ts';
import type { UnusualTone } from '../../triage/setup/unusual-facts.ts';
import type { Look } from '../parts/look/look.ts';
import { type Section, sectionLines, wholeBlocks } from '../parts/sections/sections.ts';
import { COLUMN_GAP, sideBySide } from '../parts/sections/side-by-side.ts';
import { asyncTitle, type CalledFunction, callerSections } from './caller-section.ts';
import { NEWEST_RANK } from './failure-section.ts';

const UNUSUAL_TITLE = safe`UNUSUAL SETTINGS`;
const COST_TITLE = safe`COST AN HOUR`;

/** From here on the facts stand in two columns. */
const WIDTH_FOR_TWO = 96;
export interface FactPage extends CalledFunction {
  readonly look: Look;
}

/**
 * All facts about a function: first what is unusual, then its setup, and what its calls take and cost. On a narrow
 * screen the setup has a page of its own.
 */
export function factPageLines(page: FactPage, width: number, height: number): readonly Line[] {
  const { status, detail, look } = page;
  const { glyphs } = look;
  const sheet = functionSheet(status, detail);
  if (width < WIDTH_FOR_TWO) {
    return sectionLines(factSections(page, width), width, height, glyphs);
  }
  const top = sectionLines([unusualSection(page, sheet, width)], width, Math.floor(height / 2), glyphs);
  const left = Math.floor((width - COLUMN_GAP) / 2);
  const right = width - COLUMN_GAP - left;
  const below = height - top.length - 1;
  return [
    ...top,
    [],
    ...sideBySide(below, [
      {
        lines: sectionLines([setupSection(page, sheet), ...workSections(page, sheet)], left, below, glyphs),
        width: left,
      },
      { lines: sectionLines(callSections(page, sheet), right, below, glyphs), width: right },
    ]),
  ];
}

/** The same one below the other. */
export function factSections(page: FactPage, width: number): readonly Section[] {
  const sheet = functionSheet(page.status, page.detail);
  return [
    unusualSection(page, sheet, width),
    ...(width < WIDTH_FOR_TWO ? [] : [setupSection(page, sheet), ...workSections(page, sheet)]),
    ...callSections(page, sheet),
  ];
}

/** What a large dashboard shows besides its own sections, the least important last. */
export function furtherFactSections(page: FactPage, width: number): readonly Section[] {
  const sheet = functionSheet(page.status, page.detail);
  const all = [
    unusualSection(page, sheet, width),
    ...callSections(page, sheet).filter(({ title }) => hasFigures(title, page, sheet)),
    ...asyncUnlessShown(page, sheet),
    surroundingSection(page, sheet),
  ];
  return all.map((section, place) => ({ ...section, rank: rankOf(section, place, sheet) }));
}

/** A setting that stops or loses work is told before the newest failures, most of which are alike. */
function rankOf({ title }: Section, place: number, { unusual }: FunctionSheet): number {
  const isBad = title === UNUSUAL_TITLE && unusual.some(({ tone }) => tone !== 'dim');
  return isBad ? NEWEST_RANK - 1 : FIRST_FURTHER_RANK + place;
}

/** What the summary of the setup leaves out. */
export function furtherSetupSections(page: FactPage): readonly Section[] {
  const sheet = functionSheet(page.status, page.detail);
  const all = [surroundingSection(page, sheet), ...asyncUnlessShown(page, sheet)];
  return all.map((section, place) => ({ ...section, rank: FIRST_FURTHER_RANK + place }));
}

function surroundingSection(page: FactPage, sheet: FunctionSheet): Section {
  return { ...setupSection(page, sheet), lines: surroundingLines(sheet), fewest: 1 };
}

function asyncUnlessShown(page: FactPage, sheet: FunctionSheet): readonly Section[] {
  return hasAsyncSection(page) ? [] : [asyncSection(page, sheet)];
}

/** A function that was not called has neither. */
function hasFigures(title: SafeText, { detail }: FactPage, { cost }: FunctionSheet): boolean {
  return title === COST_TITLE ? cost !== null : detail?.sample != null;
}

/** Whether the dashboard's own sections tell it, as for a function whose failed events go somewhere. */
function hasAsyncSection(page: FactPage): boolean {
  return callerSections(page).some(({ title }) => title === asyncTitle(page.isPast));
}

/** Dropped before everything that belongs to the dashboard itself, bar what `rankOf` excepts. */
const FIRST_FURTHER_RANK = 9;

function unusualSection(page: FactPage, { unusual }: FunctionSheet, width: number): Section {
  const section = { title: UNUSUAL_TITLE, fewest: 1, rank: 1 };
  if (unusual.length === 0) return { ...section, lines: [noneUnusual(page)] };
  const settings = unusual.map(({ tone, says }) =>
    markedLines(toned(tone, UNUSUAL_MARKS[tone]), says, width),
  );
  const others = [toned('dim', safe`others not read yet`)];
  const unread = page.detail?.isRead === true ? [] : [markedLines(toned('dim', safe`?     `), others, width)];
  return { ...section, ...wholeBlocks([...settings, ...unread]) };
}

const UNUSUAL_MARKS: Readonly<Record<UnusualTone, SafeText>> = {
  crit: safe`CRIT  `,
  warn: safe`WARN  `,
  dim: safe`note  `,
};

function markedLines(mark: Span, says: Line, width: number): readonly Line[] {
  const markWidth = displayWidth(mark.text);
  return wrappedLine(says, width - markWidth).map((line, row) => [
    row === 0 ? mark : toned('fact', blanks(markWidth)),
    ...line,
  ]);
}

function noneUnusual({ status, detail }: FactPage): Line {
  if (detail?.isRead !== true) return unknownFact('unread');
  const { reserved } = status.limits;
  const isDenied =
    detail.reportsError?.kind === 'denied' ||
    [reserved, status.eventSources, detail.described, detail.asyncDelivery].some(
      (answer) => !answer.known && answer.because === 'denied',
    );
  return [toned('dim', isDenied ? safe`none found in what may be read` : safe`none found`)];
}

function setupSection({ isPast }: FactPage, sheet: FunctionSheet): Section {
  return {
    title: isPast ? safe`SET UP, as of now` : safe`SET UP`,
    lines: setupLines(sheet),
    fewest: 3,
    rank: 2,
  };
}

/** Where its work comes from, and where failures go. */
function workSections(page: FactPage, sheet: FunctionSheet): readonly Section[] {
  const sources = page.status.eventSources;
  const called = sources.known && sources.value.length === 0 ? [] : callerSections(page);
  return [...called.map((section) => ({ ...section, rank: 3 })), asyncSection(page, sheet)];
}

function asyncSection(
  { detail, isPast }: Pick<FactPage, 'detail' | 'isPast'>,
  sheet: FunctionSheet,
): Section {
  return {
    title: asyncTitle(isPast),
    lines: asyncLines(sheet, detail?.asyncDelivery ?? UNREAD),
    fewest: 1,
    rank: 4,
  };
}

function callSections({ detail, isPast }: FactPage, sheet: FunctionSheet): readonly Section[] {
  const { configuration, cost } = sheet;
  return [
    {
      title: COST_TITLE,
      note: isPast ? safe`that hour, at list price` : safe`last hour, at list price`,
      lines: costLines(cost, missingCalls(detail)),
      fewest: 1,
      rank: 5,
    },
    {
      title: safe`CALLS READ`,
      note: safe`from the log`,
      lines: sampleLines(detail?.sample ?? null, configuration.memoryMb, missingCalls(detail)),
      fewest: 2,
      rank: 6,
    },
  ];
}

/** Calls in the log that are not there yet, or may not be read, are not none. */
function missingCalls(detail: FunctionDetail | null): Line {
  if (detail?.isRead !== true) return unknownFact('unread');
  if (detail.reportsError === null) return [toned('dim', safe`-`)];
  return unknownFact(detail.reportsError.kind === 'denied' ? 'denied' : 'unread');
}
