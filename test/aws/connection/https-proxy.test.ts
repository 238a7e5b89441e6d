import { readFileSync } from 'node:fs';
import { createServer as createHttpServer, type IncomingHttpHeaders, type Server } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { type AddressInfo, connect } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type AwsConnection, connectAws } from '../../../src/aws/connect.ts';
import { httpsProxy, type NetworkEnvironment } from '../../../src/aws/connection/https-proxy.ts';
import { answerOf, errorOf, LONG_MS, patient, raw, stubCredentials } from '../loopback-aws.ts';

describe('the proxy for a host', () => {
  const host = 'lambda.eu-west-1.amazonaws.com';

  it.each<[string, NetworkEnvironment, string | null]>([
    ['none when none is named', {}, null],
    ['none when its name is empty', { HTTPS_PROXY: '' }, null],
    ['HTTPS_PROXY', { HTTPS_PROXY: 'http://proxy:3128' }, 'http://proxy:3128/'],
    ['https_proxy', { https_proxy: 'http://proxy:3128' }, 'http://proxy:3128/'],
    [
      'the one in lower case if there are both',
      { https_proxy: 'http://a:1', HTTPS_PROXY: 'http://b:2' },
      'http://a:1/',
    ],
    ['HTTP when it has no scheme', { HTTPS_PROXY: 'proxy:3128' }, 'http://proxy:3128/'],
    ['none for every host', { HTTPS_PROXY: 'http://proxy:1', NO_PROXY: '*' }, null],
    ['none for the host itself', { HTTPS_PROXY: 'http://proxy:1', NO_PROXY: `a.b, ${host}` }, null],
    ['none for hosts of a domain', { HTTPS_PROXY: 'http://proxy:1', no_proxy: '.amazonaws.com' }, null],
    [
      'none for hosts of a domain without a dot',
      { HTTPS_PROXY: 'http://proxy:1', no_proxy: 'AmazonAWS.com' },
      null,
    ],
    [
      'none for hosts of a domain with a star',
      { HTTPS_PROXY: 'http://proxy:1', no_proxy: '*.amazonaws.com' },
      null,
    ],
    [
      'used for a host that only looks similar',
      { HTTPS_PROXY: 'http://proxy:1', NO_PROXY: 'naws.com' },
      'http://proxy:1/',
    ],
    ['used when nothing is exempt', { HTTPS_PROXY: 'http://proxy:1', NO_PROXY: ' , ' }, 'http://proxy:1/'],
  ])('is %s', (_what, environment, proxy) => {
    expect(httpsProxy(host, environment)?.href ?? null).toBe(proxy);
  });
});

describe('a call through a proxy', () => {
  const fixture = (name: string) => join(import.meta.dirname, '../fixtures', name);
  const certificate = fixture('loopback-certificate.pem');
  let aws: Server;
  let proxy: Server;
  let connection: AwsConnection;
  let tunnels: { readonly to: string | undefined; readonly headers: IncomingHttpHeaders }[];
  let admits: boolean;
  let awsPort: number;

  const connectTo = (endpointUrl: string) =>
    connectAws({
      region: 'eu-west-1',
      profile: null,
      endpointUrl,
      cloudwatchProtocol: 'json',
      requestTimeoutMs: LONG_MS,
    });
  const listen = (server: Server) =>
    new Promise<number>((listening) => {
      server.listen(0, '127.0.0.1', () => listening((server.address() as AddressInfo).port));
    });

  beforeEach(async () => {
    tunnels = [];
    admits = true;
    aws = createHttpsServer(
      { cert: readFileSync(certificate), key: readFileSync(fixture('loopback-key.pem')) },
      (_request, response) => response.end('{"events":[]}'),
    );
    awsPort = await listen(aws);
    proxy = createHttpServer();
    proxy.on('connect', (request, client) => {
      tunnels.push({ to: request.url, headers: request.headers });
      if (!admits) {
        client.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n');
        return;
      }
      // Every host name leads to the server of this test.
      const server = connect(awsPort, '127.0.0.1', () => {
        client.write('HTTP/1.1 200 Connection established\r\n\r\n');
        server.pipe(client).pipe(server);
      });
      server.on('error', () => client.destroy());
      client.on('error', () => server.destroy());
    });

    stubCredentials();
    vi.stubEnv('NO_PROXY', undefined);
    vi.stubEnv('no_proxy', undefined);
    vi.stubEnv('HTTPS_PROXY', `http://ann:p%40ss@127.0.0.1:${await listen(proxy)}`);
    connection = connectTo('https://lambda.test');
  });
  afterEach(async () => {
    vi.unstubAllEnvs();
    connection.close();
    aws.closeAllConnections();
    await Promise.all([aws, proxy].map((server) => new Promise((closed) => server.close(closed))));
  });

  const logPage = () =>
    connection.sources.logs.page(
      { group: raw('g'), range: { startMs: 0, endMs: 1 }, pattern: null, token: null },
      patient,
    );

  it('arrives, with the certificates of AWS_CA_BUNDLE, and keeps its tunnel for the next one', async () => {
    vi.stubEnv('AWS_CA_BUNDLE', certificate);
    answerOf(await logPage());
    answerOf(await logPage());
    expect(tunnels.map(({ to }) => to)).toEqual(['lambda.test:443']);
  });

  it('tells the proxy who is asking', async () => {
    vi.stubEnv('AWS_CA_BUNDLE', certificate);
    await logPage();
    const credentials = Buffer.from('ann:p@ss').toString('base64');
    expect(tunnels[0]?.headers['proxy-authorization']).toBe(`Basic ${credentials}`);
  });

  it('is unreachable if the certificate is not trusted', async () => {
    expect(errorOf(await logPage())).toMatchObject({
      kind: 'unreachable',
      name: 'DEPTH_ZERO_SELF_SIGNED_CERT',
    });
  });

  it('is unreachable if the proxy refuses, and does not reveal its password', async () => {
    admits = false;
    const error = errorOf(await logPage());
    expect(error).toMatchObject({ kind: 'unreachable', name: 'ProxyRefused' });
    expect(error.message).toContain('HTTP 407');
    expect(error.message).not.toContain('p%40ss');
  });

  it('bypasses the proxy if NO_PROXY exempts the host', async () => {
    vi.stubEnv('NO_PROXY', '127.0.0.1');
    vi.stubEnv('AWS_CA_BUNDLE', certificate);
    connection = connectTo(`https://127.0.0.1:${awsPort}`);
    answerOf(await logPage());
    expect(tunnels).toEqual([]);
  });
});
