import type { Line } from '../../terminal/line.ts';
import { bodyHeight } from '../parts/frame/framed-rows.ts';
import { innerWidth } from '../parts/frame/margin.ts';
import { type ScrolledSections, scrolledLines } from '../parts/sections/scrolled-sections.ts';
import { type Section, sectionLines } from '../parts/sections/sections.ts';
import { COLUMN_GAP } from '../parts/sections/side-by-side.ts';
import type { DashboardScene } from './dashboard-scene.ts';
import { COLUMNS_FOR_THREE, factsOf, functionSections, logSectionsOf } from './dashboard-sections.ts';
import { factSections } from './fact-page.ts';
import { setupPageSections } from './narrow-pages.ts';
import { isNarrow, type Pane } from './panes.ts';
import { verdictLines } from './verdict-lines.ts';

const CHARTS_SHARE = 0.6;
/** What facts need to be whole: charts give way. */
const FACTS_WIDTH = 44;
const FACTS_SHARE = 0.36;

export function hasThreeColumns(columns: number): boolean {
  return columns >= COLUMNS_FOR_THREE;
}

/** The column of facts beside charts. */
export function factsWidthOf(columns: number): number {
  const width = innerWidth(columns);
  if (!hasThreeColumns(columns))
    return width - COLUMN_GAP - Math.min(Math.floor(width * CHARTS_SHARE), width - COLUMN_GAP - FACTS_WIDTH);
  const chartsWidth = Math.floor((width * (1 - FACTS_SHARE)) / 2) - COLUMN_GAP;
  return width - 2 * (chartsWidth + COLUMN_GAP);
}

/** The facts of a pane, as wide as they stand there; null where it is charts, which are as high as there is room. */
export function factsOfPane(scene: DashboardScene, pane: Pane): ScrolledSections | null {
  const width = innerWidth(scene.columns);
  const height = bodyHeight(scene.rows, verdictLines(scene, width).length);
  const asWide = (sections: readonly Section[]) => ({ sections, width, height });
  if (pane === 'facts') return asWide(factSections(factsOf(scene), width));
  if (scene.pane.isLarge) return null;
  if (!isNarrow(scene.columns)) {
    const factsWidth = factsWidthOf(scene.columns);
    return { sections: functionSections(scene, factsWidth, height), width: factsWidth, height };
  }
  switch (pane) {
    case 'log':
      return asWide(logSectionsOf(scene, width));
    case 'setup':
      return asWide(setupPageSections(scene, width));
    default:
      return null;
  }
}

/** The facts in the available rows: the most telling ones, until the user scrolls. */
export function factLines(
  { step, look }: Pick<DashboardScene, 'step' | 'look'>,
  facts: ScrolledSections,
): readonly Line[] {
  const { sections, width, height } = facts;
  return step === 0
    ? sectionLines(sections, width, height, look.glyphs)
    : scrolledLines(facts, step, look.glyphs);
}
