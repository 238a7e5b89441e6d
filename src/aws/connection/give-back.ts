interface Transferable {
  /** Node 20 has none. */
  transfer?(byteLength: number): ArrayBuffer;
}

/**
 * Gives memory back that nobody reads any more. Collections of what has outlived the first one are seldom: a dozen pages
 * would wait for one, and their pieces be gone through by all that come before. Whoever looks into `bytes` afterwards
 * finds nothing. Nothing happens where others share the memory.
 */
export function giveBack({ buffer, length }: Buffer): void {
  if (!(buffer instanceof ArrayBuffer) || buffer.byteLength !== length) return;
  const given: ArrayBuffer & Transferable = buffer;
  if (given.transfer === undefined) structuredClone(given, { transfer: [given] });
  else given.transfer(0);
}
