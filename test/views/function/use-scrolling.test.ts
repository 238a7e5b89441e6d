import { expect, it } from 'vitest';
import { allShown } from '../../../src/views/function/use-scrolling.ts';
import { LOOK } from '../fleet/fleet-on-screen.ts';

it('leads to other pages by the key for it', () => {
  expect(allShown(LOOK.keymap, 4)).toBe('all of this page is shown; tab leads to others');
});

it('leads to no other page where there is only one', () => {
  expect(allShown(LOOK.keymap, 1)).toBe('all is shown');
});
