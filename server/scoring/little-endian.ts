/** Weights as files hold them, whatever machine writes or reads them. */
export function littleEndian(weights: Float32Array): Buffer {
  const bytes = Buffer.alloc(weights.length * 4);
  for (const [index, weight] of weights.entries()) bytes.writeFloatLE(weight, index * 4);
  return bytes;
}

export function littleEndianFloats(bytes: Buffer): Float32Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Float32Array.from({ length: bytes.byteLength / 4 }, (_, index) =>
    view.getFloat32(index * 4, true),
  );
}
