import { describe, expect, it } from 'vitest';
import { plainLine } from '../../../src/terminal/drawing/draw-line.ts';
import { safe } from '../../../src/terminal/safe-text.ts';
import { words } from '../../../src/terminal/words.ts';
import { DEFAULT_THRESHOLDS } from '../../../src/triage/thresholds.ts';
import {
  answeredPrompt,
  CLOSED_PROMPT,
  listedPrompt,
  openedPrompt,
  type Prompt,
  promptAfterKey,
  promptRows,
  refusedPrompt,
} from '../../../src/views/prompt/prompt.ts';
import { PROMPT_COMMANDS } from '../../../src/views/prompt/prompt-commands.ts';
import { completionOf } from '../../../src/views/prompt/prompt-completion.ts';
import { pressed } from '../keys/key-press.ts';

const SUBJECTS = {
  functionNames: ['checkout-api', 'cart-api'],
  profileNames: ['prod', 'staging'],
  thresholds: DEFAULT_THRESHOLDS,
  configured: DEFAULT_THRESHOLDS,
  nowMs: 0,
  pastMs: null,
  recording: null,
  isFrozen: false,
  isStopped: false,
};

/** A prompt after keys, the lines that were entered, and its row. */
function afterKeys(
  keys: readonly string[],
  start: Prompt = openedPrompt(CLOSED_PROMPT, SUBJECTS),
  width = 118,
) {
  let prompt = start;
  const entered: string[] = [];
  let isTaken = true;
  for (const key of keys) {
    const after = promptAfterKey(prompt, pressed('fleet', key), SUBJECTS);
    ({ prompt, isTaken } = after);
    if (after.entered !== null) entered.push(after.entered);
  }
  const rows = promptRows(prompt, width);
  return { prompt, entered, isTaken, row: rows?.map(plainLine).join('\n') ?? null };
}

const typed = (text: string) => [...text];
const WITH_HISTORY = afterKeys(
  [...typed('idle'), 'return'],
  openedPrompt(afterKeys([...typed('fn cart'), 'return']).prompt, SUBJECTS),
).prompt;

describe('the command line', () => {
  it.each([
    ['is empty at first', [], /^:_ {3}fn {2}headroom {2}triage {2}request/],
    [
      'shows what is typed and how it may go on',
      typed('th'),
      /^:th_ {3}theme {3}enter opens {3}esc leaves {3}tab completes$/,
    ],
    ['takes keys that have a meaning on the screen', typed('q?!:jk'), /^:q\?!:jk_ {3}enter/],
    ['loses a character with Backspace', [...typed('fnx'), 'backspace'], /^:fn_/],
    ['loses an emoji with one Backspace', [...typed('fn😀'), 'backspace'], /^:fn_/],
    ['takes no more than a line of keys', typed('z'.repeat(300)), /^:z{200}_$/],
    ['completes a name with Tab', [...typed('th'), 'tab'], /^:theme _ {3}dark {2}light/],
    ['completes an argument with Tab', [...typed('theme l'), 'tab'], /^:theme light_ {3}light {3}enter/],
    [
      'moves to the next choice with Tab',
      [...typed('fn '), 'tab', 'tab'],
      /^:fn cart-api_ {7}checkout-api {2}cart-api {3}enter/,
    ],
    ['moves from the last choice to the first', [...typed('fn '), 'tab', 'tab', 'tab'], /^:fn checkout-api_/],
    ['completes nothing if nothing fits', [...typed('zz'), 'tab'], /^:zz_ {3}enter/],
  ])('%s', (_case, keys, row) => {
    expect(afterKeys(keys).row).toMatch(row);
  });

  it('shows every command if there is room', () => {
    const shown = afterKeys([]).row?.split(/ {3}/)[1]?.split('  ');
    expect(shown).toEqual(PROMPT_COMMANDS.map(({ name }) => name));
  });

  it('offers no name that was not offered with fewer letters', () => {
    const functionNames = ['checkout-api', 'session-cleanup', 'order-stream-consumer', 'search-index'];
    const namesWith = (text: string) => completionOf(`fn ${text}`, { ...SUBJECTS, functionNames }).words;
    expect(namesWith('ch')).toContain('search-index');
    expect(namesWith('c')).toEqual(expect.arrayContaining([...namesWith('ch')]));
  });

  it.each([60, 78, 118])(
    'keeps its choices where they are while Tab walks through them, in %i cells',
    (width) => {
      const start = afterKeys(typed('fn ')).prompt;
      const rows = [['tab'], ['tab', 'tab']].map((tabs) => afterKeys(tabs, start, width).row ?? '');
      expect(rows.map((row) => row.indexOf('_'))).toEqual([16, 12]);
      expect(new Set(rows.map((row) => row.lastIndexOf('checkout-api  cart-api'))).size).toBe(1);
    },
  );

  it('keeps their order, too, when functions change places in the fleet', () => {
    let { prompt } = afterKeys(typed('fn '));
    const texts = [];
    for (const functionNames of [SUBJECTS.functionNames, SUBJECTS.functionNames.toReversed()]) {
      ({ prompt } = promptAfterKey(prompt, pressed('fleet', 'tab'), { ...SUBJECTS, functionNames }));
      texts.push(promptRows(prompt, 118)?.map(plainLine)[0]?.split(/ {2,}/).slice(0, 3));
    }
    expect(texts).toEqual([
      [':fn checkout-api_', 'checkout-api', 'cart-api'],
      [':fn cart-api_', 'checkout-api', 'cart-api'],
    ]);
  });

  it('shows the choices page by page: Tab changes what is shown only at the end of a page', () => {
    const shownAfter = (presses: number) =>
      (afterKeys(Array<string>(presses).fill('tab'), undefined, 78).row ?? '').replace(/^\S+ +/, '');
    const pages = PROMPT_COMMANDS.map((_, place) => shownAfter(place + 1));
    const distinct = [...new Set(pages)];
    expect(distinct.length).toBeGreaterThan(1);
    expect(pages).toEqual(pages.toSorted((one, other) => distinct.indexOf(one) - distinct.indexOf(other)));
    expect(distinct.at(-1)).not.toContain('more');
  });

  it.each([98, 118])('tells the ways out beside more choices than have room, in %i cells', (width) => {
    const subjects = {
      ...SUBJECTS,
      functionNames: Array.from({ length: 30 }, (_, place) => `cart-api-${place}`),
    };
    let prompt = openedPrompt(CLOSED_PROMPT, subjects);
    for (const key of [...'fn cart', 'tab'])
      ({ prompt } = promptAfterKey(prompt, pressed('fleet', key), subjects));
    const [row = []] = promptRows(prompt, width) ?? [];
    expect(plainLine(row)).toMatch(/ more {3}enter opens {3}esc leaves/);
  });

  it('counts the commands that have no room, and reaches each of them with Tab', () => {
    const count = PROMPT_COMMANDS.length;
    const rows = PROMPT_COMMANDS.map(
      (_, presses) => afterKeys(Array<string>(presses).fill('tab'), undefined, 78).row ?? '',
    );
    for (const row of rows) expect(row.length).toBeLessThanOrEqual(78);
    const shown = rows[0]?.split(/ {2,}/).slice(1) ?? [];
    expect(shown.at(-1)).toBe(`${count - (shown.length - 1)} more`);
    rows.slice(1).forEach((row, place) => {
      expect(row).toMatch(/^:(\S+)_ {3}(?:.* )?\1(?: |$)/);
      expect(row).toContain(`:${PROMPT_COMMANDS[place]?.name}_`);
    });
  });

  it.each([
    [['upArrow'], ':idle_'],
    [['upArrow', 'upArrow'], ':fn cart_'],
    [['upArrow', 'upArrow', 'upArrow'], ':fn cart_'],
    [['upArrow', 'upArrow', 'downArrow'], ':idle_'],
    [['upArrow', 'downArrow'], ':_'],
  ])('after %j recalls %s', (keys, row) => {
    expect(afterKeys(keys, openedPrompt(WITH_HISTORY, SUBJECTS)).row?.split('   ')[0]).toBe(row);
  });

  it.each([
    ['Esc', [...typed('fn a'), 'escape']],
    ['Backspace in an empty line', ['backspace']],
    ['Enter in an empty line', [' ', 'return']],
  ])('closes with %s without entering anything', (_case, keys) => {
    expect(afterKeys(keys)).toMatchObject({ entered: [], isTaken: true, row: null });
  });

  it('is entered with Enter, and kept once in the history however often', () => {
    const again = afterKeys([...typed('idle'), 'return'], openedPrompt(WITH_HISTORY, SUBJECTS));
    expect(again).toMatchObject({ entered: ['idle'], row: null });
    expect(again.prompt.history).toEqual(['fn cart', 'idle']);
  });

  it('leaves keys to the screen while it is closed', () => {
    expect(afterKeys(['j'], CLOSED_PROMPT)).toMatchObject({ isTaken: false, row: null });
  });

  it('shows an answer until the next key, which goes to the screen', () => {
    const answered = answeredPrompt(WITH_HISTORY, safe`calls go on`, false);
    expect(afterKeys([], answered).row).toBe('calls go on');
    expect(afterKeys(['j'], answered)).toMatchObject({ isTaken: false, row: null, prompt: WITH_HISTORY });
  });

  it('keeps what is being typed when an answer comes late', () => {
    const typing = afterKeys(typed('fn che'), openedPrompt(WITH_HISTORY, SUBJECTS)).prompt;
    expect(answeredPrompt(typing, safe`Logs Insights has answered`, false)).toBe(typing);
  });

  describe('gives Esc', () => {
    it.each([
      ['to a list, which it closes', listedPrompt(WITH_HISTORY, [words`errors 1 % 10 %`]), true],
      [
        'to the refusal of a command, which it closes',
        refusedPrompt(WITH_HISTORY, safe`unknown command :thme`),
        true,
      ],
      [
        'to the screen under the refusal of a key',
        answeredPrompt(WITH_HISTORY, safe`no such key`, true),
        false,
      ],
      ['to the screen under a notice', answeredPrompt(WITH_HISTORY, safe`calls go on`, false), false],
    ])('%s', (_case, shown, isTaken) => {
      expect(afterKeys(['escape'], shown)).toMatchObject({ isTaken, row: null, prompt: WITH_HISTORY });
    });
  });

  it('gives every other key under a list to the screen', () => {
    const listed = listedPrompt(WITH_HISTORY, [words`errors 1 % 10 %`]);
    expect(afterKeys(['j'], listed)).toMatchObject({ isTaken: false, row: null });
  });
});
