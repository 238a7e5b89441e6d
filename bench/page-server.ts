// Answers FilterLogEvents from prepared pages. It is a separate process, so that the bench measures the client and not
// the making of pages. Usage: node bench/page-server.ts <events>; its first line is its address, where GET returns how
// many pages were requested.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { storedPages } from './stored-pages.ts';

const pages = storedPages(Number(process.argv[2]), Date.now());
const NO_EVENTS = Buffer.from('{"searchedLogStreams":[],"events":[]');
let asked = 0;

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.method === 'GET') {
    response.end(String(asked));
    return;
  }
  asked += 1;
  // No Date header: lmon would correct its clock by it, and in one part of the bench that clock runs faster than this
  // one.
  response.sendDate = false;
  const { nextToken = '0' } = JSON.parse(await text(request)) as { readonly nextToken?: string };
  const index = Number(nextToken);
  const page = pages[index] ?? NO_EVENTS;
  const end = index + 1 < pages.length ? `,"nextToken":"${index + 1}"}` : '}';
  response.writeHead(200, {
    'content-type': 'application/x-amz-json-1.1',
    'content-length': page.length + end.length,
  });
  response.write(page);
  response.end(end);
}

const server = createServer((request, response) => void answer(request, response));
server.listen(0, '127.0.0.1', () => {
  process.stdout.write(`http://127.0.0.1:${(server.address() as AddressInfo).port}\n`);
});
