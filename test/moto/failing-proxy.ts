import type { ServerResponse } from 'node:http';
import type { Failing } from '../faults/fault-cases.ts';
import {
  type Answering,
  type HttpProxy,
  type PassedAnswer,
  passOn,
  startHttpProxy,
} from '../faults/http-proxy.ts';

/** A proxy in front of an AWS that makes reading logs fail on request. */
export interface FailingProxy extends Pick<HttpProxy, 'port' | 'close'> {
  /** Null to stop failing. */
  fail(how: Failing | null): void;
}

export async function startFailingProxy(upstreamUrl: string): Promise<FailingProxy> {
  const proxy = await startHttpProxy(upstreamUrl);
  let failing: Failing | null = null;
  proxy.answering = (request, response, pass) => {
    const readsLog = request.headers['x-amz-target'] === 'Logs_20140328.FilterLogEvents';
    const answering = failing !== null && readsLog ? FAILURES[failing] : passOn;
    return answering(request, response, async () => withoutDate(await pass()));
  };
  return {
    port: proxy.port,
    close: proxy.close,
    fail(how) {
      failing = how;
    },
  };
}

/** moto's time is not the account's, which runs faster. */
function withoutDate({ headers: { date: _date, ...headers }, ...answer }: PassedAnswer): PassedAnswer {
  return { ...answer, headers };
}

const SLOW_MS = 100;

const FAILURES: Readonly<Record<Failing, Answering>> = {
  throttle: refusal(400, 'ThrottlingException', 'Rate exceeded'),
  internal: refusal(500, 'ServiceUnavailableException', 'The service cannot complete the request.'),
  expired: refusal(400, 'ExpiredTokenException', 'The security token included in the request is expired'),
  denied: refusal(400, 'AccessDeniedException', 'not authorized to perform: logs:FilterLogEvents'),
  skewed: refusal(400, 'InvalidSignatureException', 'Signature expired: it is too old'),
  unavailable: (_request, response) =>
    void response
      .writeHead(503, { 'content-type': 'text/html' })
      .end('<html><body><b>Http/1.1 Service Unavailable</b></body></html>'),
  reset: (_request, response) => void response.socket?.resetAndDestroy(),
  silent: () => {},
  async truncate(_request, response, pass) {
    const { status, headers, body } = await pass();
    response.writeHead(status, headers).end(body.subarray(0, body.length >> 1));
  },
  async delay(_request, response, pass) {
    const answer = await pass();
    setTimeout(() => response.writeHead(answer.status, answer.headers).end(answer.body), SLOW_MS);
  },
};

function refusal(status: number, name: string, message: string): Answering {
  return (_request, response: ServerResponse) =>
    void response
      .writeHead(status, { 'content-type': 'application/x-amz-json-1.1' })
      .end(JSON.stringify({ __type: name, message }));
}
