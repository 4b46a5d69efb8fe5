/** The two ways of stopping, as the work sees them. */
export interface StopSignals {
  /** No new trials, no new attempts. */
  readonly soft: AbortSignal;
  /** Nothing goes on. */
  readonly hard: AbortSignal;
  /** Nobody reads any more. */
  readonly abandon: () => void;
  /** Lets go of the timer and the listeners. */
  readonly release: () => void;
}

const graceMs = 10_000;

/** Joins the user's signals with our own: ten seconds after the soft one comes the hard one. */
export function stopSignals(given: {
  readonly signal: AbortSignal;
  readonly hardSignal: AbortSignal;
}): StopSignals {
  const soft = new AbortController();
  const hard = new AbortController();
  let grace: NodeJS.Timeout | undefined;
  const softly = (): void => {
    soft.abort();
    grace ??= setTimeout(abandon, graceMs);
  };
  const abandon = (): void => {
    soft.abort();
    hard.abort();
  };
  listen(given.signal, softly);
  listen(given.hardSignal, abandon);
  return {
    soft: soft.signal,
    hard: hard.signal,
    abandon,
    release: () => {
      clearTimeout(grace);
      given.signal.removeEventListener('abort', softly);
      given.hardSignal.removeEventListener('abort', abandon);
    },
  };
}

function listen(signal: AbortSignal, then: () => void): void {
  if (signal.aborted) then();
  else signal.addEventListener('abort', then, { once: true });
}
