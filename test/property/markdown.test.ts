import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { markdownOf } from '../../src/print/triage/triage-markdown.ts';
import { safeText } from '../../src/terminal/safe-text.ts';
import { hostileText } from './hostile-text.ts';

const call = fc.constantFrom(
  ...['@here', '@channel', '@everyone', '@jo', '@org/team', '#general', '#12', 'org/repo#3', '<!everyone>'],
  ...['<!channel>', '<!here|here>', '<@U012AB3CD>', '<#C012AB3CD|ops>', '<!subteam^S1>', '<at>Jo</at>'],
  ...['&#64;here', '&commat;all', '&lt;!everyone&gt;', '&num;12', '\uff20here', '@<!-- -->here', '[@jo](x)'],
  ...['@', '#', '<', '>', '!', '&', '\\', ';', '`', ' ', '@@', '##', 'https://x.org', 'www.x.org'],
);

/** Log text by an attacker who knows where reports are pasted. */
const callingText = fc
  .array(fc.oneof({ weight: 4, arbitrary: call }, hostileText, fc.string({ maxLength: 6 })), {
    maxLength: 12,
  })
  .map((parts) => parts.join(''));

/** The text in which Slack, Teams and GitHub look for mentions: without escapes and with all entities decoded. */
function rendered(markdown: string): string {
  return markdown.replace(/\\([!-/:-@[-`{-~])|&(amp|lt|gt);/g, (_, escaped, entity) =>
    entity === undefined ? escaped : { amp: '&', lt: '<', gt: '>' }[entity as 'amp' | 'lt' | 'gt'],
  );
}

const spaceless = (text: string) => text.replaceAll(' ', '');

describe('log text in a pasted report', () => {
  it('mentions nobody, opens no channel and refers to no issue', () => {
    fc.assert(
      fc.property(callingText, (text) => {
        expect(rendered(markdownOf(safeText(text)))).not.toMatch(/[@\uff20\ufe6b#\uff03]\S/);
      }),
      { numRuns: 2_000 },
    );
  });

  it('contains no command in angle brackets, no element, and no entity except those for literal characters', () => {
    fc.assert(
      fc.property(callingText, (text) => {
        const markdown = markdownOf(safeText(text));
        expect(markdown).not.toMatch(/[<>]/);
        expect(markdown).not.toMatch(/&(?!amp;|lt;|gt;)/);
        expect(markdown).not.toMatch(/:\/\/|\bwww\.\S/i);
      }),
      { numRuns: 2_000 },
    );
  });

  it('says the same, except for spaces', () => {
    fc.assert(
      fc.property(callingText, (text) => {
        const safe = safeText(text);
        expect(spaceless(rendered(markdownOf(safe)))).toBe(spaceless(safe));
      }),
      { numRuns: 2_000 },
    );
  });
});
