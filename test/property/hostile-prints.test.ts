import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { errorSentence } from '../../src/commands/command/error-sentence.ts';
import { lineSelection, refusedPattern } from '../../src/commands/logs/typed/line-selection.ts';
import type { SourceError, SourceErrorKind } from '../../src/monitor/source-error.ts';
import { deniedNotice } from '../../src/print/denied-notice.ts';
import { checkupLines, settingLines } from '../../src/print/doctor/doctor-text.ts';
import { fleetJson } from '../../src/print/fleet/fleet-json.ts';
import { fleetText } from '../../src/print/fleet/fleet-text.ts';
import { watchJson } from '../../src/print/function/watch-json.ts';
import { watchText } from '../../src/print/function/watch-text.ts';
import { gapWords, noticeWords } from '../../src/print/tail/notice-words.ts';
import { tailRaw, tailRawOnTerminal, tailText } from '../../src/print/tail/tail-text.ts';
import { readCommandLine } from '../../src/settings/command-line.ts';
import { readSettings } from '../../src/settings/read-settings.ts';
import { plainLine } from '../../src/terminal/drawing/draw-line.ts';
import { safe, safeLines } from '../../src/terminal/safe-text.ts';
import { rawText } from '../../src/terminal/text.ts';
import { NO_CAUSES } from '../../src/triage/cause/causes-of-one.ts';
import { chosenKeymap } from '../../src/views/keys/chosen-keymap.ts';
import { printedItem } from '../print/tail/printed-item.ts';
import { NOW_MS } from '../views/fleet/fleet-story.ts';
import { hostileAccount } from './hostile-account.ts';
import { hostileItems } from './hostile-screens.ts';
import { hostileText } from './hostile-text.ts';
import { observedTerminal } from './observed-terminal.ts';

const texts = fc.array(hostileText, { minLength: 1, maxLength: 6 });
const KINDS: readonly SourceErrorKind[] = [
  'throttled',
  'denied',
  'expired',
  'absent',
  'unreachable',
  'malformed',
];

const observed = observedTerminal(100, 30);
afterAll(() => observed.terminal.dispose());

/** Prints lines as a command does, and expects lines on the terminal and no other effect. */
async function expectOnlyLines(lines: readonly string[]): Promise<void> {
  const before = { modes: { ...observed.terminal.modes }, told: observed.sideEffects.length };
  // The terminal driver turns the line feed at the end into CR LF.
  await observed.write(lines.map((line) => `${line.replaceAll('\n', '\r\n')}\r\n`).join(''));
  const effects = observed.sideEffects.slice(before.told);
  const breaks = lines.reduce((count, line) => count + line.split('\n').length, 0);
  expect(new Set(effects)).toEqual(new Set(breaks === 0 ? [] : ['line feed']));
  expect(effects.length).toBe(breaks);
  expect(observed.terminal.modes).toEqual(before.modes);
  expect(observed.terminal.buffer.active.type).toBe('normal');
  expect(observed.terminal.buffer.active.cursorX).toBe(0);
}

/** The final message of a command, as it is printed. */
function complained(complaint: string): readonly string[] {
  return safeLines(complaint).map((line) => `lmon: ${line}`);
}

describe('everything printed to a terminal', () => {
  it('is only lines, for a log', async () => {
    await fc.assert(
      fc.asyncProperty(texts, async (said) => {
        const name = rawText(said[0] ?? '');
        const lines = hostileItems(said).flatMap((item) => {
          const json = printedItem(item, { functionName: name, group: name });
          expect(() => JSON.parse(json)).not.toThrow();
          if (item.type === 'event') return [json, tailText(item, name), tailRawOnTerminal(item)];
          return [json, item.type === 'gap' ? gapWords(item) : noticeWords(item)];
        });
        await expectOnlyLines(lines);
      }),
      { numRuns: 100 },
    );
  });

  it('is only lines, for an account', async () => {
    await fc.assert(
      fc.asyncProperty(texts, async (said) => {
        const snapshot = hostileAccount(said);
        const { functions, api } = snapshot;
        await expectOnlyLines([
          ...fleetText(snapshot),
          ...functions.flatMap((status) => [
            fleetJson(status, NO_CAUSES, 'present'),
            watchJson(status, snapshot),
          ]),
          ...functions.flatMap((status) => watchText(status, snapshot)),
          ...api.denied.map(deniedNotice),
        ]);
      }),
      { numRuns: 50 },
    );
  });

  it('is only lines, for errors and identities', async () => {
    await fc.assert(
      fc.asyncProperty(hostileText, async (said) => {
        const text = rawText(said);
        const error = (kind: SourceErrorKind): SourceError => ({
          kind,
          action: 'logs:FilterLogEvents',
          name: text,
          message: text,
        });
        const { snapshot } = { snapshot: hostileAccount([said]) };
        const trials = KINDS.map((kind) => ({
          action: 'logs:FilterLogEvents' as const,
          on: text,
          outcome: { kind: 'failed' as const, error: error(kind) },
        }));
        const nothing = { isMeasured: false, because: safe`nothing` } as const;
        const { identity } = snapshot;
        const found = { atMs: NOW_MS, identity, trials, metricDelay: nothing, logDelay: nothing };
        await expectOnlyLines([
          ...KINDS.flatMap((kind) => complained(errorSentence(error(kind)))),
          ...settingLines([{ name: safe`profile`, value: said, from: said }]).map(plainLine),
          ...checkupLines(found).map(plainLine),
        ]);
      }),
      { numRuns: 100 },
    );
  });

  it('is only lines, for what was typed', async () => {
    const command = { command: 'tail', operands: [] } as const;
    await fc.assert(
      fc.asyncProperty(hostileText, async (typed) => {
        const lines = [[typed], ['tail', `--${typed}`], ['tail', 'x', typed], ['help', typed]].map(
          readCommandLine,
        );
        const settings = await Promise.all(
          (['theme', 'glyphs', 'endpoint-url', 'output', 'config'] as const).map((flag) =>
            readSettings({ ...command, flags: { [flag]: `${typed}!` } }, {}, true),
          ),
        );
        const plain = {
          filter: null,
          include: [],
          exclude: [],
          level: null,
          errors: false,
          before: null,
          after: null,
        };
        const refused = {
          kind: 'malformed',
          action: '',
          name: rawText('InvalidParameterException'),
        } as const;
        const answers = [
          ...lines,
          ...settings,
          lineSelection({ ...plain, include: [`(${typed}`] }),
          lineSelection({ ...plain, level: `${typed}!` }),
          refusedPattern({ ...refused, message: rawText(typed) }, { pattern: rawText(typed), rules: null }),
          chosenKeymap({ [`${typed}!`]: ['x'] }),
          chosenKeymap({ logs: [`${typed}!!`] }),
        ];
        await expectOnlyLines(
          answers.flatMap((answer) =>
            answer !== null && 'complaint' in answer ? complained(answer.complaint) : [],
          ),
        );
      }),
      { numRuns: 100 },
    );
  });

  it('is the unchanged message in a pipe', () => {
    fc.assert(
      fc.property(texts, (said) => {
        for (const item of hostileItems(said)) {
          if (item.type !== 'event') continue;
          const { message } = item.event;
          expect([message, message.replace(/\r?\n$/, '')]).toContain(tailRaw(item));
        }
      }),
    );
  });
});
