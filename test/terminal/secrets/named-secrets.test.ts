import { performance } from 'node:perf_hooks';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { withoutSecrets } from '../../../src/terminal/secrets/without-secrets.ts';

describe('what stands under the name of a secret is masked', () => {
  it.each([
    ['Authorization: Bearer abc.def-ghi', 'Authorization: Bearer [masked]'],
    ['authorization: ApiKey 9f8e7d6c5b4a', 'authorization: ApiKey [masked]'],
    ['{"authorization":"Token 9f8e7d6c5b4a"}', '{"authorization":"Token [masked]"}'],
    ['Authorization: Digest username="Mufasa", response="6629fae4"', 'Authorization: Digest [masked]'],
    ['Cookie: theme=dark; sid=s3cr3t', 'Cookie: [masked]'],
    ['Cookie: theme="dark blue"; sid=s3cr3t\r\nHost: x', 'Cookie: [masked]\r\nHost: x'],
    ['{"head":"Cookie: a=1; sid=2\\nHost: x","n":1}', '{"head":"Cookie: [masked]\\nHost: x","n":1}'],
    [
      '{"head":"{\\"h\\":\\"Cookie: a=1; b=\\\\\\"2\\\\\\"\\"}"}',
      '{"head":"{\\"h\\":\\"Cookie: [masked]\\"}"}',
    ],
    ["curl -H 'Cookie: a=1; sid=2' https://x", "curl -H 'Cookie: [masked]' https://x"],
    ['Set-Cookie: sid=1234; Path=/', 'Set-Cookie: [masked]'],
    [
      '{"headers":{"cookie":"theme=dark; sid=abc","host":"x"}}',
      '{"headers":{"cookie":"[masked]","host":"x"}}',
    ],
    [
      "headers: { authorization: 'Bearer abc', host: 'x' }",
      "headers: { authorization: 'Bearer [masked]', host: 'x' }",
    ],
    ["headers['authorization'] = 'abc'", "headers['authorization'] = '[masked]'"],
    ['{"password":"hunter2","user":"x"}', '{"password":"[masked]","user":"x"}'],
    ['{"password":"correct horse battery staple"}', '{"password":"[masked]"}'],
    ['{"password":"ab,cd;ef"}', '{"password":"[masked]"}'],
    ['{"password":"a\\"b c"}', '{"password":"[masked]"}'],
    ['{"password":"ends in \\\\","user":"x"}', '{"password":"[masked]","user":"x"}'],
    ['{"password":12345,"user":"x"}', '{"password":"[masked]","user":"x"}'],
    ['{\\"apiKey\\": \\"k-123\\", \\"n\\": 1}', '{\\"apiKey\\": \\"[masked]\\", \\"n\\": 1}'],
    ['{"m":"{\\"password\\":\\"a b\\",\\"n\\":1}"}', '{"m":"{\\"password\\":\\"[masked]\\",\\"n\\":1}"}'],
    ["{'password': 'it\\'s me', 'n': 1}", "{'password': '[masked]', 'n': 1}"],
    ["{'password': b'a b', 'n': 1}", "{'password': b'[masked]', 'n': 1}"],
    ['{"name":"DB_PASSWORD","value":"a b"}', '{"name":"DB_PASSWORD","value":"[masked]"}'],
    ['"token": ["abc", "d]e"], "n": 1', '"token": "[masked]", "n": 1'],
    ["{ token: [ 'hunter2', 'x' ], n: 1 }", '{ token: [masked], n: 1 }'],
    ['{"cookies":{"sid":"1","theme":"dark"},"n":1}', '{"cookies":"[masked]","n":1}'],
    ['password: hunter&2long', 'password: [masked]'],
    ['login?token=abc123&next=/home', 'login?token=[masked]&next=/home'],
    ['user%5Bpassword%5D=hunter2&user%5Bname%5D=x', 'user%5Bpassword%5D=[masked]&user%5Bname%5D=x'],
    ['DB_PASSWORD=hunter2 ok', 'DB_PASSWORD=[masked] ok'],
    ['Server=x;Password=a,b;Port=1', 'Server=x;Password=[masked];Port=1'],
    ['{user:{token:abc},n:1}', '{user:{token:[masked]},n:1}'],
    ['private_key=-----BEGIN RSA PRIVATE KEY-----\nMIIE', 'private_key=[masked]'],
    ['API key: k-123 was used', 'API key: [masked] was used'],
    ['DB_PASSWORD_DEFAULT=hunter2', 'DB_PASSWORD_DEFAULT=[masked]'],
    ['{"passwordDefault":"hunter2"}', '{"passwordDefault":"[masked]"}'],
    ['token_account: abc123', 'token_account: [masked]'],
    ['SECRET_DISCOUNT=9', 'SECRET_DISCOUNT=[masked]'],
    ['token_expired_secret=abc123', 'token_expired_secret=[masked]'],
    ['secretary_password: hunter2', 'secretary_password: [masked]'],
    ['tokens_secret: 4096', 'tokens_secret: [masked]'],
    ['token: 123456', 'token: [masked]'],
    ['{"tokensDetails":{"jane":"abc123"}}', '{"tokensDetails":"[masked]"}'],
    ['pwd=/hunter2', 'pwd=[masked]'],
    ['pwd=/tmp#hunter2', 'pwd=[masked]'],
    ['DB_PWD=/var/task', 'DB_PWD=[masked]'],
    ['authorization: denied-1234', 'authorization: [masked]'],
    ['ExpiredToken: abc123', 'ExpiredToken: [masked]'],
    ['InvalidToken=abc123', 'InvalidToken=[masked]'],
  ])('%s is %s', (line, expected) => {
    expect(withoutSecrets(line)).toBe(expected);
  });
});

describe('a quotation mark that is none, or never ends, shows no secret behind it', () => {
  it.each([
    ["the users' password: '#hunter2'", "the users' password: '[masked]'"],
    [`{"msg":"the users' token: '-abc123' failed"}`, `{"msg":"the users' token: '[masked]' failed"}`],
    ['screen 27" password="!hunter2" done', 'screen 27" password="[masked]" done'],
    ["customers' Cookie: theme='dark'; sid=abc123", "customers' Cookie: [masked]"],
    ["rock 'n roll password: '#hunter2' done", "rock 'n roll password: '[masked]' done"],
    ["rock 'n roll Cookie: theme='dark'; sid=abc123", "rock 'n roll Cookie: [masked]"],
    ['echo "password: " && PASSWORD="#hunter2"', 'echo "password: "[masked]"[masked]"'],
  ])('%s is %s', (line, expected) => {
    expect(withoutSecrets(line)).toBe(expected);
  });

  it.each([
    '{"message":"enter password: ","user":"jane"}',
    '{"message":{"text":"enter password: "},"user":"jane"}',
    '{"message":"{\\"text\\":\\"enter password: \\"}","user":"jane"}',
    '["password: ", ["x"]]',
  ])('and a string that ends behind the name stays as it is: %s', (line) => {
    expect(withoutSecrets(line)).toBe(line);
  });
});

describe('what has a look of its own is masked', () => {
  it.each([
    ['wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY', '[secret key]'],
    ['eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl', '[token]'],
    ['postgres://app:hunter2@db.internal/x', 'postgres://[masked]@db.internal/x'],
    ['postgres://app:p@ss@db.internal/x', 'postgres://[masked]@db.internal/x'],
    ['-----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY-----', '[private key]'],
    ['-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\n\nMIIE', '[private key]'],
  ])('%s is %s', (line, expected) => {
    expect(withoutSecrets(line)).toBe(expected);
  });

  it.each([0, 2, 39, 40, 41, 127, 128])('also behind %i other characters', (before) => {
    const start = 'a b '.repeat(32).slice(0, before);
    const key = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';
    const long = 'ab%3D'.repeat(26).slice(0, 128);
    const line = `${start.replace(/\w$/, '-')}${key} ${start} ${long} ${long.slice(1)}`;
    expect(withoutSecrets(line)).toBe(line.replace(key, '[secret key]').replace(long, '[token]'));
  });
});

it.each([
  'commit 3f786850e387550fdab836ed7e6dc881de23001b',
  'REPORT RequestId: 8f507cfc-xmpl-4697 Duration: 1.5 ms Memory Size: 128 MB',
  'image sha256:fe5f80f77d5fa3beca038a248ff027d0445342fe2855ddc963176630326f1024',
  'Basic authentication failed for user',
  'Basic auth failed for user',
  'WWW-Authenticate: Bearer realm="x"',
  'the bearer token is missing',
  'CredentialsProviderError: Could not load credentials from any providers',
  'ExpiredTokenException: The security token included in the request is expired',
  '{"errorType":"TokenExpiredError","isTokenValid":false,"token":null,"password":""}',
  '{"usage":{"promptTokens":812,"completionTokens":97},"token_type":"x"}',
  'SignatureDoesNotMatch: The request signature we calculated does not match the signature you provided.',
  'SignatureDoesNotMatch: Signature expired: 20261124T031210Z is now earlier than 20261124T031710Z',
  'InvalidClientTokenId: The security token included in the request is invalid.',
  'InvalidAccessKeyId: The AWS Access Key Id you provided does not exist in our records.',
  'ExpiredToken: The provided token has expired.',
  'InvalidToken: The provided token is malformed or otherwise invalid.',
  'PWD=/var/task LANG=en_US.UTF-8',
  'secretary: Jane',
  'max_token: 4096',
  '{"tokens_used":55,"maxTokens":100,"tokensRemaining":45}',
  '{"prompt_tokens_details":{"cached_tokens":0,"audio_tokens":12},"n":1}',
  'authorization: denied for user 7 in 12 ms',
  '{"tokenExpiresAt":1795921200,"secret_arn":"x","SECRET_VERSION":"3","passwordError":"too short"}',
  'Unexpected token < in JSON at position 0',
  'not authorized to perform: secretsmanager:GetSecretValue on arn:aws:secretsmanager:eu-west-1:123456789012:secret:prod/db-AbC',
  "don't retry: the user's order isn't paid",
  '{"level":"INFO","message":"paid \\"order 7\\"","tags":["a","b"],"user":{"id":7}}',
])('an ordinary line stays as it is: %s', (line) => {
  expect(withoutSecrets(line)).toBe(line);
});

/** Easy to find anywhere, and unlike any other word of a line. */
const CORE = 'zQ7Xk9';
const name = fc
  .tuple(
    fc.constantFrom('', 'x-', 'db_', 'MY'),
    fc.constantFrom(
      'password',
      'secret',
      'token',
      'apiKey',
      'authorization',
      'cookie',
      'set-cookie',
      'session_id',
    ),
    // They end like "fault", "count" and "type", and are none.
    fc.constantFrom('', '', '_default', '-discount', '_prototype'),
    fc.boolean(),
  )
  .map(([before, word, after, isLoud]) => {
    const called = `${before}${word}${after}`;
    return isLoud ? called.toUpperCase() : called;
  });
const noise = fc.string({
  unit: fc.oneof(
    fc.constantFrom('"', "'", '\\', ' ', ',', ';', '&', '\n', '[', '}', '=', ':', 'n', 'ü'),
    fc.string({ minLength: 1, maxLength: 1 }),
  ),
  maxLength: 12,
});
const value = fc.tuple(noise, noise).map(([before, after]) => `${before}${CORE}${after}`);

describe('whatever a secret is, it never stands in what comes out', () => {
  it('of JSON, however often it is written as a string of JSON, and the rest of that stays', () => {
    fc.assert(
      fc.property(name, value, fc.nat({ max: 3 }), fc.string(), (called, secret, depth, said) => {
        const other = said.replace(/[^\w ]/g, '');
        let line = JSON.stringify({ level: 'info', [called]: secret, said: other });
        for (let count = 0; count < depth; count += 1) line = JSON.stringify({ message: line, said: other });
        let read = JSON.parse(withoutSecrets(line)) as Record<string, string>;
        for (let count = 0; count < depth; count += 1) {
          expect(read['said']).toBe(withoutSecrets(other));
          read = JSON.parse(read['message'] ?? '') as Record<string, string>;
        }
        expect(read['level']).toBe('info');
        expect(JSON.stringify(read)).not.toContain(CORE);
      }),
      { numRuns: 2_000 },
    );
  });

  it('of a list or an object in JSON, which stays JSON', () => {
    const nested = fc.oneof(
      fc.array(value, { minLength: 1, maxLength: 3 }),
      fc.dictionary(noise, value, { minKeys: 1, maxKeys: 3 }),
      fc.array(fc.record({ value }), { minLength: 1, maxLength: 2 }),
    );
    fc.assert(
      fc.property(name, nested, fc.boolean(), (called, secrets, isEscaped) => {
        const inner = JSON.stringify({ [called]: secrets, level: 'info' });
        const shown = withoutSecrets(isEscaped ? JSON.stringify({ message: inner }) : inner);
        const read = JSON.parse(shown) as Record<string, string>;
        const kept = isEscaped ? (JSON.parse(read['message'] ?? '') as Record<string, string>) : read;
        expect(kept['level']).toBe('info');
        expect(shown).not.toContain(CORE);
      }),
      { numRuns: 2_000 },
    );
  });

  it('of the line of a header, and the next one stays', () => {
    const header = fc.constantFrom('Cookie', 'Set-Cookie', 'Authorization', 'proxy-authorization');
    const line = fc
      .tuple(fc.constantFrom('a', 'sid=', 'Bearer a', 'ApiKey a'), value)
      .map(([start, rest]) => start + rest.replace(/[\r\n]/g, ''));
    fc.assert(
      fc.property(header, line, fc.boolean(), (called, secret, isInJson) => {
        const text = `GET / HTTP/1.1\r\n${called}: ${secret}\r\nHost: x`;
        const shown = withoutSecrets(isInJson ? JSON.stringify({ request: text }) : text);
        expect(shown).not.toContain(CORE);
        expect(isInJson ? (JSON.parse(shown) as Record<string, string>)['request'] : shown).toMatch(
          /\r\nHost: x$/,
        );
      }),
      { numRuns: 2_000 },
    );
  });

  it('of key=value, and what stands around it stays', () => {
    // After a blank, or the character that ends a name, another value begins.
    const word = value.map((each) => `a${each.replace(/[\s=:]/g, '')}`);
    fc.assert(
      fc.property(name, word, fc.constantFrom('=', ': ', '='), (called, secret, sign) => {
        const shown = withoutSecrets(`retry user=jane ${called}${sign}${secret} `);
        expect(shown).not.toContain(CORE);
        expect(shown.startsWith('retry user=jane ')).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });

  it('of a quoted value behind marks that are apostrophes or inches, or never end', () => {
    const stray = fc.constantFrom(
      "the users'",
      "(its users')",
      "rock 'n roll",
      "the '90s",
      '27"',
      'said "and',
      '"',
      "'",
      'a\' "',
      '{"message":"5\\"',
      `{"message":"the users'`,
    );
    const mark = fc.constantFrom('"', "'", '\\"');
    const secret = value.map((each) => `#${each.replace(/["'\\\r\n]/g, '')}`);
    fc.assert(
      fc.property(
        fc.array(stray, { minLength: 1, maxLength: 3 }),
        name,
        fc.constantFrom('=', ': ', ':'),
        mark,
        secret,
        (strays, called, sign, quote, hidden) => {
          const line = `${strays.join(' ')} ${called}${sign}${quote}${hidden}${quote} was said`;
          expect(withoutSecrets(line)).not.toContain(CORE);
        },
      ),
      { numRuns: 2_000 },
    );
  });

  it('of a header with quoted parts, behind such marks', () => {
    const stray = fc.constantFrom("the users'", "rock 'n roll", '27"', 'said "and', "'", '"');
    fc.assert(
      fc.property(
        fc.array(stray, { minLength: 1, maxLength: 3 }),
        fc.constantFrom('"', "'"),
        noise.map((each) => each.replace(/["'\\\r\n]/g, '')),
        (strays, quote, theme) => {
          const line = `${strays.join(' ')} Cookie: theme=${quote}a${theme}${quote}; sid=${CORE}`;
          expect(withoutSecrets(line)).not.toContain(CORE);
        },
      ),
      { numRuns: 2_000 },
    );
  });
});

it('an ordinary line stays as it is, whatever words it has', () => {
  const word = fc.constantFrom(
    'order',
    "can't",
    '"paid"',
    'in',
    '12',
    'ms:',
    'user=7',
    '{"n":1}',
    '[a]',
    '\\',
    '\n',
    'x,y;',
    '->',
  );
  fc.assert(
    fc.property(fc.array(word, { maxLength: 30 }), (words) => {
      expect(withoutSecrets(words.join(' '))).toBe(words.join(' '));
    }),
  );
});

describe('a hostile line costs little more than another', () => {
  const LENGTH = 16_384;
  it.each([
    ['names', 'token'],
    ['names with a value', 'token=a,'],
    ['names of headers', 'cookie:"a" '],
    ['quoted names', '"token":"'],
    ['names of lists', 'token:["'],
    ['lists', '[{'],
    ['names in quotes that never end', 'token:\'"'],
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
    ['names in doubt', "'n token:'#"],
    ['names in doubt that others follow', 'token:"-" token:\'-'],
    ['parts of a header', 'a="a'],
    ['quoted parts of headers', 'cookie:a="a" b=\'b'],
    ['counts', 'tokens_details:{"a":1,'],
    ['directories', 'pwd=/var/task/'],
    ['verdicts', 'authorization: denied for '],
    ['names of errors', 'ExpiredToken: The a '],
  ])('of %s', (_what, part) => {
    const line = `token:"${part.repeat(LENGTH / part.length)}`;
    for (const hostile of [line, line.slice(7), `{"a":"${line}`, `password${line.slice(7)}`]) {
      const start = performance.now();
      withoutSecrets(hostile);
      // They take a few ms here; an expression that backtracks too much takes minutes.
      expect(performance.now() - start).toBeLessThan(500);
    }
  });
});
