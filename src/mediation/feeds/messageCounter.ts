/** Numbers that senders count their messages with, watched for those that never came. */

/** A leap further than this is a count that began anew. */
const MOST_MISSING = 1_000;
/** A number so little below the last one is a message that was overtaken. */
const OVERTAKEN = 100;
/** Senders watched; more than that and the first is forgotten. */
const MOST_SENDERS = 1_000;

export class MessageCounter {
  readonly #pattern: RegExp;
  readonly #last = new Map<string, number>();

  /** @param pattern regex whose first group is the number */
  constructor(pattern: string) {
    this.#pattern = new RegExp(pattern);
  }

  /** How many messages are missing between the sender's last one and this. */
  missing(sender: string, message: string): number {
    const number = Number(this.#pattern.exec(message)?.[1] ?? Number.NaN);
    if (!Number.isSafeInteger(number)) return 0;
    const last = this.#last.get(sender);
    if (last !== undefined && number <= last && last - number < OVERTAKEN) return 0;
    if (last === undefined && this.#last.size >= MOST_SENDERS) this.#last.delete(this.#last.keys().next().value ?? '');
    this.#last.set(sender, number);
    if (last === undefined || number < last || number - last > MOST_MISSING) return 0;
    return number - last - 1;
  }
}
