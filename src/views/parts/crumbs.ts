import type { Line } from '../../terminal/line.ts';
import { safe } from '../../terminal/safe-text.ts';
import type { SafeText } from '../../terminal/text.ts';
import { strong, toned } from '../../terminal/words.ts';
import type { Look } from './look.ts';

/** Where the screen stands: `Fleet`, `checkout-api`, `Logs`. */
export function crumbs(path: readonly SafeText[], { glyphs }: Look): Line {
  return path.flatMap((crumb, index): Line => {
    if (index === path.length - 1) return [strong(crumb)];
    return [toned('dim', crumb), toned('faint', safe` ${glyphs.separator} `)];
  });
}
