import { describe, expect, it } from 'vitest';
import { markdownLine, markdownOf } from '../../../src/print/triage/triage-markdown.ts';
import { safeText } from '../../../src/terminal/safe-text.ts';
import { toned, verbatim, words } from '../../../src/terminal/words.ts';

describe('log text in Markdown', () => {
  it.each([
    ['emphasis', 'a *b* _c_ ~d~', String.raw`a \*b\* \_c\_ \~d\~`],
    ['a link', '[a](b)', String.raw`\[a\](b)`],
    ['a URL that becomes a link', 'see https://example.org/a', String.raw`see https:\//example.org/a`],
    [
      'a host that becomes a link',
      'see www.example.org, WWW.x.org',
      String.raw`see www\.example.org, WWW\.x.org`,
    ],
    ['a mail address', 'jo@example.org', 'jo@ example.org'],
    [
      'a command of Slack',
      '<!everyone> <@U012> <#C012|ops>',
      String.raw`&lt;!everyone&gt; &lt;@ U012&gt; &lt;\# C012\|ops&gt;`,
    ],
    ['a formula', '$LATEST and $x$', String.raw`\$LATEST and \$x\$`],
    ['an escape', String.raw`\@all`, String.raw`\\@ all`],
  ])('is text, not %s', (_what, says, written) => {
    expect(markdownOf(safeText(says))).toBe(written);
  });

  it.each([
    ['a pattern', 'retry #: `x` *y*'.replaceAll('`', "'"), "says `retry #: 'x' *y*`"],
    ['an address', 'POST https://payments.internal/v2_a', 'says `POST https://payments.internal/v2_a`'],
    ['a mention', '@channel', 'says `@ channel`'],
    ['a backtick', 'a `b` _c_', String.raw`says a \`b\` \_c\_`],
    ['a command of Slack', '<!everyone>', 'says &lt;!everyone&gt;'],
    ['nothing', '', 'says '],
  ])('is shown unchanged in verbatim text: %s', (_what, text, written) => {
    expect(markdownLine(words`says ${verbatim([toned('fact', safeText(text))])}`)).toBe(written);
  });

  it('keeps a path and a word unchanged', () => {
    expect(markdownOf(safeText('/orders//a: 5 % of wwwa.b'))).toBe('/orders//a: 5 % of wwwa.b');
  });
});
