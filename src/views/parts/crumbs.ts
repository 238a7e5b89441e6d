import { cutMiddle, displayWidth } from '../../terminal/display-width.ts';
import type { Line } from '../../terminal/line.ts';
import { safe } from '../../terminal/safe-text.ts';
import type { SafeText } from '../../terminal/text.ts';
import { strong, toned } from '../../terminal/words.ts';
import type { Look } from './look.ts';

const SHORTEST_CRUMB = 12;

/** Where the screen stands: `Fleet`, `checkout-api`, `Logs`. In less room the longest names lose their middle. */
export function crumbs(path: readonly SafeText[], room: number, { glyphs }: Look): Line {
  const separator = safe` ${glyphs.separator} `;
  const names = fittingNames(path, room - displayWidth(separator) * (path.length - 1), glyphs.ellipsis);
  return names.flatMap((crumb, index): Line => {
    if (index === names.length - 1) return [strong(crumb)];
    return [toned('dim', crumb), toned('faint', separator)];
  });
}

function fittingNames(names: readonly SafeText[], room: number, ellipsis: SafeText): readonly SafeText[] {
  const widths = names.map(displayWidth);
  const excess = widths.reduce((sum, width) => sum + width, 0) - room;
  const longest = Math.max(0, ...widths);
  const width = Math.max(SHORTEST_CRUMB, longest - excess);
  if (excess <= 0 || width >= longest) return names;
  const place = widths.indexOf(longest);
  const cut = names.map((name, index) => (index === place ? cutMiddle(name, width, ellipsis) : name));
  return fittingNames(cut, room, ellipsis);
}
