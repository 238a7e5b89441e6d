import type { TimeToLimit } from '../../capacity/assessment.ts';
import type { PoolOutlook } from '../../capacity/limit/what-if.ts';
import { type Headroom, hasOwnReservation, type PoolUser } from '../../monitor/headroom/headroom.ts';
import { cutName } from '../../terminal/cut-name.ts';
import type { Line } from '../../terminal/line.ts';
import { cell } from '../../terminal/line-layout.ts';
import { groupedText, levelText, wholePercentText } from '../../terminal/quantity.ts';
import { safe, safeText } from '../../terminal/safe-text.ts';
import type { Tense } from '../../terminal/tense.ts';
import type { SafeText } from '../../terminal/text.ts';
import type { Glyphs } from '../../terminal/theme/glyphs.ts';
import { strong, toned } from '../../terminal/words.ts';
import { fullWord, untilText } from '../../triage/sentence/time-words.ts';
import { tenseOnScreen } from '../parts/look/time-notation.ts';
import type { Section } from '../parts/sections/sections.ts';
import type { HeadroomScene } from './headroom-scene.ts';
import { poolMinuteLines } from './pool-minutes.ts';

const MOST_USERS = 5;
/** Level, share and growth of a user of the pool. */
const FIGURES_WIDTH = 26;
const WIDEST_NAME = 40;

/**
 * Who uses the account pool, and what is left of it, with as many of its users as leave the section whole: those without
 * a row are among the others, so that the figures add up. What no number of users leaves whole has only the largest.
 */
export function fittingPoolSection(
  scene: HeadroomScene,
  headroom: Headroom,
  width: number,
  fits: (pool: Section) => boolean,
): Section {
  for (let users = MOST_USERS; users > 1; users--) {
    const pool = poolSection(scene, headroom, width, users);
    if (fits(pool)) return pool;
  }
  return poolSection(scene, headroom, width, 1);
}

/** Who uses the account pool, and what is left of it. */
export function poolSection(
  scene: HeadroomScene,
  headroom: Headroom,
  width: number,
  mostUsers = MOST_USERS,
): Section {
  const { status, snapshot, look } = scene;
  const { pool, poolUsers } = headroom;
  const nameWidth = Math.min(WIDEST_NAME, width - FIGURES_WIDTH);
  const users = poolUsers.filter(({ level }) => level >= 0.5).slice(0, mostUsers);
  const used = pool?.inUse ?? null;
  const inUse: readonly Line[] = [
    ...users.map((user) =>
      userLine(user, { used, isOwn: user.functionName === status.name }, nameWidth, look.glyphs),
    ),
    ...(pool === null ? [] : otherUse(pool, users, nameWidth)),
    ...(pool === null ? [] : poolMinuteLines(scene, headroom, users)),
  ];
  return {
    title: safe`POOL USERS`,
    note: pool === null ? safe`not known` : poolNote(pool),
    lines: [
      ...inUse,
      ...(pool === null
        ? []
        : [freeWords(pool.limit - pool.inUse, snapshot.account.eta, tenseOnScreen(scene))]),
      ...(pool === null || !hasOwnReservation(status)
        ? []
        : [[toned('dim', safe`What it has reserved is not part of the pool.`)]]),
    ],
    // What is free of it, before one more user.
    ...(pool === null ? {} : { keeps: inUse.length }),
    fewest: 2,
    rank: 4,
  };
}

function poolNote({ inUse, limit }: PoolOutlook): SafeText {
  const used = groupedText(inUse);
  return safe`${used} of ${groupedText(limit)}, ${wholePercentText(inUse / limit)} %; % of the ${used}`;
}

/**
 * The pool is measured at its peak, its users by the mean of a minute: the remainder is shown, so that the figures add
 * up.
 */
function otherUse({ inUse }: PoolOutlook, users: readonly PoolUser[], nameWidth: number): readonly Line[] {
  const others = Math.round(inUse) - users.reduce((sum, { level }) => sum + Math.round(level), 0);
  if (others < 1) return [];
  return [
    [
      ...cell([toned('dim', safe`others and peaks`)], nameWidth - 1),
      toned('fact', safe` `),
      ...shareCells(others, inUse),
    ],
  ];
}

function freeWords(free: number, eta: TimeToLimit | null, tense: Tense): Line {
  const until = eta === null ? safe`; no trend` : safe`, ${fullWord(eta, tense)} ${untilText(eta, tense)}`;
  return [strong(groupedText(Math.max(0, free))), toned('dim', safe` free${until}`)];
}

function userLine(
  { functionName, level, growthPerMinute }: PoolUser,
  { used, isOwn }: { readonly used: number | null; readonly isOwn: boolean },
  nameWidth: number,
  { ellipsis }: Glyphs,
): Line {
  const shown = cutName(safeText(functionName), nameWidth - 1, ellipsis);
  const grows = growthPerMinute !== null && Math.abs(growthPerMinute) >= 1;
  const growth = !grows
    ? safe``
    : safe`${growthPerMinute > 0 ? safe`+` : safe`-`}${groupedText(Math.abs(growthPerMinute))} a min`;
  return [
    ...cell([isOwn ? strong(shown) : toned('fact', shown)], nameWidth - 1),
    toned('fact', safe` `),
    ...shareCells(level, used),
    toned(grows && growthPerMinute > 0 ? 'warn' : 'dim', safe`  ${growth}`),
  ];
}

function shareCells(level: number, used: number | null): Line {
  const share = used === null || used === 0 ? safe`` : safe`${wholePercentText(Math.min(1, level / used))} %`;
  return [
    ...cell([toned('ours', safe`~${levelText(level)}`)], 7, 'right'),
    ...cell([toned('dim', share)], 7, 'right'),
  ];
}
