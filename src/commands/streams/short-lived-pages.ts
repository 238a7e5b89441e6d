import { getHeapSpaceStatistics, setFlagsFromString } from 'node:v8';

/**
 * Tells V8 that the objects of a page are short-lived. Otherwise it concludes from lines still to be printed that they
 * are not, and allocates the next ones in the old generation, which is seldom collected.
 */
export function expectShortLivedPages(): void {
  setFlagsFromString('--no-allocation-site-pretenuring');
}

/** Room for new objects: events and lines of a part of a page are a tenth of it. */
const ENOUGH_BYTES = 8 * 1_048_576;

let mayGrow = true;

/**
 * Call after each page. V8 would keep enlarging the young generation, to fifty megabytes; with too little room, it
 * promotes lines that are only being printed.
 */
export function boundRoomForPages(): void {
  if (!mayGrow) return;
  const young = getHeapSpaceStatistics().find((space) => space.space_name === 'new_space');
  if (young === undefined || young.space_size < ENOUGH_BYTES) return;
  setFlagsFromString('--semi-space-growth-factor=1');
  mayGrow = false;
}
