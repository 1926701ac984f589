/**
 * Breaks text into lines of a width: at spaces and line feeds, inside a word only where the word alone is too wide. No-break
 * spaces hold.
 * @param width measures a text in the unit of `room`
 */
export function wrap(text: string, room: number, width: (text: string) => number): string[] {
  return text.split('\n').flatMap((paragraph) => wrapParagraph(paragraph, room, width));
}

function wrapParagraph(paragraph: string, room: number, width: (text: string) => number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of paragraph.split(/[ \t]+/).filter((part) => part !== '')) {
    const candidate = line === '' ? word : `${line} ${word}`;
    if (width(candidate) <= room) {
      line = candidate;
      continue;
    }
    if (line !== '') lines.push(line);
    const pieces = splitWord(word, room, width);
    lines.push(...pieces.slice(0, -1));
    line = pieces.at(-1) ?? '';
  }
  return line === '' && lines.length > 0 ? lines : [...lines, line];
}

function splitWord(word: string, room: number, width: (text: string) => number): string[] {
  const pieces: string[] = [];
  let piece = '';
  for (const character of word) {
    if (piece !== '' && width(piece + character) > room) {
      pieces.push(piece);
      piece = '';
    }
    piece += character;
  }
  return [...pieces, piece];
}
