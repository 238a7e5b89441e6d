import { setFlagsFromString } from 'node:v8';

/**
 * Tells V8 that what is made of a page won't live long. It would conclude the contrary from what is still to be printed
 * when it collects, and make the next things where what lives long is kept, which is seldom collected; and it would make
 * ever more room for what is new, where a few hundred events are all that there is at any time: fifty megabytes.
 */
export function expectShortLivedPages(): void {
  setFlagsFromString('--no-allocation-site-pretenuring');
  setFlagsFromString('--semi-space-growth-factor=1');
}
