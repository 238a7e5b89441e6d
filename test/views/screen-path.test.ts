import { describe, expect, it } from 'vitest';
import { rawText } from '../../src/terminal/text.ts';
import type { AppScreen } from '../../src/views/parts/app-settings.ts';
import { pathLeftFor, pathTo } from '../../src/views/screen-path.ts';
import { invocationScreen } from '../../src/views/use-screen-path.ts';

const FLEET: AppScreen = { name: 'fleet' };
const logOf = (target: string): AppScreen => ({ name: 'tail', target });
const listOf = (target: string): AppScreen => ({ name: 'invocations', target });
const reportOf = (functionName: string, qualifier: string | null = null): AppScreen => ({
  name: 'triage',
  functionName,
  qualifier,
});
const CART = 'cart-api';
const MAIL = 'email-dispatch';
const run = (id: string) => invocationScreen(CART, rawText(id));

describe('a screen that is asked for', () => {
  it.each<{ when: string; path: readonly AppScreen[]; asked: AppScreen; after: readonly AppScreen[] }>([
    {
      when: 'is opened where it is not below',
      path: [FLEET, logOf(CART)],
      asked: listOf(CART),
      after: [FLEET, logOf(CART), listOf(CART)],
    },
    {
      when: 'is returned to where only screens of the same log lie above it',
      path: [FLEET, logOf(CART), listOf(CART), run('a')],
      asked: logOf(CART),
      after: [FLEET, logOf(CART)],
    },
    {
      when: 'comes to the top where it is below a report, to which "back" then returns',
      path: [FLEET, logOf(CART), reportOf(CART)],
      asked: logOf(CART),
      after: [FLEET, reportOf(CART), logOf(CART)],
    },
    {
      when: 'comes to the top without the list from which it was asked for',
      path: [FLEET, logOf(CART), reportOf(CART), listOf(CART)],
      asked: logOf(CART),
      after: [FLEET, reportOf(CART), logOf(CART)],
    },
    {
      when: 'comes to the top over its log, if it is a report',
      path: [FLEET, reportOf(CART), logOf(CART)],
      asked: reportOf(CART),
      after: [FLEET, logOf(CART), reportOf(CART)],
    },
    {
      when: 'is opened once more, if it is the first screen, where lmon ends',
      path: [reportOf(CART), logOf(CART)],
      asked: reportOf(CART),
      after: [reportOf(CART), logOf(CART), reportOf(CART)],
    },
    {
      when: 'is opened over that of another function',
      path: [FLEET, logOf(CART), reportOf(MAIL), listOf(MAIL)],
      asked: logOf(MAIL),
      after: [FLEET, logOf(CART), reportOf(MAIL), listOf(MAIL), logOf(MAIL)],
    },
    {
      when: 'is opened over that of the whole function, if it is of an alias',
      path: [reportOf(CART), logOf(CART)],
      asked: reportOf(CART, 'live'),
      after: [reportOf(CART), logOf(CART), reportOf(CART, 'live')],
    },
    {
      when: 'is the same, whether no alias is named or none is known',
      path: [FLEET, reportOf(CART), logOf(CART)],
      asked: { name: 'triage', functionName: CART },
      after: [FLEET, logOf(CART), reportOf(CART)],
    },
    {
      when: 'is opened over an invocation, if it is another one',
      path: [logOf(CART), run('a')],
      asked: run('b'),
      after: [logOf(CART), run('a'), run('b')],
    },
    {
      when: 'is opened over an invocation, even if it is the same',
      path: [logOf(CART), run('a'), logOf(MAIL)],
      asked: run('a'),
      after: [logOf(CART), run('a'), logOf(MAIL), run('a')],
    },
  ])('$when', ({ path, asked, after }) => {
    expect(pathTo(path, asked)).toEqual(after);
  });
});

describe('a screen that is left for another', () => {
  it.each<{ when: string; path: readonly AppScreen[]; after: readonly AppScreen[] }>([
    {
      when: 'is replaced where the other is not below',
      path: [logOf(CART), run('a')],
      after: [logOf(CART), listOf(CART)],
    },
    {
      when: 'is closed where the other is below',
      path: [logOf(CART), listOf(CART), run('a')],
      after: [logOf(CART), listOf(CART)],
    },
    {
      when: 'is replaced where only that of another function is below',
      path: [listOf(MAIL), logOf(CART), run('a')],
      after: [listOf(MAIL), logOf(CART), listOf(CART)],
    },
  ])('$when', ({ path, after }) => {
    expect(pathLeftFor(path, listOf(CART))).toEqual(after);
  });
});
