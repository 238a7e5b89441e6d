import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';
import type { Screen } from '../screen/open-screen.ts';
import { layoutComplaints } from '../views/layout-complaints.ts';

/** The terminals at which every screen is kept, the usual one last: screens are opened in it. */
export const KEPT_SIZES = [
  [200, 60],
  [80, 24],
  [120, 40],
] as const;

/** How long a screen may take to look as it is kept; whoever keeps it anew waits as long for it to be whole. */
const LONGEST_MS = 20_000;

/** Waits until it looks as kept at its size: until all is there that is read of a frozen account. */
export function untilAsKept(screen: Screen, name: string): Promise<void> {
  const text = screen.text();
  const columns = screen.cells()[0]?.length ?? 0;
  const kept = readFileSync(fileOf(name, columns, text.length), 'utf8');
  return screen.waitFor(() => shown(screen) === kept);
}

/** Expects the screen to look as in the folder `screens` at every size, and to fill it from its first to its last row. */
export async function expectAsKept(screen: Screen, name: string): Promise<void> {
  for (const [columns, rows] of KEPT_SIZES) {
    const file = fileOf(name, columns, rows);
    const kept = existsSync(file) ? readFileSync(file, 'utf8') : null;
    screen.resize(columns, rows);
    // What arrives last, such as the cause from a log, may still be on its way.
    await screen
      .waitFor(() => shown(screen) === kept, { timeoutMs: kept === null ? 4_000 : LONGEST_MS })
      .catch(() => {});
    await expect(shown(screen)).toMatchFileSnapshot(file);
    const text = screen.text();
    expect(text, name).toHaveLength(rows);
    expect([text[0], text.at(-1)], name).not.toContain('');
    // A bar that marks the row under the cursor stands in the margin.
    const margins = text.map((row) => row.replace(/^[❯>]/, ' '));
    expect(layoutComplaints(margins, columns), name).toEqual([]);
  }
}

function fileOf(name: string, columns: number, rows: number): string {
  return fileURLToPath(new URL(`screens/${name}-${columns}x${rows}.txt`, import.meta.url));
}

/** What it shows, but for what no two runs have in common: the account's port, and how many calls failed, at what cost. */
function shown(screen: Screen): string {
  const text = `${screen.text().join('\n')}\n`;
  return text
    .replaceAll(/127\.0\.0\.1:\d+/g, '127.0.0.1:15666')
    .replace(/ *~?\$[\d.]+\/h +! [1-9]\d*\n/, ' $N/h  ! N\n');
}
