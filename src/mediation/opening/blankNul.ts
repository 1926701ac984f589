/** Content with blanks where NUL bytes stood (printers, buffers of telephone systems): everything keeps its place. */
export function blankNul(chunk: Buffer): Buffer {
  let at = chunk.indexOf(0);
  if (at < 0) return chunk;
  const blanked = Buffer.from(chunk);
  for (; at >= 0; at = blanked.indexOf(0, at + 1)) blanked[at] = 32;
  return blanked;
}
