import { describe, expect, it } from 'vitest';
import { withoutSecrets } from '../../../src/terminal/secrets/without-secrets.ts';

describe('a hostile line costs little more than another', () => {
  const LENGTH = 16_384;
  it.each([
    ['names', 'token'],
    ['names with a value', 'token=a,'],
    ['names of headers', 'cookie:"a" '],
    ['quoted names', '"token":"'],
    ['names of lists', 'token:["'],
    ['lists', '[{'],
    ['names in unclosed quotes', 'token:\'"'],
    ['backslashes', '\\'],
    ['backslashes and marks', '\\\\"\\\''],
    ['separators', ',;&'],
    ['schemes', 'Authorization: Bearer '],
    ['signs', 'token=='],
    ['addresses', 'x://a@'],
    ['users', 'x://aaaaaaaaaaa'],
    ['private keys', '-----BEGIN PRIVATE KEY-----'],
    ['hex', 'fe5f80f7'],
    ['blanks', 'token \t'],
    ['doubtful names', "'n token:'#"],
    ['doubtful names followed by others', 'token:"-" token:\'-'],
    ['parts of a header', 'a="a'],
    ['quoted parts of headers', 'cookie:a="a" b=\'b'],
    ['counts', 'tokens_details:{"a":1,'],
    ['directories', 'pwd=/var/task/'],
    ['verdicts', 'authorization: denied for '],
    ['names of errors', 'ExpiredToken: The a '],
    ['marks of three kinds', 'token=`"\''],
    ['marks that are doubled', "token=''"],
    ['names in pairs', "'token','1'"],
    ['options', 'password --token '],
    ['escaped marks', String.raw`\u0022token\u0022:`],
    ['escaped marks and backslashes', `\\u0022${'\\'.repeat(4_000)}`],
    ['doubled marks and backslashes', `""token"":${'\\'.repeat(4_000)}`],
    ['types', 'token:A{'],
    ['elements', '<token>a'],
    ['elements that never end', '<token '],
    ['words in brackets', '(token=a b '],
    ['elements of PHP', '[token] => '],
    ['properties of PHP', '[token:a:private] => a ['],
    ['arrays of PHP', '[token] => Array\n(\n'],
    ['arrays of PHP in brackets', '["token"]=> array(1) {'],
    ['marks in hexadecimal', String.raw`\x22token\x22:`],
    ['marks with names', 'token&quot;:&quot;'],
    ['passwords without a name', 'curl -u a:'],
    ['passwords of a database', 'mysql -h x -p'],
    ['hooks', 'https://hooks.slack.com/services/'],
    ['keys of many kinds', 'account key access_key app-key '],
    ['lines of a key', 'aB3/'],
  ])('of %s', (_what, part) => {
    const line = `token:"${part.repeat(LENGTH / part.length)}`;
    for (const hostile of [line, line.slice(7), `{"a":"${line}`, `password${line.slice(7)}`]) {
      // Of this thread alone: on a busy machine, any line may have to wait.
      const start = process.threadCpuUsage();
      withoutSecrets(hostile);
      const { user, system } = process.threadCpuUsage(start);
      // They take a few ms; an expression that backtracks too much takes minutes.
      expect((user + system) / 1_000).toBeLessThan(500);
    }
  });
});

describe('twice the line takes at most twice the steps', () => {
  /** A search for the end of each would read their marks again and again. */
  it.each([
    ['parts of a value that never end', 'token=a="b, '],
    ['parts ended by others', 'secret=x="y;z=1 '],
    ['parts of two kinds', 'token=a="b\', '],
    ['parts in a string', '\\"token=a=\\"b, '],
    ['doubtful names', "'n token:'#"],
    ['parts of a header', 'cookie:a="a b=\'b'],
    ['lists', 'token:["'],
    ['words in brackets', 'token=a)))] '],
    ['backslashes and marks', 'token=\\\\"\\\''],
    ['marks of three kinds', 'token=`"\''],
    ['doubled marks that never end', "token='''' "],
    ['strings in lines', 'token="a"\n "'],
    ['strings in lines, in another', `'token:"a"\n "' `],
    ['strings in escaped lines, in another', String.raw`'token:"a"\n "' `],
    ['marks in another string', 'token:`a\' "b'],
  ])('of %s', (_what, part) => {
    const short = stepsOf(part.repeat(300));
    const long = stepsOf(part.repeat(600));
    expect(long / short).toBeLessThan(2.2);
  });
});

/** How often a character is read, or an expression tried: a clock would measure the machine. */
function stepsOf(line: string): number {
  let steps = 0;
  const uncounted = [counted(String.prototype, 'charAt'), counted(String.prototype, 'charCodeAt')];
  uncounted.push(counted(RegExp.prototype, 'exec'), counted(RegExp.prototype, 'test'));
  try {
    withoutSecrets(line);
  } finally {
    for (const undo of uncounted) undo();
  }
  return steps;

  function counted<Name extends string>(of: Record<Name, (...given: never[]) => unknown>, name: Name) {
    const original = of[name];
    of[name] = function (this: unknown, ...given) {
      steps += 1;
      return original.apply(this, given);
    };
    return () => {
      of[name] = original;
    };
  }
}
