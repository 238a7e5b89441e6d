import { describe, expect, it } from 'vitest';
import { withoutSecrets } from '../../../src/terminal/secrets/without-secrets.ts';

describe('a value after the name of a secret is masked', () => {
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
    [
      '{"ParameterKey":"DbPassword","ParameterValue":"a b"}',
      '{"ParameterKey":"DbPassword","ParameterValue":"[masked]"}',
    ],
    ['<add key="Token" value="a b" />', '<add key="Token" value="[masked]" />'],
    ["rawHeaders: ['Cookie', 'a=1; b=2', 'Via', '1.1']", "rawHeaders: ['Cookie', '[masked]', 'Via', '1.1']"],
    ["[('x-api-key', 'k-123'), ('host', 'x')]", "[('x-api-key', '[masked]'), ('host', 'x')]"],
    ['mysqldump --password hunter2 --all', 'mysqldump --password [masked] --all'],
    ['User(name=jane, password=a b, age=7)', 'User(name=jane, password=[masked], age=7)'],
    ['{User:jane Password:a b Token:x y}', '{User:jane Password:[masked] Token:[masked]}'],
    ['<x:Password Type="text">a b, c</x:Password> n=1', '<x:Password Type="text">[masked]</x:Password> n=1'],
    ['<token><![CDATA[a b]]></token>', '<token>[masked]</token>'],
    ['{"m":"<token>a \'b<\\/token>","n":1}', '{"m":"<token>[masked]<\\/token>","n":1}'],
    ['Map(password -> a b, user -> jane)', 'Map(password -> [masked], user -> jane)'],
    ['["token"]=> string(3) "a b" ["n"]=> int(1)', '["token"]=> string(3) "[masked]" ["n"]=> int(1)'],
    ["ALTER USER app PASSWORD 'a b'", "ALTER USER app PASSWORD '[masked]'"],
    ['{ password: Some("a b, c"), n: 1 }', '{ password: [masked]), n: 1 }'],
    ['{ password: Secret { inner: "a b" }, n: 1 }', '{ password: [masked], n: 1 }'],
    ['Header{"X-Api-Key":[]string{"a b"}, "N":1}', 'Header{"X-Api-Key":"[masked]", "N":1}'],
    ['Header{"Cookie":[]string{"a=1; b=2"}, "N":1}', 'Header{"Cookie":"[masked]", "N":1}'],
    ["export TOKEN=$'a b\\'c d'", "export TOKEN=$'[masked]'"],
    [
      'AccountName=x;AccountKey=aB3/+c==;EndpointSuffix=y',
      'AccountName=x;AccountKey=[masked];EndpointSuffix=y',
    ],
    ['Ocp-Apim-Subscription-Key: 9f8e7d6c', 'Ocp-Apim-Subscription-Key: [masked]'],
    ['x-functions-key: a/b==', 'x-functions-key: [masked]'],
    ['{"signingKey":"a b","encryption_key":"c"}', '{"signingKey":"[masked]","encryption_key":"[masked]"}'],
    ['/x?sv=2026&sig=aB%2Bc%3D&se=1', '/x?sv=2026&sig=[masked]&se=1'],
    ['/?next=%2Fx%3Fsig%3DaB%26n%3D1', '/?next=%2Fx%3Fsig%3D[masked]'],
    ['DB_PASS=hunter2 ok', 'DB_PASS=[masked] ok'],
    ["auth: { user: 'jane', pass: 'a b' }", "auth: { user: 'jane', pass: '[masked]' }"],
    ['{"smtpPass":"a b","n":1}', '{"smtpPass":"[masked]","n":1}'],
    ['otp=123456 for jane', 'otp=[masked] for jane'],
    ['Password            : hunter2', 'Password            : [masked]'],
    ['password:            hunter2', 'password:            [masked]'],
    ['Connect -Password hunter2 -Server x', 'Connect -Password [masked] -Server x'],
  ])('%s is %s', (line, expected) => {
    expect(withoutSecrets(line)).toBe(expected);
  });
});

describe('a value that PHP prints is masked to its end', () => {
  it.each([
    ['Array\n(\n [password] => a b c\n [n] => 1\n)', 'Array\n(\n [password] => [masked]\n [n] => 1\n)'],
    ['Array ( [token] => a b [n] => 1 )', 'Array ( [token] => [masked] [n] => 1 )'],
    ['Array ( [n] => 1 [token] => a (b) c )', 'Array ( [n] => 1 [token] => [masked] )'],
    ['{"m":"[password] => a b\\n[n] => 1","n":1}', '{"m":"[password] => [masked]\\n[n] => 1","n":1}'],
    ['[password:protected] => a b\n[n] => 1', '[password:protected] => [masked]\n[n] => 1'],
    ['[token:App\\User:private] => a b', '[token:App\\User:private] => [masked]'],
    ['[tokens] => Array\n  (\n    [0] => a b\n  )\n\n[n] => 1', '[tokens] => [masked]\n\n[n] => 1'],
    [
      '[secret] => App\\Key Object\n  (\n    [x] => Array\n      (\n        [0] => a\n      )\n\n    [y] => b\n  )\n[n] => 1',
      '[secret] => [masked]\n[n] => 1',
    ],
    ['["token":protected]=>\n  string(3) "a b"\n', '["token":protected]=>\n  string(3) "[masked]"\n'],
    ['["token":"User":private]=>\n string(3) "a b"', '["token":"User":private]=>\n string(3) "[masked]"'],
    ['["tokens"]=>\n array(1) {\n [0]=>\n string(3) "a b"\n }\n n', '["tokens"]=>\n "[masked]"\n n'],
    ['["secret"]=> object(Key)#3 (1) { ["x"]=> string(1) "a" } n', '["secret"]=> "[masked]" n'],
  ])('%j is %j', (line, expected) => {
    expect(withoutSecrets(line)).toBe(expected);
  });
});

describe('a string of any program is masked to its end', () => {
  it.each([
    [
      'in marks that are quoted least',
      '{ password: `it\'s "x", y`, n: 1 }',
      '{ password: `[masked]`, n: 1 }',
    ],
    [
      'of JSON in a string with single marks',
      `{ body: '{"password":"a\\\\"b, c","n":1}' }`,
      `{ body: '{"password":"[masked]","n":1}' }`,
    ],
    [
      'of JSON in JSON in a string with single marks',
      String.raw`{ body: '{"m":"{\\"password\\":\\"a\\\\\\"b, c\\"}"}' }`,
      String.raw`{ body: '{"m":"{\\"password\\":\\"[masked]\\"}"}' }`,
    ],
    ['of JSON in bytes', `b'{"password": "a\\\\", b", "n": 1}'`, `b'{"password": "[masked]", "n": 1}'`],
    [
      'of JSON that escapes all marks',
      String.raw`{"m":"{\u0022password\u0022:\u0022a\\u0022b c\u0022,\u0022n\u0022:1}"}`,
      String.raw`{"m":"{\"password\":\"[masked]\",\"n\":1}"}`,
    ],
    [
      'of JSON in such JSON',
      String.raw`{"m":"{\u0022m\u0022:\u0022{\\u0022token\\u0022:\\u0022a b\\u0022}\u0022}"}`,
      String.raw`{"m":"{\"m\":\"{\\\"token\\\":\\\"[masked]\\\"}\"}"}`,
    ],
    [
      'of an address in such JSON',
      String.raw`{"url":"/?token\u003dabc\u0026user\u003djane"}`,
      '{"url":"/?token=[masked]&user=jane"}',
    ],
    [
      'of JSON as a web server logs it',
      String.raw`"{\x22password\x22:\x22a b\x22,\x22n\x22:1}" 200`,
      String.raw`"{\"password\":\"[masked]\",\"n\":1}" 200`,
    ],
    [
      'of JSON in HTML',
      '{&quot;password&quot;:&quot;a b&quot;,&quot;n&quot;:1}',
      String.raw`{\"password\":\"[masked]\",\"n\":1}`,
    ],
    [
      'of JSON in CSV',
      String.raw`7,"{""password"":""a\""b c"",""n"":1}",x`,
      String.raw`7,"{\"password\":\"[masked]\",\"n\":1}",x`,
    ],
    ['of an address in another', '/?next=%2F%3Ftoken%3Dabc%26n%3D1&n=2', '/?next=%2F%3Ftoken%3D[masked]&n=2'],
    ['of JSON in an address', '/?q=%7B%22token%22%3A%22a%20b%22%7D&n=2', '/?q=%7B%22token%22%3A[masked]&n=2'],
    ['that doubles its marks', "SET password = 'a'', ''b', n = 1", "SET password = '[masked]', n = 1"],
    ['that a shell ends for a mark', "PASSWORD='it'\\''s me' psql", "PASSWORD='[masked]' psql"],
    ['that a shell ends for a quoted mark', `PASSWORD='it'"'"'s me' psql`, "PASSWORD='[masked]' psql"],
    ['in lines', "{\n  secret: 'one\\n' +\n    'two',\n  n: 1 }", "{\n  secret: '[masked]',\n  n: 1 }"],
    ['in lines of Python', "{'secret': 'one '\n           'two', 'n': 1}", "{'secret': '[masked]', 'n': 1}"],
  ])('%s: %s', (_what, line, expected) => {
    expect(withoutSecrets(line)).toBe(expected);
  });

  it.each([
    ['an apostrophe', `got '{"password":"a' hunter2"}' of jane`],
    ['an apostrophe in a list', `got '{"tokens":["a' hunter2"]}' of jane`],
    ['an apostrophe, and cut', `got '{"password":"a' hunter2`],
    ['a quotation mark', `got "{ password: 'a" hunter2' }" of jane`],
    ['a backslash at its end', `got '{"password":"a\\\\","token":"hunter2 "}' of jane`],
    ['an apostrophe and a shell', `curl -d '{"password":"it'\\'' hunter2"}' https://x`],
    ['an apostrophe and a shell, and a mark', `a" b TOKEN='it'\\''s "; hunter2' x`],
    ['a sign at its start, and cut', `dir = 'C:\\' password = '#hunter2`],
  ])('even if what is around it has not escaped %s', (_what, line) => {
    expect(withoutSecrets(line)).not.toContain('hunter2');
  });
});

describe('a stray or unclosed quotation mark reveals no secret after it', () => {
  it.each([
    ["the users' password: '#hunter2'", "the users' password: '[masked]'"],
    [`{"msg":"the users' token: '-abc123' failed"}`, `{"msg":"the users' token: '[masked]' failed"}`],
    ['screen 27" password="!hunter2" done', 'screen 27" password="[masked]" done'],
    ["customers' Cookie: theme='dark'; sid=abc123", "customers' Cookie: [masked]"],
    ["rock 'n roll password: '#hunter2' done", "rock 'n roll password: '[masked]' done"],
    ["rock 'n roll Cookie: theme='dark'; sid=abc123", "rock 'n roll Cookie: [masked]"],
    ['echo "password: " && PASSWORD="#hunter2"', 'echo "password: "[masked]"'],
  ])('%s is %s', (line, expected) => {
    expect(withoutSecrets(line)).toBe(expected);
  });

  it.each([
    String.raw`a" b { body: '{"token":"x\\"} hunter2"}' }`,
    String.raw`' b'{"token": "x\\") hunter2"}'`,
    `' {"tokens":["a');hunter2"]}`,
    `' {\n  "tokens": [\n    "a');hunter2"\n  ]\n}`,
    `" { token: '");hunter2' }`,
  ])('nor where the string of a program begins: %s', (line) => {
    expect(withoutSecrets(line)).not.toContain('hunter2');
  });

  it.each([
    '{"message":"enter password: ","user":"jane"}',
    '{"message":{"text":"enter password: "},"user":"jane"}',
    '{"message":"{\\"text\\":\\"enter password: \\"}","user":"jane"}',
    '["password: ", ["x"]]',
    'log("password: ", user)',
    'log("password: ", user, "was asked")',
    'log("password: "); log("was asked ")',
    "print('enter token: ', name, ' or leave')",
  ])('and a string that ends after the name stays unchanged: %s', (line) => {
    expect(withoutSecrets(line)).toBe(line);
  });
});

describe('a secret recognisable by itself is masked', () => {
  it.each([
    ['wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY', '[secret key]'],
    ['eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl', '[token]'],
    ['postgres://app:hunter2@db.internal/x', 'postgres://[masked]@db.internal/x'],
    [String.raw`postgres:\/\/app:hunter2@db`, String.raw`postgres:\/\/[masked]@db`],
    ['postgres://app:p@ss@db.internal/x', 'postgres://[masked]@db.internal/x'],
    ['curl -u jane:hunter2 https://x', 'curl -u jane:[masked] https://x'],
    ['curl -ujane:hunter2 https://x', 'curl -ujane:[masked] https://x'],
    ['curl --user "jane:hunt er2" https://x', 'curl --user "jane:[masked]" https://x'],
    ["curl --proxy-user='jane:hunter2' -u 'a:b' x", "curl --proxy-user='jane:[masked]' -u 'a:[masked]' x"],
    ['["curl","-u","jane:hunter2","https://x"]', '["curl","-u","jane:[masked]","https://x"]'],
    ['mysql -uroot -phunter2 shop', 'mysql -uroot -p[masked] shop'],
    ['sshpass -p hunter2 ssh x', 'sshpass -p [masked] ssh x'],
    ['redis-cli -h x -a hunter2 ping', 'redis-cli -h x -a [masked] ping'],
    ['POST https://hooks.slack.com/services/T0/B0/aB3 404', 'POST https://hooks.slack.com/[masked] 404'],
    [String.raw`https:\/\/discord.com\/api\/webhooks\/12\/aB3`, String.raw`https:\/\/discord.com\/[masked]`],
    [`SG.${'aB3'.repeat(7)}.${'xY9'.repeat(14)}`, '[token]'],
    [`hf_${'aB3'.repeat(11)}`, '[token]'],
    [`ya29.${'aB3'.repeat(11)}`, '[token]'],
    [`${'aB3/'.repeat(16)}`, '[secret key]'],
    [`${'aB3/'.repeat(21)}aB==`, '[secret key]'],
    ['-----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY-----', '[private key]'],
    ['-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\n\nMIIE', '[private key]'],
  ])('%s is %s', (line, expected) => {
    expect(withoutSecrets(line)).toBe(expected);
  });

  it.each([0, 2, 39, 40, 41, 127, 128])('even after %i other characters', (before) => {
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
  '{"type":"token","id":"a7","required":["password","email"]}',
  '{"allowed":["Authorization","Content-Type","X-Api-Key"]}',
  '["password","is too short (minimum is 8 characters)"]',
  String.raw`{"m":"it\u0027s \u0022paid\u0022","n":1}`,
  '7,"{""order"":""paid""}",x',
  'usage: login <user> <password> [options]',
  'GET /users/<token>/orders took 12 ms, <password></password> is empty',
  'new Map<Token>(7) failed',
  'Using --password via the CLI is insecure',
  'fields "secret", "token" and "password" are required, "name" is not',
  'pass: 12, fail: 3',
  '{"pass":true,"bypass":"x","compass":"north"}',
  'pass-through: on, pass_rate: 0.98, passes: 3',
  '/orders?design=a&signal=b',
  'docker run -u 1000:1000 x | sort -u',
  'SELECT key FROM t -- primary key: 7, partition key: a',
  '[order] => 7 [user] => jane',
  'a -token of thanks',
  "don't retry: the user's order isn't paid",
  '{"level":"INFO","message":"paid \\"order 7\\"","tags":["a","b"],"user":{"id":7}}',
])('an ordinary line stays unchanged: %s', (line) => {
  expect(withoutSecrets(line)).toBe(line);
});
