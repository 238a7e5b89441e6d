import type { AddressInfo } from 'node:net';
import { connect, createServer, type Server, type Socket } from 'node:net';

/** A port that forwards to another one, until it is closed. */
export interface Relay {
  readonly port: number;
  /** Breaks open connections. */
  breakOff(): void;
  /** Refuses connections until `listen`. */
  hangUp(): Promise<void>;
  listen(): Promise<void>;
}

/** @param onAnswer sees the server's data before it is forwarded. */
export async function startRelay(toPort: number, onAnswer?: (piece: Buffer) => void): Promise<Relay> {
  const sockets = new Set<Socket>();
  let server: Server;
  let port = 0;
  const breakOff = () => {
    for (const socket of sockets) socket.destroy();
  };
  const listen = async () => {
    server = createServer((near) => {
      const far = connect(toPort, '127.0.0.1');
      for (const socket of [near, far]) {
        sockets.add(socket);
        socket.on('error', () => socket.destroy());
        socket.on('close', () => {
          sockets.delete(socket);
          near.destroy();
          far.destroy();
        });
      }
      if (onAnswer !== undefined) far.on('data', onAnswer);
      near.pipe(far).pipe(near);
    });
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
    port = (server.address() as AddressInfo).port;
  };
  await listen();
  return {
    port,
    breakOff,
    listen,
    hangUp: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        breakOff();
      }),
  };
}
