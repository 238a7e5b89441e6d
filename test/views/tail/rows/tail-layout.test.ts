import { expect, it } from 'vitest';
import { safe } from '../../../../src/terminal/safe-text.ts';
import { rawText } from '../../../../src/terminal/text.ts';
import { layoutOf } from '../../../../src/views/tail/rows/tail-layout.ts';
import { followedLog } from '../tail-story.ts';

const GLYPHS = { ellipsis: safe`…` };
const NAMES = ['orders-created-handler-production', 'orders-updated-handler-production'];
const NO_MARKS = { versionMarks: new Set<never>() };

/** Made anew, as each change of a log makes them. */
const following = (names: readonly string[]) => ({ logs: names.map(followedLog), writers: [], ...NO_MARKS });

it('names are cut once for all frames that show the same ones', () => {
  const { cutNames } = layoutOf(76, following(NAMES), GLYPHS);
  expect([...cutNames.values()]).toEqual(['…created-hand…', '…updated-hand…']);
  expect(layoutOf(76, following(NAMES), GLYPHS).cutNames).toBe(cutNames);
});

it.each([
  { what: 'another log', width: 76, names: [...NAMES, 'orders-deleted-handler-production'], glyphs: GLYPHS },
  { what: 'another name in place of one', width: 76, names: [NAMES[0]!, 'orders-refunds'], glyphs: GLYPHS },
  { what: 'a wider screen', width: 116, names: NAMES, glyphs: GLYPHS },
  { what: 'other glyphs', width: 76, names: NAMES, glyphs: { ellipsis: safe`...` } },
])('names are cut anew for $what', ({ width, names, glyphs }) => {
  const before = layoutOf(76, following(NAMES), GLYPHS).cutNames;
  const { cutNames } = layoutOf(width, following(names), glyphs);
  expect([...cutNames.keys()]).toEqual(names);
  expect([...cutNames.values()]).not.toEqual([...before.values()]);
});

it('the column of versions is as wide as the widest, however many there are', () => {
  const versionMarks = new Set(Array.from({ length: 200_000 }, (_, version) => rawText(`[${version}]`)));
  expect(layoutOf(116, { ...following(['a']), versionMarks }, GLYPHS).version).toBe('[199999]'.length + 2);
});
