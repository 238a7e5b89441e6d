import { expect, it } from 'vitest';
import { searchableWords } from '../../../src/logs/queries/searchable-words.ts';

it.each<[string, readonly string[], string | null]>([
  [
    'the longest part',
    ['retry ', ' of POST to payments.internal took ', ' ms'],
    '"of POST to payments.internal took"',
  ],
  ['what is outside quotes', ['key "id" of a record is missing'], '"of a record is missing"'],
  ['only plain letters', ['não foi possível reservar'], '"vel reservar"'],
  ['a hundred characters', ['x'.repeat(300)], `"${'x'.repeat(100)}"`],
  [
    'the class and the message of an error, which JSON keeps apart',
    ['Aws::S3::Errors::AccessDenied: Access Denied'],
    '"Aws::S3::Errors::AccessDenied" "Access Denied"',
  ],
  ['both even if one of them is short', ['Error: connect timed out'], '"Error" "connect timed out"'],
  ['the whole if either part would find too much', ['Err: no id'], '"Err: no id"'],
  ['nothing if it is too short', ['no ', ' in ', ''], null],
])('CloudWatch searches for %s', (_what, wording, pattern) => {
  expect(searchableWords(wording)).toBe(pattern);
});
