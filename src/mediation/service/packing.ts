/** Packed content that cannot be unpacked; the message says at what. */
export class BrokenPacking extends Error {}
