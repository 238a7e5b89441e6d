import type { LogLine } from '../../lambda/line/log-line.ts';
import type { RunEnd } from '../../logs/run-end.ts';
import type { TailEvent } from '../../logs/tail-item.ts';

/** How the run of a REPORT ended, by all of its lines; null for other lines, and where none of them were read. */
export type EndOf = (item: TailEvent, line: LogLine) => RunEnd | null;

/** As the item says, whose run was looked at before. */
export const endOnItem: EndOf = ({ end }) => end ?? null;
