import { UNREAD } from '../../capacity/evidence.ts';
import type { FunctionDetail } from '../../monitor/function/function-detail.ts';
import { type FunctionSheet, functionSheet } from '../../monitor/function/function-sheet.ts';
import type { FunctionStatus } from '../../monitor/function/function-status.ts';
import { costLines, sampleLines } from '../../print/function/cost-lines.ts';
import { asyncLines, setupLines } from '../../print/function/setup-lines.ts';
import type { Line } from '../../terminal/line.ts';
import { safe } from '../../terminal/safe-text.ts';
import { toned } from '../../terminal/words.ts';
import type { Look } from '../parts/look.ts';
import { type Section, sectionLines } from '../parts/sections.ts';
import { COLUMN_GAP, sideBySide } from '../parts/side-by-side.ts';
import { callerSections } from './caller-section.ts';

/** From here on the facts stand in two columns. */
const WIDTH_FOR_TWO = 96;
export interface FactPage {
  readonly status: FunctionStatus;
  readonly detail: FunctionDetail | null;
  readonly isPast: boolean;
  readonly look: Look;
}

/** All facts about a function: first what is unusual, then its setup, and what its calls take and cost. */
export function factPageLines(page: FactPage, width: number, height: number): readonly Line[] {
  const { status, detail, look } = page;
  const { glyphs } = look;
  const sheet = functionSheet(status, detail);
  if (width < WIDTH_FOR_TWO) {
    const sections = [unusualSection(sheet), setupSection(page, sheet), ...callSections(page, sheet)];
    return sectionLines(sections, width, height, glyphs);
  }
  const top = sectionLines([unusualSection(sheet)], width, Math.floor(height / 2), glyphs);
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
export function factSections(page: FactPage): readonly Section[] {
  const sheet = functionSheet(page.status, page.detail);
  return [
    unusualSection(sheet),
    setupSection(page, sheet),
    ...workSections(page, sheet),
    ...callSections(page, sheet),
  ];
}

function unusualSection({ unusual }: FunctionSheet): Section {
  const lines: readonly Line[] =
    unusual.length === 0
      ? [[toned('dim', safe`none found`)]]
      : unusual.map(({ tone, says }) => [
          toned(tone, tone === 'dim' ? safe`note  ` : tone === 'warn' ? safe`WARN  ` : safe`CRIT  `),
          ...says,
        ]);
  return { title: safe`UNUSUAL SETTINGS`, lines, fewest: 1, rank: 1 };
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
function workSections({ status, detail, isPast }: FactPage, sheet: FunctionSheet): readonly Section[] {
  const sources = status.eventSources;
  const called = sources.known && sources.value.length === 0 ? [] : callerSections(status, detail, isPast);
  return [
    ...called.map((section) => ({ ...section, rank: 3 })),
    {
      title: safe`ASYNCHRONOUS EVENTS`,
      lines: asyncLines(sheet, detail?.asyncDelivery ?? UNREAD),
      fewest: 1,
      rank: 4,
    },
  ];
}

function callSections({ detail }: FactPage, sheet: FunctionSheet): readonly Section[] {
  const { configuration, cost } = sheet;
  return [
    {
      title: safe`COST AN HOUR`,
      note: safe`at list price`,
      lines: costLines(cost),
      fewest: 1,
      rank: 5,
    },
    {
      title: safe`CALLS READ`,
      note: safe`from the log`,
      lines: sampleLines(detail?.sample ?? null, configuration.memoryMb),
      fewest: 2,
      rank: 6,
    },
  ];
}
