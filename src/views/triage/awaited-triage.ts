import { safe } from '../../terminal/safe-text.ts';
import { type AwaitedContent, awaitedSections } from '../function/awaited-rows.ts';
import { sectionLines } from '../parts/sections/sections.ts';
import { WIDEST_TEXT } from './triage-rows.ts';

const SECTIONS = awaitedSections([
  safe`IMPACT`,
  safe`TIMELINE`,
  safe`CHANGED, NEAREST FIRST`,
  safe`SUSPECTS`,
  safe`NEXT`,
]);

/** The report, still empty. */
export const AWAITED_TRIAGE: AwaitedContent = {
  answerTitle: safe`VERDICT`,
  widest: WIDEST_TEXT,
  body: ({ look: { glyphs } }, width, height) => sectionLines(SECTIONS, width, height, glyphs),
};
