import { request as httpRequest } from 'node:http';
import { Agent, type AgentOptions, request as httpsRequest, type RequestOptions } from 'node:https';
import type { Duplex } from 'node:stream';
import { type ConnectionOptions, connect as connectTls } from 'node:tls';
import { certificateBundle } from './certificate-bundle.ts';
import { httpsProxy, type NetworkEnvironment } from './https-proxy.ts';

/** Thrown when the proxy doesn't let us through. */
class ProxyRefused extends Error {
  override readonly name = 'ProxyRefused';

  constructor(proxy: URL, status: number | undefined) {
    super(`the proxy ${proxy.host} answered HTTP ${status ?? '?'} when asked to connect`);
  }
}

const CONNECT_TIMEOUT_MS = 3_000;

type Connected = (error: Error | null, socket: Duplex) => void;

/**
 * Sockets to HTTPS servers, with the environment's proxy and certificates. Node's own agents support proxies only from
 * version 24 on.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9110#name-connect
 */
export class TunnelAgent extends Agent {
  readonly #environment: NetworkEnvironment;
  /** Undefined until a connection needs them; an endpoint without TLS never does. */
  #certificates: Buffer | null | undefined;

  constructor(options: AgentOptions, environment: NetworkEnvironment) {
    super(options);
    this.#environment = environment;
  }

  override createConnection(asked: RequestOptions, connected: Connected): Duplex | null | undefined {
    this.#certificates ??= certificateBundle(this.#environment.AWS_CA_BUNDLE);
    const options = this.#certificates === null ? asked : { ...asked, ca: this.#certificates };
    const host = options.host ?? '';
    const proxy = httpsProxy(host, this.#environment);
    if (proxy === null) return super.createConnection(options, connected);
    openTunnel(proxy, `${host}:${options.port ?? 443}`, (error, socket) => {
      // An agent's options also apply to its TLS connection, though the types don't say so.
      if (error === null) connected(null, connectTls({ ...(options as ConnectionOptions), socket }));
      else connected(error, socket);
    });
    return undefined;
  }
}

function openTunnel(proxy: URL, authority: string, connected: Connected): void {
  const request = (proxy.protocol === 'https:' ? httpsRequest : httpRequest)({
    host: proxy.hostname,
    port: proxy.port === '' ? null : proxy.port,
    method: 'CONNECT',
    path: authority,
    headers: { host: authority, ...authorization(proxy) },
    agent: false,
  });
  request.once('connect', (response, socket) => {
    if (response.statusCode === 200) return connected(null, socket);
    socket.destroy();
    connected(new ProxyRefused(proxy, response.statusCode), socket);
  });
  request.setTimeout(CONNECT_TIMEOUT_MS, () =>
    request.destroy(new Error(`the proxy ${proxy.host} did not answer (ETIMEDOUT)`)),
  );
  // Node's type requires a socket beside the error; it is not read.
  request.once('error', (error) => connected(error, undefined as unknown as Duplex));
  request.end();
}

function authorization({ username, password }: URL): { 'proxy-authorization'?: string } {
  if (username === '') return {};
  const credentials = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return { 'proxy-authorization': `Basic ${Buffer.from(credentials).toString('base64')}` };
}
