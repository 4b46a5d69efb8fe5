import { vi } from 'vitest';

/** Carries out something in a time of its own that passes as fast as it can; gives the milliseconds that passed in it. */
export async function inVirtualTime<T>(
  act: (clock: () => number) => Promise<T>,
): Promise<{ readonly result: T; readonly passedMs: number }> {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'], now: 0 });
  try {
    const state = { settled: false };
    const acting = act(() => Date.now()).finally(() => (state.settled = true));
    while (!state.settled) {
      await new Promise((resolve) => setImmediate(resolve));
      await vi.advanceTimersByTimeAsync(5);
    }
    return { result: await acting, passedMs: Date.now() };
  } finally {
    vi.useRealTimers();
  }
}
