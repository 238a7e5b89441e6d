import { safe } from '../../terminal/safe-text.ts';
import { type AwaitedContent, awaitedSections } from '../function/awaited-rows.ts';
import { sectionLines } from '../parts/sections/sections.ts';
import { COLUMN_GAP, sideBySide } from '../parts/sections/side-by-side.ts';
import { hasTwoColumns, NUMBERS_WIDTH } from './headroom-layout.ts';

const FACTS = awaitedSections([safe`WHICH LIMIT BINDS FIRST`, safe`COMMANDS TO COPY`]);
const NUMBERS = awaitedSections([safe`HOW THE ESTIMATE IS MADE`, safe`WHAT IF`, safe`ACCOUNT POOL`]);

/** The limits and their figures, still empty. */
export const AWAITED_HEADROOM: AwaitedContent = {
  body({ columns, look: { glyphs } }, width, height) {
    if (!hasTwoColumns(columns)) return sectionLines([...FACTS, ...NUMBERS], width, height, glyphs);
    const left = width - COLUMN_GAP - NUMBERS_WIDTH;
    return sideBySide(height, [
      { lines: sectionLines(FACTS, left, height, glyphs), width: left },
      { lines: sectionLines(NUMBERS, NUMBERS_WIDTH, height, glyphs), width: NUMBERS_WIDTH },
    ]);
  },
};
