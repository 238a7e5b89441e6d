import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { connectAws } from '../../../src/aws/connect.ts';
import { corrected, createClock, REAL_TIME } from '../../../src/monitor/clock.ts';
import {
  answerJson,
  answerOf,
  answerText,
  errorOf,
  type LoopbackAws,
  patient,
  type Respond,
  raw,
  startLoopbackAws,
  stubCredentials,
} from '../loopback-aws.ts';

const identity = `<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult>
  <Arn>arn:aws:sts::123456789012:assumed-role/OnCall/ann</Arn><UserId>AROA:ann</UserId><Account>123456789012</Account>
  </GetCallerIdentityResult></GetCallerIdentityResponse>`;
const range = { startMs: 0, endMs: 60_000 };

const ISO_BASIC = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/;

let loopback: LoopbackAws;
let folder: string;

beforeEach(async () => {
  stubCredentials();
  loopback = await startLoopbackAws();
  folder = mkdtempSync(join(tmpdir(), 'lmon-aws-'));
});
afterEach(async () => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
  await loopback.close();
  rmSync(folder, { recursive: true });
});

const credentialsFile = (text: string) => {
  const path = join(folder, 'credentials');
  writeFileSync(path, text);
  vi.stubEnv('AWS_SHARED_CREDENTIALS_FILE', path);
  vi.stubEnv('AWS_ACCESS_KEY_ID', undefined);
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', undefined);
};
const accessKeysSent = () =>
  loopback.requests.map(({ headers }) => /Credential=(\w+)/.exec(headers.authorization ?? '')?.[1]);
const logPage = (connection = loopback.connect(), signal = patient) =>
  connection.sources.logs.page({ group: raw('/aws/lambda/f'), range, pattern: null, token: null }, signal);

describe('the identity', () => {
  it('is the account and the ARN of the caller, without an expiry for lasting credentials', async () => {
    loopback.respond = answerText(identity);
    expect(answerOf(await loopback.connect().sources.identity.caller(patient))).toMatchObject({
      accountId: '123456789012',
      arn: 'arn:aws:sts::123456789012:assumed-role/OnCall/ann',
      expiresMs: null,
    });
  });

  it.each([
    ['a Date header of ten minutes ago', new Date(Date.now() - 600_000).toUTCString(), -600_000],
    ['one in 5 min', new Date(Date.now() + 300_000).toUTCString(), 300_000],
  ])('knows from %s how wrong the clock of this machine is', async (_case, date, skewMs) => {
    loopback.respond = (_request, response) => {
      response.writeHead(200, { 'content-type': 'text/xml', date });
      response.end(identity);
    };
    const { clockSkewMs } = answerOf(await loopback.connect().sources.identity.caller(patient));
    expect(Math.abs((clockSkewMs ?? 0) - skewMs)).toBeLessThan(60_000);
  });

  it('does not know it if the answer has no time', async () => {
    loopback.respond = (_request, response) => {
      response.sendDate = false;
      response.writeHead(200, { 'content-type': 'text/xml' });
      response.end(identity);
    };
    expect(answerOf(await loopback.connect().sources.identity.caller(patient))).not.toHaveProperty(
      'clockSkewMs',
    );
  });

  it('expires with the credentials', async () => {
    const program = join(folder, 'credential-process.sh');
    const Expiration = new Date(Math.floor(Date.now() / 1_000) * 1_000 + 3_600_000).toISOString();
    const answer = {
      Version: 1,
      AccessKeyId: 'AKIDPROCESS',
      SecretAccessKey: 's',
      SessionToken: 't',
      Expiration,
    };
    writeFileSync(program, `#!/bin/sh\necho '${JSON.stringify(answer)}'\n`);
    chmodSync(program, 0o700);
    credentialsFile(`[default]\ncredential_process = ${program}\n`);
    loopback.respond = answerText(identity);
    const caller = answerOf(await loopback.connect().sources.identity.caller(patient));
    expect(caller.expiresMs).toBe(Date.parse(Expiration));
    expect(accessKeysSent()).toEqual(['AKIDPROCESS']);
  });
});

describe('the time of AWS', () => {
  it.each([
    ['an answer', 200],
    ['a refusal', 403],
  ])('is taken from %s', async (_what, status) => {
    const date = new Date(Date.now() + 600_000).toUTCString();
    loopback.respond = answerJson({ events: [] }, status, { date });
    const clock = corrected(createClock(REAL_TIME));
    await logPage(loopback.connect({ timeSignal: clock }));
    expect(Math.abs(clock.now() - Date.now() - 600_000)).toBeLessThan(60_000);
  });
});

describe('credentials', () => {
  it('are read again after AWS has called them expired', async () => {
    credentialsFile('[default]\naws_access_key_id = AKIDOLD\naws_secret_access_key = s\n');
    const connection = loopback.connect();
    loopback.respond = answerJson({ __type: 'ExpiredTokenException', message: 'expired' }, 400);
    expect(errorOf(await logPage(connection)).kind).toBe('expired');

    credentialsFile('[default]\naws_access_key_id = AKIDNEW\naws_secret_access_key = s\n');
    loopback.respond = answerJson({ events: [] });
    answerOf(await logPage(connection));
    expect(accessKeysSent()).toEqual(['AKIDOLD', 'AKIDNEW']);
  });

  it('are looked for again after none were found', async () => {
    credentialsFile('');
    const connection = loopback.connect();
    expect(errorOf(await logPage(connection))).toMatchObject({
      kind: 'expired',
      action: 'logs:FilterLogEvents',
      name: 'NoCredentials',
    });
    expect(loopback.requests).toEqual([]);

    credentialsFile('[default]\naws_access_key_id = AKIDNEW\naws_secret_access_key = s\n');
    loopback.respond = answerJson({ events: [] });
    answerOf(await logPage(connection));
    expect(accessKeysSent()).toEqual(['AKIDNEW']);
  });

  it('are not looked for again as long as AWS accepts them', async () => {
    credentialsFile('[default]\naws_access_key_id = AKIDOLD\naws_secret_access_key = s\n');
    const connection = loopback.connect();
    loopback.respond = answerJson({ events: [] });
    await logPage(connection);
    credentialsFile('[default]\naws_access_key_id = AKIDNEW\naws_secret_access_key = s\n');
    await logPage(connection);
    expect(accessKeysSent()).toEqual(['AKIDOLD', 'AKIDOLD']);
  });

  it('come from the requested profile', async () => {
    credentialsFile(
      '[default]\naws_access_key_id = AKIDDEFAULT\naws_secret_access_key = s\n' +
        '[prod]\naws_access_key_id = AKIDPROD\naws_secret_access_key = s\n',
    );
    loopback.respond = answerJson({ events: [] });
    await logPage(loopback.connect({ profile: 'prod' }));
    expect(accessKeysSent()).toEqual(['AKIDPROD']);
  });

  it.each([
    [true, 'ENVKEY', 'keys in the environment win over AWS_PROFILE, as for the AWS CLI'],
    [false, 'PROFILEKEY', 'a profile that was asked for by name wins over them'],
  ])('come from the environment first: %s signs with %s, so that %s', async (usesEnvironmentKeys, key) => {
    credentialsFile('[prod]\naws_access_key_id = PROFILEKEY\naws_secret_access_key = x\n');
    vi.stubEnv('AWS_PROFILE', 'prod');
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'ENVKEY');
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'x');
    await logPage(loopback.connect({ profile: 'prod', usesEnvironmentKeys }));
    expect(accessKeysSent()).toEqual([key]);
  });

  it('in two places at once make the SDK warn, but not on the screen', async () => {
    credentialsFile('[prod]\naws_access_key_id = AKIDPROD\naws_secret_access_key = s\n');
    stubCredentials();
    vi.stubEnv('AWS_SHARED_CREDENTIALS_FILE', join(folder, 'credentials'));
    const warned = vi.spyOn(console, 'warn');
    const written = vi.spyOn(process.stderr, 'write');
    loopback.respond = answerJson({ events: [] });
    await logPage(loopback.connect({ profile: 'prod' }));
    expect(accessKeysSent()).toEqual(['AKIDPROD']);
    expect(warned).not.toHaveBeenCalled();
    expect(written).not.toHaveBeenCalled();
  });
});

describe('a call', () => {
  const silence: Respond = () => {};
  const cutOff: Respond = (_request, response) => {
    response.writeHead(200, { 'content-length': '1000' });
    response.write('{"events":', () => response.destroy());
  };
  const hangUp: Respond = (_request, response) => response.destroy();
  const stopInTheMiddle: Respond = (_request, response) => {
    response.writeHead(200);
    response.write('{"events":');
  };

  it.each([
    ['whose connection is closed', hangUp, { kind: 'unreachable', name: 'ECONNRESET' }],
    ['whose answer is cut off', cutOff, { kind: 'unreachable', name: 'ECONNRESET' }],
    [
      'answered by a broken gateway',
      answerText('<html>Bad gateway</html>', 502),
      { kind: 'unreachable', name: 'HTTP 502' },
    ],
    ['with an empty answer', answerText('', 200), { kind: 'malformed', name: 'UnreadableAnswer' }],
    [
      'answered by truncated JSON',
      answerText('{"events":[{"eve', 200),
      { kind: 'malformed', name: 'UnreadableAnswer' },
    ],
    ['answered by a login page', answerText('<html>Log in</html>', 200, 'text/html'), { kind: 'malformed' }],
    ['answered by an empty 503', answerText('', 503), { kind: 'unreachable', name: 'HTTP 503' }],
    ['answered by an empty 429', answerText('', 429), { kind: 'throttled', name: 'HTTP 429' }],
  ])('%s is made once and ends as an error', async (_what, respond, error) => {
    loopback.respond = respond;
    expect(errorOf(await logPage())).toMatchObject(error);
    expect(loopback.requests).toHaveLength(1);
  });

  it.each([
    ['that is never answered', silence, { kind: 'unreachable' }],
    ['whose answer stalls in the middle', stopInTheMiddle, { kind: 'unreachable', name: 'TimeoutError' }],
  ])('%s is made once and given up', async (_what, respond, error) => {
    loopback.respond = respond;
    // Long enough for the request to arrive.
    expect(errorOf(await logPage(loopback.connect({ requestTimeoutMs: 1_000 })))).toMatchObject(error);
    expect(loopback.requests).toHaveLength(1);
  });

  it('to an address without a server ends as an error', async () => {
    const connection = loopback.connect();
    await loopback.close();
    expect(errorOf(await logPage(connection))).toMatchObject({ kind: 'unreachable', name: 'ECONNREFUSED' });
    loopback = await startLoopbackAws();
  });

  it('ends at once when the caller aborts it', async () => {
    const giveUp = new AbortController();
    loopback.respond = () => giveUp.abort();
    expect(errorOf(await logPage(loopback.connect(), giveUp.signal))).toMatchObject({
      kind: 'unreachable',
      name: 'AbortError',
    });
  });

  it('is not made at all if it was already aborted', async () => {
    expect(errorOf(await logPage(loopback.connect(), AbortSignal.abort())).name).toBe('AbortError');
    expect(loopback.requests).toEqual([]);
  });

  it('identifies lmon as its client', async () => {
    loopback.respond = answerJson({ events: [] });
    await logPage();
    expect(loopback.requests[0]?.headers['user-agent']).toContain('lmon');
  });

  it('is signed with the right time after AWS refused one with the wrong time', async () => {
    const connection = loopback.connect();
    const inAnHour = new Date(Date.now() + 3_600_000);
    const refused = { __type: 'InvalidSignatureException', message: 'Signature expired' };
    loopback.respond = answerJson(refused, 400, { date: inAnHour.toUTCString() });
    expect(errorOf(await logPage(connection)).kind).toBe('unreachable');
    loopback.respond = answerJson({ events: [] }, 200, { date: inAnHour.toUTCString() });
    await logPage(connection);
    const signedAt = Date.parse(
      String(loopback.requests[1]?.headers['x-amz-date']).replace(ISO_BASIC, '$1-$2-$3T$4:$5:$6Z'),
    );
    expect(Math.abs(signedAt - inAnHour.getTime())).toBeLessThan(300_000);
  });

  it('ends as an error when AWS_CA_BUNDLE names no file', async () => {
    vi.stubEnv('AWS_CA_BUNDLE', join(folder, 'none.pem'));
    const error = errorOf(await logPage(loopback.connect({ endpointUrl: 'https://127.0.0.1:1' })));
    expect(error).toMatchObject({ kind: 'unreachable', name: 'CertificateBundleUnreadable' });
    expect(error.message).toContain('none.pem');
  });

  it('needs no certificates if the endpoint uses none', async () => {
    vi.stubEnv('AWS_CA_BUNDLE', join(folder, 'none.pem'));
    loopback.respond = answerJson({ events: [] });
    expect((await logPage()).ok).toBe(true);
  });
});

describe('a connection', () => {
  it('reads and sends nothing until it is used', () => {
    vi.stubEnv('AWS_CA_BUNDLE', join(folder, 'none.pem'));
    const settings = { region: 'eu-west-1', profile: null, endpointUrl: loopback.url, requestTimeoutMs: 1 };
    connectAws({ ...settings, cloudwatchProtocol: 'json' }).close();
    expect(loopback.requests).toEqual([]);
  });
});
