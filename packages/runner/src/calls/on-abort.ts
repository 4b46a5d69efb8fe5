/**
 * Calls `act` when the signal aborts, unless what is given back was called before. One listener a signal serves all:
 * of those that thousands of calls would hang on it, each takes a walk past the others to be taken off.
 */
export function onAbort(signal: AbortSignal, act: () => void): () => void {
  const slots = waiting.get(signal) ?? listen(signal);
  const slot: Slot = { act };
  slots.add(slot);
  return () => {
    slots.delete(slot);
    slot.act = undefined;
  };
}

/** Emptied when it is not waited for any more: the old tables of a `Set` keep what stood in them for long. */
interface Slot {
  act: (() => void) | undefined;
}

const waiting = new WeakMap<AbortSignal, Set<Slot>>();

function listen(signal: AbortSignal): Set<Slot> {
  const slots = new Set<Slot>();
  waiting.set(signal, slots);
  signal.addEventListener('abort', () => {
    for (const { act } of slots) act?.();
    slots.clear();
  });
  return slots;
}
