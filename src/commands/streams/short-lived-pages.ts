import { getHeapSpaceStatistics, setFlagsFromString } from 'node:v8';

/**
 * Tells V8 that what is made of a page won't live long. It would conclude the contrary from what is still to be printed
 * when it collects, and make the next things where what lives long is kept, which is seldom collected.
 */
export function expectShortLivedPages(): void {
  setFlagsFromString('--no-allocation-site-pretenuring');
}

/** Room for what is new: the events of a part of a page and their lines are a tenth of it. */
const ENOUGH_BYTES = 8 * 1_048_576;

let mayGrow = true;

/**
 * To be called after each page. V8 would make ever more room for what is new, fifty megabytes in the end; with too little
 * it takes for old what is only being printed.
 */
export function boundRoomForPages(): void {
  if (!mayGrow) return;
  const young = getHeapSpaceStatistics().find((space) => space.space_name === 'new_space');
  if (young === undefined || young.space_size < ENOUGH_BYTES) return;
  setFlagsFromString('--semi-space-growth-factor=1');
  mayGrow = false;
}
