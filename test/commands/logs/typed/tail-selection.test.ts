import { describe, expect, it } from 'vitest';
import { selectionWords, tailSelection } from '../../../../src/commands/logs/typed/tail-selection.ts';
import type { Flags } from '../../../../src/settings/command-line.ts';

const selected = (operands: readonly string[], flags: Flags = {}) =>
  tailSelection({ command: 'tail', operands, flags });

describe('what lmon tail follows', () => {
  it('can be chosen by functions and groups by name, by patterns, and by tags', async () => {
    const selection = await selected(['a', '/b', 'c-*'], {
      regex: ['^d'],
      tag: ['team=shop', 'url=a=b', 'empty='],
      stack: ['billing', 'shop'],
      version: '7',
    });
    expect(selection).toMatchObject({
      named: ['a', '/b'],
      patterns: [{ text: 'c-*' }, { text: '^d' }],
      tags: [
        { key: 'team', value: 'shop' },
        { key: 'url', value: 'a=b' },
        { key: 'empty', value: '' },
        { key: 'aws:cloudformation:stack-name', value: 'billing' },
        { key: 'aws:cloudformation:stack-name', value: 'shop' },
      ],
      version: '7',
    });
  });

  it.each<[readonly string[], Flags, string]>([
    [[], { tag: ['team'] }, '--tag team is no tag: key=value'],
    [[], { tag: ['=shop'] }, '--tag =shop is no tag: key=value'],
    [[], { regex: ['('] }, '--regex: "(" can\'t be looked for: missing closing )'],
    [
      ['a'],
      { version: 'live' },
      '--version live is no version: 42 or $LATEST; an alias stands behind the name',
    ],
    [['/aws/lambda/*'], {}, '"/aws/lambda/*" names no log group: a pattern chooses functions'],
    [[''], {}, '"" names no function and no log group'],
    [['a', ' '], {}, '" " names no function and no log group'],
    [[], { stack: ['shop', ''] }, '--stack "" names no stack'],
  ])("can't be chosen by %j with %j", async (operands, flags, complaint) => {
    expect(await selected(operands, flags)).toMatchObject({
      complaint: expect.stringContaining(complaint),
      status: 64,
    });
  });

  it('may be the ARN of a group as AWS lists it', async () => {
    const arn = 'arn:aws:logs:eu-west-1:123456789012:log-group:/aws/lambda/a';
    expect(await selected([`${arn}:*`])).toMatchObject({ named: [arn] });
  });

  it('may match an expression anywhere in a name', async () => {
    const selection = await selected([], { regex: ['art-(api|web)$'] });
    if ('complaint' in selection) throw new Error(selection.complaint);
    expect(['cart-api', 'cart-apis'].map((name) => selection.patterns[0]?.matches(name))).toEqual([
      true,
      false,
    ]);
  });

  it.each<[readonly string[], Flags, string]>([
    [['a'], {}, 'a'],
    [['a', 'b-*'], { stack: ['shop'] }, 'a, b-*, stack shop'],
    [['a', 'b', 'c', 'd'], {}, 'a, b, c and 1 more'],
  ])('%j with %j is called %s', async (operands, flags, words) => {
    const selection = await selected(operands, flags);
    expect('complaint' in selection ? null : selectionWords(selection)).toBe(words);
  });
});
