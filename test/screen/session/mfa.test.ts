import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { runLmonProcess } from '../../commands/lmon-process.ts';
import { KEY, openScreen, type Screen } from '../open-screen.ts';

const DEVICE = 'arn:aws:iam::111122223333:mfa/me';
const CONFIG = `
[profile guarded]
role_arn = arn:aws:iam::111122223333:role/reader
source_profile = keys
mfa_serial = ${DEVICE}
region = eu-west-1
[profile keys]
aws_access_key_id = local
aws_secret_access_key = local
region = eu-west-1
`;
const LOG = ['tail', '/aws/lambda/quiet', '--profile', 'guarded', '--no-follow'];

const xml = (action: string, result: string) =>
  `<${action}Response xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><${action}Result>${result}</${action}Result></${action}Response>`;
const ASSUMED = xml(
  'AssumeRole',
  '<Credentials><AccessKeyId>ASIA</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken><Expiration>2036-11-24T03:12:10Z</Expiration></Credentials>',
);
const REFUSED =
  '<ErrorResponse><Error><Type>Sender</Type><Code>AccessDenied</Code><Message>MultiFactorAuthentication failed with invalid MFA one time pass code.</Message></Error></ErrorResponse>';
const CALLER = xml(
  'GetCallerIdentity',
  '<Arn>arn:aws:sts::111122223333:assumed-role/reader/x</Arn><UserId>A</UserId><Account>111122223333</Account>',
);

describe('a profile with an MFA device', () => {
  let folder: string;
  let server: Server;
  let env: Record<string, string | undefined>;
  let screen: Screen | null = null;
  /** The device and the code of each request for the role. */
  let codes: (string | null)[][] = [];

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'lmon-mfa-'));
    writeFileSync(join(folder, 'config'), CONFIG);
    server = createServer(async (request, response) => {
      let body = '';
      for await (const chunk of request) body += String(chunk);
      const asked = new URLSearchParams(body);
      if (asked.get('Action') === 'AssumeRole') {
        codes.push([asked.get('SerialNumber'), asked.get('TokenCode')]);
        const isRight = asked.get('TokenCode') === '123456';
        response.writeHead(isRight ? 200 : 403).end(isRight ? ASSUMED : REFUSED);
      } else if (asked.get('Action') === 'GetCallerIdentity') response.end(CALLER);
      else response.end('{"events":[]}');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    env = {
      AWS_CONFIG_FILE: join(folder, 'config'),
      AWS_SHARED_CREDENTIALS_FILE: join(folder, 'none'),
      AWS_ENDPOINT_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      AWS_EC2_METADATA_DISABLED: 'true',
      AWS_ACCESS_KEY_ID: undefined,
      AWS_PROFILE: undefined,
      HOME: folder,
    };
  });
  beforeEach(() => {
    codes = [];
  });
  afterEach(async () => {
    await screen?.close();
    screen = null;
  });
  afterAll(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    rmSync(folder, { recursive: true });
  });

  async function openWith(args: readonly string[], keys: string): Promise<Screen> {
    screen = await openScreen({ args, columns: 120, rows: 20, env });
    await screen.waitFor(`MFA code for ${DEVICE}:`);
    screen.press(keys);
    return screen;
  }

  it('asks once for a code, and assumes the role with it', async () => {
    const { exited } = await openWith(LOG, '123456\r');
    expect(await exited).toEqual({ code: 0, signal: null });
    expect(codes).toEqual([[DEVICE, '123456']]);
  });

  it('asks before the screen opens', async () => {
    const opened = await openWith(['fleet', '--profile', 'guarded'], '123456\r');
    await opened.waitFor((each) => each.isAlternate());
    opened.press('q');
    expect(await opened.exited).toMatchObject({ code: 0 });
    expect(codes).toEqual([[DEVICE, '123456']]);
  });

  const NO_CODE = `lmon: no code of six digits for the MFA device ${DEVICE}`;
  it.each([
    { what: 'a wrong code', keys: '654321\r', says: 'MultiFactorAuthentication failed', asked: 1, code: 78 },
    { what: 'no code', keys: '\r', says: NO_CODE, asked: 0, code: 78 },
    { what: 'Ctrl-D', keys: KEY.ctrlD, says: NO_CODE, asked: 0, code: 78 },
    { what: 'Ctrl-C', keys: KEY.ctrlC, says: NO_CODE, asked: 0, code: 130 },
  ])('ends with $code on $what', async ({ keys, says, asked, code }) => {
    const opened = await openWith(LOG, keys);
    expect(await opened.exited).toEqual({ code, signal: null });
    expect(opened.text().join('\n')).toContain(says);
    expect(codes).toHaveLength(asked);
  });

  it('ends with 78 and one line if there is no terminal to ask on', async () => {
    const piped = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined));
    const { status, stderr } = await runLmonProcess(LOG, { env: piped as Record<string, string> });
    expect(stderr).toBe(
      `lmon: without a terminal there is nobody to ask for the code of the MFA device ${DEVICE}\n`,
    );
    expect(status).toBe(78);
  });
});
