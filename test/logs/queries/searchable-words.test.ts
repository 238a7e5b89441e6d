import { expect, it } from 'vitest';
import { searchableWords } from '../../../src/logs/queries/searchable-words.ts';

it.each<[string, readonly string[], string | null]>([
  [
    'the longest part',
    ['retry ', ' of POST to payments.internal took ', ' ms'],
    '"of POST to payments.internal took"',
  ],
  ['what stands outside of quotes', ['key "id" of a record is missing'], '"of a record is missing"'],
  ['plain letters alone', ['não foi possível reservar'], '"vel reservar"'],
  ['a hundred characters', ['x'.repeat(300)], `"${'x'.repeat(100)}"`],
  [
    'the class of an error and what it says, which JSON keeps apart',
    ['Aws::S3::Errors::AccessDenied: Access Denied'],
    '"Aws::S3::Errors::AccessDenied" "Access Denied"',
  ],
  ['both also where one of them is short', ['Error: connect timed out'], '"Error" "connect timed out"'],
  ['the whole where either alone would find too much', ['Err: no id'], '"Err: no id"'],
  ['nothing that is too short', ['no ', ' in ', ''], null],
  ['nothing of nothing', [], null],
])('CloudWatch looks for %s', (_what, wording, pattern) => {
  expect(searchableWords(wording)).toBe(pattern);
});
