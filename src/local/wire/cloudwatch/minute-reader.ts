import type { EpochMs } from '../../../lambda/time.ts';
import type { Distribution } from '../../world/world-metric.ts';

/** The samples of the minute that starts at `minuteMs`; null when nothing is published (yet). */
export type MinuteReader = (minuteMs: EpochMs) => Distribution | null;
