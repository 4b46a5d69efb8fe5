/**
 * Calls `act` when the signal aborts, unless what is given back was called before. One listener a signal serves all:
 * of those that thousands of calls would hang on it, each takes a walk past the others to be taken off.
 */
export function onAbort(signal: AbortSignal, act: () => void): () => void {
  const acts = waiting.get(signal) ?? listen(signal);
  acts.add(act);
  return () => acts.delete(act);
}

const waiting = new WeakMap<AbortSignal, Set<() => void>>();

function listen(signal: AbortSignal): Set<() => void> {
  const acts = new Set<() => void>();
  waiting.set(signal, acts);
  signal.addEventListener('abort', () => {
    for (const act of acts) act();
    acts.clear();
  });
  return acts;
}
