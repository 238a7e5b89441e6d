import { cutName } from '../../../terminal/cut-name.ts';
import { displayWidth } from '../../../terminal/display-width.ts';
import type { Line } from '../../../terminal/line.ts';
import { safe } from '../../../terminal/safe-text.ts';
import type { SafeText } from '../../../terminal/text.ts';
import { strong, toned } from '../../../terminal/words.ts';
import type { Look } from '../look/look.ts';

const SHORTEST_CRUMB = 12;

/**
 * The breadcrumb: `Fleet`, `checkout-api`, `Logs`; its last part is the screen's subject. With less room the outermost
 * names go first, as they are the last on the way back; then long names lose what related ones share.
 */
export function crumbs(path: readonly SafeText[], room: number, look: Look): Line {
  const separator = safe` ${look.glyphs.separator} `;
  const names = fittingNames(path, room, displayWidth(separator), look.glyphs.ellipsis);
  return names.flatMap((crumb, index): Line => {
    if (index === names.length - 1) return [strong(crumb)];
    return [toned('dim', crumb), toned('dim', separator)];
  });
}

function fittingNames(
  names: readonly SafeText[],
  room: number,
  separator: number,
  ellipsis: SafeText,
): readonly SafeText[] {
  const excess = widthOf(names, separator) - room;
  if (excess <= 0) return names;
  const last = names.length - 1;
  const inner = names.map((name, index) => (index === last ? name : cutBy(name, excess, ellipsis)));
  if (widthOf(inner, separator) <= room) return inner;
  if (names.length > 2) return fittingNames(names.slice(1), room, separator, ellipsis);
  const beyond = widthOf(inner, separator) - room;
  return inner.map((name, index) =>
    index === last ? cutName(name, Math.max(0, displayWidth(name) - beyond), ellipsis) : name,
  );
}

/** The name shortened by so many cells, as far as allowed. */
function cutBy(name: SafeText, excess: number, ellipsis: SafeText): SafeText {
  const width = displayWidth(name);
  return width <= SHORTEST_CRUMB ? name : cutName(name, Math.max(SHORTEST_CRUMB, width - excess), ellipsis);
}

function widthOf(names: readonly SafeText[], separator: number): number {
  return names.reduce((sum, name) => sum + displayWidth(name), separator * (names.length - 1));
}
