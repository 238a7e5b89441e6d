import { setFlagsFromString } from 'node:v8';

/**
 * Tells V8 that what is made of a page won't live long. It would conclude the contrary from pages that are still to be
 * printed when it collects, and make the next ones where what lives long is kept, which is seldom collected: a long log
 * would take twice the memory, and a third more time.
 */
export function expectShortLivedPages(): void {
  setFlagsFromString('--no-allocation-site-pretenuring');
}
