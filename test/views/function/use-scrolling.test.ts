import { expect, it } from 'vitest';
import { allShown } from '../../../src/views/function/use-scrolling.ts';
import { LOOK } from '../fleet/fleet-on-screen.ts';

it('names the key that leads to other pages', () => {
  expect(allShown(LOOK.keymap, 4)).toBe('all of this page is shown; tab leads to others');
});

it('names no other pages if there is only one', () => {
  expect(allShown(LOOK.keymap, 1)).toBe('all is shown');
});
