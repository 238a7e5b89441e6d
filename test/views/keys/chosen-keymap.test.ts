import { describe, expect, it } from 'vitest';
import { plainLine } from '../../../src/terminal/drawing/draw-line.ts';
import { safeText } from '../../../src/terminal/safe-text.ts';
import { helpText } from '../../../src/views/help/help-rows.ts';
import { chosenKeymap, type KeyChoices } from '../../../src/views/keys/chosen-keymap.ts';
import { labelOf } from '../../../src/views/keys/key-label.ts';
import { bindingsOn, KEYMAP } from '../../../src/views/keys/keymap.ts';
import { footerLine } from '../../../src/views/parts/frame/footer.ts';
import { LOOK, rowWith, wordsOf } from '../fleet/fleet-on-screen.ts';

function keymapOf(choices: KeyChoices) {
  const chosen = chosenKeymap(choices);
  if (chosen.kind === 'complaint') throw new Error(chosen.complaint);
  return chosen.keymap;
}

describe('chosen keys', () => {
  it('replace those of the keymap, and leave all others', () => {
    const keymap = keymapOf({ logs: ['L'], pageDown: ['ctrl-n', 'pgdn', 'space'] });
    for (const { action, keys } of keymap) {
      const before = KEYMAP.find((binding) => binding.action === action);
      if (action === 'logs') expect(keys).toEqual([{ character: 'L' }]);
      else if (action === 'pageDown')
        expect(keys).toEqual([{ control: 'n' }, { named: 'pageDown' }, { character: ' ' }]);
      else expect(keys).toEqual(before?.keys);
    }
    expect(keymapOf({})).toEqual(KEYMAP);
  });

  it('may be every key of the keymap, by its name in the help', () => {
    for (const { action, keys } of KEYMAP) {
      const binding = keymapOf({ [action]: keys.map(labelOf) }).find((each) => each.action === action);
      expect(binding?.keys).toEqual(keys);
    }
  });

  it.each(['\u0085', '\u009b', '\u202e', '\u200b', '\ud83d'])(
    'are shown without terminal controls: %j',
    (character) => {
      const keymap = keymapOf({ logs: [character] });
      const shown = safeText(character);
      expect(shown).not.toBe(character);
      expect(plainLine(footerLine(bindingsOn('fleet', keymap), true, 200))).toContain(`${shown} logs`);
      expect(wordsOf(helpText('fleet', 60, { ...LOOK, keymap })).join()).toContain(shown);
    },
  );

  it('may be swapped', () => {
    const keymap = keymapOf({ logs: ['/'], filter: ['l'] });
    expect(plainLine(footerLine(bindingsOn('fleet', keymap), true, 200))).toMatch(/\/ logs.* l filter/);
  });

  it('take the key of an action added after the file was written', () => {
    const keymap = keymapOf({ logs: ['a'] });
    const withKey = keymap.filter(({ keys }) => keys.some((key) => labelOf(key) === 'a'));
    expect(withKey.map(({ action }) => action)).toEqual(['logs']);
    expect(keymap.some(({ action }) => action === 'writeNote')).toBe(false);
    expect(
      keymapOf({ logs: ['a'], writeNote: ['A'] }).find(({ action }) => action === 'writeNote')?.keys,
    ).toEqual([{ character: 'A' }]);
  });

  it('are shown in help and footer', () => {
    const keymap = keymapOf({ help: ['h'], quit: ['Q'] });
    expect(rowWith(wordsOf(helpText('fleet', 60, { ...LOOK, keymap })), 'this help')).toMatch(/^ h /);
    expect(plainLine(footerLine(bindingsOn('fleet', keymap), true, 200))).toContain('h keys   Q quit');
  });

  it.each<[KeyChoices, string | RegExp]>([
    [{ log: ['L'] }, 'keys.log is not an action; did you mean logs?'],
    [{ fly: ['L'] }, 'keys.fly is not an action'],
    [{ logs: ['j'] }, 'keys.logs: j already is down'],
    [{ sort: ['u'], filter: ['u'] }, /^keys\.(sort|filter): u already is (sort|filter)$/],
    [{ help: ['q'] }, 'keys.help: q already is quit'],
    [{ logs: ['a'], writeNote: ['a'] }, /^keys\.(logs|writeNote): a already is (logs|writeNote)$/],
    [{ note: ['y'] }, 'keys.note: y already is copy'],
    [{ nextAlike: ['i'] }, 'keys.nextAlike: i already is invocations'],
    [{ logs: ['LL'] }, /^keys\.logs: "LL" is not a key \(one character, ctrl-x, enter/],
    [{ logs: ['ctrl-c'] }, /"ctrl-c" is not a key/],
    [{ logs: ['ctrl-i'] }, /"ctrl-i" is not a key/],
    [{ logs: [''] }, /"" is not a key/],
    [{ logs: ['\x1b'] }, /is not a key/],
    [{ logs: [] }, 'keys.logs: an action needs a key'],
  ])('%j are refused: %s', (choices, complaint) => {
    const chosen = chosenKeymap(choices);
    expect(chosen.kind === 'complaint' && chosen.complaint).toEqual(
      typeof complaint === 'string' ? complaint : expect.stringMatching(complaint),
    );
  });
});
