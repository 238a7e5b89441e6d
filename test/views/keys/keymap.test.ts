import { describe, expect, it } from 'vitest';
import { plainLine } from '../../../src/terminal/drawing/draw-line.ts';
import { helpRows, helpText } from '../../../src/views/help/help-rows.ts';
import { chosenKeymap } from '../../../src/views/keys/chosen-keymap.ts';
import { elsewhereWords } from '../../../src/views/keys/elsewhere-words.ts';
import { heldKeys } from '../../../src/views/keys/held-keys.ts';
import { type KeyBinding, SCREEN_NAMES, type ScreenName } from '../../../src/views/keys/key-binding.ts';
import { keyLabel, labelOf } from '../../../src/views/keys/key-label.ts';
import { actingKeys, answeredKeys, bindingsOn, KEYMAP } from '../../../src/views/keys/keymap.ts';
import { keysAlike, labelsOf } from '../../../src/views/keys/keys-alike.ts';
import { nextPageSecond } from '../../../src/views/keys/next-page-second.ts';
import { screensText } from '../../../src/views/keys/screen-words.ts';
import { footerLine } from '../../../src/views/parts/frame/footer.ts';
import { LOOK, wordsOf } from '../fleet/fleet-on-screen.ts';
import { pressed, pressedInBurst } from './key-press.ts';

const OF_FLEET = { watchesFleet: true, isReplay: false };
const ON_FLEET = actingKeys(KEYMAP, OF_FLEET);
const SCREENS = SCREEN_NAMES.filter((screen) => screen !== 'help');
/** The margin, and the keys. */
const BEFORE_WORDS = 20;

/** `0` and `6` of `0-6`. */
function endsOfRow(keys: string): readonly string[] {
  return /^\d-\d$/.test(keys) ? keys.split('-') : [keys];
}

/** Not named where the log follows, and nothing failed below. */
const OF_SOME_ROWS: ReadonlySet<string> = new Set(['follow', 'nextError']);

describe('the footer', () => {
  const footer = (columns: number, bindings = bindingsOn('function', ON_FLEET)) =>
    plainLine(footerLine(bindings, false, columns));

  it('shows the keys of a range as one hint or not at all: a part would look like all', () => {
    expect(footer(200)).toContain('   0-6 window   ');
    for (let columns = 60; columns <= 200; columns++)
      expect(footer(columns)).not.toMatch(/\d hours?|(?<!0-)\d window/);
  });

  it.each(SCREENS)('always names the ways to everything else and out on the %s', (screen) => {
    for (const [isRoot, wayOut] of [
      [true, 'q quit'],
      [false, 'esc back'],
    ] as const)
      for (let columns = 58; columns <= 200; columns++) {
        const line = plainLine(footerLine(bindingsOn(screen, ON_FLEET), isRoot, columns));
        for (const hint of [': command', '? keys', wayOut]) expect(line).toContain(hint);
        expect(line.length).toBeLessThanOrEqual(columns);
      }
  });

  it.each([58, 78, 118])('names the list of own errors where there are any, in %i cells', (columns) => {
    const named = (failures: number) =>
      plainLine(footerLine(bindingsOn('fleet', ON_FLEET), true, columns, failures));
    expect(named(1)).toContain('! errors');
    expect(named(0)).not.toContain('errors');
  });

  it.each([
    ['tail', 78],
    ['headroom', 78],
    ['fleet', 98],
    ['function', 98],
    ['triage', 98],
  ] as const)('names the key that holds the view on the %s, in %i cells', (screen, cells) => {
    const keys = bindingsOn(screen, ON_FLEET).filter(({ action }) => !OF_SOME_ROWS.has(action));
    expect(footer(cells, keys)).toContain(' p freeze ');
  });

  it('names the key to other pages second on small screens', () => {
    const [first, second] = nextPageSecond(bindingsOn('headroom'));
    expect([first?.action, second?.action]).toEqual(['open', 'nextPane']);
  });

  it('names each key if the chosen ones are no range', () => {
    const chosen = chosenKeymap({ window1h: ['h'] });
    if (chosen.kind !== 'keymap') throw new Error(chosen.complaint);
    expect(footer(200, bindingsOn('function', actingKeys(chosen.keymap, OF_FLEET)))).toContain(
      '   0 1 2 3 h 5 6 window   ',
    );
  });
});

describe.each(SCREENS)('the keys of the %s', (screen) => {
  it('are all described in its help, before those of other screens', () => {
    const words = wordsOf(helpText(screen, 60, LOOK));
    const elsewhere = words.findIndex((row) => row.includes('ELSEWHERE'));
    for (const { bindings, says } of keysAlike(bindingsOn(screen, ON_FLEET), (binding) => binding.says)) {
      const keys = labelsOf(bindings).flat().join(' ');
      const row = words.findIndex((each) => each.startsWith(` ${keys} `) && each.includes(says));
      expect(row, says).toBeGreaterThan(0);
      expect(row, says).toBeLessThan(elsewhere);
    }
  });

  it('stand for one action each', () => {
    const labels = bindingsOn(screen).flatMap(({ keys }) => keys.map(labelOf));
    expect(new Set(labels).size).toBe(labels.length);
  });

  it.each([
    { isRoot: true, says: 'q quit', hides: 'back' },
    { isRoot: false, says: 'esc back', hides: 'quit' },
  ])('are the only ones in its footer, which ends with "$says"', ({ isRoot, says, hides }) => {
    const footer = plainLine(footerLine(bindingsOn(screen), isRoot, 200));
    const named = footer.split('   ').flatMap((hint) => endsOfRow(hint.split(' ')[0]!));
    expect(footer).toContain(says);
    expect(footer).not.toContain(hides);
    expect(named.length).toBeGreaterThan(3);
    expect(bindingsOn(screen).map(keyLabel)).toEqual(expect.arrayContaining(named));
  });
});

describe('the help', () => {
  it.each([
    { columns: 80, rows: 24 },
    { columns: 120, rows: 40 },
    { columns: 60, rows: 15 },
  ])('can be scrolled to its end on $columns x $rows', ({ columns, rows }) => {
    const text = helpText('fleet', columns, LOOK);
    const seen = new Set<string>();
    for (let first = 0; first <= Math.max(0, text.length - (rows - 2)); first++) {
      const shown = helpRows(text, first, rows, LOOK);
      expect(shown).toHaveLength(rows);
      for (const row of wordsOf(shown)) seen.add(row);
    }
    for (const row of wordsOf(text)) expect(seen).toContain(row);
  });

  it('separates the longest keys from what they do, without colour too', () => {
    for (const behind of SCREENS)
      for (const row of wordsOf(helpText(behind, 60, LOOK))) expect(row).not.toMatch(/PgDn ctrl-f \S/);
  });

  it('cuts nothing short, in two columns either', () => {
    for (const behind of SCREENS)
      for (const columns of [80, 120, 200])
        for (const row of wordsOf(helpText(behind, columns, LOOK))) {
          expect(row).not.toContain('…');
          expect(row.length).toBeLessThan(columns);
        }
  });

  it('shows signs in two columns, too, on a screen wide enough for both', () => {
    const lengthAt = (columns: number) => helpText('fleet', columns, LOOK).length;
    expect(lengthAt(200)).toBeLessThan(lengthAt(120) - 10);
    const words = wordsOf(helpText('fleet', 200, LOOK));
    expect(words.find((row) => /^ 0 +measured zero/.test(row))).toMatch(/ to 03:10Z +| R\? A\? +| STALE +/);
  });

  it.each(SCREENS)('says of keys that do nothing like it on the %s on which screens they do', (screen) => {
    const words = wordsOf(helpText(screen, 60, LOOK));
    const elsewhere = words.slice(words.findIndex((row) => row.includes('ELSEWHERE')) + 1);
    const others = SCREENS.filter((name) => name !== screen);
    const here = bindingsOn(screen, ON_FLEET);
    const isToldHere = (binding: KeyBinding) =>
      here.some((each) => each.says === binding.says && keyLabel(each) === keyLabel(binding));
    for (const { on, says } of ON_FLEET.filter((binding) => !isToldHere(binding))) {
      const where = elsewhere.flatMap((row, place) =>
        row.slice(BEFORE_WORDS) === says
          ? [
              elsewhere
                .slice(0, place)
                .findLast((each) => each.startsWith(' on '))
                ?.trim(),
            ]
          : [],
      );
      const without = others.filter((name) => !on.includes(name));
      const allBut = without.length === 0 ? 'on all others' : `on all others but ${screensText(without)}`;
      expect(
        where.some((each) => each === `on ${screensText(on)}` || each === allBut),
        says,
      ).toBe(true);
    }
  });

  it('explains the signs for what is not a number', () => {
    const words = wordsOf(helpText('fleet', 60, LOOK)).join('\n');
    for (const sign of ['-', '0', '?', 'denied', '~', 'R A S Q G P O', 'R? A?', 'STALE'])
      expect(words).toContain(`\n ${sign} `);
  });
});

it('a key with a modifier is not the key without it', () => {
  expect(pressed('fleet', 'ctrl-q').action).toBeNull();
  expect(pressed('fleet', 'q').action).toBe('quit');
  expect(KEYMAP.every(({ keys }) => keys.length > 0)).toBe(true);
});

it('a key that only works on other screens names them, whichever of its keys was pressed', () => {
  const says = (screen: ScreenName, key: string) => {
    const { elsewhere } = pressed(screen, key);
    return elsewhere && elsewhereWords(elsewhere);
  };
  expect(says('headroom', '3')).toBe('3 works elsewhere: the last 30 min (fleet, dashboard, log)');
  expect(says('triage', '+')).toMatch(
    /^\+ works elsewhere: add this to the triage notes \(fleet, dashboard, .*\)$/,
  );
  expect(says('fleet', 'K')).toMatch(
    /^K works elsewhere: previous like it \(invocation\); previous function \(dashboard, .*\)$/,
  );
  expect(says('headroom', 'E')).toBe(
    'E works elsewhere: next error up (log, invocations); next CRIT or WARN above (fleet)',
  );
  expect(says('invocation', 'r')).toBe(
    'r works elsewhere: ask AWS now (fleet, dashboard, headroom, triage, log)',
  );
  expect(says('fleet', 'j')).toBeNull();
  expect(says('fleet', 'Z')).toBeNull();
});

it.each([true, false])(
  'a key that asks AWS says that a replay does not, watching a fleet: %s',
  (watchesFleet) => {
    const session = { watchesFleet, isReplay: true };
    for (const [screen, character] of [
      ['tail', 'r'],
      ['fleet', 's'],
    ] as const) {
      const { action, elsewhere } = pressed(screen, character, answeredKeys(KEYMAP, session));
      expect(action).toBeNull();
      expect(elsewhere && elsewhereWords(elsewhere)).toBe(
        `${character} works where AWS is asked, and this is a replay`,
      );
    }
    const actions = actingKeys(KEYMAP, session).map(({ action }) => action);
    for (const action of ['refresh', 'signIn']) expect(actions).not.toContain(action);
  },
);

it('keys of a replay lead to other moments and speeds there, and say so elsewhere', () => {
  const inReplay = actingKeys(KEYMAP, { watchesFleet: true, isReplay: true });
  expect(plainLine(footerLine(bindingsOn('fleet', inReplay), true, 118))).toContain(
    ', . minute   p pause   < > speed   ',
  );
  for (const screen of SCREENS) {
    const pauses = bindingsOn(screen, inReplay).filter(({ action }) => action === 'pause');
    expect(pauses.map(keyLabel), screen).toEqual(['p']);
    expect(plainLine(footerLine(bindingsOn(screen, inReplay), true, 200))).toContain('p pause');
  }
  const keymap = answeredKeys(KEYMAP, { watchesFleet: true, isReplay: false });
  for (const key of [',', '.', '<', '>']) {
    expect(
      pressed('fleet', key, answeredKeys(KEYMAP, { watchesFleet: true, isReplay: true })).action,
    ).not.toBeNull();
    const { action, elsewhere } = pressed('fleet', key, keymap);
    expect(action).toBeNull();
    expect(elsewhere && elsewhereWords(elsewhere)).toBe(`${key} works in a replay: lmon replay --last`);
  }
});

it('a replay that watches no fleet has no moments to go to, but speeds', () => {
  const acting = actingKeys(KEYMAP, { watchesFleet: false, isReplay: true }).map(({ action }) => action);
  expect(acting).toEqual(expect.arrayContaining(['slower', 'faster']));
  expect(acting).not.toContain('earlier');
});

it('the keys to other moments come second at a past moment of a replay', () => {
  const keys = heldKeys(
    bindingsOn('fleet', actingKeys(KEYMAP, { watchesFleet: true, isReplay: true })),
    'past',
    true,
  );
  expect(keys.slice(0, 4).map(({ action }) => action)).toEqual(['open', 'present', 'earlier', 'later']);
  expect(plainLine(footerLine(keys, true, 58))).toBe(
    'enter open  0 now  , . minute  : command  ? keys  q quit',
  );
});

it('the way back to the present is not called live in a replay, with keys of its own or without', () => {
  const withoutSteps = chosenKeymap({ logs: [','], triage: ['.'] });
  if (withoutSteps.kind !== 'keymap') throw new Error(withoutSteps.complaint);
  const hintIn = (isReplay: boolean, keymap = KEYMAP) =>
    heldKeys(
      bindingsOn('fleet', actingKeys(keymap, { watchesFleet: true, isReplay })),
      'past',
      isReplay,
    ).find(({ action }) => action === 'present')?.hint;
  expect([hintIn(true), hintIn(true, withoutSteps.keymap), hintIn(false)]).toEqual(['now', 'now', 'live']);
});

const OF_LOGS = { watchesFleet: false, isReplay: false };

it('a key of a screen that needs the fleet says so where none is watched', () => {
  const says = (screen: ScreenName, character: string) => {
    const { elsewhere } = pressed(screen, character, answeredKeys(KEYMAP, OF_LOGS));
    return elsewhere && elsewhereWords(elsewhere);
  };
  const needsFleet = 'works where a fleet is watched: start lmon without a command';
  expect(says('tail', 'z')).toBe(`z ${needsFleet}`);
  expect(says('ownErrors', 'a')).toBe(`a ${needsFleet}`);
  expect(says('invocations', '3')).toBe('3 works elsewhere: the last 30 min (log)');
  for (const screen of actingKeys(KEYMAP, OF_LOGS).flatMap(({ on }) => on))
    expect(['tail', 'invocations', 'invocation', 'ownErrors', 'help']).toContain(screen);
});

it.each([
  { character: '\r', is: { action: 'open', isReturn: true, character: '' } },
  { character: '\n', is: { action: 'open', isReturn: true, character: '' } },
  { character: '\x7f', is: { action: null, isBackspace: true } },
  { character: '\x04', is: { action: 'halfDown', character: '' } },
  { character: 'j', is: { action: 'down', character: 'j' } },
])('$character in a burst of keys is still the same key', ({ character, is }) => {
  expect(pressedInBurst('fleet', character)).toMatchObject(is);
});
