import type { Distribution, EpochMs } from '../../world/world.ts';

/** The samples of the minute that starts at `minuteMs`; null when nothing is published (yet). */
export type MinuteReader = (minuteMs: EpochMs) => Distribution | null;
