interface Transferable {
  /** Node 20 does not have it. */
  transfer?(byteLength: number): ArrayBuffer;
}

/**
 * Frees memory that is no longer read. Full collections are rare: a dozen pages would pile up, and every minor
 * collection would scan them. `bytes` is empty afterwards. Does nothing for shared memory.
 */
export function giveBack({ buffer, length }: Buffer): void {
  if (!(buffer instanceof ArrayBuffer) || buffer.byteLength !== length) return;
  const given: ArrayBuffer & Transferable = buffer;
  if (given.transfer === undefined) structuredClone(given, { transfer: [given] });
  else given.transfer(0);
}
