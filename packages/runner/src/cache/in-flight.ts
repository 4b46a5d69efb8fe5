import { crc32 } from 'node:zlib';

/**
 * What is being asked at this moment, by its text. A `Map` leaves its old tables behind, and each of them keeps what
 * stood in it from collection until the next full one; so the keys are numbers, and a slot is emptied when it is done.
 */
export class InFlight<T> {
  readonly #slots = new Map<number, Slot<T>>();

  /** The answer that somebody waits for already. */
  get(text: string): Promise<T> | undefined {
    const slot = this.#slots.get(crc32(text));
    return slot?.text === text ? slot.answer : undefined;
  }

  /** Remembers what is asked until it is answered; two texts with one number are not told apart, so only the first is. */
  add(text: string, answer: Promise<T>): void {
    const key = crc32(text);
    if (this.#slots.has(key)) return;
    const slot: Slot<T> = { text, answer };
    this.#slots.set(key, slot);
    const forget = (): void => {
      this.#slots.delete(key);
      slot.text = undefined;
      slot.answer = undefined;
    };
    answer.then(forget, forget);
  }
}

interface Slot<T> {
  text: string | undefined;
  answer: Promise<T> | undefined;
}
