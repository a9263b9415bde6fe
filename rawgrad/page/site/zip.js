/** Writes and reads zip archives of a few small files. */

const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
const UTF8 = 0x0800;
const STORED = 0;
const DEFLATED = 8;
/** No file of an exercise is larger; what is larger is no exercise. */
const MOST = 4 << 20;

const TABLE = Uint32Array.from({ length: 256 }, (_, n) => {
  for (let bit = 0; bit < 8; bit++) n = n & 1 ? (n >>> 1) ^ 0xedb88320 : n >>> 1;
  return n;
});

function checksum(bytes) {
  let crc = ~0;
  for (const byte of bytes) crc = (crc >>> 8) ^ TABLE[(crc ^ byte) & 0xff];
  return ~crc >>> 0;
}

function fields(size, ...values) {
  const view = new DataView(new ArrayBuffer(size));
  let at = 0;
  for (const [bytes, value] of values) {
    if (bytes === 4) view.setUint32(at, value, true);
    else view.setUint16(at, value, true);
    at += bytes;
  }
  return new Uint8Array(view.buffer);
}

/** Return an archive, uncompressed, of files given as [path, bytes] pairs. */
export function write(files, when = new Date()) {
  const time = (when.getHours() << 11) | (when.getMinutes() << 5) | (when.getSeconds() >> 1);
  const day = ((when.getFullYear() - 1980) << 9) | ((when.getMonth() + 1) << 5) | when.getDate();
  const parts = [];
  const entries = [];
  let offset = 0;
  for (const [path, bytes] of files) {
    const name = new TextEncoder().encode(path);
    const about = [
      [2, 20], [2, UTF8], [2, STORED], [2, time], [2, day], [4, checksum(bytes)],
      [4, bytes.length], [4, bytes.length], [2, name.length], [2, 0],
    ];
    const rest = [[2, 0], [2, 0], [2, 0], [4, 0], [4, offset]];
    entries.push(fields(46, [4, CENTRAL], [2, 20], ...about, ...rest), name);
    const head = fields(30, [4, LOCAL], ...about);
    parts.push(head, name, bytes);
    offset += head.length + name.length + bytes.length;
  }
  const size = entries.reduce((sum, entry) => sum + entry.length, 0);
  const count = files.length;
  const end = fields(22, [4, END], [2, 0], [2, 0], [2, count], [2, count], [4, size], [4, offset], [2, 0]);
  return new Blob([...parts, ...entries, end], { type: "application/zip" });
}

async function inflate(bytes) {
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  const chunks = [];
  let size = 0;
  for (const reader = stream.getReader(); ; ) {
    const { done, value } = await reader.read();
    if (done) return new Uint8Array(await new Blob(chunks).arrayBuffer());
    chunks.push(value);
    size += value.length;
    if (size > MOST) {
      await reader.cancel();
      throw new RangeError("too large");
    }
  }
}

/**
 * Return the files of an archive whose paths are asked for, as [path, bytes] pairs.
 *
 * Throws a RangeError where the bytes are no archive, or a damaged one.
 */
export async function read(bytes, wanted) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = bytes.length - 22;
  while (at >= 0 && view.getUint32(at, true) !== END) at--;
  if (at < 0) throw new RangeError("no archive");
  const count = view.getUint16(at + 10, true);
  let entry = view.getUint32(at + 16, true);
  const files = [];
  for (let number = 0; number < count; number++) {
    if (view.getUint32(entry, true) !== CENTRAL) throw new RangeError("damaged");
    const method = view.getUint16(entry + 10, true);
    const crc = view.getUint32(entry + 16, true);
    const packed = view.getUint32(entry + 20, true);
    const [name, extra, comment] = [28, 30, 32].map((place) => view.getUint16(entry + place, true));
    const local = view.getUint32(entry + 42, true);
    const path = new TextDecoder().decode(bytes.subarray(entry + 46, entry + 46 + name));
    entry += 46 + name + extra + comment;
    if (!wanted(path)) continue;
    const start = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true);
    const body = bytes.slice(start, start + packed);
    if (method !== STORED && method !== DEFLATED) throw new RangeError("unknown packing");
    const content = method === STORED ? body : await inflate(body);
    if (checksum(content) !== crc) throw new RangeError("damaged");
    files.push([path, content]);
  }
  return files;
}
