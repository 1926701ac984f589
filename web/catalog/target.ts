/** Prefixes with their +, every other target as it is written. */
export function targetText(target: string): string {
  return /^\d/.test(target) ? `+${target}` : target;
}
