import type { IncomingHttpHeaders } from 'node:http';

/**
 * Whether a web page may have sent it. Every page in a browser can reach 127.0.0.1, and a page whose name resolves to
 * it could read the answers too (DNS rebinding). Both are recognised by their Origin and Host.
 */
export function isForeign({ host, origin }: IncomingHttpHeaders): boolean {
  if (!isLoopback(`http://${host ?? ''}`)) return true;
  return origin !== undefined && !isLoopback(origin);
}

function isLoopback(address: string): boolean {
  if (!URL.canParse(address)) return false;
  return /^(localhost|127(\.\d+){3}|\[::1\])$/.test(new URL(address).hostname);
}
